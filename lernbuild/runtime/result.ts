/** What a hand-in brought: verdict, points per question, lessons worth a second look, the ways on. */

import { hrefOf, lessonFor, lessonsIn, lessonsOf, moduleOf, startOf, whenKnown, type App } from "./app.ts";
import { append, el, icon, spoken } from "./dom.ts";
import { certificateButton } from "./earned.ts";
import { announcePage } from "./tools.ts";
import type { QuestionView } from "./question.ts";
import { openQuestion, type Found } from "./questions.ts";
import { ring } from "./ring.ts";
import { fillSaved } from "./saving.ts";
import type { LessonData, TestData, TestState } from "./types.ts";

interface Handed {
  /** The drawn questions, in order. */
  sections: Found[];
  again: () => void;
  /** The time was up. */
  expired: boolean;
}

interface Outcome {
  state: TestState;
  points: number;
  total: number;
  percent: number;
  needed: number;
  passed: boolean;
}

export function showResult(app: App, main: HTMLElement, lesson: LessonData, test: TestData, handed: Handed): void {
  const outcome = outcomeOf(app, lesson);
  const place = app.texts("result.place", { title: lesson.short || lesson.title });
  const page = el("div", { class: "lesson flow" }, el("p", { class: "eyebrow" }, place), heading(app, outcome));
  const views = review(app, test, handed.sections, outcome);
  append(
    page,
    summary(app, outcome, handed.expired),
    ways(app, lesson, outcome, handed.again),
    again(app, lesson, views, outcome),
    list(app, views, outcome),
    answers(app, views),
    el("nav", { class: "turn", "aria-label": app.texts("lesson.turn") }, toStart(app)),
  );
  main.replaceChildren(page);
  main.dataset.lbPage = "result";
  announcePage();
}

function outcomeOf(app: App, lesson: LessonData): Outcome {
  const state = app.tracker.progress.test(lesson.n);
  const { points, total, needed } = state;
  const percent = total ? Math.round((10000 * points) / total) / 100 : 0;
  return { state, points, total, percent, needed, passed: points * 100 >= needed * total - 1e-9 };
}

/** Without a submission left it is final. */
function word({ passed, state }: Outcome): "passed" | "failed" | "failed-last" {
  return passed ? "passed" : state.left === 0 && !state.passed ? "failed-last" : "failed";
}

function heading(app: App, outcome: Outcome): HTMLElement {
  const { points, total } = outcome;
  const values = { n: app.texts.number(points), total };
  return el("h1", { tabindex: "-1" }, app.texts.count(`result.${word(outcome)}`, total, values));
}

function summary(app: App, outcome: Outcome, expired: boolean): HTMLElement {
  const { t, percent, needed } = { t: app.texts, percent: app.texts.number(outcome.percent), needed: app.texts.number(outcome.needed) };
  const drawn = ring({
    value: outcome.percent,
    total: 100,
    goal: outcome.needed,
    big: t("result.percent", { n: percent }),
    small: t("result.needed", { n: needed }),
    label: t("result.ring", { percent, needed }),
  });
  const saved = el("p", { class: "saved", role: "status", "data-lb": "saved" });
  fillSaved(app, saved);
  const title = el("h2", { id: "ergebnis" }, icon(outcome.passed ? "i-check" : "i-redo"));
  append(title, t(`result.title-${word(outcome)}`));
  const words = el("div", {}, title, expired && el("p", {}, t("result.expired")), el("p", {}, attempts(app, outcome)), saved);
  const state = { passed: "right", failed: "open", "failed-last": "wrong" }[word(outcome)];
  return el("section", { class: "score", "data-state": state, "aria-labelledby": "ergebnis" }, drawn, words);
}

/** "Das war Ihr 2. Durchgang …": what counts, and what is left. */
function attempts(app: App, { state, percent }: Outcome): string {
  const words = [app.texts.count("result.submissions", state.submissions)];
  if (state.bestPercent !== null && state.bestPercent > percent)
    words.push(app.texts("result.best", { n: app.texts.number(state.bestPercent) }));
  if (state.left === null) words.push(app.texts("result.again"));
  else if (state.left > 0) words.push(app.texts.count("result.left", state.left));
  else words.push(app.texts("result.none-left"));
  return words.join(" ");
}

