/** A number. Credit: all or nothing; comma and point, thousands and unit may be typed as one likes. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { entryOf, judgeEntry, lockEntries, readEntry, restoreEntry } from "../entries.ts";
import { fold } from "../fold.ts";
import { readings, within } from "../german_numbers.ts";
import { clearMarks } from "../marks.ts";

/** `units`: one for each span, where they differ; then a unit that is typed must be the span's. */
export interface NumberKey { spans: [low: number, high: number][]; units?: string[]; solution: string }

/** The reading of the answer that is right; null when none is. */
function rightReading(key: NumberKey, answer: string): number | null {
  const typed = key.units?.find((unit) => names(answer, unit));
  const spans = key.spans.filter((_, at) => typed === undefined || key.units?.[at] === typed);
  return readings(answer).find((value) => spans.some(([low, high]) => within(value, low, high))) ?? null;
}

/** True when the answer names the unit, in whatever number or case: „Jahr“ for „Jahre“. */
function names(answer: string, unit: string): boolean {
  const stem = fold(unit).replace(/(en|e|n|s)$/, "");
  return stem !== "" && fold(answer).includes(stem);
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
