/** Time limit of a test: said in words, and switched off by whoever needs more time (WCAG 2.2.1). */

import type { App } from "./app.ts";
import { el, hook } from "./dom.ts";
import type { LessonData } from "./types.ts";

/** Minutes before the end at which the rest is also said aloud. */
const WARNINGS = [10, 5, 2, 1];

/** The clock starts with a button, not with a look at the page. */
export function offerBegin(app: App, main: HTMLElement, begin: () => void): void {
  const parts = main.querySelectorAll<HTMLElement>('section[data-lb-question], [data-lb="wrapup"], [data-lb="tally"]');
  for (const part of parts) part.hidden = true;
  const button = el("button", { class: "button", type: "button", "data-lb": "begin" }, app.texts("timer.begin"));
  const gate = el("section", { class: "panel flow", "aria-label": app.texts("timer.label") });
  gate.append(el("p", {}, app.texts("timer.gate")), el("p", {}, button));
  (main.querySelector(".quiz-head") ?? main.querySelector("h1"))?.after(gate);
  button.addEventListener("click", begin);
}

export function startTimer(app: App, main: HTMLElement, lesson: LessonData, minutes: number, expired: () => void): void {
  const { seed, started } = app.tracker.progress.test(lesson.n);
  // The start is known to the minute: nobody loses the rest of it.
  const began = started ? Math.min(Date.now(), started + 60_000) : Date.now();
  const unlimited = new Switch(`lernbuild:time:${seed}`);
  const words = el("p", { class: "timer__left" });
  const aloud = el("p", { class: "sr", role: "status" });
  const box = el("input", { type: "checkbox", checked: unlimited.on });
  const label = el("label", { class: "option timer__more" }, box, el("span", {}, app.texts("timer.more")));
  const timer = el("section", { class: "timer", "aria-label": app.texts("timer.label") }, words, aloud, label);
  (hook(main, "tally") ?? main.querySelector("h1"))?.after(timer);

  const minutesLeft = (): number => Math.max(0, Math.ceil(minutes - (Date.now() - began) / 60000));
  let last = -1;
  const show = (): void => {
    if (!main.isConnected || !timer.isConnected) return stop();
    const left = minutesLeft();
    words.textContent = unlimited.on ? app.texts("timer.off") : app.texts.count("timer.left", left);
    if (!unlimited.on && left !== last && WARNINGS.includes(left)) aloud.textContent = words.textContent;
    last = left;
    if (!unlimited.on && left === 0) {
      stop();
      expired();
    }
  };
  const ticking = window.setInterval(show, 1000);
  const stop = (): void => window.clearInterval(ticking);
  box.addEventListener("change", () => {
    // Whoever worked on past the end is not handed in by a click on the switch.
    if (minutesLeft() === 0) box.checked = true;
    unlimited.on = box.checked;
    show();
  });
  show();
}

/** Remembers on this device that someone works without the limit: also in the tab that the next launch opens. */
class Switch {
  private value = false;

  constructor(private readonly name: string) {
    try {
      this.value = window.localStorage.getItem(name) === "off";
    } catch {
      // Without storage the switch is asked again after a reload.
    }
  }

  get on(): boolean {
    return this.value;
  }

  set on(value: boolean) {
    this.value = value;
    try {
      window.localStorage.setItem(this.name, value ? "off" : "on");
    } catch {
      // As above.
    }
  }
}
