/** Which questions a test attempt holds and in which order: a pure function of seed, day and pool. */
import { UNITS, type State, type TestRecord } from "./state.ts";
import type { Outline } from "./outline.ts";
import type { LessonData, QuestionData, TestData } from "./types.ts";

/** Minutes from 1970 to 2020. */
const EPOCH_MINUTES = Date.UTC(2020, 0, 1) / 60_000;

export const NO_TEST: TestRecord = { submissions: 0, closed: false, started: 0, best: 0, bestOf: 0 };

export function minutesOf(time: number): number {
  return Math.max(1, Math.floor(time / 60_000 - EPOCH_MINUTES));
}

export function timeOf(minutes: number): number {
  return (minutes + EPOCH_MINUTES) * 60_000;
}

/** A number of 32 bits that looks like chance but is the same each time. */
export function mix(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** The seed of the attempt that is open, or closed and still shown. */
export function seedOf(state: State, test: number): number {
  const record = state.tests.get(test) ?? NO_TEST;
  return mix(state.seed, test, record.submissions - (record.closed ? 1 : 0));
}

/**
 * The questions of the current attempt, in the order shown. A question that was answered in it stays in, whatever
 * an update of the package brought since. Questions before `from` or past `until` are left out while enough remain
 * (product.md section 5, age).
 */
export function drawn(outline: Outline, state: State, lesson: LessonData, now: number): QuestionData[] {
  const test = lesson.test as TestData;
  const record = state.tests.get(lesson.n) ?? NO_TEST;
  const day = new Date(record.started ? timeOf(record.started) : now).toISOString().slice(0, 10);
  const seed = seedOf(state, lesson.n);
  const answered = (question: QuestionData) => (state.questions.get(question.n)?.checks ?? 0) > 0;
  const all = outline.questionsFor(lesson, state.land);
  const holds = (question: QuestionData) => (question.from ?? day) <= day && (question.until ?? day) >= day;
  const rank = (question: QuestionData) => mix(seed, question.n);
  const ranked = [...all].sort((a, b) => rank(a) - rank(b));
  const inFirst = ranked.filter(answered);
  const fresh = ranked.filter((question) => !answered(question));
  // What does not hold on the day stands behind: it is taken only where too few others remain.
  const standIns = fresh.filter((question) => !holds(question));
  const valid = [...inFirst, ...fresh.filter(holds)];
  const chosen = test.draw === undefined && valid.length ? new Set(valid) : new Set([...inFirst, ...pick([...valid, ...standIns], test.draw)]);
  const order = test.shuffle ? ranked : all;
  return order.filter((question) => chosen.has(question));
}

function pick(ranked: QuestionData[], draw: TestData["draw"]): Set<QuestionData> {
  if (draw === undefined) return new Set(ranked);
  if (typeof draw === "number") return new Set(ranked.slice(0, draw));
  const parts = Object.entries(draw).map(([objective, count]) =>
    ranked.filter((question) => question.objective === Number(objective)).slice(0, count),
  );
  return new Set(parts.flat());
}

export function pointsOf(questions: QuestionData[]): number {
  return questions.reduce((sum, question) => sum + Math.round(question.points * UNITS), 0);
}