/** The answers as handed in; solutions only after passing or the last hand-in. */
function review(app: App, test: TestData, sections: Found[], { state }: Outcome): QuestionView[] {
  const released = state.passed || state.left === 0;
  return sections.flatMap((found, index) => {
    found.section.querySelector(".question__actions")?.remove();
    const view = openQuestion(app, found, {
      place: { number: index + 1, total: sections.length },
      released: () => released,
      closed: true,
      points: state.last[found.data.n] ?? 0,
      seed: state.seed,
      keepOrder: !test.shuffle,
    });
    return view ? [view] : [];
  });
}

/** Lessons of what was not right: by objective, else all of the test's module. */
function again(app: App, lesson: LessonData, views: QuestionView[], outcome: Outcome): Node | null {
  const weak = views.filter((view) => view.verdict !== "right");
  if (!weak.length) return null;
  const named = weak.flatMap((view) => lessonFor(app, view.data) ?? []);
  const around = lessonsIn(app, moduleOf(app, lesson).module).filter((other) => !other.test);
  const lessons = [...new Set(named.length || outcome.passed ? named : around)];
  return lessons.length ? whenKnown(app, lessons, () => againList(app, lessons)) : null;
}

function againList(app: App, lessons: LessonData[]): HTMLElement {
  const items = lessons.map((one) => {
    const minutes = one.minutes ? `, ${app.texts.count("lesson.minutes", one.minutes)}` : "";
    const where = app.texts("result.module", { n: moduleOf(app, one).number }) + minutes;
    return el("li", {}, el("a", { href: hrefOf(app, one) }, one.title), el("span", {}, where));
  });
  return section("blick", app.texts("result.again-title"), el("ul", { class: "again panel" }, ...items));
}

function section(id: string, title: string, ...content: (Node | null)[]): HTMLElement {
  return el("section", { "aria-labelledby": id, class: "flow" }, el("h2", { id }, title), ...content);
}

function list(app: App, views: QuestionView[], { state }: Outcome): HTMLElement {
  const rows = views.map((view, index) => row(app, view, index + 1, state.last[view.data.n] ?? 0));
  const released = state.passed || state.left === 0;
  const hint = app.texts(released ? "result.list-hint" : "result.list-hint-closed");
  return section("einzeln", app.texts("result.list"), el("p", {}, hint), el("ol", { class: "results" }, ...rows));
}

function row(app: App, view: QuestionView, number: number, points: number): HTMLElement {
  const lesson = lessonFor(app, view.data);
  const where = lesson && whenKnown(app, [lesson], () => el("small", {}, app.texts("result.module-lesson", { n: moduleOf(app, lesson).number, title: lesson.title })));
  const what = el("span", { class: "what" }, el("a", { href: `#${view.section.id}` }, view.title), where);
  const verdict = view.section.querySelector('[data-lb="verdict"]');
  const status = el("span", { class: "status" }, ...[...(verdict?.cloneNode(true).childNodes ?? [])]);
  const reached = app.texts("result.points", { n: app.texts.number(points), total: view.data.points });
  const pts = el("span", { class: "pts num" }, reached, spoken(` ${app.texts.count("result.points-word", view.data.points)}`));
  return el("li", { "data-state": view.verdict }, el("span", { class: "nr num" }, `${number}.`), what, status, pts);
}

function answers(app: App, views: QuestionView[]): HTMLElement {
  return section("antworten", app.texts("result.answers"), ...views.map((view) => view.section));
}

/** Where to go from here: the next lesson after passing, else once more. */
function ways(app: App, lesson: LessonData, { state, passed }: Outcome, again: () => void): HTMLElement {
  const row = el("p", { class: "button-row" });
  const lessons = lessonsOf(app);
  const next = lessons[lessons.indexOf(lesson) + 1];
  if (next) row.append(whenKnown(app, [next], () => onward(app, next, passed)));
  if (state.left !== 0) {
    const retry = el("button", { class: passed ? "button button--quiet" : "button", type: "button", "data-lb": "retry" });
    append(retry, icon("i-redo"), app.texts("result.retry"));
    retry.addEventListener("click", again);
    if (passed) row.append(retry);
    else row.prepend(retry);
  }
  append(row, certificateButton(app));
  row[passed && !next ? "prepend" : "append"](toStart(app, passed && !next));
  return row;
}

function onward(app: App, next: LessonData, passed: boolean): HTMLElement {
  const words = app.texts("result.next", { title: next.short || next.title });
  return el("a", { class: passed ? "button" : "button button--quiet", href: hrefOf(app, next), "data-lb": "next" }, words, icon("i-right"));
}

function toStart(app: App, main = false): HTMLElement {
  return el("a", { class: main ? "button" : "button button--quiet", href: startOf(app) }, icon("i-left"), app.texts("lesson.to-start"));
}
