/** The style sheet that only other pages than the start page need; must not know what it styles. */

import { el } from "./dom.ts";

const NAME = "assets/pages.css";

/** Milliseconds after which something is shown without its styles. */
const PATIENCE = 3_000;

let coming: Promise<void> | null = null;

/** Fetches it unless the page brought it along. Kept also when it does not come; asked again, it tries again. */
export function fetchStyles(root: string): Promise<void> {
  if ([...document.styleSheets].some((sheet) => sheet.href === root + NAME)) return Promise.resolve();
  return (coming ??= new Promise((resolve) => {
    const link = el("link", { rel: "stylesheet", href: root + NAME });
    const settle = (): void => {
      coming = null;
      resolve();
    };
    link.addEventListener("load", settle);
    link.addEventListener("error", () => {
      link.remove();
      addEventListener("online", () => void fetchStyles(root), { once: true });
      settle();
    });
    setTimeout(resolve, PATIENCE);
    // Behind the sheet of all pages, before what was fetched for windows.
    document.querySelector("link[rel=stylesheet]")?.after(link);
  }));
}
