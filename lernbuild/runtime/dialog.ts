/** A window over the page for things that are fetched when first needed; must not know what stands in it. */

import type { App } from "./app.ts";
import { append, el, icon } from "./dom.ts";

/** Milliseconds after which a window opens without its styles. */
const PATIENCE = 3_000;

/** The style sheet of what comes later; a window opens when it is here, or without it when it does not come. */
export function withStyles(app: App, use: () => void): void {
  if (document.querySelector("link[data-lb-extras]")) return use();
  const link = el("link", { rel: "stylesheet", href: `${app.root}assets/extras.css`, "data-lb-extras": true });
  let used = false;
  const once = (): void => {
    if (!used) use();
    used = true;
  };
  link.addEventListener("load", once);
  link.addEventListener("error", once);
  window.setTimeout(once, PATIENCE);
  document.head.append(link);
}

export interface Window_ {
  dialog: HTMLDialogElement;
  /** Takes what stands in the window. */
  body: HTMLElement;
}

/** Opens a window with a title and a button to close it; following a link in it closes it, too. */
export function openWindow(name: string, title: string, close: string): Window_ {
  document.querySelector<HTMLDialogElement>("dialog.window")?.close();
  const id = `fenster-${name}`;
  const button = el("button", { class: "button button--quiet button--small", type: "button", "data-lb": "close" });
  append(button, icon("i-cross"), close);
  const body = el("div", { class: "window__body" });
  const head = el("div", { class: "window__head" }, el("h2", { id }, title), button);
  const dialog = el("dialog", { class: `window window--${name}`, "aria-labelledby": id }, head, body);
  button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (event.target === dialog || (link && !link.target && !link.href.startsWith("mailto:"))) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body };
}
