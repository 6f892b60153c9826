/** What each kind of answer looks like in each standard, and that a strict LMS takes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answered, CourseData, Interaction } from "../../lernbuild/runtime/types.ts";
import { makeCourse, question } from "./courses.ts";
import { Player } from "./player.ts";

interface Case {
  name: string;
  interaction: Interaction;
  response: unknown;
  fraction?: number;
  /** Type, response, pattern, result in 1.2 and in 2004; undefined: not written. */
  old: [string, string | undefined, string | undefined, string];
  new: [string, string | undefined, string | undefined, string];
}

const CASES: Case[] = [
  { name: "choice", interaction: { type: "choice", correct: ["2"] }, response: ["3"], fraction: 0, old: ["choice", "3", "2", "wrong"], new: ["choice", "3", "2", "incorrect"] },
  { name: "several choices, partly right", interaction: { type: "choice", correct: ["1", "12"] }, response: ["1"], fraction: 0.5, old: ["choice", "1", "1,c", "0.5"], new: ["choice", "1", "1[,]12", "0.5"] },
  { name: "true-false", interaction: { type: "true-false", correct: true }, response: false, fraction: 0, old: ["true-false", "f", "t", "wrong"], new: ["true-false", "false", "true", "incorrect"] },
  { name: "matching", interaction: { type: "matching", correct: [["1", "3"], ["2", "4"]] }, response: [["1", "3"], ["2", "4"]], old: ["matching", "1.3,2.4", "1.3,2.4", "correct"], new: ["matching", "1[.]3[,]2[.]4", "1[.]3[,]2[.]4", "correct"] },
  { name: "sequencing", interaction: { type: "sequencing", correct: ["1", "2", "3"] }, response: ["3", "2", "1"], fraction: 0.333, old: ["sequencing", "3,2,1", "1,2,3", "0.33"], new: ["sequencing", "3[,]2[,]1", "1[,]2[,]3", "0.33"] },
  { name: "one number", interaction: { type: "numeric", correct: [411, 411] }, response: 411, old: ["numeric", "411", "411", "correct"], new: ["numeric", "411", "411[:]411", "correct"] },
  { name: "a range, and a number with a comma", interaction: { type: "numeric", correct: [18, null] }, response: 18.5, old: ["numeric", "18.5", undefined, "correct"], new: ["numeric", "18.5", "18[:]", "correct"] },
  { name: "no number", interaction: { type: "numeric", correct: [4, 4] }, response: null, fraction: 0, old: ["numeric", undefined, "4", "wrong"], new: ["numeric", undefined, "4[:]4", "incorrect"] },
  { name: "gaps", interaction: { type: "fill-in", correct: [["18g", "18 g"], ["vier"]] }, response: ["18 G", "{fünf[,]\n"], fraction: 0.5, old: ["fill-in", "18 G; {fünf[,]", "18g; vier", "0.5"], new: ["fill-in", "18 G[,](fünf(,)", "18g[,]vier", "0.5"] },
  { name: "free text", interaction: { type: "long-fill-in", correct: null }, response: "Weil\nes gilt.", old: ["fill-in", "Weil es gilt.", undefined, "neutral"], new: ["long-fill-in", "Weil es gilt.", undefined, "neutral"] },
  { name: "opinion", interaction: { type: "likert", correct: null }, response: "4", old: ["likert", "4", undefined, "neutral"], new: ["likert", "4", undefined, "neutral"] },
  { name: "way through a case", interaction: { type: "other", correct: null }, response: "start > annahme", old: ["fill-in", "start > annahme", undefined, "neutral"], new: ["other", "start > annahme", undefined, "neutral"] },
  { name: "option numbers above 35", interaction: { type: "choice", correct: ["36"] }, response: ["37"], fraction: 0, old: ["choice", "1", "0", "wrong"], new: ["choice", "37", "36", "incorrect"] },
  { name: "a very long text", interaction: { type: "long-fill-in", correct: null }, response: "ä𝄞".repeat(3000), old: ["fill-in", `${"ä𝄞".repeat(85)}`, undefined, "neutral"], new: ["long-fill-in", `${"ä𝄞".repeat(1333)}ä`, undefined, "neutral"] },
];

function course(privacy: CourseData["rules"]["privacy"]): CourseData {
  const made = makeCourse("B");
  made.rules.privacy = privacy;
  made.objectives = [{ n: 1, id: "Ziel für alle", title: "Ziel" }];
  const page = made.modules[0]?.lessons.find(({ kind }) => kind === "test");
  if (page) page.questions = [{ ...question(21, "T_grüße", 1), objective: 1 }];
  made.modules[0]?.lessons[0]?.questions.push(question(90, "L1_p", 2));
  return made;
}

function given(n: number, { interaction, response, fraction = 1 }: Pick<Case, "interaction" | "response" | "fraction">): Answered {
  return { question: n, interaction, response, fraction, packed: { ints: [1] }, description: `Was „gilt“?\nUnd ${"x".repeat(300)}`, seconds: 75 };
}

