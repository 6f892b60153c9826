/** For courses with days that pass: part of the launch's script. */

import { markAged, sayOverdue } from "../age.ts";
import { provide } from "../chunks.ts";

const age = { markAged, sayOverdue };

export type Age = typeof age;

provide("age", age);
