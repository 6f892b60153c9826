/** Says that something of the package did not come, with a button to try again; session and page stay as they are. */

import { el, hook, icon } from "./dom.ts";
import type { Texts } from "./texts.ts";

type Failure = "chunk.failed" | "navigation.failed";

let retries: [again: () => void, failure: Failure][] = [];

// What a page lacks is tried again by itself, a move to another page is not. Without a browser there is no such event.
globalThis.addEventListener?.("online", () => retry("chunk.failed"));

/** `failure`: the words. Several share one notice, and its button, given back, tries them all. */
export function sayUnreachable(texts: Texts, failure: Failure, again: () => void): HTMLElement {
  const waiting = retries;
  clearUnreachable();
  retries = [...waiting, [again, failure]];
  const button = el("button", { class: "button button--small", type: "button" }, texts("navigation.retry"));
  button.addEventListener("click", () => retry());
  const notice = el("div", { class: "notice notice--wrong", "data-lb": "unreachable" });
  notice.append(icon("i-warn"), el("p", {}, texts(failure)), button);
  hook(document, "status")?.append(notice);
  return button;
}

function retry(only?: Failure): void {
  const wanted = retries.filter(([, failure]) => !only || failure === only);
  retries = retries.filter((one) => !wanted.includes(one));
  if (!retries.length) clearUnreachable();
  for (const [again] of wanted) again();
}

export function clearUnreachable(): void {
  retries = [];
  hook(document, "unreachable")?.remove();
}
