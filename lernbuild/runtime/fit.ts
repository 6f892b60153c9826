/** Shortens a state that is too long, in the order of loss of tracking.md section 4; never status, score or "answered". */
import type { Outline } from "./outline.ts";
import { thin } from "./dense.ts";
import { copyState, encodeState, LIMIT, type QuestionRecord, type State } from "./state.ts";

type Loss = (state: State, outline: Outline) => void;

/** Characters from which a text is a free text, not a word to fill in. */
const FREE = 80;

const LOSSES: Loss[] = [
  eachQuestion((record, n, outline) => dropAnswer(record, record.packed?.text !== undefined && !outline.graded(n))),
  eachQuestion((record) => dropAnswer(record, (record.packed?.text?.length ?? 0) > FREE)),
  eachQuestion((record, n, outline) => dropAnswer(record, !outline.graded(n))),
  (state) => state.lessons.forEach((lesson) => (lesson.hash = 0)),
  eachQuestion((record, n, outline) => coarsen(record, n, outline)),
];

/** With the questions in their dense form. */
const LAST_LOSSES: Loss[] = [
  (state, outline) => {
    for (const [n, record] of state.questions) record.checks = Math.min(record.checks, outline.question(n)?.question.attempts || 2);
    thin(state.questions);
  },
  eachQuestion((record) => dropAnswer(record, true)),
  forget,
];

/** The state as text of at most `limit` characters, as long as that is possible at all. */
export function fitState(state: State, outline: Outline, limit = LIMIT): string {
  let text = encodeState(state);
  if (text.length <= limit) return text;
  const less = copyState(state);
  for (const lose of [...LOSSES, ...LAST_LOSSES]) {
    lose(less, outline);
    text = encodeState(less);
    if (LAST_LOSSES.includes(lose)) text = shorter(text, encodeState(less, true));
    if (text.length <= limit) return text;
  }
  return text;
}

function shorter(one: string, other: string): string {
  return other.length < one.length ? other : one;
}

function eachQuestion(change: (record: QuestionRecord, n: number, outline: Outline) => void): Loss {
  return (state, outline) => state.questions.forEach((record, n) => change(record, n, outline));
}

function dropAnswer(record: QuestionRecord, when: boolean): void {
  if (when) record.packed = null;
}

/** Practice: parts of points and the number of checks beyond what decides are not needed. */
function coarsen(record: QuestionRecord, n: number, outline: Outline): void {
  if (outline.graded(n)) return;
  if (record.verdict === "partly") record.units = null;
  const attempts = outline.question(n)?.question.attempts ?? 0;
  record.checks = Math.min(record.checks, attempts || 2);
}

/** What this package does not know goes last: a newer one may still need it. */
function forget(state: State, outline: Outline): void {
  state.unknown = [];
  state.coreRest = [];
  for (const n of [...state.lessons.keys()]) if (!outline.lesson(n)) state.lessons.delete(n);
  for (const n of [...state.questions.keys()]) if (!outline.question(n)) state.questions.delete(n);
  for (const n of [...state.tests.keys()]) if (!outline.lesson(n)) state.tests.delete(n);
}
