/** Marks facts whose date has passed on this device; never removes text, never changes a result. */

import type { App } from "./app.ts";
import { el, icon } from "./dom.ts";
import { today } from "./texts.ts";

/** Values with `data-lb-until="YYYY-MM-DD"` get a wavy line and, after their block, one notice per date. */
export function markAged(app: App, main: HTMLElement): void {
  const now = today();
  const told = new Map<Element, Set<string>>();
  for (const value of main.querySelectorAll<HTMLElement>("[data-lb-until]")) {
    const until = value.dataset.lbUntil ?? "";
    if (!until || until >= now) continue;
    value.classList.add("fact--aged");
    const block = blockOf(value, main);
    const dates = told.get(block) ?? new Set<string>();
    if (!dates.has(until)) noticeAfter(app, block, until);
    told.set(block, dates.add(until));
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

function noticeAfter(app: App, block: Element, until: string): void {
  const words = el("p", {}, el("b", {}, app.texts("age.until", { date: app.texts.date(until) })), ` ${app.texts("age.check")}`);
  block.after(el("div", { class: "aged", role: "note" }, icon("i-glass"), words));
}
