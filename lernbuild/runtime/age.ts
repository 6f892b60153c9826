/** Marks facts whose date has passed on this device; never removes text, never changes a result. */

import type { App } from "./app.ts";
import { append, el, icon } from "./dom.ts";
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
  const notice = el("div", { class: "aged", role: "note" });
  append(notice, icon("i-glass"), words);
  block.after(notice);
}
