/** For courses that ask for a Land: part of the launch's script. */

import { provide } from "../chunks.ts";
import { countForLand, countNeeds, offerLand, showLands } from "../land.ts";

const land = { countForLand, countNeeds, offerLand, showLands };

export type Land = typeof land;

provide("land", land);
