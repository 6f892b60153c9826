/** What every page part is given: course, tracker, words, and the ways to look things up. */

import { isKnown, type Parts } from "./parts.ts";
import type { Texts } from "./texts.ts";
import type { CourseData, LessonData, ModuleData, QuestionData, Saving, Tracker } from "./types.ts";

export interface App {
  course: CourseData;
  tracker: Tracker;
  texts: Texts;
  /** Absolute address of the package's folder, with a slash at the end. */
  root: string;
  /** Titles and addresses of lessons, which may have to be fetched first. */
  parts: Parts;
  /** Last word of the tracker about saving, and when it came. */
  saving: Saving;
  savedAt: Date | null;
  /** Enhances the current page once more (after its content was put back). */
  refresh(): void;
}

/** True when something made for `lands` counts for a learner in `land`. */
export function applies(lands: string[] | undefined, land: string): boolean {
  return !lands?.length || lands.includes(land);
}

export function lessonsOf(app: App): LessonData[] {
  return app.course.modules.flatMap((module) => lessonsIn(app, module));
}

/** The module's lessons for the learner's Land. */
export function lessonsIn(app: App, module: ModuleData): LessonData[] {
  return module.lessons.filter((lesson) => applies(lesson.lands, app.tracker.progress.land));
}

/** Any lesson of the course by its number, also one of another Land. */
export function lessonByNumber(app: App, n: number): LessonData | undefined {
  for (const { lessons } of app.course.modules) for (const lesson of lessons) if (lesson.n === n) return lesson;
  return undefined;
}

export function moduleOf(app: App, lesson: LessonData): { module: ModuleData; number: number } {
  const index = app.course.modules.findIndex((module) => module.lessons.includes(lesson));
  return { module: app.course.modules[index] as ModuleData, number: index + 1 };
}

/** What the contents list: modules, or blocks of lessons in courses that are too long for that. */
export function entriesOf(app: App): ModuleData[] {
  return app.course.entries ?? app.course.modules;
}

/** Modules that an entry of the contents holds, each with its lessons in there. */
export function modulesIn(app: App, entry: ModuleData): ModuleData[] {
  const inside = (lesson: LessonData): boolean => entry.lessons.includes(lesson);
  return app.course.modules.filter(({ lessons }) => lessons.some(inside)).map(({ title, lessons }) => ({ title, lessons: lessons.filter(inside) }));
}

/** What shows titles of lessons: at once where they are known, else an empty place that is filled when they have come. */
export function whenKnown(app: App, lessons: readonly LessonData[], make: () => Node | null): Node {
  if (lessons.every(isKnown)) return make() ?? document.createComment("");
  const place = document.createComment("");
  app.parts.know(lessons, () => {
    const made = place.isConnected && make();
    if (made) place.replaceWith(made);
  });
  return place;
}

export function hrefOf(app: App, lesson: LessonData): string {
  return app.root + lesson.href;
}

export function startOf(app: App): string {
  return `${app.root}index.html`;
}

/** How many of these lessons are done. */
export function countDone(app: App, lessons: LessonData[]): number {
  return lessons.filter((lesson) => app.tracker.progress.done(lesson.n)).length;
}

/** The lesson that teaches what a question asks: by objective, else undefined. */
export function lessonFor(app: App, question: QuestionData): LessonData | undefined {
  const objective = question.objective;
  if (objective === undefined) return undefined;
  return lessonsOf(app).find((lesson) => !lesson.test && lesson.objectives?.includes(objective));
}

/** Tasks with `pflicht` that still have to be decided. */
export function openDuties(app: App, lesson: LessonData): QuestionData[] {
  const { land, question } = app.tracker.progress;
  if (lesson.test) return [];
  return lesson.questions.filter((one) => one.required && applies(one.lands, land) && !question(one.n).decided);
}

/** The one next step: where the learner was, else the first open lesson, else undefined (all done). */
export function nextStep(app: App): LessonData | undefined {
  const progress = app.tracker.progress;
  const lessons = lessonsOf(app);
  const open = lessons.filter((lesson) => !progress.done(lesson.n) || openDuties(app, lesson).length);
  const last = lessons.findIndex((lesson) => lesson.n === progress.bookmark);
  return open.find((lesson) => lessons.indexOf(lesson) >= last) ?? open[0];
}

/** The current page's main, and the lesson it shows. */
export function currentPage(app: App): { main: HTMLElement; page: string; lesson: LessonData | undefined } | null {
  const main = document.querySelector<HTMLElement>("main[data-lb-page]");
  if (!main) return null;
  const lesson = lessonByNumber(app, Number(main.dataset.lbNumber));
  // The page can speak for itself before its block has come.
  if (lesson && !isKnown(lesson)) {
    lesson.id = main.dataset.lbId ?? "";
    lesson.title ||= main.querySelector("h1")?.textContent?.replace(/\u00ad/g, "").trim() ?? "";
  }
  return { main, page: main.dataset.lbPage ?? "", lesson };
}

/** A test with a time limit that nobody has begun yet. */
export function waits(app: App, lesson: LessonData | undefined): boolean {
  if (!lesson?.test?.minutes) return false;
  const { started, closed } = app.tracker.progress.test(lesson.n);
  return !started && !closed;
}
