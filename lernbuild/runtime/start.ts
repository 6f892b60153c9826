/** The start page: the one next step, what is done, what changed, the result so far. */

import { countDone, currentPage, entriesOf, hrefOf, lessonsIn, lessonsOf, moduleOf, nextStep, openDuties, whenKnown, type App } from "./app.ts";
import { arrived } from "./chunks.ts";
import { append, el, hook, icon, label } from "./dom.ts";
import { certificateButton } from "./earned.ts";
import type { Land } from "./part/land.ts";
import { isKnown } from "./parts.ts";
import { ring } from "./ring.ts";
import { fillEntry } from "./tasks.ts";
import type { LessonData } from "./types.ts";

/** Changed lessons that are listed; the rest is counted. */
const MOST_CHANGES = 12;

export function openStart(app: App, main: HTMLElement): void {
  arrived<Land>("land")?.offerLand(app, main);
  showChanges(app, main);
  updateStart(app);
}

/** Everything that follows the progress; may run again at any time. */
export function updateStart(app: App): void {
  const here = currentPage(app);
  if (here?.page !== "start") return;
  const next = nextStep(app);
  showNext(app, here.main, next);
  showResume(app, here.main, next);
  showResult(app, here.main);
  showEntries(app, here.main, next);
  arrived<Land>("land")?.countNeeds(app, here.main);
  offerCertificate(app, here.main);
}

/** Beside the result, else beside the progress; both are filled anew each time. */
function offerCertificate(app: App, main: HTMLElement): void {
  const button = certificateButton(app);
  const places = [hook(main, "result"), hook(main, "resume")];
  const place = places.find((one) => one && !one.hidden)?.lastElementChild;
  if (button && place) place.append(el("p", { class: "button-row" }, button));
}

function begun(app: App): boolean {
  const { progress } = app.tracker;
  return progress.bookmark > 0 || lessonsOf(app).some((lesson) => progress.done(lesson.n));
}

function showNext(app: App, main: HTMLElement, next: LessonData | undefined): void {
  const button = hook<HTMLAnchorElement>(main, "start");
  const target = next ?? lessonsOf(app)[0];
  if (!button || !target) return;
  // Until it is known where it leads, it leads nowhere.
  if (!isKnown(target)) button.removeAttribute("href");
  app.parts.know([target], () => lead(app, button, target, next));
}

function lead(app: App, button: HTMLAnchorElement, target: LessonData, next: LessonData | undefined): void {
  button.href = hrefOf(app, target);
  const key = !next ? "start.again" : begun(app) ? "start.continue" : "start.begin";
  label(button, app.texts(key, { title: next ? (next.short || next.title) : (target.short || target.title) }));
}

/** Ring and words: "Ihr Stand". */
function showResume(app: App, main: HTMLElement, next: LessonData | undefined): void {
  const place = hook(main, "resume");
  const { completed, lessonsDone, lessonsTotal } = app.tracker.progress;
  if (!place || !lessonsTotal || !begun(app)) return;
  const values = { done: lessonsDone, total: lessonsTotal };
  const small = app.texts("start.ring-of", values);
  const drawn = ring({ value: values.done, total: values.total, big: String(values.done), small, label: app.texts("start.ring", values) });
  const duties = lessonsOf(app).flatMap((lesson) => (app.tracker.progress.done(lesson.n) ? openDuties(app, lesson) : []));
  const words = el("p", {}, completed ? app.texts("start.completed") : next ? standing(app) : app.texts("start.all-done"));
  if (next && !completed) {
    const link = whenKnown(app, [next], () => el("a", { href: hrefOf(app, next) }, next.title));
    if (duties.length) append(words, ` ${app.texts.count("start.duties", duties.length)}`);
    append(words, ` ${app.texts("start.next")} `, link, ` ${app.texts("start.next-in", { n: moduleOf(app, next).number })}`);
  }
  const title = el("h2", { id: "stand" }, app.texts("start.standing"));
  place.replaceChildren(drawn, el("div", { class: "flow" }, title, words));
  place.setAttribute("aria-labelledby", "stand");
  place.hidden = false;
}

/** "4 Module haben Sie abgeschlossen, es bleiben etwa 3 Stunden." */
function standing(app: App): string {
  const { progress } = app.tracker;
  const all = lessonsOf(app);
  const modules = app.course.modules.map((module) => lessonsIn(app, module)).filter((lessons) => lessons.length);
  const done = modules.filter((lessons) => countDone(app, lessons) === lessons.length).length;
  const values = { done: progress.lessonsDone, total: progress.lessonsTotal };
  const minutes = all.reduce((sum, lesson) => sum + (progress.done(lesson.n) ? 0 : (lesson.minutes ?? 0)), 0);
  const first = done ? app.texts.count("start.modules-done", done) : app.texts("start.lessons-done", values);
  return minutes ? `${first} ${rest(app, minutes)}` : first;
}

function rest(app: App, minutes: number): string {
  if (minutes < 90) return app.texts.count("start.rest-minutes", minutes < 10 ? minutes : Math.round(minutes / 5) * 5);
  return app.texts("start.rest-hours", { n: app.texts.number(Math.round(minutes / 30) / 2) });
}

