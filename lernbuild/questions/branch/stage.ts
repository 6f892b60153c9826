/** The page of a case: one step at a time, the way so far, the outcome of a choice; must not know tracking. */
import { el, focusOn, icon } from "../../runtime/dom.ts";
import { keyOf } from "../../runtime/keys.ts";
import { makeOutcome, type Onward } from "./outcome.ts";
import { backTo, follow, goTo, isAtEnd, isOutcome, takeWay, type CaseKey, type Passed, type Way } from "./way.ts";

type Texts = (key: string, values?: Record<string, string>) => string;

export class Stage {
  way: Passed[];
  private readonly outcomes: Record<string, string>;
  private readonly root: HTMLElement;
  private readonly key: CaseKey;
  private readonly texts: Texts;
  private readonly ended: () => void;

  constructor(root: HTMLElement, key: CaseKey, texts: Texts, ended: () => void) {
    this.root = root;
    this.key = key;
    this.texts = texts;
    this.ended = ended;
    this.way = follow(key, []);
    this.outcomes = keyOf(root).options;
    root.addEventListener("click", (event) => this.clicked(event));
    this.show();
  }

  get atEnd(): boolean {
    return isAtEnd(this.key, this.way);
  }

  /** Brings the page to where the choices lead, without moving the focus. */
  restore(numbers: number[]): void {
    this.set(follow(this.key, numbers));
  }

  private set(way: Passed[]): void {
    this.way = way;
    this.show();
  }

  private get last(): Passed {
    return this.way[this.way.length - 1] as Passed;
  }

  private clicked(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const path = target?.closest<HTMLElement>(".path[data-lb-option]");
    const step = target?.closest<HTMLElement>("[data-lb-goto]")?.dataset.lbGoto;
    if (path) this.choose(path);
    else if (step !== undefined) {
      event.preventDefault();
      this.move(goTo(this.way, step));
    }
  }

  private choose(path: HTMLElement): void {
    const number = Number(path.dataset.lbOption);
    const chosen = this.key.steps[this.last.step]?.ways.find((way) => way.n === number);
    if (!chosen) return;
    const target = this.key.steps[chosen.to];
    const behind = target && isOutcome(target) ? this.stage(chosen.to) : null;
    const feedback = this.outcomes[String(number)] ?? "";
    if (!feedback && !behind) return this.move(takeWay(this.way, chosen, chosen.to));
    this.press(number);
    const { content, links } = makeOutcome(feedback, behind);
    const stage = this.stage(this.last.step);
    stage?.querySelector('[data-lb="outcome"]')?.replaceChildren(content);
    stage?.querySelector('[data-lb="next-ways"]')?.replaceChildren(...this.buttons(chosen, links));
  }

  /** After an outcome: its links, or on to the next step and another choice. */
  private buttons(chosen: Way, links: Onward[]): HTMLButtonElement[] {
    const on = links.filter(({ step }) => !this.isPassed(step)).map(({ words, step }) => this.button(words, "", () => this.move(takeWay(this.way, chosen, step))));
    const back = links.filter(({ step }) => this.isPassed(step)).map(({ words, step }) => this.button(words, "i-redo", () => this.goBack(step)));
    if (!links.length) {
      on.push(this.button(this.texts(chosen.right ? "question.branch.on" : "question.branch.on-anyway"), "", () => this.move(takeWay(this.way, chosen, chosen.to))));
      back.push(this.button(this.texts("question.branch.again"), "i-redo", () => this.goBack(this.last.step)));
    }
    const [first, second] = chosen.right ? [on, back] : [back, on];
    for (const button of first.length ? second : []) button.classList.add("button--quiet");
    return [...first, ...second];
  }

  private isPassed(step: string): boolean {
    return this.way.some((passed) => passed.step === step);
  }

  private goBack(step: string): void {
    if (step !== this.last.step) return this.move(backTo(this.way, step));
    const stage = this.stage(step);
    this.clear(stage);
    stage?.querySelector<HTMLElement>(".path")?.focus();
  }

