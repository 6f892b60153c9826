/** Brings the questions of a page to life with the script that knows how, which comes with the first page that asks. */

import type { App } from "./app.ts";
import { withChunk } from "./chunks.ts";
import type { Questions } from "./extra/questions.ts";
import type { LessonData } from "./types.ts";

/** What only the script of questions brings to life. */
export const ASKING = "section[data-lb-question]";

export function openQuestions(app: App, main: HTMLElement, lesson: LessonData): void {
  const asks = lesson.test || lesson.kind === "survey" || main.querySelector(ASKING);
  if (!asks) return;
  let early: HTMLFormElement | null = null;
  const wait = (event: Event): void => {
    event.preventDefault();
    early = event.target as HTMLFormElement;
  };
  main.addEventListener("submit", wait);
  withChunk<Questions>(app, "questions", (questions) => {
    main.removeEventListener("submit", wait);
    if (!main.isConnected) return;
    questions.open(app, main, lesson);
    // Whoever was quicker than the network gets the verdict now.
    if (early?.isConnected) early.requestSubmit();
  });
}
