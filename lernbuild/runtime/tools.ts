/** The tools of the bar that are fetched when first used, and what learners set for their device; knows none of them. */

import type { App } from "./app.ts";
import { withChunk } from "./chunks.ts";
import { hook } from "./dom.ts";

export interface Tool {
  open(app: App): void;
  /** Runs at the start where a setting asks for it. */
  begin?(app: App): void;
}

/** What learners set, for all courses of this browser. */
export interface Settings {
  /** Percent. */
  size?: number;
  /** Reading aloud is offered. */
  aloud?: boolean;
}

export const SETTINGS = "lernbuild:einstellungen";

/** A page, or what takes its place, stands in the document. */
export const PAGE = "lernbuild:page";

export function announcePage(): void {
  document.dispatchEvent(new Event(PAGE));
}

/** Empty where nothing may be stored, or what is stored is not ours. */
export function readSettings(): Settings {
  try {
    const found: unknown = JSON.parse(window.localStorage.getItem(SETTINGS) ?? "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

/** Everything is in rem, so the root's size is the size of all. */
export function setSize(size: number | undefined): void {
  document.documentElement.style.fontSize = size === 115 || size === 130 ? `${size}%` : "";
}

export function offerTools(app: App): void {
  for (const name of ["search", "comfort"]) {
    const button = hook<HTMLButtonElement>(document, name);
    button?.addEventListener("click", () => withChunk<Tool>(app, name, (tool) => tool.open(app)));
    if (button) button.hidden = false;
  }
  const { size, aloud } = readSettings();
  setSize(size);
  if (aloud) withChunk<Tool>(app, "comfort", (tool) => tool.begin?.(app));
}
