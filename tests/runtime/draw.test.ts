/** Which questions an attempt holds: the same after a reload, others in the next attempt. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, restart, submit, visit } from "../../lernbuild/runtime/actions.ts";
import { drawn, seedOf, timeOf } from "../../lernbuild/runtime/draw.ts";
import { Outline } from "../../lernbuild/runtime/outline.ts";
import { copyState } from "../../lernbuild/runtime/state.ts";
import type { CourseData } from "../../lernbuild/runtime/types.ts";
import { begin, handIn, NOW, page, seen } from "./cases.ts";
import { question } from "./courses.ts";

test("a draw is stable, differs between attempts and learners, and keeps what was answered", () => {
  const pool = (course: CourseData): void => {
    const exam = page(course, 11);
    exam.questions = Array.from({ length: 30 }, (_, at) => ({ ...question(100 + at, `q${at}`, 1), objective: 1 + (at % 3) }));
    exam.test = { attempts: 0, draw: 10, shuffle: true, minutes: 0, feedback: "each" };
  };
  const kase = begin("B", pool);
  const first = seen(kase).test(11).drawn;
  assert.equal(first.length, 10);
  assert.deepEqual(seen({ ...kase, state: copyState(kase.state) }).test(11).drawn, first);
  answer(kase, first[0] as number, { ints: [1] }, 1);
  page(kase.outline.course, 11).questions.push(...Array.from({ length: 30 }, (_, at) => question(200 + at, `n${at}`, 1)));
  const updated = seen({ ...kase, outline: new Outline(kase.outline.course) }).test(11).drawn;
  assert.ok(updated.includes(first[0] as number));
  assert.equal(updated.length, 10);
  submit(kase, 11);
  restart(kase, 11);
  assert.notDeepEqual(seen(kase).test(11).drawn, first);
  assert.deepEqual(seen(kase).question(first[0] as number).verdict, "open");
  const other = begin("B", pool);
  other.state.seed = 99;
  assert.notDeepEqual(seen(other).test(11).drawn, first);
  assert.notEqual(seedOf(other.state, 11), seedOf(kase.state, 11));
  const byObjective = begin("B", (course) => {
    pool(course);
    (page(course, 11).test as { draw?: unknown }).draw = { 1: 2, 3: 4 };
  });
  const objectives = drawn(byObjective.outline, byObjective.state, page(byObjective.outline.course, 11), NOW).map(({ objective }) => objective);
  assert.deepEqual([...objectives].sort(), [1, 1, 3, 3, 3, 3]);
});

test("a question past its last day is not newly drawn, but stays in an attempt that began before", () => {
  const kase = begin("B", (course) => ((page(course, 11).questions[0] as { until?: string }).until = "2026-11-21"));
  assert.equal(seen(kase).test(11).drawn.length, 2);
  visit(kase, 11);
  const later = { ...kase, now: NOW + 86_400_000 * 3 };
  assert.equal(seen(later).test(11).drawn.length, 2);
  assert.equal(Math.abs(seen(later).test(11).started - NOW) < 60_000, true);
  handIn(later, 11, 2);
  restart(later, 11);
  assert.equal(seen(later).test(11).drawn.length, 1);
  assert.equal(timeOf(later.state.tests.get(11)?.started ?? 0), Math.floor(later.now / 60_000) * 60_000);
});
