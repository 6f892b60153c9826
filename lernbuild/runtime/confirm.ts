/** `erneut-bestaetigen`: after a change of law everyone starts anew, once; knows no LMS. */
import { dayOf } from "./actions.ts";
import type { State } from "./state.ts";

/** The mark as a number: a later date is a larger number; any other text is one beyond all dates. */
export function confirmMark(text: string): number {
  if (!text) return 0;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (!Number.isNaN(time)) return dayOf(time);
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) as number)) % 0xfffff;
  return 0x10000 + hash;
}

/**
 * Starts the status anew when the course asks for a later confirmation than the state knows; true: something was
 * taken back. A package without or with an older mark leaves a newer one alone.
 */
export function confirmAgain(state: State, text: string): boolean {
  const mark = confirmMark(text);
  const older = mark && mark !== state.confirm && (mark > state.confirm || mark >= 0x10000);
  if (!older) return false;
  const fresh = state.counter === 0;
  state.confirm = mark;
  if (fresh) return false;
  const had = state.completed || state.tests.size > 0 || [...state.lessons.values()].some((lesson) => lesson.done);
  for (const lesson of state.lessons.values()) lesson.done = false;
  state.questions.clear();
  state.tests.clear();
  Object.assign(state, { completed: false, success: "unknown", score: null, bookmark: 0 });
  return had;
}