  private move(way: Passed[]): void {
    this.set(way);
    const heading = this.stage(this.last.step)?.querySelector<HTMLElement>("h3, h4, h5, h6");
    if (heading) focusOn(heading);
    if (this.atEnd) this.ended();
  }

  private show(): void {
    for (const stage of this.root.querySelectorAll<HTMLElement>("[data-lb-step]")) {
      stage.hidden = stage.dataset.lbStep !== this.last.step;
      this.clear(stage);
    }
    this.showPlace();
    this.showWay();
    if (this.atEnd && this.way.length > 1) this.showEnd();
  }

  private get total(): number {
    return this.key.length >= this.way.length ? this.key.length : 0;
  }

  private showPlace(): void {
    const place = this.root.querySelector('[data-lb="step"]');
    const n = String(this.way.length);
    if (!place) return;
    place.textContent = this.total
      ? this.texts("question.branch.step-of", { n, total: String(this.total) })
      : this.texts("question.branch.step", { n });
  }

  private showWay(): void {
    const list = this.root.querySelector<HTMLElement>('[data-lb="way"]');
    if (!list) return;
    const coming = Math.max(0, this.total - this.way.length);
    const next = Array.from({ length: coming }, (_, i) => this.texts("question.branch.step", { n: String(this.way.length + i + 1) }));
    list.replaceChildren(...this.way.map((passed, at) => this.passed(passed, at)), ...next.map((words) => el("li", { class: "is-next" }, words)));
    list.hidden = this.way.length < 2;
  }

  private passed({ step, chosen }: Passed, at: number): HTMLElement {
    const title = el("b", {}, this.key.steps[step]?.title ?? "");
    if (at === this.way.length - 1) {
      return el("li", { class: "is-here", "aria-current": "step" }, title, this.texts("question.branch.here"));
    }
    const back = el("button", { class: "back", type: "button" }, this.texts("question.branch.back", { n: String(at + 1) }));
    back.addEventListener("click", () => this.move(backTo(this.way, step)));
    const words = chosen ? `${this.texts("question.branch.chosen", { words: chosen.words })} ` : "";
    return el("li", { class: "is-done" }, title, words, back);
  }

  private showEnd(): void {
    const stage = this.stage(this.last.step);
    stage?.querySelector('[data-lb="outcome"]')?.replaceChildren(el("p", {}, el("strong", {}, this.texts("question.branch.end"))));
    const again = this.button(this.texts("question.branch.restart"), "i-redo", () => this.move(follow(this.key, [])));
    again.classList.add("button--quiet");
    stage?.querySelector('[data-lb="next-ways"]')?.replaceChildren(again);
  }

  private press(number: number): void {
    for (const path of this.stage(this.last.step)?.querySelectorAll<HTMLElement>(".path") ?? []) {
      const pressed = Number(path.dataset.lbOption) === number;
      path.setAttribute("aria-pressed", String(pressed));
      path.querySelector("use")?.setAttribute("href", pressed ? "#i-check" : "#i-right");
    }
  }

  private clear(stage: HTMLElement | null): void {
    stage?.querySelector('[data-lb="outcome"]')?.replaceChildren();
    stage?.querySelector('[data-lb="next-ways"]')?.replaceChildren();
    for (const path of stage?.querySelectorAll<HTMLElement>(".path") ?? []) {
      path.setAttribute("aria-pressed", "false");
      path.querySelector("use")?.setAttribute("href", "#i-right");
    }
  }

  private stage(step: string): HTMLElement | null {
    return [...this.root.querySelectorAll<HTMLElement>("[data-lb-step]")].find((one) => one.dataset.lbStep === step) ?? null;
  }

  private button(words: string, sign: string, act: () => void): HTMLButtonElement {
    const button = el("button", { class: "button", type: "button" }, sign ? icon(sign) : null, words);
    button.addEventListener("click", act);
    return button;
  }
}
