/** Moves between pages without ending the session: fetches a page and swaps its content in; must not know what pages do. */

import { focusOn, headingOf, hook } from "./dom.ts";
import { takeSigns } from "./signs.ts";
import type { Texts } from "./texts.ts";
import { clearUnreachable, sayUnreachable } from "./unreachable.ts";

interface Options {
  root: string;
  texts: Texts;
  /** Called before the page shown goes. */
  leaving: () => void;
  /** Awaited before a page that came is shown: what brings it to life. */
  prepare: (content: HTMLElement) => Promise<void>;
  /** Called when a page stands in the document. */
  opened: () => void;
}

/** Parameters of the launch stay in the address, so that a reload is the same launch. */
const launched = window.location.search;

export function startNavigation(options: Options): void {
  if (!canFetch()) return;
  let shown = pathOf(window.location.href);
  let turn = 0;

  async function open(url: string, push: boolean, scroll: number): Promise<void> {
    const mine = ++turn;
    options.leaving();
    const page = hook(document, "page");
    page?.setAttribute("aria-busy", "true");
    const next = await load(url);
    if (next && mine === turn) await options.prepare(next.content);
    page?.removeAttribute("aria-busy");
    if (mine !== turn) return;
    if (!next) return sayUnreachable(options.texts, "navigation.failed", () => void open(url, push, scroll)).focus();
    clearUnreachable();
    if (push) window.history.pushState({ y: 0 }, "", url);
    shown = pathOf(url);
    swap(next);
    options.opened();
    arrive(new URL(url).hash, scroll);
  }

  document.addEventListener("click", (event) => {
    const url = targetOf(event, options.root);
    if (!url || (pathOf(url) === shown && new URL(url).hash)) return;
    event.preventDefault();
    void open(withLaunch(url), pathOf(url) !== shown, 0);
  });
  window.addEventListener("popstate", (event) => {
    const state = event.state as { y?: number } | null;
    if (pathOf(window.location.href) === shown) return state?.y === undefined ? undefined : window.scrollTo(0, state.y);
    void open(window.location.href, false, state?.y ?? 0);
  });
  rememberScroll();
  makeAbsolute();
}

/** From the disk, and in a frame that is cut off from its own server, pages can only be opened, not fetched. */
function canFetch(): boolean {
  return window.location.protocol.startsWith("http") && window.origin !== "null";
}

/** The page a click leads to, if it is one of this package. */
function targetOf(event: MouseEvent, root: string): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.target || link.hasAttribute("download")) return null;
  const path = pathOf(link.href);
  return path.startsWith(pathOf(root)) && (path.endsWith(".html") || path === pathOf(root)) ? link.href : null;
}

/** Address without launch parameters and anchor; the folder itself is its index.html. */
function pathOf(url: string): string {
  const { origin, pathname } = new URL(url, document.baseURI);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

function withLaunch(url: string): string {
  const target = new URL(url);
  if (!target.search) target.search = launched;
  return target.href;
}

interface Page {
  title: string;
  language: string;
  content: HTMLElement;
  whole: Document;
}

/** The page behind an address; null when it cannot be had (no network, a login page instead). */
async function load(url: string): Promise<Page | null> {
  try {
    const answer = await fetch(url.split("#")[0] ?? url, { credentials: "same-origin" });
    if (!answer.ok) return null;
    const loaded = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = hook(loaded, "page");
    return content && { title: loaded.title, language: loaded.documentElement.lang, content, whole: loaded };
  } catch {
    return null;
  }
}

function swap(next: Page): void {
  document.title = next.title;
  document.documentElement.lang = next.language;
  takeSigns(next.whole);
  hook(document, "page")?.replaceWith(document.importNode(next.content, true));
}

/** Focus to the anchor or the heading; the window to the anchor, the old place or the top. */
function arrive(hash: string, scroll: number): void {
  const anchor = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (anchor) {
    anchor.scrollIntoView();
    focusOn(anchor, true);
    return;
  }
  window.scrollTo({ top: scroll, behavior: "instant" });
  const heading = headingOf(document);
  if (heading) focusOn(heading, true);
}

/** Keeps the place on the page in the history entry, for back and forward. */
function rememberScroll(): void {
  window.history.scrollRestoration = "manual";
  let timer = 0;
  document.addEventListener(
    "scroll",
    () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => window.history.replaceState({ y: window.scrollY }, ""), 200);
    },
    { passive: true },
  );
}

/** Links of the frame around the page stay right when the address changes its folder. */
function makeAbsolute(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (!link.closest('[data-lb="page"]') && !link.getAttribute("href")?.startsWith("#")) link.href = link.href;
  }
}
