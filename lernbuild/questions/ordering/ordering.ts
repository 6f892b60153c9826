/** Ordering. Credit: the share of steps at their right place; the order first shown is no answer and never right. */
import { el, icon } from "../../runtime/dom.ts";
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { lockControls } from "../controls.ts";
import { clearMarks, explainOption } from "../marks.ts";
import { numberOf, shuffleOptions } from "../order.ts";
import { enableMoves, setEnds } from "./moves.ts";

export interface OrderKey { order: number[] }
export type Order = number[];

/** The right order of each question on the page, so that shuffling never shows it. */
const rightOrders = new WeakMap<HTMLElement, number[]>();

export const ordering: QuestionType<OrderKey, Order> = {
  name: "ordering",
  start(root, key, texts) {
    const list = listOf(root);
    if (!list) return;
    rightOrders.set(root, key.order);
    // The first control of an ordering cannot go up and takes no focus: "try again" goes to the first one that can.
    root.addEventListener("click", (event) => {
      const retry = event.target instanceof Element && event.target.closest('[data-lb="retry"]');
      if (retry) list.querySelector<HTMLButtonElement>("button:not([disabled])")?.focus();
    });
    const status = root.querySelector('[data-lb="moved"]');
    enableMoves(list, (item, place, total) => {
      list.dataset.lbMoved = "yes";
      const words = item.querySelector<HTMLElement>("[data-lb-words]")?.dataset.lbWords ?? "";
      if (status) status.textContent = texts("question.ordering.moved", { item: words, n: String(place), total: String(total) });
      list.dispatchEvent(new Event("input", { bubbles: true }));
    });
  },
  read(root) {
    const list = listOf(root);
    return list?.dataset.lbMoved ? steps(list).map(numberOf) : null;
  },
  restore(root, answer) {
    const list = listOf(root);
    if (!list) return;
    for (const step of steps(list).sort((a, b) => answer.indexOf(numberOf(a)) - answer.indexOf(numberOf(b)))) list.append(step);
    list.dataset.lbMoved = "yes";
    setEnds(list);
  },
  grade(key, answer) {
    const right = answer.filter((number, at) => key.order[at] === number).length;
    return { fraction: key.order.length ? right / key.order.length : 0 };
  },
  pack: (answer) => ({ ints: [...answer] }),
  unpack(key, packed) {
    const known = packed.ints.filter((number) => key.order.includes(number));
    return known.length === key.order.length ? known : null;
  },
  response: (_key, answer) => answer.map(String),
  show(root, key, answer, reveal, feedback, texts) {
    clearMarks(root);
    const list = listOf(root);
    for (const step of list ? steps(list) : []) {
      const number = numberOf(step);
      const place = key.order.indexOf(number);
      const right = answer.indexOf(number) === place;
      const words = right ? "question.ordering.right" : reveal ? "question.ordering.belongs" : "question.ordering.wrong";
      step.classList.add(right ? "is-right" : "is-wrong");
      const verdict = el("span", { class: "option__verdict", "data-lb": "mark" }, icon(right ? "i-check" : "i-cross"));
      verdict.append(texts(words, { n: String(place + 1) }));
      step.append(verdict);
      if (reveal || right) explainOption(step, feedback[String(number)]);
    }
  },
  lock(root, locked) {
    lockControls(root, locked);
    if (!locked) clearMarks(root);
  },
  /** Always shuffled: `mischen=nein` would show the solution. */
  shuffle(root, seed) {
    shuffleOptions(root, seed, true);
    const list = listOf(root);
    if (!list) return;
    const right = rightOrders.get(root);
    const first = list.firstElementChild;
    if (first && right && steps(list).every((step, at) => numberOf(step) === right[at])) list.append(first);
    setEnds(list);
  },
};

function listOf(root: HTMLElement): HTMLElement | null {
  return root.querySelector(".order");
}

function steps(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("li[data-lb-option]")];
}

register(ordering);
