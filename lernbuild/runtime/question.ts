/** The behaviour around every question: check, retry, lock, restore; must not know a single question type. */

import { hrefOf, lessonFor, whenKnown, type App } from "./app.ts";
import { append, el, hook, icon } from "./dom.ts";
import { labelsOf } from "./labels.ts";
import type { Setting } from "./setting.ts";
import type { Answered, Packed, QuestionData, QuestionKey, QuestionState, QuestionType, Verdict } from "./types.ts";
import { offerHints, placeWords, sayMissing, showChip, showFeedback, type Said } from "./verdict.ts";

export class QuestionView {
  /** True between "Noch einmal versuchen" and the next check. */
  private editing = false;
  private since = Date.now();
  /** The answer that the tracker holds. */
  private taken = "";
  /** Judged in an earlier session, but there was no room to keep the answer itself (fit.ts). */
  private lost = false;

  constructor(
    private readonly app: App,
    readonly section: HTMLElement,
    readonly data: QuestionData,
    private readonly type: QuestionType<unknown, unknown>,
    private readonly key: QuestionKey,
    private readonly setting: Setting,
  ) {
    type.start?.(section, key.key, app.texts);
    if (setting.keepOrder) section.dataset.lbShuffle = "no";
    type.shuffle?.(section, setting.seed ?? 0);
    this.listen();
    offerHints(app.texts, section, setting.closed ? [] : key.hints);
    this.restore();
    this.render();
  }

  get state(): QuestionState {
    return this.app.tracker.progress.question(this.data.n);
  }

  /** What the learner may know of the answer now. */
  get verdict(): Verdict {
    if (this.editing || this.setting.withheld) return "open";
    const { closed, points } = this.setting;
    if (!closed || points === undefined) return this.state.verdict;
    return points >= this.data.points ? "right" : points > 0 ? "partly" : "wrong";
  }

  /** True when there is an answer, checked or only given. */
  get answered(): boolean {
    return this.verdict !== "open" || this.type.read(this.section) !== null;
  }

  /** An answer is there and nothing is said about it yet. */
  get given(): boolean {
    return this.setting.withheld === true && this.answered;
  }

  /** The question without markup. */
  get title(): string {
    const words = this.section.querySelector("legend")?.cloneNode(true) as HTMLElement | undefined;
    words?.querySelectorAll(".sr").forEach((part) => part.remove());
    return words?.textContent?.trim() || (this.key.description ?? "");
  }

  /** Hands the answer on the page to the tracker, if there is one that the tracker does not hold yet; before hand-in also that there is none any more. */
  take(): void {
    const answer = this.type.read(this.section);
    const { withheld } = this.setting;
    if (this.verdict !== "open" || this.setting.closed || (answer === null && !(withheld && this.taken))) return;
    const written = JSON.stringify(this.pack(answer));
    if (withheld && written === this.taken && this.state.checks) return;
    this.taken = written;
    this.editing = false;
    this.lost = false;
    this.app.tracker.answer(this.report(answer));
  }

  private pack(answer: unknown): Packed {
    return answer === null ? { ints: [] } : this.type.pack(answer);
  }

  private report(answer: unknown): Answered {
    return {
      question: this.data.n,
      packed: this.pack(answer),
      fraction: answer === null ? 0 : this.type.grade(this.key.key, answer).fraction,
      interaction: this.key.interaction,
      response: answer === null ? null : this.type.response(this.key.key, answer),
      description: this.key.description ?? this.title,
      seconds: Math.round((Date.now() - this.since) / 1000),
      labels: labelsOf(this.section),
    };
  }

