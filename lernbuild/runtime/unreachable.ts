/** Says that something of the package did not come, with a button to try again; session and page stay as they are. */

import { el, hook, icon } from "./dom.ts";
import type { Texts } from "./texts.ts";

let retries: (() => void)[] = [];

/** `key`: the words. Several failures share one notice, and its button, given back, tries them all. */
export function sayUnreachable(texts: Texts, key: string, again: () => void): HTMLElement {
  const waiting = retries;
  clearUnreachable();
  retries = [...waiting, again];
  const button = el("button", { class: "button button--small", type: "button" }, texts("navigation.retry"));
  button.addEventListener("click", () => {
    const wanted = retries;
    clearUnreachable();
    for (const one of wanted) one();
  });
  const notice = el("div", { class: "notice notice--wrong", "data-lb": "unreachable" });
  notice.append(icon("i-warn"), el("p", {}, texts(key)), button);
  hook(document, "status")?.append(notice);
  return button;
}

export function clearUnreachable(): void {
  retries = [];
  hook(document, "unreachable")?.remove();
}
