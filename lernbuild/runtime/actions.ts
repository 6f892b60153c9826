/** What a learner can do, as changes of the state; knows no LMS, no page and no clock. */
import { drawn, minutesOf, NO_TEST, pointsOf } from "./draw.ts";
import { countingTests, outcome, percent, questionDecided, reached, submissionsLeft, unitsOf, type Case } from "./policy.ts";
import { UNITS, type LessonRecord, type QuestionRecord, type TestRecord } from "./state.ts";
import type { LessonData, Packed } from "./types.ts";

/** Days from 1970 to 2020. */
const EPOCH_DAYS = Date.UTC(2020, 0, 1) / 86_400_000;

export function dayOf(time: number): number {
  return Math.max(1, Math.floor(time / 86_400_000 - EPOCH_DAYS));
}

export function dateOf(day: number): string {
  return day ? new Date((day + EPOCH_DAYS) * 86_400_000).toISOString().slice(0, 10) : "";
}

/** The first 12 bits of a content hash; never 0, which means "not known". */
export function hashOf(lesson: LessonData): number {
  return parseInt(lesson.hash.slice(0, 3), 16) || 1;
}

/** Remembers which lessons the course had at this visit. */
export function meet({ outline, state }: Case): void {
  for (const { n } of outline.lessons) {
    if (!state.lessons.has(n)) state.lessons.set(n, { seen: false, done: false, hash: 0 });
  }
}

export function visit(kase: Case, n: number): void {
  const { outline, state, now } = kase;
  state.lastVisit = Math.max(state.lastVisit, dayOf(now));
  const lesson = outline.lesson(n);
  if (!lesson) return; // The start page is no place to come back to.
  state.bookmark = n;
  lessonRecord(kase, lesson).seen = true;
  lessonRecord(kase, lesson).hash = hashOf(lesson);
  if (lesson.test) begin(kase, lesson);
}

export function finish(kase: Case, n: number): void {
  const lesson = kase.outline.lesson(n);
  if (!lesson || lesson.kind === "test") return;
  Object.assign(lessonRecord(kase, lesson), { seen: true, done: true, hash: hashOf(lesson) });
  settle(kase);
}

/** A checked answer; false: it was not taken (no checks left, handed in). */
export function answer(kase: Case, n: number, packed: Packed, fraction: number): boolean {
  const { outline, state } = kase;
  const placed = outline.question(n);
  if (!placed) return false;
  const withheld = outline.withheld(n);
  if (!withheld && questionDecided(state, placed.question)) return false;
  if (placed.lesson.test) {
    if (testRecord(kase, placed.lesson).closed) return false;
    begin(kase, placed.lesson);
  }
  const units = Math.round(Math.min(1, Math.max(0, fraction || 0)) * UNITS);
  const before = state.questions.get(n)?.checks ?? 0;
  state.questions.set(n, { ...graded(units), checks: withheld ? 1 : before + 1, packed: storable(packed) });
  settle(kase);
  return true;
}

export function retry(kase: Case, n: number): void {
  const { outline, state } = kase;
  const placed = outline.question(n);
  const record = state.questions.get(n);
  if (!placed || !record || (placed.lesson.test && testRecord(kase, placed.lesson).closed)) return;
  if (!outline.withheld(n) && questionDecided(state, placed.question)) return;
  state.questions.set(n, { verdict: "open", units: 0, checks: record.checks, packed: record.packed });
}

/** Hands a test in; false: it cannot be (handed in already, no submission left, nothing asked). */
export function submit(kase: Case, n: number): boolean {
  const { outline, state, now } = kase;
  const lesson = outline.lesson(n);
  if (lesson?.kind === "survey") finish(kase, n);
  if (!lesson?.test) return false;
  const record = testRecord(kase, lesson);
  if (record.closed || submissionsLeft(state, lesson) === 0) return false;
  begin(kase, lesson);
  const questions = drawn(outline, state, lesson, now);
  if (!questions.length) return false;
  const sum = { best: questions.reduce((total, question) => total + unitsOf(state, question), 0), of: pointsOf(questions) };
  const better = !record.submissions || sum.best * record.bestOf > record.best * sum.of;
  if (better) Object.assign(record, { best: sum.best, bestOf: sum.of });
  record.submissions++;
  record.closed = true;
  // The score is made anew when a counting test is handed in, and never falls once the course is passed.
  if (state.success !== "passed" && countingTests(kase).some((test) => test.n === n)) state.score = null;
  settle(kase);
  return true;
}

/** Opens the next attempt: new draw, answers empty. */
export function restart(kase: Case, n: number): void {
  const lesson = kase.outline.lesson(n);
  if (!lesson?.test) return;
  const record = testRecord(kase, lesson);
  if (!record.closed || submissionsLeft(kase.state, lesson) === 0) return;
  for (const question of lesson.questions) kase.state.questions.delete(question.n);
  Object.assign(record, { closed: false, started: minutesOf(kase.now) });
}

export function setLand(kase: Case, id: string): void {
  kase.state.land = kase.outline.landNumber(id);
  settle(kase);
}

/** Brings status and score up to what was done: on this device, on others, under the rules of this package. */
export function settle(kase: Case): void {
  Object.assign(kase.state, outcome(kase));
  const sum = reached(kase);
  if (sum) kase.state.score = Math.max(kase.state.score ?? 0, Math.round(percent(sum) * 100));
}

function begin(kase: Case, lesson: LessonData): void {
  const record = testRecord(kase, lesson);
  if (!record.started && !record.closed) record.started = minutesOf(kase.now);
}

function graded(units: number): Pick<QuestionRecord, "verdict" | "units"> {
  return { verdict: units >= UNITS ? "right" : units > 0 ? "partly" : "wrong", units };
}

/** Whole numbers and text only; what the state cannot hold is left out as a whole. */
function storable({ ints, text }: Packed): Packed | null {
  if (!ints.every((value) => Number.isSafeInteger(value) && Math.abs(value) < 2 ** 40)) return null;
  return text === undefined ? { ints: [...ints] } : { ints: [...ints], text: text.slice(0, 1000) };
}

function lessonRecord({ state }: Case, lesson: LessonData): LessonRecord {
  const record = state.lessons.get(lesson.n) ?? { seen: false, done: false, hash: 0 };
  state.lessons.set(lesson.n, record);
  return record;
}

function testRecord({ state }: Case, lesson: LessonData): TestRecord {
  const record = state.tests.get(lesson.n) ?? { ...NO_TEST };
  state.tests.set(lesson.n, record);
  return record;
}
