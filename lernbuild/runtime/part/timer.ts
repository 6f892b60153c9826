/** For courses with a test that has a time limit: part of the script of questions. */

import { provide } from "../chunks.ts";
import { offerBegin, startTimer } from "../timer.ts";

const timer = { offerBegin, startTimer };

export type Timer = typeof timer;

provide("timer", timer);
