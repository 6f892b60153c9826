/** Says whether the state is saved: nothing while it is, words and a button when it is not. */

import type { App } from "./app.ts";
import { append, el, hook, hooks, icon } from "./dom.ts";
import type { Saving } from "./types.ts";

export function showSaving(app: App, saving: Saving): void {
  app.saving = saving;
  if (saving === "saved" || saving === "device") app.savedAt = new Date();
  const region = hook(document, "status");
  const notice = hook(document, "unsaved");
  if (saving === "failed" && !notice) region?.append(failure(app));
  if (saving === "saved" || saving === "device") notice?.remove();
  for (const place of hooks(document, "saved")) fillSaved(app, place);
}

function failure(app: App): HTMLElement {
  const button = el("button", { class: "button button--small", type: "button" }, app.texts("saving.now"));
  button.addEventListener("click", () => app.tracker.saveNow());
  const notice = el("div", { class: "notice notice--wrong", "data-lb": "unsaved" });
  append(notice, icon("i-warn"), el("p", {}, app.texts("saving.failed")), button);
  return notice;
}

/** The line "Vom Lernportal gespeichert, …" of a result. */
export function fillSaved(app: App, place: HTMLElement): void {
  const { mode, place: where } = app.tracker.progress;
  const at = app.savedAt ?? new Date();
  const values = { date: app.texts.date(at), time: app.texts.time(at) };
  const key =
    mode !== "normal" ? "saving.review"
    : app.saving === "failed" ? "saving.not-yet"
    : app.saving === "saving" ? "saving.running"
    : where === "device" ? "saving.device-at"
    : "saving.saved-at";
  const sign = key === "saving.saved-at" || key === "saving.device-at" ? "i-check" : "i-info";
  place.replaceChildren(icon(sign), app.texts(key, values));
}

/** Says once, quietly, what becomes of the state when no learning portal takes it. */
export function sayPlace(app: App): void {
  const { mode, place } = app.tracker.progress;
  const key = mode !== "normal" ? "saving.review" : place === "device" ? "saving.device" : "";
  const storage = key === "saving.device" ? "localStorage" : "sessionStorage";
  if (!key || !firstTime(storage, `lernbuild:said:${key}:${app.course.id}`)) return;
  const notice = el("div", { class: "notice", "data-lb": "place" }, icon("i-info"), el("p", {}, app.texts(key)));
  hook(document, "status")?.append(notice);
}

/** The quiet notice goes with the first change of page. */
export function forgetPlace(): void {
  hook(document, "place")?.remove();
}

function firstTime(storage: "localStorage" | "sessionStorage", name: string): boolean {
  try {
    if (window[storage].getItem(name)) return false;
    window[storage].setItem(name, "1");
  } catch {
    return true;
  }
  return true;
}
