/** Cards to choose from, one or several: what choice, multiple choice and places in a picture share. */
import type { Packed, QuestionType } from "../runtime/types.ts";
import { clearMarks, explainOption, markOption } from "./marks.ts";
import { lockControls } from "./controls.ts";
import { numberOf } from "./order.ts";

/** Option numbers of kurs.lock: all, and the right ones. */
export interface ChosenKey { options: number[]; right: number[] }
export type Chosen = number[];

export type Show = QuestionType<ChosenKey, Chosen>["show"];

/** Words for the four cases; not chosen and rightly so has no mark. */
export interface MarkWords { right: string; wrong: string; missed: string }

export function readChosen(root: HTMLElement): Chosen | null {
  const chosen = cards(root).filter((card) => control(card)?.checked).map(numberOf);
  return chosen.length ? chosen.sort((a, b) => a - b) : null;
}

export function restoreChosen(root: HTMLElement, answer: Chosen): void {
  for (const card of cards(root)) {
    const input = control(card);
    if (input) input.checked = answer.includes(numberOf(card));
  }
}

/** All of the right ones and nothing else. */
export function gradeOne(key: ChosenKey, answer: Chosen): { fraction: number } {
  return { fraction: answer.length === 1 && key.right.includes(answer[0] as number) ? 1 : 0 };
}

/** (right chosen - wrong chosen) / number of right ones, never below zero: choosing everything earns nothing for it. */
export function gradeSeveral(key: ChosenKey, answer: Chosen): { fraction: number } {
  const right = answer.filter((number) => key.right.includes(number)).length;
  const wrong = answer.length - right;
  return { fraction: key.right.length ? Math.max(0, (right - wrong) / key.right.length) : 0 };
}

export function packChosen(answer: Chosen): Packed {
  return { ints: [...answer] };
}

/** Options that were removed since are forgotten; null when none is left. */
export function unpackChosen(key: ChosenKey, packed: Packed): Chosen | null {
  const known = packed.ints.filter((number) => key.options.includes(number));
  return known.length ? known : null;
}

export function respondChosen(_key: ChosenKey, answer: Chosen): string[] {
  return answer.map(String);
}

/** Marks the cards; without `reveal` only what was chosen, so that the next attempt is still one. */
export function showChosen(words: MarkWords): Show {
  return (root, key, answer, reveal, feedback, texts) => {
    clearMarks(root);
    for (const card of cards(root)) {
      const number = numberOf(card);
      const chosen = answer.includes(number);
      const right = key.right.includes(number);
      if (chosen) markOption(card, right ? "right" : "wrong", texts(right ? words.right : words.wrong));
      else if (right && reveal) markOption(card, "missed", texts(words.missed));
      if (chosen || reveal) explainOption(card, feedback[String(number)]);
    }
  };
}

export function lockChosen(root: HTMLElement, locked: boolean): void {
  lockControls(root, locked);
  if (!locked) clearMarks(root);
}

function cards(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(".option[data-lb-option]")];
}

function control(card: HTMLElement): HTMLInputElement | null {
  return card.querySelector("input");
}
