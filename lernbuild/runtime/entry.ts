/** The state at the start, out of what the LMS gave back, the journal and the course; knows no standard. */
import { meet, settle } from "./actions.ts";
import { confirmAgain } from "./confirm.ts";
import type { JournalEntry } from "./journal.ts";
import { mergeStates } from "./merge.ts";
import type { Outline } from "./outline.ts";
import { copyState, decodeState, emptyState, type State } from "./state.ts";
import type { Loaded } from "./types.ts";

/** What an LMS gives back that is not there. */
export const NOTHING: Loaded = {
  found: false, mode: "normal", credit: true, learnerId: "", learnerName: "", location: "", state: "",
  status: { completion: "unknown", success: "unknown" }, score: null, passMark: null,
};

export interface Entry {
  state: State;
  /** As it was before this start touched it; null: first visit. */
  before: State | null;
  mustConfirmAgain: boolean;
  /** The LMS does not hold this yet. */
  unsaved: boolean;
  /** The journal was written after what the LMS holds. */
  journalAhead: boolean;
  /** The journal belongs to an attempt that is over, or cannot be read. */
  journalStale: boolean;
}

export function enter(outline: Outline, loaded: Loaded, journal: JournalEntry, seed: number, now: number): Entry {
  const held = decodeState(loaded.state);
  const kept = loaded.mode === "normal" ? ownAttempt(journal, held, loaded) : null;
  const before = held && kept ? mergeStates(held, kept, outline) : (held ?? kept);
  const state = before ? copyState(before) : emptyState(seed);
  state.seed ||= seed;
  if (!before && /^\d{1,9}$/.test(loaded.location)) state.bookmark = Number(loaded.location);
  const again = loaded.mode === "normal" && confirmAgain(state, outline.course.rules.confirmAgain);
  if (!again) keepStatus(state, loaded, before === null);
  const kase = { outline, state, lmsMark: loaded.passMark, now };
  meet(kase);
  settle(kase);
  const journalStale = journal.state !== "" && kept === null;
  const journalAhead = kept !== null && kept.counter > (held?.counter ?? -1);
  return { state, before, mustConfirmAgain: again, journalAhead, journalStale, unsaved: again || kept !== null || differs(state, loaded) };
}

/**
 * The journal's state, unless it belongs to another attempt: an LMS that held a state and now knows nothing, or holds
 * one of another seed, has let the learner begin anew.
 */
function ownAttempt({ state, known, seeds }: JournalEntry, held: State | null, { found, status, location }: Loaded): State | null {
  const kept = decodeState(state);
  if (!kept || !found || !known) return kept;
  if (held) return held.seed === kept.seed || seeds.includes(held.seed) ? kept : null;
  return status.completion === "unknown" && location === "" ? null : kept;
}

/** What the LMS holds as reached stays reached; its score counts where no state tells it. */
function keepStatus(state: State, { status, score }: Loaded, stateless: boolean): void {
  state.completed ||= status.completion === "completed";
  if (status.success === "passed" || (status.success === "failed" && state.success === "unknown")) state.success = status.success;
  if (stateless && score !== null) state.score = Math.round(Math.min(100, Math.max(0, score)) * 100);
}

function differs(state: State, { found, status, score }: Loaded): boolean {
  if (!found) return false;
  const completion = state.completed && status.completion !== "completed";
  const success = state.success !== "unknown" && status.success !== state.success;
  return completion || success || (state.score !== null && state.score !== Math.round((score ?? -1) * 100));
}
