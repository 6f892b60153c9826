/** One text field as an answer: what number, short text and gaps share on the page. */
import { lockControls } from "./controls.ts";
import { clearMarks, markEntry } from "./marks.ts";

type Texts = (key: string, values?: Record<string, string>) => string;
type Entry = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function entryOf(root: HTMLElement): Entry | null {
  return root.querySelector<Entry>("input[data-lb-entry], textarea[data-lb-entry]");
}

/** What is typed; null when nothing is. */
export function readEntry(root: HTMLElement): string | null {
  return entryOf(root)?.value.trim() || null;
}

export function restoreEntry(root: HTMLElement, answer: string): void {
  const entry = entryOf(root);
  if (entry) entry.value = answer;
}

export function lockEntries(root: HTMLElement, locked: boolean): void {
  lockControls(root, locked);
  if (!locked) clearMarks(root);
}

/** Marks a field; with `reveal` the solution follows in words. */
export function judgeEntry(entry: HTMLElement, right: boolean, solution: string, reveal: boolean, texts: Texts): void {
  const words = texts(right ? "question.mark.right" : "question.mark.wrong");
  const told = !right && reveal && solution ? `${words}. ${texts("question.mark.solution", { solution })}` : words;
  markEntry(entry, right ? "right" : "wrong", told);
}
