/** What counts as finished, passed and reached, beyond the rows of the truth table; without LMS and browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, finish, restart, retry, setLand, submit, visit } from "../../lernbuild/runtime/actions.ts";
import { confirmAgain, confirmMark } from "../../lernbuild/runtime/confirm.ts";
import { Outline } from "../../lernbuild/runtime/outline.ts";
import type { Case } from "../../lernbuild/runtime/policy.ts";
import { copyState, emptyState } from "../../lernbuild/runtime/state.ts";
import { begin, handIn, page, seen } from "./cases.ts";
import { makeCourse, question } from "./courses.ts";

test("only listed lessons are required", () => {
  const kase = begin("A", (course) => (course.rules.lessons = [2]));
  finish(kase, 1);
  assert.equal(kase.state.completed, false);
  assert.deepEqual([seen(kase).lessonsDone, seen(kase).lessonsTotal], [0, 1]);
  finish(kase, 2);
  assert.equal(kase.state.completed, true);
});

test("a course that asks for nothing is not completed untouched", () => {
  const kase = begin("A", (course) => (course.rules.lessons = "none"));
  visit(kase, 1);
  assert.equal(seen(kase).completed, false);
  finish(kase, 1);
  assert.equal(seen(kase).completed, true);
});

test("a test with pflicht must be handed in, though it does not count", () => {
  const kase = begin("E", (course) => (page(course, 14).required = true));
  finish(kase, 1);
  finish(kase, 2);
  handIn(kase, 11, 2);
  assert.equal(seen(kase).completed, false);
  handIn(kase, 14, 0);
  assert.equal(seen(kase).completed, true);
  assert.equal(seen(kase).score, 100);
});

test("the verdict of a test has its own pass mark; the LMS beats it where the test counts", () => {
  const kase = begin("E", (course) => [11, 14].forEach((n) => ((page(course, n).test as { pass?: number }).pass = 50)));
  handIn(kase, 14, 2);
  handIn(kase, 11, 1);
  assert.deepEqual([seen(kase).test(14).passed, seen(kase).test(11).passed, seen(kase).success], [true, true, "unknown"]);
  const strict = { ...kase, lmsMark: 90 };
  assert.deepEqual([seen(strict).test(14).passed, seen(strict).test(11).passed, seen(strict).passMark], [true, false, 90]);
});

test("pass marks are compared unrounded", () => {
  const kase = begin("B", (course) => {
    course.rules.pass = 66.67;
    page(course, 11).questions.push(question(30, "T_q3", 1));
  });
  handIn(kase, 11, 2);
  assert.equal(seen(kase).score, 66.67);
  assert.equal(seen(kase).success, "unknown");
  const exact = begin("B", (course) => {
    course.rules.pass = 66.6;
    page(course, 11).questions = [{ ...question(21, "a", 1), points: 666 }, { ...question(22, "b", 1), points: 334 }];
  });
  handIn(exact, 11, 1);
  assert.equal(seen(exact).success, "passed");
});

test("all counting tests used up below the mark: failed; a permitted retry lifts it, nothing lowers it", () => {
  const kase = begin("C");
  handIn(kase, 11, 0);
  assert.equal(seen(kase).success, "unknown");
  handIn(kase, 11, 1);
  assert.equal(seen(kase).success, "failed");
  restart(kase, 11);
  assert.equal(seen(kase).test(11).closed, true, "no submission left");
  (page(kase.outline.course, 11).test as { attempts: number }).attempts = 3;
  assert.equal(seen(kase).success, "failed");
  handIn(kase, 11, 2);
  assert.equal(seen(kase).success, "passed");
  assert.equal(seen(kase).score, 100);
});

test("once passed, status and score never fall, also when an update adds a test", () => {
  const kase = begin("B");
  finish(kase, 1);
  finish(kase, 2);
  handIn(kase, 11, 2);
  const course = makeCourse("D");
  course.rules.tests.push(11);
  course.modules[0]?.lessons.push(page(kase.outline.course, 11));
  const later: Case = { ...kase, outline: new Outline(course), state: copyState(kase.state) };
  handIn(later, 12, 0);
  assert.deepEqual([seen(later).completed, seen(later).success, seen(later).score], [true, "passed", 100]);
});

test("a Land chooses lessons, questions and what completes", () => {
  const kase = begin("A", (course) => {
    course.lands = [{ id: "bw", n: 1, name: "Baden-Württemberg" }, { id: "he", n: 2, name: "Hessen" }];
    page(course, 2).lands = ["bw"];
    page(course, 1).questions.push({ ...question(90, "p", 1), required: true, lands: ["he"] });
  });
  setLand(kase, "he");
  finish(kase, 1);
  assert.equal(seen(kase).land, "he");
  assert.deepEqual([seen(kase).lessonsTotal, seen(kase).completed], [1, false]);
  answer(kase, 90, { ints: [1] }, 0);
  assert.equal(seen(kase).completed, true);
  setLand(kase, "bw");
  assert.equal(seen(kase).completed, true, "never lowered");
  assert.deepEqual([seen(kase).lessonsDone, seen(kase).lessonsTotal], [1, 2]);
});

test("checks: retry while some are left, nothing after the last, the right answer stays", () => {
  const kase = begin("G");
  answer(kase, 90, { ints: [2] }, 0);
  retry(kase, 90);
  assert.deepEqual([seen(kase).question(90).verdict, seen(kase).question(90).decided], ["open", false]);
  answer(kase, 90, { ints: [3] }, 0.5);
  assert.deepEqual([seen(kase).question(90).verdict, seen(kase).question(90).decided, seen(kase).question(90).points], ["partly", true, 0.5]);
  retry(kase, 90);
  answer(kase, 90, { ints: [1] }, 1);
  assert.deepEqual(seen(kase).question(90).answer, { ints: [3] });
});

test("rueckmeldung: ende — answers can be changed until hand-in, then no more", () => {
  const kase = begin("B", (course) => ((page(course, 11).test as { feedback: string }).feedback = "end"));
  answer(kase, 21, { ints: [1] }, 0);
  retry(kase, 21);
  answer(kase, 21, { ints: [2] }, 1);
  assert.deepEqual([seen(kase).question(21).checks, seen(kase).question(21).points], [1, 1]);
  submit(kase, 11);
  answer(kase, 21, { ints: [3] }, 0);
  retry(kase, 21);
  assert.equal(seen(kase).question(21).points, 1);
  assert.deepEqual(seen(kase).test(11).last, { 21: 1, 22: 0 });
  submit(kase, 11);
  assert.equal(seen(kase).test(11).submissions, 1, "handed in once");
});

test("erneut-bestaetigen: dates in order, other marks by difference, an older package leaves a newer one alone", () => {
  assert.ok(confirmMark("2026-11-01") < confirmMark("2026-12-01"));
  assert.ok(confirmMark("2026-12-01") < confirmMark("Novelle"));
  const state = emptyState(1);
  assert.equal(confirmAgain(state, "2026-11-01"), false, "nothing to take back");
  Object.assign(state, { counter: 5, completed: true, success: "passed", score: 9000 });
  assert.equal(confirmAgain(state, "2026-11-01"), false, "known");
  assert.equal(confirmAgain(state, ""), false);
  assert.equal(confirmAgain(state, "2026-10-01"), false, "older");
  assert.equal(confirmAgain(state, "2026-12-01"), true);
  assert.deepEqual([state.completed, state.success, state.score], [false, "unknown", null]);
});

test("what is passed without a hand-in has the score that passes it: a Land without the other test, a mark no test counted for", () => {
  const kase = begin("D", (course) => {
    course.lands = [{ id: "bw", n: 1, name: "Baden-Württemberg" }, { id: "he", n: 2, name: "Hessen" }];
    page(course, 13).lands = ["bw"];
  });
  setLand(kase, "bw");
  handIn(kase, 12, 2);
  assert.deepEqual([seen(kase).success, seen(kase).score], ["unknown", 25]);
  setLand(kase, "he");
  assert.deepEqual([seen(kase).success, seen(kase).score], ["passed", 100]);
  setLand(kase, "bw");
  assert.deepEqual([seen(kase).success, seen(kase).score], ["passed", 100], "never lowered");
});

test("the mark that a test needs is the one that it is judged by", () => {
  const kase = begin("B", (course) => ((page(course, 11).test as { pass?: number }).pass = 100));
  handIn(kase, 11, 1);
  assert.deepEqual([seen(kase).test(11).needed, seen(kase).test(11).passed], [100, false]);
  const same = { ...kase, lmsMark: 75 };
  assert.equal(seen(same).test(11).needed, 75, "a mark of the LMS counts also where the course has the same one");
  assert.equal(seen({ ...kase, lmsMark: 50 }).test(11).passed, true);
});

test("the only submission of a test is shown as it was handed in, whatever an update adds or takes away", () => {
  const kase = begin("B");
  handIn(kase, 11, 2);
  const exam = page(kase.outline.course, 11);
  exam.questions.push(question(30, "T_q3", 1));
  const added = { ...kase, outline: new Outline(kase.outline.course) };
  assert.deepEqual([seen(added).test(11).points, seen(added).test(11).total, seen(added).test(11).passed], [2, 2, true]);
  handIn(added, 11, 1);
  assert.deepEqual([seen(added).test(11).points, seen(added).test(11).total, seen(added).test(11).bestPercent], [1, 3, 100]);
});

test("a submission is never shown as better than the best one, whatever points an update gives", () => {
  const kase = begin("B");
  handIn(kase, 11, 0);
  handIn(kase, 11, 1);
  Object.assign(page(kase.outline.course, 11).questions[0] as object, { points: 3 });
  assert.deepEqual([seen(kase).test(11).points, seen(kase).test(11).total, seen(kase).test(11).passed], [1, 2, false]);
});

test("an update that takes the submissions away closes the attempt that is open", () => {
  const kase = begin("B");
  handIn(kase, 11, 1);
  restart(kase, 11);
  assert.equal(seen(kase).test(11).closed, false);
  (page(kase.outline.course, 11).test as { attempts: number }).attempts = 1;
  assert.deepEqual([seen(kase).test(11).closed, seen(kase).test(11).left], [true, 0]);
});

test("a test without a question for the learner's Land is no test; without a Land it waits, and passes nobody", () => {
  const kase = begin("B", (course) => {
    course.lands = [{ id: "bw", n: 1, name: "Baden-Württemberg" }, { id: "he", n: 2, name: "Hessen" }];
    for (const one of page(course, 11).questions) one.lands = ["bw"];
    page(course, 11).required = true;
  });
  visit(kase, 11);
  assert.equal(submit(kase, 11), false);
  assert.deepEqual([seen(kase).success, seen(kase).score, seen(kase).test(11).submissions, seen(kase).done(11)], ["unknown", null, 0, false]);
  finish(kase, 1);
  finish(kase, 2);
  assert.equal(seen(kase).completed, false);
  setLand(kase, "he");
  assert.deepEqual([seen(kase).completed, seen(kase).success, seen(kase).score, seen(kase).done(11)], [true, "unknown", null, true]);
  setLand(kase, "bw");
  assert.equal(seen(kase).done(11), false);
  const drawing = page(kase.outline.course, 11).test as { draw?: unknown };
  drawing.draw = { 7: 1 };
  assert.equal(seen(kase).done(11), true, "none of the objectives that it draws from");
  delete drawing.draw;
  handIn(kase, 11, 1);
  assert.deepEqual([seen(kase).success, seen(kase).score], ["unknown", 50]);
});
