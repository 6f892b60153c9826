/** Says in words, sign and shape what was right about one part of an answer; must not know how it was graded. */
import { built, el, icon } from "../runtime/dom.ts";

export type Mark = "right" | "wrong" | "missed";

const SIGNS: Record<Mark, string> = { right: "i-check", wrong: "i-cross", missed: "i-right" };
const STATES = ["is-right", "is-wrong", "is-missed"];

/** Marks an option card and puts the verdict in words into it. */
export function markOption(option: HTMLElement, mark: Mark, words: string): void {
  option.classList.add(`is-${mark}`);
  option.append(el("span", { class: "option__verdict", "data-lb": "mark" }, icon(SIGNS[mark]), words));
}

/** Puts the feedback of an option (HTML of the build) into its card. */
export function explainOption(option: HTMLElement, feedback: string | undefined): void {
  if (feedback) option.append(el("div", { class: "option__feedback", "data-lb": "mark" }, built(feedback)));
}

/** Marks a text field or a list and describes it with the verdict in words. */
export function markEntry(entry: HTMLElement, mark: Mark, words: string): HTMLElement {
  entry.classList.add(`is-${mark}`);
  const id = `${entry.id}-mark`;
  const verdict = el("span", { class: `answer-mark answer-mark--${mark}`, id, "data-lb": "mark" }, icon(SIGNS[mark]), words);
  entry.setAttribute("aria-describedby", id);
  entry.after(verdict);
  return verdict;
}

/** Takes back all that the functions above did. */
export function clearMarks(root: HTMLElement): void {
  for (const part of root.querySelectorAll('[data-lb="mark"]')) part.remove();
  for (const part of root.querySelectorAll(STATES.map((state) => `.${state}`).join(","))) part.classList.remove(...STATES);
  for (const part of root.querySelectorAll('[aria-describedby$="-mark"]')) part.removeAttribute("aria-describedby");
}
