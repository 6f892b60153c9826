/** A test page before hand-in: the drawn questions, the chips above, what is missing, the hand-in. */

import { waits, type App } from "./app.ts";
import { arrived } from "./chunks.ts";
import { append, el, focusOn, hook, icon } from "./dom.ts";
import type { Timer } from "./part/timer.ts";
import type { QuestionView } from "./question.ts";
import { findQuestions, openQuestion, type Found } from "./questions.ts";
import { showResult } from "./result.ts";
import type { Setting } from "./setting.ts";
import type { LessonData, TestData } from "./types.ts";
import { signOf } from "./verdict.ts";

export function openTest(app: App, main: HTMLElement, lesson: LessonData): void {
  const test = lesson.test;
  if (!test) return;
  const original = main.cloneNode(true) as HTMLElement;
  if (waits(app, lesson)) return arrived<Timer>("timer")?.offerBegin(app, main, () => begin(app, main, original, () => app.tracker.visit(lesson.n)));
  const result = (expired: boolean): void =>
    showResult(app, main, lesson, test, { sections: arrange(app, main, lesson), again: () => begin(app, main, original, () => app.tracker.restart(lesson.n)), expired });
  if (app.tracker.progress.test(lesson.n).closed) return result(false);
  new Test(app, main, lesson, test, result).start();
}

/** Starts an attempt on the page as it was built. */
function begin(app: App, main: HTMLElement, original: HTMLElement, start: () => void): void {
  start();
  main.replaceWith(original);
  app.refresh();
  window.scrollTo({ top: 0, behavior: "instant" });
  const heading = original.querySelector<HTMLElement>("h1");
  if (heading) focusOn(heading, true);
}

/** Leaves only the drawn questions on the page, in the order of the attempt. */
function arrange(app: App, main: HTMLElement, lesson: LessonData): Found[] {
  const found = findQuestions(app, main, lesson);
  const drawn = app.tracker.progress.test(lesson.n).drawn;
  const order = drawn.length
    ? drawn.flatMap((n) => found.filter(({ data }) => data.n === n))
    : found;
  const places = [...main.querySelectorAll<HTMLElement>("section[data-lb-question]")].map((section) => {
    const place = document.createComment("");
    section.replaceWith(place);
    return place;
  });
  order.forEach(({ section }, index) => places[index]?.replaceWith(section));
  return order;
}

class Test {
  private views: QuestionView[] = [];
  private warned = false;

  constructor(
    private readonly app: App,
    private readonly main: HTMLElement,
    private readonly lesson: LessonData,
    private readonly test: TestData,
    private readonly result: (expired: boolean) => void,
  ) {}

  start(): void {
    const found = arrange(this.app, this.main, this.lesson);
    const { seed } = this.app.tracker.progress.test(this.lesson.n);
    found.forEach((one, index) => {
      const setting: Setting = {
        place: { number: index + 1, total: found.length },
        released: () => this.released,
        withheld: this.test.feedback === "end",
        changed: () => this.update(),
        seed,
        keepOrder: !this.test.shuffle,
      };
      const view = openQuestion(this.app, one, setting);
      if (view) this.views.push(view);
    });
    this.showIntro();
    // Nothing is asked of a learner of this Land: nothing can be handed in.
    if (!found.length) return;
    for (const name of ["tally", "wrapup"]) hook(this.main, name)?.removeAttribute("hidden");
    hook(this.main, "submit")?.addEventListener("click", () => this.submit());
    this.main.addEventListener("lernbuild:leave", () => this.keep());
    if (this.test.minutes) arrived<Timer>("timer")?.startTimer(this.app, this.main, this.lesson, this.test.minutes, () => this.handIn(true));
    this.update();
  }

