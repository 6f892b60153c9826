/** Free text. Credit: by self-assessment after comparing with the model answer (all, half, nothing); without one, all. */
import { built } from "../../runtime/dom.ts";
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { lockEntries, readEntry, restoreEntry } from "../entries.ts";

/** The model answer as HTML; empty: none. */
export interface EssayKey { model: string }
/** `rating`: 2 all, 1 partly, 0 not; null where there is nothing to compare with. */
export interface Written { text: string; rating: number | null }

export const essay: QuestionType<EssayKey, Written> = {
  name: "essay",
  /** The first press of the button shows the model answer, the second one takes the answer. */
  start(root, key, texts) {
    const button = root.querySelector('[data-lb="check"]');
    const check = button?.textContent ?? "";
    if (!part(root) || !button) return reveal(root, key);
    button.textContent = texts("question.essay.compare");
    root.addEventListener("submit", (event) => {
      if (!part(root)?.hidden || readEntry(root) === null) return;
      event.preventDefault();
      event.stopPropagation();
      button.textContent = check;
      reveal(root, key);
      root.querySelector<HTMLElement>(".essay summary")?.focus();
    }, true);
    models.set(root, () => {
      button.textContent = check;
      reveal(root, key);
    });
  },
  read(root) {
    const text = readEntry(root);
    if (text === null) return null;
    if (!part(root)) return { text, rating: null };
    const chosen = root.querySelector<HTMLInputElement>(".essay input:checked");
    return chosen ? { text, rating: Number(chosen.value) } : null;
  },
  restore(root, answer) {
    restoreEntry(root, answer.text);
    models.get(root)?.();
    for (const input of root.querySelectorAll<HTMLInputElement>(".essay input")) input.checked = Number(input.value) === answer.rating;
  },
  grade: (_key, { rating }) => ({ fraction: rating === null ? 1 : rating / 2 }),
  pack: ({ text, rating }) => ({ ints: rating === null ? [] : [rating], text }),
  unpack: (key, packed) => ({ text: packed.text ?? "", rating: key.model ? (packed.ints[0] ?? 0) : null }),
  response: (_key, answer) => answer.text,
  show: () => undefined,
  lock: lockEntries,
};

/** How to show the model answer of each question on the page. */
const models = new WeakMap<HTMLElement, () => void>();

function part(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>('[data-lb="essay"]');
}

function reveal(root: HTMLElement, key: EssayKey): void {
  const shown = part(root);
  if (!shown) return;
  shown.hidden = false;
  shown.querySelector('[data-lb="model"]')?.replaceChildren(built(key.model));
}

register(essay);
