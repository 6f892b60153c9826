/** Tabs of a lesson: all their pages read in full without this. */

import { el, hook, hooks } from "./dom.ts";

/** Tabs after the APG pattern: arrows move, one panel shows. */
export function makeTabs(box: HTMLElement): void {
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
