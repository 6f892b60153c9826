/** How a question's state is said: chip, points, feedback, hints; must not know a question type or the tracker. */

import { append, built, el, hook, icon } from "./dom.ts";
import type { Texts } from "./texts.ts";
import type { QuestionKey, Verdict } from "./types.ts";

const SIGNS: Record<Verdict, string> = { open: "i-open", right: "i-check", partly: "i-half", wrong: "i-cross" };

export function signOf(verdict: Verdict): string {
  return SIGNS[verdict];
}

/** What is known of an answer, and what may be said of it. */
export interface Said {
  verdict: Verdict;
  /** An answer is there, but no verdict is given (survey, or before hand-in). */
  plain: boolean;
  /** No more checks in this attempt. */
  final: boolean;
  /** Reasons may be shown. */
  explain: boolean;
}

export function wordsFor(texts: Texts, { verdict, plain, final }: Said): string {
  if (plain) return texts("question.verdict.done");
  return texts(`question.verdict.${verdict === "wrong" && !final ? "not-yet" : verdict}`);
}

export function showChip(texts: Texts, section: HTMLElement, said: Said): void {
  const sign = said.plain ? "i-check" : signOf(said.verdict);
  hook(section, "verdict")?.replaceChildren(icon(sign), el("span", {}, wordsFor(texts, said)));
}

/** "Aufgabe 2 von 4 · 1 von 2 Punkten"; `reached` only where part of the points was reached. */
export function placeWords(texts: Texts, place: { number: number; total: number }, points: number, reached: number | null): string {
  const words = texts("question.place", { n: place.number, total: place.total });
  if (!points) return words;
  if (reached === null) return `${words} · ${texts.count("question.points", points)}`;
  return `${words} · ${texts.count("question.points-of", points, { n: texts.number(reached), total: points })}`;
}

/** Verdict, reason, ways on; the region stands in the page from the start and is read out when it fills. */
export function showFeedback(texts: Texts, section: HTMLElement, said: Said, feedback: QuestionKey["feedback"], ways: HTMLElement): void {
  const region = hook(section, "feedback");
  if (!region) return;
  if (said.verdict === "open") return region.replaceChildren();
  const badge = el("span", { class: "badge", "aria-hidden": "true" }, icon(said.plain ? "i-check" : signOf(said.verdict)));
  region.replaceChildren(el("p", { class: "feedback__title" }, badge, wordsFor(texts, said)));
  if (said.explain) {
    for (const source of [feedback[said.verdict], feedback.always]) if (source) region.append(built(source));
  }
  if (ways.childNodes.length) region.append(ways);
}

/** In place of feedback: nothing to check yet. */
export function sayMissing(texts: Texts, section: HTMLElement): void {
  const words = el("p", { class: "feedback__missing", "data-lb": "unanswered" });
  append(words, icon("i-warn"), texts("question.missing"));
  hook(section, "feedback")?.replaceChildren(words);
}

/** Hints on demand: one folded line each. */
export function offerHints(texts: Texts, section: HTMLElement, hints: string[]): void {
  const folds = hints.map((hint, index) => {
    const label = texts.count("question.hint", hints.length, { index: index + 1, total: hints.length });
    const text = el("div");
    text.append(built(hint));
    return el("details", { class: "fold" }, el("summary", {}, icon("i-chev"), el("span", {}, label)), text);
  });
  hook(section, "hints")?.replaceChildren(...folds);
}
