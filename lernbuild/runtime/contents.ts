/** The course contents beside a page and in the sheet on narrow screens, and the progress in the bar. */

import { countDone, currentPage, entriesOf, hrefOf, lessonsIn, modulesIn, type App } from "./app.ts";
import { append, el, hook, icon, mark, spoken } from "./dom.ts";
import { isKnown } from "./parts.ts";
import { fetchStyles } from "./styles.ts";
import type { LessonData, ModuleData } from "./types.ts";

/** More modules than this make pips too small to read. */
const MOST_PIPS = 12;

/** Height of a link in the contents, in rem. */
const ROW = 2.75;

/** Fills the frame around the page anew. */
export function showContents(app: App): void {
  const here = currentPage(app)?.lesson;
  const toc = hook(document, "toc");
  if (toc && !toc.contains(document.activeElement)) refill(app, toc, here);
  showBar(app, here);
  offerSheet(app);
}

/** Filled anew, the contents keep what the learner opened; only a new page scrolls to itself. */
function refill(app: App, toc: HTMLElement, here: LessonData | undefined): void {
  const before = [...toc.querySelectorAll("details")].map((details) => details.open);
  fillContents(app, toc, here);
  toc.querySelectorAll("details").forEach((details, at) => (details.open = before[at] ?? details.open));
  if (!before.length) center(toc);
}

function center(toc: HTMLElement): void {
  const current = toc.querySelector<HTMLElement>("[aria-current]");
  if (current) toc.scrollTop = current.offsetTop - toc.clientHeight / 2;
}

function fillContents(app: App, toc: HTMLElement, here: LessonData | undefined): void {
  toc.replaceChildren(el("h2", { class: "toc__title" }, app.texts("toc.title")));
  const entries = entriesOf(app);
  entries.forEach((entry, index) => {
    const lessons = lessonsIn(app, entry);
    const [only] = lessons;
    if (only?.test && lessons.length === 1 && index === entries.length - 1 && isKnown(only)) {
      toc.append(linkTo(app, only, here, "toc__last"));
    } else if (lessons.length) {
      toc.append(entryOf(app, entry, lessons, here));
    }
  });
}

function entryOf(app: App, entry: ModuleData, lessons: LessonData[], here: LessonData | undefined): HTMLElement {
  const done = countDone(app, lessons);
  const count = app.texts("toc.count", { done, total: lessons.length });
  const details = el("details", { open: here !== undefined && lessons.includes(here) });
  const title = el("span", {}, `${entry.title} `, el("span", { class: "toc__count" }, count));
  append(details, el("summary", {}, title, icon("i-chev")));
  const fill = (): void => {
    listEntry(app, details, entry, here);
    const toc = details.closest<HTMLElement>('[data-lb="toc"]');
    if (toc) center(toc);
  };
  if (lessons.every(isKnown)) listEntry(app, details, entry, here);
  else {
    // Room for the links, so that nothing jumps when they come.
    const room = el("div", { "data-lb": "room", style: `min-height: ${ROW * lessons.length}rem` });
    details.append(room);
    details.addEventListener("toggle", () => details.open && app.parts.know(lessons, fill));
  }
  return details;
}

/** The lessons of an entry; where it holds several modules, each below its title. */
function listEntry(app: App, details: HTMLElement, entry: ModuleData, here: LessonData | undefined): void {
  hook(details, "room")?.remove();
  if (details.childElementCount > 1) return;
  for (const module of app.course.entries ? modulesIn(app, entry) : [entry]) {
    const links = lessonsIn(app, module).map((lesson) => el("li", {}, linkTo(app, lesson, here)));
    if (app.course.entries && links.length) details.append(el("p", { class: "toc__module" }, module.title));
    if (links.length) details.append(el("ul", {}, ...links));
  }
}

function linkTo(app: App, lesson: LessonData, here: LessonData | undefined, className = ""): HTMLElement {
  const link = el("a", { href: hrefOf(app, lesson), ...(className && { class: className }) });
  const state = lesson === here ? "here" : app.tracker.progress.done(lesson.n) ? "done" : "open";
  if (state === "here") link.setAttribute("aria-current", "page");
  append(link, mark(state, app.texts(`toc.${state}`)), el("span", { lang: lesson.lang ?? false }, lesson.short || lesson.title));
  return link;
}

/** "17 von 32 Lektionen", with one pip per module. */
function showBar(app: App, here: LessonData | undefined): void {
  const bar = hook(document, "progress");
  const { lessonsDone, lessonsTotal } = app.tracker.progress;
  if (!bar || !lessonsTotal) return;
  const words = app.texts("bar.progress", { done: lessonsDone, total: lessonsTotal });
  const label = el("span", { class: "nowrap" }, spoken(`${app.texts("bar.progress-label")} `), words);
  bar.replaceChildren(label);
  if (app.course.modules.length <= MOST_PIPS) bar.prepend(pips(app, here));
  bar.hidden = false;
}

function pips(app: App, here: LessonData | undefined): HTMLElement {
  const list = el("ol", { class: "pips", "aria-hidden": "true" });
  for (const module of app.course.modules) {
    const lessons = lessonsIn(app, module);
    if (!lessons.length) continue;
    const done = countDone(app, lessons);
    const pip = el("li");
    pip.style.setProperty("--p", `${Math.round((100 * done) / lessons.length)}%`);
    pip.classList.toggle("is-done", done === lessons.length);
    pip.classList.toggle("is-here", here !== undefined && lessons.includes(here));
    list.append(pip);
  }
  return list;
}

/** Below 62 rem the contents open as a dialog. */
function offerSheet(app: App): void {
  const button = hook<HTMLButtonElement>(document, "contents");
  if (!button || !button.hidden) return;
  button.hidden = false;
  button.addEventListener("click", () => void fetchStyles(app.root).then(() => openSheet(app)));
}

/** The links of the bar that have no room there on a narrow screen. */
function tools(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(".bar__tools a")].map((tool) => {
    const link = tool.cloneNode(true) as HTMLAnchorElement;
    link.href = tool.href;
    link.className = "toc__last";
    return link;
  });
}

function openSheet(app: App): void {
  if (document.querySelector(".toc-sheet")) return;
  const close = el("button", { class: "button button--quiet button--small toc__close", type: "button" });
  append(close, icon("i-cross"), app.texts("toc.close"));
  const list = el("nav", { class: "toc toc--sheet", "aria-label": app.texts("toc.title") });
  fillContents(app, list, currentPage(app)?.lesson);
  list.append(...tools());
  const sheet = el("dialog", { class: "toc-sheet", "aria-label": app.texts("toc.title") }, close, list);
  close.addEventListener("click", () => sheet.close());
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) sheet.close();
  });
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}
