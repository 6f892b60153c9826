/** Help and settings: text size, reading aloud, pages to keep in mind, contact, keys; all of it stays on the device. */

import { Reader, voiceFor } from "../aloud.ts";
import { currentPage, type App } from "../app.ts";
import { arrived, provide } from "../chunks.ts";
import { openWindow, withStyles } from "../dialog.ts";
import { append, el, icon } from "../dom.ts";
import { Bookmarks } from "../marked.ts";
import { pathOf, report, type Contact } from "../report.ts";
import { PAGE, readSettings, setSize, SETTINGS, type Settings, type Tool } from "../tools.ts";

const SIZES = [100, 115, 130];
const KEYS = ["keys-skip", "keys-move", "keys-use", "keys-choose", "keys-close"];

/** What was set in this session, also where nothing may be stored. */
let settings: Settings = readSettings();
let reader: Reader | null = null;
let bookmarks: Bookmarks | null = null;

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** False: it holds only until the course is closed. */
function keep(change: Settings): boolean {
  settings = { ...settings, ...change };
  try {
    window.localStorage.setItem(SETTINGS, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

function open(app: App): void {
  bookmarks ??= new Bookmarks(storage(), `lernbuild:gemerkt:${app.course.id}`);
  const { body } = openWindow("comfort", app.texts("comfort.title"), app.texts("comfort.close"));
  const status = el("p", { class: "window__status", role: "status" });
  const say = (stored: boolean, words = ""): void => void (status.textContent = stored ? words : app.texts("comfort.not-stored"));
  append(body, status, sizes(app, say), aloud(app, say), marks(app, bookmarks, say), contact(app), keys(app));
}

type Say = (stored: boolean, words?: string) => void;

function section(title: string, ...content: (Node | null)[]): HTMLElement {
  return el("section", {}, el("h3", {}, title), ...content);
}

function sizes(app: App, say: Say): HTMLElement {
  const now = settings.size ?? 100;
  const choices = SIZES.map((size) => {
    const input = el("input", { type: "radio", name: "textgroesse", value: String(size), checked: size === now });
    input.addEventListener("change", () => {
      setSize(size);
      say(keep({ size }));
    });
    return el("label", { class: "setting" }, input, el("span", { class: `size-${size}` }, app.texts(`comfort.size-${size}`)));
  });
  const legend = el("legend", {}, el("h3", {}, app.texts("comfort.size")));
  return el("section", {}, el("fieldset", {}, legend, el("div", { class: "settings" }, ...choices)));
}

/** Only with a voice that is on the device: others send the text to a server. */
function aloud(app: App, say: Say): HTMLElement {
  const speech = speechOf();
  const box = el("div", {});
  const fill = (): void => {
    const voice = speech ? voiceFor(speech.getVoices(), app.course.language) : "none";
    if (typeof voice === "string") box.replaceChildren(el("p", {}, app.texts(`comfort.aloud-${voice}`)));
    else box.replaceChildren(aloudSwitch(app, say), el("p", { class: "window__hint", id: "vorlesen-hinweis" }, app.texts("comfort.aloud-hint")));
  };
  fill();
  // Voices come late in most browsers.
  speech?.addEventListener?.("voiceschanged", () => box.isConnected && !box.querySelector("input") && fill());
  return section(app.texts("comfort.aloud-title"), box);
}

function aloudSwitch(app: App, say: Say): HTMLElement {
  const input = el("input", { type: "checkbox", checked: settings.aloud === true, "aria-describedby": "vorlesen-hinweis" });
  input.addEventListener("change", () => {
    say(keep({ aloud: input.checked }));
    if (input.checked) begin(app);
    else endReading();
  });
  return el("label", { class: "setting" }, input, el("span", {}, app.texts("comfort.aloud")));
}

function speechOf(): SpeechSynthesis | null {
  return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window ? window.speechSynthesis : null;
}

function offerReading(): void {
  const main = document.querySelector<HTMLElement>("main:not([hidden])");
  if (main && settings.aloud) reader?.offer(main);
}

/** The buttons stand on every page from now on. */
function begin(app: App): void {
  const speech = speechOf();
  if (!speech) return;
  if (!reader) {
    reader = new Reader(speech, app.texts);
    document.addEventListener(PAGE, offerReading);
    window.addEventListener("pagehide", () => reader?.stop());
  }
  withStyles(app, offerReading);
}

function endReading(): void {
  reader?.stop();
  document.querySelectorAll(".aloud").forEach((group) => group.remove());
}

/** The page in the document as learners would find it again; null: nothing to keep in mind. */
function pageNow(app: App): { href: string; title: string } | null {
  const here = currentPage(app);
  const title = here?.main.querySelector("h1")?.textContent ?? "";
  if (!here || !title || here.page === "start") return null;
  return { href: pathOf(app.root, window.location.href), title: plain(here.lesson?.title || title) };
}

function plain(title: string): string {
  return title.replace(/\u00ad/g, "").trim();
}

function marks(app: App, kept: Bookmarks, say: Say): HTMLElement {
  const box = el("div", { class: "marked" });
  const fill = (focus: boolean): void => {
    const here = pageNow(app);
    const parts: Node[] = [];
    if (here && !kept.has(here.href)) parts.push(addButton(app, kept, here, say, fill));
    const list = known(app, kept);
    parts.push(list.length ? el("ul", {}, ...list.map((one) => markRow(app, kept, one, say, fill))) : el("p", {}, app.texts("comfort.bookmark-none")));
    box.replaceChildren(...parts, el("p", { class: "window__hint" }, app.texts("comfort.bookmarks-hint")));
    if (focus) (box.querySelector<HTMLElement>("button") ?? title).focus();
  };
  const title = el("h3", { tabindex: "-1" }, app.texts("comfort.bookmarks"));
  fill(false);
  return el("section", {}, title, box);
}

/** Pages that the course still has, with the titles of today. */
function known(app: App, kept: Bookmarks): { href: string; title: string }[] {
  const lessons = new Map(app.course.modules.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.href, lesson.title] as const)));
  return kept.all().flatMap(({ href, title }) => {
    if (lessons.has(href)) return [{ href, title: lessons.get(href) || title }];
    // Of a long course not every title is here.
    if (lessons.has("") && href.startsWith("lektion/")) return [{ href, title }];
    return href === "glossar.html" || href === "recht.html" ? [{ href, title }] : [];
  });
}