/** The course result, as the learning portal gets it. */
function showResult(app: App, main: HTMLElement): void {
  const place = hook(main, "result");
  const { score, success, passMark, mustConfirmAgain } = app.tracker.progress;
  if (!place || (score === null && !mustConfirmAgain)) return;
  const sign = success === "passed" ? "i-check" : success === "failed" ? "i-cross" : "i-open";
  const heading = score === null ? "start.result" : `start.success-${success}`;
  const title = el("h2", { id: "kursergebnis" }, icon(sign), app.texts(heading));
  const words = el("div", {}, title, mustConfirmAgain && el("p", {}, app.texts("start.confirm-again")));
  if (score !== null) append(words, scoreLine(app, score), testList(app));
  place.replaceChildren(words);
  if (score !== null) place.prepend(scoreRing(app, score, passMark));
  place.dataset.state = success === "passed" ? "right" : success === "failed" ? "wrong" : "open";
  place.setAttribute("aria-labelledby", "kursergebnis");
  place.hidden = false;
}

function scoreLine(app: App, score: number): HTMLElement {
  const values = { n: app.texts.number(score), needed: app.texts.number(app.tracker.progress.passMark) };
  return el("p", {}, app.texts("start.score", values));
}

function scoreRing(app: App, score: number, passMark: number): HTMLElement {
  const values = { n: app.texts.number(score), needed: app.texts.number(passMark) };
  const big = app.texts("result.percent", values);
  const small = app.texts("result.needed", { n: values.needed });
  return ring({ value: score, total: 100, goal: passMark, big, small, label: app.texts("start.ring-score", values) });
}

/** Each test with its result; where they are too many for the launch to name, how many are passed. */
function testList(app: App): HTMLElement {
  const tests = lessonsOf(app).filter((lesson) => lesson.test);
  if (!tests.every(isKnown)) {
    const passed = tests.filter((lesson) => app.tracker.progress.test(lesson.n).passed).length;
    return el("p", {}, app.texts("start.tests-passed", { done: passed, total: tests.length }));
  }
  const items = tests.map((lesson) => {
    const { bestPercent, passed, left } = app.tracker.progress.test(lesson.n);
    const failed = left === 0 ? "start.test-failed-last" : "start.test-failed";
    const key = bestPercent === null ? "start.test-open" : passed ? "start.test-passed" : failed;
    const words = app.texts(key, { n: bestPercent === null ? "" : app.texts.number(bestPercent) });
    return el("li", {}, el("a", { href: hrefOf(app, lesson) }, lesson.title), `: ${words}`);
  });
  return el("ul", {}, ...items);
}

function showChanges(app: App, main: HTMLElement): void {
  const place = hook(main, "changes");
  const { lastVisit, changed, done } = app.tracker.progress;
  const lessons = lessonsOf(app).filter((lesson) => changed(lesson.n) !== "no");
  if (!place || !lastVisit || !lessons.length) return;
  const listed = lessons.slice(0, MOST_CHANGES);
  const rest = lessons.length - listed.length;
  app.parts.know(listed, () => {
    const items = listed.map((lesson) => {
      const key = changed(lesson.n) === "new" ? "changed.item-new" : done(lesson.n) ? "changed.item-done" : "changed.item-open";
      return el("li", {}, el("a", { href: hrefOf(app, lesson) }, lesson.title), ` ${app.texts(key)}`);
    });
    if (rest) items.push(el("li", {}, app.texts.count("changed.more", rest)));
    const title = el("h2", { id: "neu" }, icon("i-new"), app.texts("changed.since", { date: app.texts.date(lastVisit) }));
    place.replaceChildren(title, el("ul", {}, ...items));
    place.setAttribute("aria-labelledby", "neu");
    place.hidden = false;
  });
}

/** Counts of all entries of the contents, states of their lessons, the entry with the next step open. */
function showEntries(app: App, main: HTMLElement, next: LessonData | undefined): void {
  main.querySelectorAll<HTMLDetailsElement>("[data-lb-module]").forEach((details) => {
    const entry = entriesOf(app)[Number(details.dataset.lbModule)];
    if (!entry) return;
    const lessons = lessonsIn(app, entry);
    details.hidden = !lessons.length;
    showCount(app, details, lessons);
    if (next && lessons.includes(next) && !details.dataset.lbOpened) {
      details.open = true;
      details.dataset.lbOpened = "";
    }
    fillEntry(app, details, entry, next);
  });
}

function showCount(app: App, details: HTMLElement, lessons: LessonData[]): void {
  const count = hook(details, "count");
  const all = countDone(app, lessons) === lessons.length;
  if (count && begun(app)) count.textContent = all ? app.texts("start.done") : moduleCount(app, lessons);
  else if (count) arrived<Land>("land")?.countForLand(app, count, lessons);
  count?.classList.toggle("is-done", all);
}

/** "1 von 4 Lektionen"; a test that is still open is named when nothing else is. */
function moduleCount(app: App, lessons: LessonData[]): string {
  const ordinary = lessons.filter((lesson) => !lesson.test);
  const done = countDone(app, ordinary);
  if (done === ordinary.length) return app.texts.count("start.tests-open", lessons.length - countDone(app, lessons));
  return app.texts.count("start.module-count", ordinary.length, { done, total: ordinary.length });
}
