/** Blocks of a lesson that move: tabs, worked solutions, sheets to print; they read in full without this. */

import type { App } from "./app.ts";
import { fetchChunk, withChunk } from "./chunks.ts";
import { el, focusOn, hook, hooks } from "./dom.ts";
import type { Media } from "./extra/media.ts";

export function moveBlocks(app: App, main: HTMLElement): void {
  for (const tabs of hooks(main, "tabs")) makeTabs(tabs);
  for (const solution of hooks(main, "solution")) makeSteps(app, solution);
  for (const link of hooks(main, "print")) {
    link.hidden = false;
    link.addEventListener("click", () => window.setTimeout(() => window.print()));
  }
  for (const button of hooks(main, "enlarge")) {
    button.hidden = false;
    button.addEventListener("click", () => withChunk<Media>(app, "media", (media) => media.enlarge(app, button)));
  }
  if (main.querySelector(".player")) void fetchChunk<Media>(app.root, "media").then((media) => media.pace(app, main), () => undefined);
}

/** Tabs after the APG pattern: arrows move, one panel shows. */
function makeTabs(box: HTMLElement): void {
  const pages = hooks(box, "tab");
  const buttons = pages.map((page, index) => {
    const title = hook(page, "tab-title");
    page.id ||= `${title?.id}-seite`;
    const button = el("button", { type: "button", role: "tab", class: "tabs__tab", "aria-controls": page.id, id: `${page.id}-${index}` });
    button.textContent = title?.textContent ?? "";
    if (title) title.hidden = true;
    page.setAttribute("role", "tabpanel");
    page.setAttribute("aria-labelledby", button.id);
    page.tabIndex = 0;
    return button;
  });
  const show = (index: number, focus = false): void => {
    pages.forEach((page, at) => page.classList.toggle("is-shut", at !== index));
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    });
    if (focus) buttons[index]?.focus();
  };
  buttons.forEach((button, index) => {
    button.addEventListener("click", () => show(index));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      show((step + buttons.length) % buttons.length, true);
    });
  });
  box.prepend(el("div", { role: "tablist", class: "tabs__list" }, ...buttons));
  box.classList.add("is-live");
  show(0);
}

/** A worked solution: coming steps show only their heading until asked for. */
function makeSteps(app: App, box: HTMLElement): void {
  const steps = hooks(box, "step");
  const tools = hook(box, "step-tools");
  const next = hook(box, "step-next");
  if (steps.length < 2 || !tools || !next) return;
  let shown = 1;
  const update = (): void => {
    steps.forEach((step, index) => shut(step, index >= shown, index === shown - 1 && shown < steps.length));
    tools.hidden = shown >= steps.length;
    const words = app.texts("block.step-show", { n: shown + 1, total: steps.length });
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
