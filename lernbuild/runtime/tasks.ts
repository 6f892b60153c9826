/** The lessons of an entry of the contents as a list with their states: as the page has it, or made when it is opened. */

import { applies, hrefOf, lessonByNumber, modulesIn, nextStep, type App } from "./app.ts";
import { append, el, hook, mark } from "./dom.ts";
import { isKnown } from "./parts.ts";
import type { LessonData, ModuleData } from "./types.ts";

/** `entry`: what the details on the page stand for. A long course's page holds a link instead of the list. */
export function fillEntry(app: App, details: HTMLDetailsElement, entry: ModuleData, next: LessonData | undefined): void {
  const rest = hook(details, "lessons");
  if (rest && !details.open) {
    details.ontoggle = () => fillEntry(app, details, entry, next);
    return;
  }
  if (rest && !entry.lessons.every(isKnown)) {
    app.parts.know(entry.lessons, () => details.isConnected && fillEntry(app, details, entry, next));
    return;
  }
  rest?.replaceWith(...lists(app, entry));
  details.ontoggle = null;
  showStates(app, details, next);
}

/** The state of every lesson that is listed in a part of the page. */
export function showStates(app: App, root: HTMLElement, next = nextStep(app)): void {
  for (const item of root.querySelectorAll<HTMLElement>("[data-lb-lesson]")) {
    const lesson = lessonByNumber(app, Number(item.dataset.lbLesson));
    if (lesson) showLesson(app, item, lesson, lesson === next);
  }
}

/** One list; where several modules are one entry, each with its title. */
function lists(app: App, entry: ModuleData): HTMLElement[] {
  const modules = modulesIn(app, entry);
  return modules.flatMap(({ title, lessons }) => {
    const list = el("ul", { class: "tasks" }, ...lessons.map((lesson) => row(app, lesson)));
    return modules.length > 1 || app.course.entries ? [el("h4", { class: "tasks__title" }, title), list] : [list];
  });
}

/** As the template of the start page makes it. */
function row(app: App, lesson: LessonData): HTMLElement {
  const words = el("span", {}, el("a", { href: hrefOf(app, lesson), lang: lesson.lang ?? false }, lesson.title));
  if (lesson.minutes) append(words, el("small", { class: "tasks__time" }, app.texts.count("lesson.minutes", lesson.minutes)));
  return el("li", { "data-lb-lesson": String(lesson.n) }, mark("open"), words, el("span", { class: "state", "data-lb": "state" }));
}

function showLesson(app: App, item: HTMLElement, lesson: LessonData, isNext: boolean): void {
  const { done, changed, land } = app.tracker.progress;
  const finished = done(lesson.n);
  item.hidden = !applies(lesson.lands, land);
  item.classList.toggle("is-next", isNext);
  item.querySelector(".mark")?.replaceWith(mark(finished ? "done" : isNext ? "here" : "open"));
  const state = hook(item, "state");
  if (state) {
    state.textContent = app.texts(finished ? "start.done" : isNext ? "start.state-next" : "start.open");
    state.className = finished ? "state state--done" : isNext ? "state state--next" : "state";
  }
  const change = changed(lesson.n);
  if (change === "no" || item.querySelector(".tag")) return;
  const words = app.texts(change === "new" ? "changed.tag-new" : "changed.tag");
  append(item.querySelector("a")?.parentElement ?? item, " ", el("span", { class: "tag" }, words));
}
