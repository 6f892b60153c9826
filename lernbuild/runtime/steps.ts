/** A worked solution, step by step: it reads in full without this. */

import type { App } from "./app.ts";
import { focusOn, hook, hooks } from "./dom.ts";

/** Coming steps show only their heading until asked for. */
export function makeSteps(app: App, box: HTMLElement): void {
  const steps = hooks(box, "step");
  const tools = hook(box, "step-tools");
  const next = hook(box, "step-next");
  if (steps.length < 2 || !tools || !next) return;
  let shown = 1;
  const update = (): void => {
    steps.forEach((step, index) => shut(step, index >= shown, index === shown - 1 && shown < steps.length));
    tools.hidden = shown >= steps.length;
    const words = app.texts(next.dataset.lbWords ?? "block.step-show", { n: shown + 1, total: steps.length });
    (next.querySelector("span") ?? next).textContent = words;
  };
  const reveal = (to: number): void => {
    const first = steps[shown];
    shown = to;
    update();
    if (first) focusOn(first.querySelector<HTMLElement>("h2, h3, h4, h5") ?? first);
  };
  next.addEventListener("click", () => reveal(shown + 1));
  hook(box, "step-all")?.addEventListener("click", () => reveal(steps.length));
  update();
}

function shut(step: HTMLElement, closed: boolean, current: boolean): void {
  step.classList.toggle("is-shut", closed);
  step.classList.toggle("is-open", current);
  for (const part of step.children) {
    if (part instanceof HTMLElement && !part.matches("h2, h3, h4, h5")) part.hidden = closed;
  }
  step.hidden = closed && !step.querySelector("h2, h3, h4, h5");
}
