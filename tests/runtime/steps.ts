/** The truth table: its rows, how a row is prepared and played, and what must hold afterwards. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import type { CourseData } from "../../lernbuild/runtime/types.ts";
import { lesson, makeCourse } from "./courses.ts";
import type { Options, Profile } from "./fake-lms/lms.ts";
import { readRows, type Flow } from "./flow.ts";
import { Player, type StandardName } from "./player.ts";

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

export const ROWS = readRows(readFileSync(`${__ROOT__}/tests/runtime/truth-table.yaml`, "utf8")) as unknown as Row[];

export function prepare(row: Row, standard: StandardName, profile: Profile, make: typeof Player = Player): Player {
  const lms = typeof row.lms === "object" ? row.lms : {};
  const course = makeCourse(row.course);
  if (row.set?.datenschutz) course.rules.privacy = row.set.datenschutz as "minimal" | "full";
  const prefix = standard === "scorm12" ? "cmi.core.lesson_mode" : "cmi.mode";
  const special: Record<string, string> = {};
  if (typeof lms.mode === "string") special[prefix] = lms.mode;
  if (lms.credit) special[standard === "scorm12" ? "cmi.core.credit" : "cmi.credit"] = String(lms.credit);
  if (lms.mastery) Object.assign(special, standard === "scorm12" ? { "cmi.student_data.mastery_score": String(lms.mastery) } : { "cmi.scaled_passing_score": String(Number(lms.mastery) / 100) });
  const options: Options = { profile, joined: "initialize" in lms, reviews: profile === "hostile" && row.set?.reviews !== "no" };
  const player = new make(course, row.lms === "none" ? "none" : standard, options, special);
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

export async function take(player: Player, step: string): Promise<void> {
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
export function check(row: Row, player: Player): void {
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