type Fill = (focus: boolean) => void;
type Page = { href: string; title: string };

function addButton(app: App, kept: Bookmarks, page: Page, say: Say, fill: Fill): HTMLElement {
  const button = el("button", { class: "button button--small", type: "button", "data-lb": "bookmark" }, icon("i-pin"), app.texts("comfort.bookmark-add"));
  button.addEventListener("click", () => {
    say(kept.add(page), app.texts("comfort.bookmark-added", { title: page.title }));
    fill(true);
  });
  return el("p", {}, button);
}

function markRow(app: App, kept: Bookmarks, page: Page, say: Say, fill: Fill): HTMLElement {
  const label = app.texts("comfort.bookmark-remove", { title: page.title });
  const remove = el("button", { class: "button button--quiet button--small", type: "button", "aria-label": label }, icon("i-cross"));
  remove.addEventListener("click", () => {
    say(kept.remove(page.href), app.texts("comfort.bookmark-removed", { title: page.title }));
    fill(true);
  });
  return el("li", {}, el("a", { href: app.root + page.href }, page.title), remove);
}

/** A mail that is filled in, or a link with what to say there; nothing is sent by itself. */
function contact(app: App): HTMLElement | null {
  const { contact: given } = arrived<{ contact: Contact }>("comfort-data") ?? { contact: {} };
  const made = report(app.course, given, pageFor(app), app.texts);
  if (!made) return null;
  const lines = el("ul", {}, ...made.lines.map((line) => el("li", {}, line)));
  const parts: (Node | null)[] = [given.text && !made.href ? el("p", {}, given.text) : null];
  if (made.href) {
    const outside = !made.href.startsWith("mailto:");
    const link = el("a", { href: made.href, "data-lb": "report", ...(outside && { target: "_blank", rel: "noopener noreferrer" }) }, made.words);
    if (outside) append(link, el("span", { class: "sr" }, ` ${app.texts("link.new-tab")}`));
    parts.push(el("p", {}, link));
  }
  return section(app.texts("comfort.report"), ...parts, el("p", { class: "window__hint" }, app.texts("comfort.report-hint")), lines);
}

function pageFor(app: App): { title: string; path: string } {
  return { title: plain(document.querySelector("main:not([hidden]) h1")?.textContent ?? app.course.title), path: pathOf(app.root, window.location.href) };
}

function keys(app: App): HTMLElement {
  return section(app.texts("comfort.keys"), el("ul", {}, ...KEYS.map((key) => el("li", {}, app.texts(`comfort.${key}`)))));
}

const comfort: Tool = { open: (app) => withStyles(app, () => open(app)), begin };
provide("comfort", comfort);
