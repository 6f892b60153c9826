/** Every row of truth-table.yaml in both standards against the strict fake LMS in its three profiles. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Profile } from "./fake-lms/lms.ts";
import type { StandardName } from "./player.ts";
import { SEEN } from "./seen.ts";
import { check, prepare, ROWS, take, type Row } from "./steps.ts";

for (const row of ROWS) {
  for (const standard of ["scorm12", "scorm2004"] as const) {
    for (const profile of ["minimal", "usual", "hostile"] as const) {
      if (applies(row, profile)) test(`${row.id} · ${standard} · ${profile}`, () => play(row, standard, profile));
    }
  }
}

test("the table has all rows", () => assert.ok(ROWS.length >= 58, `${ROWS.length} rows`));

/** A minimal LMS has no pass mark and no mode of its own. */
function applies(row: Row, profile: Profile): boolean {
  const lms = typeof row.lms === "object" ? row.lms : {};
  return profile !== "minimal" || !("mastery" in lms || "mode" in lms);
}

async function play(row: Row, standard: StandardName, profile: Profile): Promise<void> {
  const player = prepare(row, standard, profile);
  const lms = typeof row.lms === "object" ? row.lms : {};
  if (lms["holds-after"]) {
    const earlier = ROWS.find(({ id }) => id === lms["holds-after"]) as Row;
    for (const step of [...earlier.steps, "close"]) await take(player, step);
    player.options.reviews = profile === "hostile" && row.id !== "new-version-confirm-again";
  }
  for (const step of row.steps) await take(player, step);
  await player.wait(5_000);
  check(row, player);
  if (row.then) await take(player, row.then.step);
  await SEEN[row.id]?.(player);
  for (const session of player.sessions) assert.deepEqual(session.violations, []);
}

