/** What learners see, derived from the state at this moment; stores nothing. */
import { dateOf, hashOf } from "./actions.ts";
import { drawn, NO_TEST, pointsOf, seedOf, timeOf } from "./draw.ts";
import { markOf, outcome, passMark, percent, questionDecided, requiredLessons, standing, submissionsLeft, testPassed, unitsOf, type Case } from "./policy.ts";
import { UNITS, type State } from "./state.ts";
import type { LessonData, Mode, Progress, QuestionState, TestState } from "./types.ts";

/** What is fixed for a session. */
export interface Circumstances {
  mode: Mode;
  place: "lms" | "device";
  learnerName: string;
  /** The state as it was at the start; null: the first visit. */
  before: State | null;
  mustConfirmAgain: boolean;
}

export function makeProgress(kase: Case, at: Circumstances): Progress {
  const { outline, state } = kase;
  const counted = countedLessons(kase);
  const done = (n: number) => lessonDone(kase, n);
  return {
    mode: at.mode,
    place: at.place,
    learnerName: at.learnerName,
    land: outline.landId(state.land),
    done,
    changed: (n) => changed(outline.lesson(n), at.before),
    question: (n) => questionState(kase, n),
    test: (n) => testState(kase, n),
    bookmark: state.bookmark,
    lastVisit: dateOf(at.before?.lastVisit ?? 0),
    lessonsDone: counted.filter((lesson) => done(lesson.n)).length,
    lessonsTotal: counted.length,
    ...outcome(kase),
    score: state.score === null ? null : state.score / 100,
    passMark: passMark(kase),
    mustConfirmAgain: at.mustConfirmAgain,
  };
}

/** Required lessons; where none is, all. */
function countedLessons(kase: Case): LessonData[] {
  const required = requiredLessons(kase).filter((lesson) => lesson.kind !== "test");
  if (required.length) return required;
  return kase.outline.lessonsFor(kase.state.land).filter((lesson) => lesson.kind !== "test");
}

function lessonDone(kase: Case, n: number): boolean {
  const lesson = kase.outline.lesson(n);
  if (!lesson?.test) return kase.state.lessons.get(n)?.done ?? false;
  return testPassed(kase, lesson) || submissionsLeft(kase.state, lesson) === 0 || !kase.outline.asks(lesson, kase.state.land);
}

function changed(lesson: LessonData | undefined, before: State | null): "no" | "changed" | "new" {
  if (!lesson || !before?.lastVisit) return "no";
  const record = before.lessons.get(lesson.n);
  if (!record) return "new";
  return record.seen && record.hash && record.hash !== hashOf(lesson) ? "changed" : "no";
}

function questionState({ outline, state }: Case, n: number): QuestionState {
  const placed = outline.question(n);
  const record = state.questions.get(n);
  if (!placed || !record) return { verdict: "open", checks: 0, decided: false, points: 0, answer: null };
  return {
    verdict: record.verdict,
    checks: record.checks,
    decided: questionDecided(state, placed.question),
    points: unitsOf(state, placed.question) / UNITS,
    answer: record.packed,
  };
}

function testState(kase: Case, n: number): TestState {
  const { outline, state, now } = kase;
  const lesson = outline.lesson(n);
  const record = state.tests.get(n) ?? NO_TEST;
  const seed = seedOf(state, n);
  if (!lesson?.test) {
    const nothing = { points: 0, total: 0, bestPercent: null, drawn: [], last: {}, started: 0, needed: 0 };
    return { submissions: 0, left: 0, passed: false, decided: false, seed, closed: false, ...nothing };
  }
  const questions = drawn(outline, state, lesson, now);
  const { best, of } = standing(kase, lesson);
  const left = submissionsLeft(state, lesson);
  const passed = testPassed(kase, lesson);
  // Where an update takes the submissions away, an attempt that is open ends.
  const closed = record.closed || left === 0;
  const last = questions.map((question) => [question.n, unitsOf(state, question) / UNITS] as const);
  const shown = { best: last.reduce((sum, [, points]) => sum + points, 0), of: pointsOf(questions) / UNITS };
  // Whatever an update or another Land changes: the only submission stays as it was handed in, none is better than the best.
  const kept = record.submissions === 1 || (record.submissions && shown.best * of > best * shown.of + 1e-6);
  return {
    submissions: record.submissions,
    left,
    points: kept ? best / UNITS : shown.best,
    total: kept ? of / UNITS : shown.of,
    bestPercent: record.submissions ? percent({ best, of }) : null,
    passed,
    decided: passed || left === 0,
    drawn: questions.map((question) => question.n),
    seed,
    needed: markOf(kase, lesson),
    closed,
    last: closed ? Object.fromEntries(last) : {},
    started: record.started ? timeOf(record.started) : 0,
  };
}
