/** What every lesson page has: what changed, the ways to its neighbours, and the button that finishes it. */

import { hrefOf, lessonsOf, startOf, type App } from "./app.ts";
import { el, hook, icon, label } from "./dom.ts";
import type { LessonData } from "./types.ts";

export function openLesson(app: App, main: HTMLElement, lesson: LessonData): void {
  if (lesson.kind !== "survey") sayChanged(app, main, lesson);
  turnPages(app, main, lesson);
  if (!lesson.test) offerNext(app, main, lesson);
}

/** Back and on lead past the lessons of other Laender. */
function turnPages(app: App, main: HTMLElement, lesson: LessonData): void {
  const lessons = lessonsOf(app);
  const at = lessons.indexOf(lesson);
  if (!app.course.lands.length || at < 0) return;
  const around = [lessons[at - 1], lessons[at + 1]] as const;
  app.parts.know(around, () => lead(app, main, ...around));
}

function lead(app: App, main: HTMLElement, before: LessonData | undefined, after: LessonData | undefined): void {
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
function offerNext(app: App, main: HTMLElement, lesson: LessonData): void {
  const next = hook<HTMLAnchorElement>(main, "next");
  if (!next) return;
  if (app.tracker.progress.done(lesson.n)) label(next, app.texts("lesson.next-done"));
  next.addEventListener("click", () => app.tracker.finish(lesson.n));
}

/** Below the head: that the page was rewritten since the last visit. */
function sayChanged(app: App, main: HTMLElement, lesson: LessonData): void {
  const { lastVisit, changed, done } = app.tracker.progress;
  const place = hook(main, "changed");
  if (!place || changed(lesson.n) !== "changed") return;
  const since = lastVisit ? app.texts("changed.since", { date: app.texts.date(lastVisit) }) : app.texts("changed.plain");
  const words = app.texts(done(lesson.n) ? "changed.done" : "changed.open");
  place.replaceChildren(el("h2", { id: "aktualisiert" }, icon("i-new"), since), el("p", {}, words));
  place.setAttribute("aria-labelledby", "aktualisiert");
  place.hidden = false;
}
