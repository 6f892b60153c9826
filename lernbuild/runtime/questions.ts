/** Finds the questions of a page and gives each its shell. */

import { applies, type App } from "./app.ts";
import { keyOf } from "./keys.ts";
import { QuestionView } from "./question.ts";
import { registry } from "./registry.ts";
import type { Setting } from "./setting.ts";
import type { LessonData, QuestionData } from "./types.ts";

/** In lessons everyone sees the same order, and always the same. */
const PRACTICE_SEED = 1;

export interface Found {
  section: HTMLElement;
  data: QuestionData;
}

/** The page's questions in their order; those of another Land are folded away. */
export function findQuestions(app: App, main: HTMLElement, lesson: LessonData): Found[] {
  const found: Found[] = [];
  for (const section of main.querySelectorAll<HTMLElement>("section[data-lb-question]")) {
    const data = lesson.questions.find((question) => question.n === Number(section.dataset.lbNumber));
    if (!data) continue;
    const { lbQuestion: key = "", lbType: kind = "" } = section.dataset;
    // As render/data.py makes the identity.
    if (!data.id) Object.assign(data, { key, kind, id: `${lesson.id}_${key}`.replace(/[^A-Za-z0-9_.-]/g, "-") });
    section.hidden = !applies(data.lands, app.tracker.progress.land);
    if (!section.hidden) found.push({ section, data });
  }
  return found;
}

/** A question with its behaviour; null when its type is missing or breaks: the rest of the page works. */
export function openQuestion(app: App, { section, data }: Found, setting: Setting): QuestionView | null {
  const type = registry().questions[data.kind];
  try {
    return type ? new QuestionView(app, section, data, type, keyOf(section), { seed: PRACTICE_SEED, ...setting }) : null;
  } catch (error) {
    console.error(error);
    return null;
  }
}
