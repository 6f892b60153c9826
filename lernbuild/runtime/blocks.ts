/** Blocks of a lesson that move; they read in full without this. Most come to life with a script of their own. */

import type { App } from "./app.ts";
import { arrived, fetchChunk, withChunk } from "./chunks.ts";
import { hooks } from "./dom.ts";
import type { Blocks } from "./extra/blocks.ts";

/** What a page cannot be shown without: else it would jump when the script comes. */
export const MOVING = '[data-lb="tabs"], [data-lb="solution"]';

export function moveBlocks(app: App, main: HTMLElement): void {
  for (const link of hooks(main, "print")) {
    link.hidden = false;
    link.addEventListener("click", () => window.setTimeout(() => window.print()));
  }
  for (const button of hooks(main, "enlarge")) {
    button.hidden = false;
    button.addEventListener("click", () => withChunk<Blocks>(app, "blocks", (blocks) => blocks.enlarge(app, button)));
  }
  if (!main.querySelector(`${MOVING}, .player`)) return;
  const here = arrived<Blocks>("blocks");
  if (here) return here.move(app, main);
  void fetchChunk<Blocks>(app.root, "blocks").then((blocks) => main.isConnected && blocks.move(app, main), () => undefined);
}
