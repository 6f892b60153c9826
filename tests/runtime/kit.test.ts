/** The trainer's kit: clock times of the plan, where slides begin, how small a card must be. */
import assert from "node:assert/strict";
import test from "node:test";
import { fitting } from "../../lernbuild/runtime/kit/cards.ts";
import { cut } from "../../lernbuild/runtime/kit/cut.ts";
import { clockOf, minutesOf, timetable, typed } from "../../lernbuild/runtime/kit/times.ts";

test("clock times are read and written, past midnight, too", () => {
  assert.equal(minutesOf("09:30"), 570);
  assert.equal(minutesOf("24:00"), null);
  assert.equal(minutesOf("9:60"), null);
  assert.equal(minutesOf(""), null);
  assert.equal(clockOf(570), "09:30");
  assert.equal(clockOf(1445), "00:05");
});

test("a part of no minutes takes no time and no pause; the last pause is not part of the day", () => {
  const parts = [
    { minutes: 20, pause: 15 },
    { minutes: 0, pause: 30 },
    { minutes: 25, pause: 10 },
  ];
  assert.deepEqual(timetable(540, parts), { rows: [[540, 560], null, [575, 600]], end: 600 });
  assert.deepEqual(timetable(540, []), { rows: [], end: 540 });
});

test("what is typed becomes whole minutes between 0 and 600", () => {
  assert.deepEqual(["", "x", "-5", "7,6", "9999"].map(typed), [0, 0, 0, 8, 600]);
});

test("a heading begins a slide, a task has its own with its answer, a note stays where it stands", () => {
  assert.deepEqual(cut([]), []);
  assert.deepEqual(cut(["heading", "text", "note", "heading", "task", "answer"]), [[0, 1, 2], [3, 4, 5]]);
  assert.deepEqual(cut(["text", "task", "answer", "task", "text", "note"]), [[0], [1, 2], [3], [4, 5]]);
  assert.deepEqual(cut(["heading", "heading", "text"]), [[0, 1, 2]]);
});

test("a card is as large as its sheet allows", () => {
  assert.equal(fitting(() => 900, 900), 1);
  const factor = fitting((one) => 1200 * one, 900);
  assert.ok(factor <= 0.75 && factor > 0.69);
  assert.equal(fitting(() => 5000, 900), 0.45);
});
