/** The learner's Land: asked on the start page, its rules open and those of the others folded. */

import { applies, type App } from "./app.ts";
import { append, el, hook, icon } from "./dom.ts";
import type { LessonData } from "./types.ts";

/** The question on the start page; the answer is saved at once and said. */
export function offerLand(app: App, main: HTMLElement): void {
  const place = hook(main, "land");
  if (!place || !app.course.lands.length) return;
  const { land } = app.tracker.progress;
  for (const choice of place.querySelectorAll<HTMLInputElement>('input[name="land"]')) {
    choice.checked = choice.value === land;
    choice.addEventListener("change", () => choose(app, place, choice.value));
  }
  place.hidden = false;
}

function choose(app: App, place: HTMLElement, id: string): void {
  app.tracker.setLand(id);
  const name = app.course.lands.find((land) => land.id === id)?.name ?? id;
  const own = app.course.modules
    .flatMap((module) => module.lessons)
    .filter((lesson) => applies(lesson.lands, id))
    .flatMap((lesson) => lesson.questions.filter((question) => (question.lands ?? lesson.lands)?.includes(id)));
  const words = own.length ? app.texts.count("land.saved-questions", own.length, { name }) : app.texts("land.saved", { name });
  hook(place, "land-saved")?.replaceChildren(icon("i-check"), words);
}

/** "4 Lektionen" without those of other Laender. */
export function countForLand(app: App, count: HTMLElement, own: LessonData[]): void {
  const ordinary = own.filter((lesson) => !lesson.test).length;
  if (app.course.lands.length && ordinary) count.textContent = app.texts.count("start.lesson-count", ordinary);
}

/** "alle 4 Lektionen bearbeiten": as many as this Land has. */
export function countNeeds(app: App, main: HTMLElement): void {
  if (!app.course.lands.length || app.course.rules.lessons !== "all") return;
  const ordinary = app.course.modules.flatMap((module) => module.lessons).filter((lesson) => !lesson.test);
  const known = [ordinary.length, ...app.course.lands.map(({ id }) => ordinary.filter((lesson) => applies(lesson.lands, id)).length)];
  const written = known.map((n) => app.texts.count("start.need-all", n));
  for (const place of main.querySelectorAll(".need span")) {
    const words = place.textContent?.replace(/\u00a0/g, " ").replace(/\u00ad/g, "") ?? "";
    if (written.includes(words)) place.textContent = app.texts.count("start.need-all", app.tracker.progress.lessonsTotal);
  }
}

/** Opens the blocks of the learner's Land, folds the others; without a choice all stay open. */
export function showLands(app: App, main: HTMLElement): void {
  const { land } = app.tracker.progress;
  if (!land) return;
  for (const block of main.querySelectorAll<HTMLDetailsElement>("details[data-lb-land]")) {
    const own = applies(block.dataset.lbLand?.split(","), land);
    block.open = own;
    block.classList.toggle("is-own", own);
    const summary = block.querySelector("summary");
    if (own && summary && !summary.querySelector(".tag")) append(summary, el("span", { class: "tag", lang: document.documentElement.lang }, app.texts("block.own-land")));
  }
}
