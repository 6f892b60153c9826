/**
 * Random sessions with faults: screen, state and LMS never disagree once everything is saved, statuses never fall.
 *
 * LERNBUILD_WALK sets the number of sessions (default 1000, with LERNBUILD_FULL 100,000), LERNBUILD_SEED the first seed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance } from "./chance.ts";
import { Tabs } from "./tabs.ts";
import { STAYS, Walk } from "./walker.ts";

const SESSIONS = Number(process.env.LERNBUILD_WALK ?? (process.env.LERNBUILD_FULL ? 100_000 : 1000));
const FIRST = Number(process.env.LERNBUILD_SEED ?? 1);
test(`${SESSIONS} random sessions`, { timeout: 3_600_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + SESSIONS / STAYS; seed++) {
    const walk = new Walk(seed, new Chance(seed));
    await walk.run().catch((error: unknown) => {
      throw error instanceof assert.AssertionError ? error : new Error(walk.log.join("\n"), { cause: error });
    });
  }
});

test(`${Math.ceil(SESSIONS / 10)} random sessions in two tabs`, { timeout: 3_600_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + SESSIONS / 10; seed++) await new Tabs(seed).run();
});
