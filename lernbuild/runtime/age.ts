/** Marks facts and parts whose date has passed on this device; never removes text, never changes a result. */

import type { App } from "./app.ts";
import { el, icon } from "./dom.ts";
import { today } from "./texts.ts";

/** Attribute, the words of its notice, and whether its date (ISO) speaks on a day. */
const MARKS: readonly (readonly [name: string, words: string, speaks: (date: string, now: string) => boolean])[] = [
  ["data-lb-until", "age.until", (date, now) => date < now],
  ["data-lb-from", "age.from", (date, now) => date > now],
  ["data-lb-check", "age.check-by", (date, now) => date < now],
];

/** Values past their `data-lb-until="YYYY-MM-DD"` (and the like) get a wavy line and, after their block, one notice per date. */
export function markAged(app: App, main: HTMLElement): void {
  const now = today();
  for (const [name, words, speaks] of MARKS) {
    const told = new Map<Element, Set<string>>();
    for (const value of main.querySelectorAll<HTMLElement>(`[${name}]`)) {
      const date = value.getAttribute(name) ?? "";
      if (!date || !speaks(date, now)) continue;
      value.classList.add("fact--aged");
      const block = blockOf(value, main);
      const dates = told.get(block) ?? new Set<string>();
      if (!dates.has(date)) noticeAfter(app, block, words, date);
      told.set(block, dates.add(date));
    }
  }
}

/** Past `pruefen-bis` the course says so itself: an uploaded package is never rebuilt. */
export function sayOverdue(app: App, main: HTMLElement): void {
  const { checkBy, legalDate } = app.course;
  if (!checkBy || checkBy >= today()) return;
  const values = { date: app.texts.date(checkBy), legal: app.texts.date(legalDate) };
  const words = el("p", {}, el("b", {}, app.texts("age.overdue", values)), ` ${app.texts("age.overdue-check", values)}`);
  const notice = el("div", { class: "aged", role: "note" }, icon("i-glass"), words);
  const start = main.querySelector(".start__main");
  if (start) start.prepend(notice);
  else main.querySelector(".facts")?.after(notice);
}

/** The paragraph, list or table around a value: the notice follows it. */
function blockOf(value: HTMLElement, main: HTMLElement): Element {
  const inside = "p, ul, ol, dl, table, figure, h2, h3, h4, legend, .options";
  let block: Element = value.closest(inside) ?? value;
  for (let up = block.parentElement; up && up !== main; up = up.parentElement) {
    if (up.matches("ul, ol, dl, .table-wrap, fieldset")) block = up;
  }
  return block;
}

function noticeAfter(app: App, block: Element, words: string, date: string): void {
  const said = el("p", {}, el("b", {}, app.texts(words, { date: app.texts.date(date) })), ` ${app.texts("age.check")}`);
  block.after(el("div", { class: "aged", role: "note", lang: document.documentElement.lang }, icon("i-glass"), said));
}
