/** A page to read: practice questions, what changed, and the button that finishes it. */

import { hrefOf, lessonsOf, startOf, type App } from "./app.ts";
import { el, hook, icon } from "./dom.ts";
import { findQuestions, openQuestion } from "./questions.ts";
import type { LessonData } from "./types.ts";

export function openLesson(app: App, main: HTMLElement, lesson: LessonData): void {
  sayChanged(app, main, lesson);
  for (const found of findQuestions(app, main, lesson)) openQuestion(app, found, {});
  offerNext(app, main, lesson);
}

/** Back and on lead past the lessons of other Laender. */
export function turnPages(app: App, main: HTMLElement, lesson: LessonData): void {
  const lessons = lessonsOf(app);
  const at = lessons.indexOf(lesson);
  if (!app.course.lands.length || at < 0) return;
  const before = lessons[at - 1];
  const after = lessons[at + 1];
  const back = hook<HTMLAnchorElement>(main, "back");
  if (back) {
    back.href = before ? hrefOf(app, before) : startOf(app);
    label(back, before ? before.title : app.texts("lesson.to-start"));
  }
  const next = hook<HTMLAnchorElement>(main, "next");
  if (next) {
    next.href = after ? hrefOf(app, after) : startOf(app);
    label(next, app.texts(after ? "lesson.next" : "lesson.last"));
  }
}

/** A click finishes the lesson; the link then leads on as any other. */
export function offerNext(app: App, main: HTMLElement, lesson: LessonData): void {
  turnPages(app, main, lesson);
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
