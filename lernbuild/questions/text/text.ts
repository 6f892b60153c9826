/** A short text. Credit: all or nothing; case, umlauts, blanks and dashes do not count, typing errors as allowed. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { entryOf, judgeEntry, lockEntries, readEntry, restoreEntry } from "../entries.ts";
import { accepts, tidy } from "../fold.ts";
import { clearMarks } from "../marks.ts";

/** `patterns` were found safe by the build (questions/patterns.py). */
export interface TextKey { accepted: string[]; patterns: string[]; typos: number }

/** A pattern is never run on more than this. */
const LONGEST = 100;

function isRight(key: TextKey, answer: string): boolean {
  const text = tidy(answer).slice(0, LONGEST);
  return accepts(key.accepted, answer, key.typos) || key.patterns.some((pattern) => new RegExp(`^(?:${pattern})$`, "i").test(text));
}

export const text: QuestionType<TextKey, string> = {
  name: "text",
  read: readEntry,
  restore: restoreEntry,
  grade: (key, answer) => ({ fraction: isRight(key, answer) ? 1 : 0 }),
  pack: (answer) => ({ ints: [], text: answer }),
  unpack: (_key, packed) => packed.text || null,
  response: (_key, answer) => [tidy(answer)],
  show(root, key, answer, reveal, _feedback, texts) {
    clearMarks(root);
    const entry = entryOf(root);
    if (entry) judgeEntry(entry, isRight(key, answer), key.accepted[0] ?? "", reveal, texts);
  },
  lock: lockEntries,
};

register(text);
