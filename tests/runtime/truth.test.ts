/** Every row of truth-table.yaml in both standards against the strict fake LMS in its three profiles. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import type { CourseData } from "../../lernbuild/runtime/types.ts";
import { lesson, makeCourse } from "./courses.ts";
import type { Options, Profile } from "./fake-lms/lms.ts";
import { readRows, type Flow } from "./flow.ts";
import { Player, type StandardName } from "./player.ts";
import { SEEN } from "./seen.ts";

declare const __ROOT__: string;

export interface Row {
  id: string;
  course: string;
  steps: string[];
  lms?: Record<string, Flow> | string;
  set?: Record<string, string>;
  s12?: string;
  c?: string;
  s?: string;
  raw?: string;
  scaled?: string;
  then?: { step: string };
}

const ROWS = readRows(readFileSync(`${__ROOT__}/tests/runtime/truth-table.yaml`, "utf8")) as unknown as Row[];

for (const row of ROWS) {
  for (const standard of ["scorm12", "scorm2004"] as const) {
    for (const profile of ["minimal", "usual", "hostile"] as const) {
      if (applies(row, profile)) test(`${row.id} · ${standard} · ${profile}`, () => play(row, standard, profile));
    }
  }
}

test("the table has all rows", () => assert.ok(ROWS.length >= 38, `${ROWS.length} rows`));

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

function prepare(row: Row, standard: StandardName, profile: Profile): Player {
  const lms = typeof row.lms === "object" ? row.lms : {};
  const course = makeCourse(row.course);
  if (row.set?.datenschutz === "minimal") course.rules.privacy = "minimal";
  const prefix = standard === "scorm12" ? "cmi.core.lesson_mode" : "cmi.mode";
  const special: Record<string, string> = {};
  if (typeof lms.mode === "string") special[prefix] = lms.mode;
  if (lms.credit) special[standard === "scorm12" ? "cmi.core.credit" : "cmi.credit"] = String(lms.credit);
  if (lms.mastery) Object.assign(special, standard === "scorm12" ? { "cmi.student_data.mastery_score": String(lms.mastery) } : { "cmi.scaled_passing_score": String(Number(lms.mastery) / 100) });
  const options: Options = { profile, joined: "initialize" in lms, reviews: profile === "hostile" };
  const player = new Player(course, row.lms === "none" ? "none" : standard, options, special);
  if (lms.holds) player.server.store(holding(lms.holds as Record<string, string>, standard));
  if (lms.state) player.server.store(new Map([["cmi.suspend_data", newerState()], ["cmi.exit", "suspend"]]));
  return player;
}

function holding(values: Record<string, string>, standard: StandardName): Map<string, string> {
  const names = standard === "scorm12" ? { s12: "cmi.core.lesson_status", raw: "cmi.core.score.raw" } : { c: "cmi.completion_status", s: "cmi.success_status", raw: "cmi.score.raw" };
  const held = new Map([[standard === "scorm12" ? "cmi.core.exit" : "cmi.exit", "suspend"]]);
  for (const [key, element] of Object.entries(names)) if (values[key]) held.set(element, values[key]);
  return held;
}

/** Lesson 77 and question 300, which this package does not know, and a section of tag 9. */
function newerState(): string {
  return readFileSync(`${__ROOT__}/tests/runtime/newer-state.txt`, "utf8").trim();
}

async function take(player: Player, step: string): Promise<void> {
  const [word = "", name = "", more = ""] = step.split(" ");
  if (word === "launch" || word === "relaunch") return player[word]();
  if (word === "finish") return player.finish(name);
  if (word === "open") return player.open(name);
  if (word === "check") return player.check(name, more === "right");
  if (word === "hand-in") return player.handIn(name, Number(more.split("/")[0] || 0));
  if (word === "close" || word === "crash") return player[word]();
  if (word === "offline" || word === "online") return void (player.server.online = word === "online");
  if (word === "wait") return player.wait(90_000);
  if (word === "new-version") return change(player.course, step);
  throw new Error(`unknown step: ${step}`);
}

function change(course: CourseData, step: string): void {
  const lessons = course.modules[0]?.lessons ?? [];
  if (step.includes("L3")) lessons.push(lesson("L3", "lesson"));
  if (step.includes("erneut-bestaetigen")) course.rules.confirmAgain = "2026-11-01";
  if (step.includes("renamed")) {
    Object.assign(lessons[0] as object, { id: "anders", href: "lektion/anders.html", title: "Anders" });
    lessons.splice(1, 0, ...lessons.splice(0, 1));
  }
}

/** The LMS holds what the row says, and the learner sees the same. */
function check(row: Row, player: Player): void {
  const { server, standard, tracker } = player;
  if (row.lms === "none") return;
  const { progress } = tracker;
  const raw = server.get(standard === "scorm12" ? "cmi.core.score.raw" : "cmi.score.raw");
  if (row.raw !== undefined) assert.equal(raw, row.raw, "score.raw");
  if (standard === "scorm12") assert.equal(server.get("cmi.core.lesson_status"), row.s12, "lesson_status");
  else {
    assert.equal(server.get("cmi.completion_status"), row.c, "completion_status");
    assert.equal(server.get("cmi.success_status"), row.s, "success_status");
    if (row.scaled) assert.equal(server.get("cmi.score.scaled"), row.scaled, "score.scaled");
  }
  if (progress.mode !== "normal") return;
  assert.equal(progress.completed, row.c === "completed", "completed on the screen");
  assert.equal(progress.success, row.s, "success on the screen");
  const state = decodeState(server.get("cmi.suspend_data"));
  assert.equal(state?.completed ?? false, row.c === "completed", "completed in the state");
  assert.equal(state?.success ?? "unknown", row.s, "success in the state");
  if (player.course.rules.privacy !== "minimal") assert.equal(row.raw === undefined ? "" : String(progress.score ?? ""), row.raw ?? "", "score on the screen");
}
