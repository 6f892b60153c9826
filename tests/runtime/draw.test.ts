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

test("questions outside their days are drawn only where too few others remain", () => {
  type Days = { from?: string; until?: string };
  const pool = (draw: unknown, days: (at: number) => Days) =>
    begin("B", (course) => {
      const exam = page(course, 11);
      exam.questions = Array.from({ length: 10 }, (_, at) => ({ ...question(100 + at, `q${at}`, 1), objective: 1 + (at % 2), ...days(at) }));
      exam.test = { attempts: 0, shuffle: true, minutes: 0, feedback: "each", ...(draw ? { draw } : {}) } as never;
    });
  const past = (at: number): Days => (at < 4 ? { until: "2020-12-31" } : {});
  const coming = (at: number): Days => (at < 4 ? { from: "2099-01-01" } : {});
  const outside = (numbers: readonly number[]) => numbers.filter((n) => n < 104).length;
  for (const days of [past, coming]) {
    assert.equal(outside(seen(pool(6, days)).test(11).drawn), 0);
    const tight = seen(pool(8, days)).test(11).drawn;
    assert.deepEqual([tight.length, outside(tight)], [8, 2]);
    const parts = seen(pool({ 1: 4, 2: 2 }, days)).test(11).drawn;
    assert.deepEqual([parts.length, outside(parts)], [6, 1]);
    assert.equal(seen(pool(undefined, days)).test(11).drawn.length, 6);
  }
  assert.equal(seen(pool(undefined, () => ({ until: "2020-12-31" }))).test(11).drawn.length, 10);
  const inside = pool(undefined, () => ({ from: "2020-01-01", until: "2099-12-31" }));
  assert.equal(seen(inside).test(11).drawn.length, 10);
});

test("an update that draws fewer leaves what was answered in the attempt", () => {
  const kase = begin("B", (course) => {
    const exam = page(course, 11);
    exam.questions = Array.from({ length: 9 }, (_, at) => ({ ...question(100 + at, `q${at}`, 1), objective: 1 + (at % 3) }));
    exam.test = { attempts: 0, draw: 6, shuffle: true, minutes: 0, feedback: "each" };
  });
  handIn(kase, 11, 6);
  for (const draw of [3, { 1: 1, 2: 1 }]) {
    (page(kase.outline.course, 11).test as { draw: unknown }).draw = draw;
    const { drawn: numbers, last } = seen(kase).test(11);
    assert.deepEqual([numbers.length, Object.values(last).reduce((one, other) => one + other)], [6, 6]);
  }
});
