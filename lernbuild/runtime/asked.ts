/** Brings the questions of a page to life with the script that knows how, which comes with the first page that asks. */

import type { App } from "./app.ts";
import { fetchChunk, withChunk } from "./chunks.ts";
import type { Questions } from "./extra/questions.ts";
import type { LessonData } from "./types.ts";

/** Milliseconds that a page waits for its questions; its text is not held back longer. */
const PATIENCE = 1_500;

/** Fetches the script while the page is not shown yet, so that nobody sees questions without their answers. */
export async function fetchQuestions(root: string, content: HTMLElement): Promise<void> {
  if (!content.querySelector("section[data-lb-question]")) return;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([fetchChunk(root, "questions").catch(() => undefined), late]);
}

export function openQuestions(app: App, main: HTMLElement, lesson: LessonData): void {
  const asks = lesson.test || lesson.kind === "survey" || main.querySelector("section[data-lb-question]");
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
