/** Questions, tests and surveys: everything that only pages with something to answer need. */

import type { App } from "../app.ts";
import { arrived, provide } from "../chunks.ts";
import type { Survey } from "../part/survey.ts";
import { findQuestions, openQuestion } from "../questions.ts";
import { openTest } from "../test.ts";
import type { LessonData } from "../types.ts";

export interface Questions {
  /** Gives the questions of a lesson's page their behaviour. */
  open(app: App, main: HTMLElement, lesson: LessonData): void;
}

const questions: Questions = {
  open(app, main, lesson) {
    if (lesson.test) openTest(app, main, lesson);
    else if (lesson.kind === "survey") arrived<Survey>("survey")?.openSurvey(app, main, lesson);
    else for (const found of findQuestions(app, main, lesson)) openQuestion(app, found, {});
  },
};

provide("questions", questions);