  private listen(): void {
    const { withheld } = this.setting;
    const form = this.section.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!withheld) this.check();
    });
    for (const name of ["input", "click"]) {
      form?.addEventListener(name, () => {
        if (name === "input") hook(this.section, "unanswered")?.remove();
        if (!withheld) return;
        showChip(this.app.texts, this.section, this.said);
        this.setting.changed?.();
      });
    }
  }

  private check(): void {
    if (this.verdict !== "open" || this.setting.closed) return;
    if (this.type.read(this.section) === null) return sayMissing(this.app.texts, this.section);
    this.take();
    this.render();
    this.setting.changed?.();
  }

  private retry(): void {
    this.app.tracker.retry(this.data.n);
    this.editing = true;
    this.since = Date.now();
    this.render();
    this.setting.changed?.();
    const chosen = this.section.querySelector<HTMLElement>("fieldset input:checked");
    (chosen ?? this.section.querySelector<HTMLElement>("fieldset :is(input, select, textarea, button)"))?.focus();
  }

  private restore(): void {
    const packed = this.state.answer;
    const answer = packed && this.type.unpack(this.key.key, packed);
    this.lost = packed === null && this.state.verdict !== "open";
    if (answer === null) return;
    this.type.restore(this.section, answer);
    this.taken = JSON.stringify(packed);
    if (this.state.verdict !== "open" && !this.setting.closed) this.app.tracker.recall(this.report(answer));
  }

  /** Brings the page to the question's state. */
  private render(): void {
    const { app, section, said } = this;
    const locked = said.verdict !== "open" || this.setting.closed === true;
    section.dataset.lbState = said.verdict;
    section.dataset.state = said.plain && said.verdict !== "open" ? "done" : said.verdict;
    showChip(app.texts, section, said);
    this.showLabel(said.verdict);
    this.showButton(locked);
    section.querySelector("form")?.classList.toggle("is-locked", locked);
    this.type.lock(section, locked);
    const answer = locked ? this.type.read(section) : null;
    if (answer !== null) {
      this.type.show(section, this.key.key, answer, this.revealed, said.explain ? this.key.options : {}, app.texts);
    }
    showFeedback(app.texts, section, said, this.key.feedback, this.ways(said));
    if (this.lost && said.verdict !== "open") hook(section, "feedback")?.append(el("p", {}, app.texts("question.lost")));
  }

  /** The solution may be seen. */
  private get revealed(): boolean {
    return this.setting.released ? this.setting.released() : this.state.decided;
  }

  private get said(): Said {
    const { verdict } = this;
    return {
      verdict,
      plain: this.type.neutral ? verdict !== "open" || this.given : this.given,
      final: this.setting.closed === true || this.state.decided,
      // Reasons in a test could tell the answer to the next attempt.
      explain: !this.setting.released || this.revealed || verdict === "right",
    };
  }

  private showLabel(verdict: Verdict): void {
    const label = hook(this.section, "label");
    if (!label || !this.setting.place) return;
    const points = this.type.neutral ? 0 : this.data.points;
    const reached = verdict === "partly" ? (this.setting.points ?? this.state.points) : null;
    label.textContent = placeWords(this.app.texts, this.setting.place, points, reached);
  }

  /** The button keeps the focus after a check, so it is only dimmed then; it goes where nobody stands on it. */
  private showButton(locked: boolean): void {
    const button = hook(this.section, "check");
    const row = button?.closest<HTMLElement>(".question__actions");
    if (!button || !row) return;
    row.hidden = this.setting.withheld === true || (locked && document.activeElement !== button);
    if (locked) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  /** Retry, attempts left, and the way back to the lesson. */
  private ways({ verdict, final }: Said): HTMLElement {
    const { texts } = this.app;
    const row = el("p", { class: "button-row" });
    if (verdict === "right" || this.type.neutral) return row;
    if (!final) {
      const again = el("button", { class: "button button--small", type: "button", "data-lb": "retry" });
      append(again, icon("i-redo"), texts("question.retry"));
      again.addEventListener("click", () => this.retry());
      row.append(again);
      const left = this.data.attempts - this.state.checks;
      if (this.data.attempts) row.append(el("span", {}, texts.count("question.left", left)));
    }
    const lesson = this.setting.place && lessonFor(this.app, this.data);
    if (lesson) {
      row.append(whenKnown(this.app, [lesson], () => el("a", { href: hrefOf(this.app, lesson) }, texts("question.lesson", { title: lesson.title }))));
    }
    return row;
  }
}
