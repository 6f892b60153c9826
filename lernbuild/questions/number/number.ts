/** A number. Credit: all or nothing; comma and point, thousands and unit may be typed as one likes. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { entryOf, judgeEntry, lockEntries, readEntry, restoreEntry } from "../entries.ts";
import { readings, within } from "../german_numbers.ts";
import { clearMarks } from "../marks.ts";

export interface NumberKey { spans: [low: number, high: number][]; solution: string }

/** The reading of the answer that is right; null when none is. */
function rightReading(key: NumberKey, answer: string): number | null {
  const right = readings(answer).find((value) => key.spans.some(([low, high]) => within(value, low, high)));
  return right ?? null;
}

export const number: QuestionType<NumberKey, string> = {
  name: "number",
  read: readEntry,
  restore: restoreEntry,
  grade: (key, answer) => ({ fraction: rightReading(key, answer) === null ? 0 : 1 }),
  pack: (answer) => ({ ints: [], text: answer }),
  unpack: (_key, packed) => packed.text || null,
  /** null when no number was typed. */
  response: (key, answer) => rightReading(key, answer) ?? readings(answer)[0] ?? null,
  show(root, key, answer, reveal, _feedback, texts) {
    clearMarks(root);
    const entry = entryOf(root);
    if (entry) judgeEntry(entry, rightReading(key, answer) !== null, key.solution, reveal, texts);
  },
  lock: lockEntries,
};

register(number);
