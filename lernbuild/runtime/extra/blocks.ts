/** Tabs, worked solutions, figures that open large, the pace of films and sound; knows no LMS and no question. */

import type { App } from "../app.ts";
import { provide } from "../chunks.ts";
import { el, hooks } from "../dom.ts";
import { makeSteps } from "../steps.ts";
import { makeTabs } from "../tabs.ts";

export interface Blocks {
  enlarge(app: App, button: HTMLElement): void;
  /** Brings a page's tabs, solutions and players to life. */
  move(app: App, main: HTMLElement): void;
}

const PACES = [0.75, 1, 1.25, 1.5, 2];

/** The picture itself moves into the window and back: a copy would have the same ids. */
function enlarge(app: App, button: HTMLElement): void {
  const figure = button.closest("figure");
  const picture = figure?.querySelector<HTMLElement | SVGElement>(":scope > img, :scope > svg");
  if (!figure || !picture) return;
  const place = document.createComment("");
  const shut = el("button", { type: "button", class: "button button--small" });
  shut.textContent = app.texts("figure.close");
  const stage = el("div", { class: "figure" });
  const name = figure.querySelector("figcaption")?.textContent ?? picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "";
  const shown = el("dialog", { class: "enlarged", "aria-label": name }, shut, stage);
  const height = figure.getBoundingClientRect().height;
  figure.style.minHeight = `${height}px`;
  picture.replaceWith(place);
  stage.append(picture);
  document.body.append(shown);
  shut.addEventListener("click", () => shown.close());
  shown.addEventListener("click", (event) => event.target === shown && shown.close());
  shown.addEventListener("close", () => {
    place.replaceWith(picture);
    figure.style.minHeight = "";
    shown.remove();
    button.focus();
  });
  shown.showModal();
}

/** A choice of pace below each film and sound: not every browser has one in its own controls. */
function pace(app: App, main: HTMLElement): void {
  for (const player of main.querySelectorAll<HTMLMediaElement>(".player")) {
    if (player.nextElementSibling?.matches(".figure__pace")) continue;
    const choice = el("select", { class: "entry" });
    for (const value of PACES) choice.add(new Option(`${app.texts.number(value)}×`, String(value), value === 1, value === 1));
    choice.addEventListener("change", () => (player.playbackRate = Number(choice.value)));
    const label = el("label", { class: "figure__pace" });
    label.append(app.texts("figure.pace"), " ", choice);
    player.after(label);
  }
}

function move(app: App, main: HTMLElement): void {
  for (const tabs of hooks(main, "tabs")) makeTabs(tabs);
  for (const solution of hooks(main, "solution")) makeSteps(app, solution);
  pace(app, main);
}

provide("blocks", { enlarge, move } satisfies Blocks);
