/** What a page tells its questions; no code. */

/** Where a question stands and what may be said there. */
export interface Setting {
  /** Its place in a test; absent: practice. */
  place?: { number: number; total: number };
  /** Solutions may be shown; absent (practice): as soon as the question is decided. */
  released?: () => boolean;
  /** No verdict before hand-in (`rueckmeldung: ende`, surveys). */
  withheld?: boolean;
  /** After hand-in: answers are only read. */
  closed?: boolean;
  /** Points of the hand-in that is shown. */
  points?: number;
  /** Seed of the attempt, for the order of options. */
  seed?: number;
  /** Options stay as written (where that does not tell the solution). */
  keepOrder?: boolean;
  changed?: () => void;
}
