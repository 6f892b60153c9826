/** A page to read: practice questions, what changed, and the button that finishes it. */

import type { App } from "./app.ts";
import { el, hook, icon } from "./dom.ts";
import { findQuestions, openQuestion } from "./questions.ts";
import type { LessonData } from "./types.ts";

export function openLesson(app: App, main: HTMLElement, lesson: LessonData): void {
  sayChanged(app, main, lesson);
  for (const found of findQuestions(app, main, lesson)) openQuestion(app, found, {});
  offerNext(app, main, lesson);
}

/** A click finishes the lesson; the link then leads on as any other. */
export function offerNext(app: App, main: HTMLElement, lesson: LessonData): void {
  const next = hook<HTMLAnchorElement>(main, "next");
  if (!next) return;
  if (app.tracker.progress.done(lesson.n)) label(next, app.texts("lesson.next-done"));
  next.addEventListener("click", () => app.tracker.finish(lesson.n));
}

/** New words for a button that keeps its sign. */
export function label(button: HTMLElement, words: string): void {
  const place = button.querySelector("span");
  if (place) place.textContent = words;
  else button.textContent = words;
}

/** Below the head: that the page was rewritten since the last visit. */
export function sayChanged(app: App, main: HTMLElement, lesson: LessonData): void {
  const { lastVisit, changed, done } = app.tracker.progress;
  const place = hook(main, "changed");
  if (!place || changed(lesson.n) !== "changed") return;
  const since = lastVisit ? app.texts("changed.since", { date: app.texts.date(lastVisit) }) : app.texts("changed.plain");
  const words = app.texts(done(lesson.n) ? "changed.done" : "changed.open");
  place.replaceChildren(el("h2", { id: "aktualisiert" }, icon("i-new"), since), el("p", {}, words));
  place.setAttribute("aria-labelledby", "aktualisiert");
  place.hidden = false;
}