async function report(standard: "scorm12" | "scorm2004", one: Case, privacy: CourseData["rules"]["privacy"]): Promise<Player> {
  const player = new Player(course(privacy), standard);
  await player.launch();
  player.tracker.answer(given(90, one));
  player.tracker.answer(given(21, one));
  player.tracker.submit(11);
  await player.wait();
  player.close();
  assert.deepEqual(player.session.violations, []);
  return player;
}

function row(player: Player, index: number): (string | undefined)[] {
  const response = player.standard === "scorm12" ? "student_response" : "learner_response";
  return ["type", response, "correct_responses.0.pattern", "result"].map((field) => player.server.held.get(`cmi.interactions.${index}.${field}`));
}

for (const one of CASES) {
  for (const standard of ["scorm12", "scorm2004"] as const) {
    test(`${one.name} · ${standard}`, async () => {
      const player = await report(standard, one, "standard");
      assert.deepEqual(row(player, 0), standard === "scorm12" ? one.old : one.new);
      assert.deepEqual(player.server.rows("interactions"), ["kurs-b_T_gruesse"]);
    });
  }
}

for (const standard of ["scorm12", "scorm2004"] as const) {
  const [first] = CASES as [Case];

  test(`what goes along with an answer · ${standard}`, async () => {
    const player = await report(standard, first, "standard");
    const field = (name: string): string | undefined => player.server.held.get(`cmi.interactions.0.${name}`);
    assert.equal(field("weighting"), "1");
    assert.equal(field("objectives.0.id"), "Ziel-fuer-alle");
    assert.equal(field("latency"), undefined);
    assert.match(field(standard === "scorm12" ? "time" : "timestamp") ?? "", standard === "scorm12" ? /^\d\d:\d\d:\d\d$/ : /^2026-11-\d\dT\d\d:\d\d:\d\d$/);
    assert.equal(field("description")?.length, standard === "scorm12" ? undefined : 250);
  });

  test(`datenschutz: voll adds practice and latencies · ${standard}`, async () => {
    const player = await report(standard, first, "full");
    const rows = player.server.rows("interactions");
    assert.ok(rows.includes("kurs-b_T_gruesse"));
    assert.equal(rows.includes("kurs-b_L1_p"), standard === "scorm2004", "1.2: only what is decided");
    const at = rows.indexOf("kurs-b_T_gruesse");
    assert.equal(player.server.held.get(`cmi.interactions.${at}.latency`), standard === "scorm12" ? "0000:01:15" : "PT0H1M15S");
  });

  test(`datenschutz: minimal sends status, location and state only · ${standard}`, async () => {
    const player = await report(standard, first, "minimal");
    const written = new Set(player.session.writes.map(({ element }) => element));
    const allowed = standard === "scorm12"
      ? ["cmi.core.exit", "cmi.core.lesson_status", "cmi.core.lesson_location", "cmi.suspend_data"]
      : ["cmi.exit", "cmi.completion_status", "cmi.success_status", "cmi.location", "cmi.suspend_data"];
    assert.deepEqual([...written].filter((element) => !allowed.includes(element)), []);
  });

  test(`learning objectives · ${standard}`, async () => {
    const player = await report(standard, { ...first, fraction: 1 }, "standard");
    const field = (name: string): string | undefined => player.server.held.get(`cmi.objectives.0.${name}`);
    assert.equal(field("id"), "Ziel-fuer-alle");
    assert.equal(field("score.raw"), "100");
    assert.equal(field(standard === "scorm12" ? "status" : "success_status"), "passed");
  });

  test(`a second hand-in in the same session rewrites its row · ${standard}`, async () => {
    const player = new Player(course("standard"), standard);
    await player.launch();
    for (const fraction of [0, 1]) {
      if (fraction) player.tracker.restart(11);
      player.tracker.answer(given(21, { ...first, fraction }));
      player.tracker.submit(11);
      await player.wait();
    }
    assert.equal(player.server.rows("interactions").length, 1);
    assert.equal(row(player, 0)[3], "correct");
    player.close();
    await player.relaunch();
    player.tracker.restart(11);
    player.tracker.answer(given(21, { ...first, fraction: 0 }));
    player.tracker.submit(11);
    await player.wait();
    assert.equal(player.server.rows("interactions").length, standard === "scorm12" ? 2 : 1);
    assert.deepEqual(player.session.violations, []);
  });

  test(`an answer from before a crash is reported at hand-in · ${standard}`, async () => {
    const player = new Player(course("standard"), standard);
    await player.launch();
    player.tracker.answer(given(21, { ...first, fraction: 1 }));
    await player.wait();
    player.crash();
    await player.relaunch();
    player.tracker.recall(given(21, { ...first, fraction: 1 }));
    player.tracker.submit(11);
    await player.wait();
    assert.equal(row(player, 0)[3], "correct");
    assert.equal(player.tracker.progress.question(21).checks, 1);
  });
}