  /** Number of tasks and pass mark as they are for this learner. */
  private showIntro(): void {
    const lead = this.main.querySelector(".quiz-head .lead");
    if (!lead) return;
    const { texts } = this.app;
    const intro = texts("test.intro", {
      questions: texts.count("test.questions", this.views.length),
      attempts: texts.count("test.attempts", this.test.attempts),
      percent: texts.number(this.app.tracker.progress.test(this.lesson.n).needed),
    });
    lead.textContent = this.test.minutes ? `${intro} ${texts.count("test.minutes", this.test.minutes)}` : intro;
  }

  private get released(): boolean {
    const { passed, left } = this.app.tracker.progress.test(this.lesson.n);
    return passed || left === 0;
  }

  /** Answers without a check button are kept when the page is left. */
  private keep(): void {
    if (this.test.feedback === "end") for (const view of this.views) view.take();
  }

  private update(): void {
    this.showTally();
    this.showPoints();
    this.updateMissing();
  }

  private get open(): QuestionView[] {
    return this.views.filter((view) => !view.answered);
  }

  private showTally(): void {
    const tally = hook(this.main, "tally");
    const chips = this.views.map((view, index) => {
      const link = el("a", { href: `#${view.section.id}`, "data-state": view.section.dataset.state ?? "open" });
      const words = view.section.querySelector('[data-lb="verdict"]')?.textContent?.trim() ?? "";
      append(link, icon(view.given ? "i-check" : signOf(view.verdict)), this.app.texts("test.chip", { n: index + 1, state: lower(words) }));
      return el("li", {}, link);
    });
    tally?.replaceChildren(...chips);
  }

  /** "Bisher 2 von 6 Punkten", where verdicts are shown at once. */
  private showPoints(): void {
    const place = hook(this.main, "points");
    if (!place || this.test.feedback === "end") return;
    const points = this.views.reduce((sum, view) => sum + (view.verdict === "open" ? 0 : view.state.points), 0);
    const total = this.views.reduce((sum, view) => sum + view.data.points, 0);
    place.textContent = this.app.texts("test.points", { n: this.app.texts.number(points), total });
  }

  /** The first press with open tasks lists them, the second hands in. */
  private submit(): void {
    const missing = hook(this.main, "missing");
    if (!missing || !this.open.length || this.warned) return this.handIn(false);
    this.warned = true;
    this.showMissing(missing);
  }

  private showMissing(missing: HTMLElement): void {
    this.listMissing(missing);
    missing.setAttribute("role", "alert");
    missing.hidden = false;
    focusOn(missing);
    missing.scrollIntoView({ block: "center" });
  }

  private listMissing(missing: HTMLElement): void {
    const id = "fehlende-aufgaben";
    const title = el("h3", { id }, icon("i-warn"), this.app.texts.count("test.missing", this.open.length));
    const links = this.open.map((view) => {
      const words = this.app.texts("test.missing-one", { n: this.views.indexOf(view) + 1, title: view.title });
      return el("li", {}, el("a", { href: `#${view.section.id}` }, words));
    });
    missing.replaceChildren(title, el("ul", {}, ...links), el("p", {}, this.app.texts("test.missing-hint")));
    missing.setAttribute("aria-labelledby", id);
  }

  /** What was answered since leaves the list, in silence; what is then still open is asked about once more. */
  private updateMissing(): void {
    const missing = hook(this.main, "missing");
    const listed = missing?.querySelectorAll("li").length ?? 0;
    if (!missing || missing.hidden || listed === this.open.length) return;
    missing.removeAttribute("role");
    missing.hidden = !this.open.length;
    this.warned = false;
    this.listMissing(missing);
  }

  private handIn(expired: boolean): void {
    if (!this.main.isConnected) return;
    for (const view of this.views) view.take();
    this.app.tracker.submit(this.lesson.n);
    this.result(expired);
    window.scrollTo({ top: 0, behavior: "instant" });
    const heading = this.main.querySelector<HTMLElement>("h1");
    if (heading) focusOn(heading, true);
  }
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
