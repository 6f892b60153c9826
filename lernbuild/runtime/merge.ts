/**
 * One state out of two of the same learner: of two devices, of two tabs, of the LMS and the journal.
 *
 * Whoever is further counts, part by part, so merging twice or in another order gives the same, and nothing that was
 * reached is lost. Knows no course.
 */
import { confirmMark } from "./confirm.ts";
import { NO_TEST } from "./draw.ts";
import type { Outline } from "./outline.ts";
import { copyState, type LessonRecord, type QuestionRecord, type State, type TestRecord } from "./state.ts";

export function mergeStates(one: State, other: State, outline: Outline): State {
  if (one.confirm !== other.confirm) return copyState(confirmed(one, other, outline));
  const [first, second] = newer(one, other) === one ? [one, other] : [other, one];
  const merged = copyState(first);
  merged.lastVisit = Math.max(one.lastVisit, other.lastVisit);
  merged.land ||= second.land;
  merged.bookmark ||= second.bookmark;
  merged.completed ||= second.completed;
  merged.success = one.success === "passed" || other.success === "passed" ? "passed" : first.success === "unknown" ? second.success : first.success;
  merged.score = one.score === null ? other.score : other.score === null ? one.score : Math.max(one.score, other.score);
  for (const [n, lesson] of second.lessons) merged.lessons.set(n, mergeLesson(merged.lessons.get(n), lesson));
  const later = mergeTests(merged.tests, second.tests);
  mergeQuestions(merged, second, later, outline);
  for (const section of second.unknown) {
    if (!merged.unknown.some(({ tag }) => tag === section.tag)) merged.unknown.push({ ...section });
  }
  return merged;
}

/** A state from before "erneut-bestaetigen" says nothing about the time after it. */
function confirmed(one: State, other: State, outline: Outline): State {
  const mark = confirmMark(outline.course.rules.confirmAgain);
  if (one.confirm === mark || other.confirm === mark) return one.confirm === mark ? one : other;
  return one.confirm > other.confirm ? one : other;
}

/** The state written more often; the seed decides a tie. */
function newer(one: State, other: State): State {
  if (one.counter !== other.counter) return one.counter > other.counter ? one : other;
  return one.seed >= other.seed ? one : other;
}

function mergeLesson(mine: LessonRecord | undefined, other: LessonRecord): LessonRecord {
  if (!mine) return { ...other };
  return { seen: mine.seen || other.seen, done: mine.done || other.done, hash: mine.hash || other.hash };
}

/** Tests whose current attempt comes from the second state. */
function mergeTests(mine: Map<number, TestRecord>, others: Map<number, TestRecord>): Set<number> {
  const later = new Set<number>();
  for (const [n, other] of others) {
    const own = mine.get(n) ?? NO_TEST;
    const further = step(other) > step(own);
    if (further) later.add(n);
    const attempt = further ? other : own;
    const better = other.submissions && (!own.submissions || other.best * own.bestOf > own.best * other.bestOf) ? other : own;
    mine.set(n, { ...attempt, best: better.best, bestOf: better.bestOf });
  }
  return later;
}

/** How far a test is: handed in n times, then the next attempt opened. */
function step(test: TestRecord): number {
  return test.submissions * 2 + (test.closed ? 0 : 1);
}

function mergeQuestions(merged: State, second: State, later: Set<number>, outline: Outline): void {
  const testOf = (n: number) => {
    const lesson = outline.question(n)?.lesson;
    return lesson?.kind === "test" ? lesson.n : 0;
  };
  for (const n of [...merged.questions.keys()]) if (later.has(testOf(n))) merged.questions.delete(n);
  for (const [n, question] of second.questions) {
    const test = testOf(n);
    const attempt = merged.tests.get(test) ?? NO_TEST;
    // What was handed in is one of the two: their best answers together are an attempt that nobody made.
    const stale = test && !later.has(test) && (attempt.closed || step(second.tests.get(test) ?? NO_TEST) < step(attempt));
    if (stale) continue;
    const mine = merged.questions.get(n);
    if (!mine || further(question, mine)) merged.questions.set(n, { ...question, packed: question.packed ?? mine?.packed ?? null });
  }
}

function further(one: QuestionRecord, other: QuestionRecord): boolean {
  if (one.verdict === "right" || other.verdict === "right") return other.verdict !== "right";
  return one.checks > other.checks;
}
