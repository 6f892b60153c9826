/** Whether the learning portal's result is a reason for a certificate, and the way to it; knows no standard. */

import type { App } from "./app.ts";
import { withChunk } from "./chunks.ts";
import { append, el, icon } from "./dom.ts";
import type { Certificate } from "./extra/certificate.ts";

/** Completed, and passed where a test counts: what the learning portal holds or will get, nothing less. */
export function earned({ course, tracker }: Pick<App, "course" | "tracker">): boolean {
  const { mode, completed, success } = tracker.progress;
  return mode !== "browse" && completed && (!course.rules.tests.length || success === "passed");
}

/** The button, where one is earned. */
export function certificateButton(app: App): HTMLElement | null {
  if (!earned(app)) return null;
  const button = el("button", { class: "button button--quiet", type: "button", "data-lb": "certificate" });
  append(button, icon("i-award"), app.texts("start.certificate"));
  button.addEventListener("click", () => withChunk<Certificate>(app, "certificate", (offer) => offer.open(app)));
  return button;
}
