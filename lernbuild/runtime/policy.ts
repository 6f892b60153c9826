/** What counts as finished, passed and reached (tracking.md section 2): pure, without LMS and page. */
import { drawn, NO_TEST, pointsOf } from "./draw.ts";
import type { Outline } from "./outline.ts";
import { UNITS, type State, type Success } from "./state.ts";
import type { LessonData, QuestionData, TestData } from "./types.ts";

/** The course, the learner's state, and what else decides. */
export interface Case {
  outline: Outline;
  state: State;
  /** Pass mark of the LMS in percent; null: the course's own. */
  lmsMark: number | null;
  /** Milliseconds since 1970, for the last day of a question. */
  now: number;
}

export interface Outcome {
  completed: boolean;
  success: Success;
}

export function passMark({ outline, lmsMark }: Case): number {
  return lmsMark ?? outline.course.rules.pass;
}

/** Test pages of which the course result is made. */
export function countingTests({ outline, state }: Case): LessonData[] {
  const numbers = outline.course.rules.tests;
  return outline.lessonsFor(state.land).filter((lesson) => lesson.kind === "test" && numbers.includes(lesson.n));
}

/** Lessons that have to be finished. */
export function requiredLessons({ outline, state }: Case): LessonData[] {
  const { lessons } = outline.course.rules;
  if (lessons === "none") return [];
  const all = outline.lessonsFor(state.land);
  if (lessons === "all") return all.filter((lesson) => lesson.kind !== "test");
  return all.filter((lesson) => lessons.includes(lesson.n));
}

/** Points reached and reachable, in 2520ths: of the best submission, before the first of what is drawn. */
export function standing(kase: Case, test: LessonData): { best: number; of: number } {
  const record = kase.state.tests.get(test.n) ?? NO_TEST;
  if (record.submissions) return { best: record.best, of: record.bestOf };
  return { best: 0, of: pointsOf(drawn(kase.outline, kase.state, test, kase.now)) };
}

/** Sum of the counting tests; null: no counting test was submitted yet. */
export function reached(kase: Case): { best: number; of: number } | null {
  const tests = countingTests(kase);
  if (!tests.some((test) => kase.state.tests.get(test.n)?.submissions)) return null;
  const sum = { best: 0, of: 0 };
  for (const test of tests) {
    const { best, of } = standing(kase, test);
    sum.best += best;
    sum.of += of;
  }
  return sum;
}

/** Compares unrounded; the tiny allowance is for pass marks that binary numbers cannot hold. */
export function atLeast({ best, of }: { best: number; of: number }, percent: number): boolean {
  return best * 100 >= percent * of - 1e-6;
}

/** Percent with at most two decimals. */
export function percent({ best, of }: { best: number; of: number }): number {
  return of === 0 ? 100 : Math.round((best / of) * 10_000) / 100;
}

export function testPassed(kase: Case, test: LessonData): boolean {
  return !!kase.state.tests.get(test.n)?.submissions && atLeast(standing(kase, test), markOf(kase, test));
}

/** Percent that a test needs: the mark of the LMS beats its own where it counts. */
export function markOf({ outline, lmsMark }: Case, test: LessonData): number {
  const { pass, tests } = outline.course.rules;
  return (tests.includes(test.n) ? lmsMark : null) ?? test.test?.pass ?? pass;
}

/** Submissions left; null = unlimited. */
export function submissionsLeft(state: State, test: LessonData): number | null {
  const { attempts } = test.test as TestData;
  return attempts ? Math.max(0, attempts - (state.tests.get(test.n)?.submissions ?? 0)) : null;
}

/** Right, or no checks left. */
export function questionDecided(state: State, question: QuestionData): boolean {
  const record = state.questions.get(question.n);
  if (!record) return false;
  return record.verdict === "right" || (question.attempts > 0 && record.checks >= question.attempts);
}

/** Status as it follows from what was done; terminal ones that were reached before stay (`confirm.ts` starts anew). */
export function outcome(kase: Case): Outcome {
  const { state } = kase;
  const success = successNow(kase);
  const kept = success === "passed" || state.success === "passed" ? "passed" : success === "failed" ? "failed" : state.success;
  return { success: kept, completed: state.completed || completedNow(kase, kept) };
}

function successNow(kase: Case): Success {
  const tests = countingTests(kase);
  const sum = reached(kase);
  if (!sum) return "unknown";
  if (atLeast(sum, passMark(kase))) return "passed";
  return tests.every((test) => submissionsLeft(kase.state, test) === 0) ? "failed" : "unknown";
}

function completedNow(kase: Case, success: Success): boolean {
  const { outline, state } = kase;
  const lessons = outline.lessonsFor(state.land);
  const required = requiredLessons(kase);
  const tests = countingTests(kase);
  if (tests.length && success === "unknown") return false;
  if (!tests.every((test) => submitted(state, test))) return false;
  if (!required.every((lesson) => finished(state, lesson))) return false;
  if (lessons.some((lesson) => lesson.kind === "test" && lesson.required && !submitted(state, lesson))) return false;
  const duties = lessons
    .filter((lesson) => lesson.kind !== "test")
    .flatMap((lesson) => outline.questionsFor(lesson, state.land).filter((question) => question.required));
  if (!duties.every((question) => questionDecided(state, question))) return false;
  // A course that asks for nothing is done when something was done.
  return required.length + tests.length + duties.length > 0 || lessons.some((lesson) => finished(state, lesson));
}

function submitted(state: State, test: LessonData): boolean {
  return (state.tests.get(test.n)?.submissions ?? 0) > 0;
}

function finished(state: State, lesson: LessonData): boolean {
  return lesson.kind === "test" ? submitted(state, lesson) : (state.lessons.get(lesson.n)?.done ?? false);
}

export interface ObjectiveResult {
  n: number;
  score: number | null;
  success: Success;
  completion: "incomplete" | "completed";
}

/** Result per learning objective: of its questions in the counting tests as they were handed in. */
export function objectiveResults(kase: Case): ObjectiveResult[] {
  const { outline, state } = kase;
  const closed = countingTests(kase).filter((test) => state.tests.get(test.n)?.closed);
  const asked = closed.flatMap((test) => drawn(outline, state, test, kase.now));
  return outline.course.objectives.map(({ n }) => {
    const own = asked.filter((question) => question.objective === n && question.points > 0);
    const best = own.reduce((sum, question) => sum + unitsOf(state, question), 0);
    const sum = { best, of: pointsOf(own) };
    if (!own.length) return { n, score: null, success: "unknown", completion: state.completed ? "completed" : "incomplete" };
    const success: Success = atLeast(sum, passMark(kase)) ? "passed" : state.success === "failed" ? "failed" : "unknown";
    return { n, score: percent(sum), success, completion: "completed" };
  });
}

/** Points of a question in 2520ths, as they are in the current attempt. */
export function unitsOf(state: State, question: QuestionData): number {
  const record = state.questions.get(question.n);
  if (!record) return 0;
  return Math.round(question.points * (record.units ?? UNITS / 2));
}
