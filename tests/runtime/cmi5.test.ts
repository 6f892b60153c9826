/** Every row of truth-table.yaml in cmi5 and plain xAPI, against a strict LMS with a record store. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import { wordOf } from "../../lernbuild/preview/strict/statements.ts";
import { LrsPlayer, USUAL } from "./fake-lrs/player.ts";
import { Lrs } from "./fake-lrs/lrs.ts";
import type { Player } from "./player.ts";
import { SEEN } from "./seen.ts";
import { prepare, ROWS, take, type Row } from "./steps.ts";

type Cmi5Row = Row & { cmi5?: string[] };

/** Rows about other things than an LMS: none at all, a status that starts anew (a registration says completed once). */
const OTHERS = ["no-lms", "new-version-confirm-again", "second-initialize-refused"];
/** What these rows look at is SCORM's: its calls, its sessions. */
const CALLS = ["two-sittings", "review-mode", "review-after-the-end", "browse-mode", "privacy-minimal"];

function playable({ id, lms }: Row): boolean {
  return lms !== "none" && !OTHERS.includes(id) && !(typeof lms === "object" && "holds" in lms && !("mode" in lms)) && !id.includes("confirm");
}

function make(row: Row, kind: "cmi5" | "xapi"): LrsPlayer {
  const player = prepare(row, "scorm2004", "usual", LrsPlayer as unknown as typeof Player) as LrsPlayer;
  const lms = (typeof row.lms === "object" ? row.lms : {}) as Record<string, string>;
  const mode = lms.mode === "review" ? "Review" : lms.mode === "browse" ? "Browse" : "Normal";
  player.lrs = new Lrs({ ...USUAL, kind, mode, mastery: lms.mastery ? Number(lms.mastery) / 100 : null });
  const held = player.server.get("cmi.suspend_data");
  if (held) player.lrs.documents.set("lernbuild", JSON.stringify({ format: 1, state: held, bookmark: "0", score: null }));
  return player;
}

async function play(row: Cmi5Row, kind: "cmi5" | "xapi"): Promise<void> {
  const player = make(row, kind);
  const lms = (typeof row.lms === "object" ? row.lms : {}) as Record<string, string>;
  if (lms["holds-after"]) for (const step of [...(ROWS.find(({ id }) => id === lms["holds-after"]) as Row).steps, "close"]) await take(player, step);
  for (const step of row.steps) await take(player, step);
  await player.wait(5_000);
  check(row, player);
  if (row.then) await take(player, row.then.step);
  if (!CALLS.includes(row.id)) await SEEN[row.id]?.(player);
  assert.deepEqual(player.lrs.violations, []);
}

function check(row: Cmi5Row, player: LrsPlayer): void {
  const { lrs, tracker } = player;
  const over = lrs.settings.mode !== "Normal";
  const counted = lrs.statements.filter((statement) => /^(completed|passed|failed)$/.test(wordOf(statement)));
  const said = counted.map((statement) => [wordOf(statement), ...scaled(statement.result)].join(" "));
  if (row.cmi5) assert.deepEqual(said, row.cmi5.map((one) => one.replace(/\.0$/, "").replace(/ $/, "")));
  const words = [...new Set(counted.map(wordOf))].sort();
  const expected = over ? [] : [row.c === "completed" ? "completed" : "", row.s === "unknown" ? "" : (row.s ?? "")].filter(Boolean).sort();
  assert.deepEqual(words, expected);
  if (over) return assert.deepEqual(lrs.words.filter((word) => !/^(initialized|terminated)$/.test(word)), []);
  assert.equal(tracker.progress.completed, row.c === "completed", "completed on the screen");
  assert.equal(tracker.progress.success, row.s, "success on the screen");
  const state = decodeState((JSON.parse(lrs.documents.get("lernbuild") ?? "{}") as { state?: string }).state ?? "");
  assert.equal(state?.completed ?? false, row.c === "completed", "completed in the state");
  assert.equal(state?.success ?? "unknown", row.s, "success in the state");
}

function scaled(result: Record<string, unknown> | undefined): string[] {
  const score = result?.score as { scaled?: number } | undefined;
  return score?.scaled === undefined ? [] : [String(score.scaled)];
}

for (const row of ROWS.filter(playable)) {
  test(`${row.id} · cmi5`, () => play(row as Cmi5Row, "cmi5"));
  if (!/mode|mark|review/.test(row.id)) test(`${row.id} · xapi`, () => play(row as Cmi5Row, "xapi"));
}

test("most rows are played", () => assert.ok(ROWS.filter(playable).length >= ROWS.length - 8, `${ROWS.filter(playable).length} of ${ROWS.length}`));
