/** The longest states of some courses: what the build's bound (`course/state_size.py`) is held to. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fitState } from "../../lernbuild/runtime/fit.ts";
import { Outline } from "../../lernbuild/runtime/outline.ts";
import { emptyState, encodeState, UNITS, type State } from "../../lernbuild/runtime/state.ts";
import type { CourseData } from "../../lernbuild/runtime/types.ts";
import { lesson, makeCourse, question } from "./courses.ts";

declare const __ROOT__: string;
const FILE = `${__ROOT__}/tests/runtime/size-vectors.json`;

interface Size {
  lessons: number;
  practice: number;
  tests: number;
  questions: number;
}

const SIZES: Size[] = [
  { lessons: 3, practice: 0, tests: 0, questions: 0 },
  { lessons: 60, practice: 60, tests: 4, questions: 10 },
  { lessons: 200, practice: 400, tests: 20, questions: 12 },
  { lessons: 1000, practice: 2400, tests: 20, questions: 10 },
  { lessons: 1000, practice: 2800, tests: 20, questions: 10 },
  { lessons: 1000, practice: 2400, tests: 20, questions: 30 },
];

test("the longest states", () => {
  const made = SIZES.map((size) => {
    const course = courseOf(size);
    const state = longest(course);
    const length = fitState(state, new Outline(course), 0).length;
    return { ...size, bound: length, whole: encodeState(state).length };
  });
  if (process.env.LERNBUILD_UPDATE) writeFileSync(FILE, `${JSON.stringify(made, null, 1)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(FILE, "utf8")), made);
  assert.ok(made.every(({ bound }) => bound <= 4000));
});

/** Lessons 1 …, then tests; practice questions first, then those of the tests. */
function courseOf({ lessons, practice, tests, questions }: Size): CourseData {
  const course = makeCourse("A");
  const pages = Array.from({ length: lessons + tests }, (_, at) => lesson(`L${at + 1}`, at < lessons ? "lesson" : "test"));
  for (let n = 0; n < practice; n++) pages[n % lessons]?.questions.push(question(n + 1, `q${n + 1}`, 2));
  pages.slice(lessons).forEach((page, at) => {
    page.test = { attempts: 0, shuffle: true, minutes: 0, feedback: "each" };
    for (let n = 1; n <= questions; n++) page.questions.push(question(practice + at * questions + n, `t${at}_${n}`, 1));
  });
  course.modules = [{ title: "Modul", lessons: pages }];
  return course;
}

function longest(course: CourseData): State {
  const state = emptyState(2 ** 30 - 1);
  const { lessons } = course.modules[0] ?? { lessons: [] };
  Object.assign(state, { counter: 2 ** 24 - 1, bookmark: lessons.length, lastVisit: 2 ** 16 - 1, land: 255, completed: true, success: "passed", score: 9999, confirm: 2 ** 20 });
  for (const page of lessons) {
    state.lessons.set(page.n, { seen: true, done: true, hash: 4095 });
    for (const { n } of page.questions) state.questions.set(n, { verdict: "partly", units: UNITS - 1, checks: page.test ? 1 : 2, packed: { ints: [n * 4, n * 4 + 3] } });
    if (page.test) state.tests.set(page.n, { submissions: 4095, closed: true, started: 2 ** 26 - 1, best: page.questions.length * UNITS - 1, bestOf: page.questions.length * UNITS });
  }
  return state;
}
