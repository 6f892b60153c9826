/** A page of opinions: no right or wrong, all answers are taken at once. */

import type { App } from "./app.ts";
import { el, focusOn, hook, icon, label } from "./dom.ts";
import { findQuestions, openQuestion } from "./questions.ts";
import type { LessonData } from "./types.ts";

export function openSurvey(app: App, main: HTMLElement, lesson: LessonData): void {
  const views = findQuestions(app, main, lesson).map((found) => openQuestion(app, found, { withheld: true, keepOrder: true }));
  const keep = (): void => views.forEach((view) => view?.take());
  const row = hook(main, "survey");
  if (row) row.hidden = false;
  if (row && app.tracker.progress.done(lesson.n)) thank(app, row);
  hook(main, "submit")?.addEventListener("click", () => {
    keep();
    app.tracker.finish(lesson.n);
    const next = hook(main, "next");
    if (next) label(next, app.texts("lesson.next-done"));
    if (row) focusOn(thank(app, row));
  });
  main.addEventListener("lernbuild:leave", keep);
}

/** "Thank you"; answers can still be changed. */
function thank(app: App, row: HTMLElement): HTMLElement {
  hook(document, "thanks")?.remove();
  const words = el("p", { class: "saved", "data-lb": "thanks" }, icon("i-check"), app.texts("survey.thanks"));
  row.after(words);
  return words;
}
