/** The search over the course: a window with a field and the hits; the index is fetched when it first opens. */

import type { App } from "../app.ts";
import { arrived, fetchChunk, provide } from "../chunks.ts";
import { openWindow, withStyles } from "../dialog.ts";
import { append, el, icon } from "../dom.ts";
import { excerpt, find, longEnough, pieces, wordsOf, type Hit, type Passage } from "../search.ts";

export interface Search {
  open(app: App): void;
}

const SHOWN = 20;
const PAUSE = 150;

/** What was looked for last, so that the way back from a hit is short. */
let last = "";
let missing = false;

/** Everything that has come so far. */
function passages(names: string[]): Passage[] {
  return names.flatMap((name) => arrived<Passage[]>(name) ?? []);
}

function fetchIndex(app: App, names: string[], came: () => void): Promise<void> {
  missing = false;
  const failed = (): void => void (missing = true);
  return Promise.all(names.map((name) => fetchChunk(app.root, name).then(came, failed))).then(() => undefined);
}

function open(app: App): void {
  const names = arrived<string[]>("search-data") ?? [];
  const { dialog, body } = openWindow("search", app.texts("search.title"), app.texts("search.close"));
  const field = el("input", { id: "suchwort", type: "search", autocomplete: "off", spellcheck: "false", maxlength: "200" });
  const status = el("p", { class: "hits__count", role: "status", "data-lb": "search-status" });
  const hits = el("div", {});
  const form = el("form", { class: "search", role: "search" }, el("label", { for: "suchwort" }, app.texts("search.label")), field);
  append(body, form, status, hits);
  let ready = false;
  let timer = 0;
  const show = (): void => showHits(app, { words: wordsOf(field.value), names, ready, status, hits });
  field.value = last;
  field.addEventListener("input", () => {
    last = field.value;
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE);
  });
  // Some browsers would only empty the field.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(timer);
    show();
    hits.querySelector<HTMLElement>("a")?.focus();
  });
  field.focus();
  field.select();
  if (last) show();
  // What is there is shown at once; whoever has gone on to the hits keeps them until all is there.
  const came = (): void => void (field.value && document.activeElement === field && show());
  void fetchIndex(app, names, came).then(() => {
    ready = true;
    if (field.value) show();
  });
}

interface Shown {
  words: string[];
  names: string[];
  ready: boolean;
  status: HTMLElement;
  hits: HTMLElement;
}

function showHits(app: App, { words, names, ready, status, hits }: Shown): void {
  hits.replaceChildren();
  status.textContent = "";
  if (!words.length) return;
  if (!longEnough(words)) return void (status.textContent = app.texts("search.short"));
  const found = find(passages(names), words);
  const counted = app.texts.count("search.count", found.length) + (missing ? ` ${app.texts("search.partly")}` : "");
  status.textContent = ready ? counted : app.texts("search.waiting");
  if (found.length) hits.append(list(app, found, words, 0));
}

function list(app: App, found: Hit[], words: string[], from: number): HTMLElement {
  const rows = found.slice(from, from + SHOWN).map(({ passage }) => row(app, passage, words));
  const part = el("ol", { class: "hits", start: String(from + 1) }, ...rows);
  const box = el("div", {}, part);
  if (found.length > from + SHOWN) box.append(more(app, found, words, from + SHOWN));
  return box;
}

/** The next hits, and the focus on the first of them. */
function more(app: App, found: Hit[], words: string[], from: number): HTMLElement {
  const button = el("button", { class: "button button--quiet", type: "button" }, app.texts("search.more"));
  const place = el("p", {}, button);
  button.addEventListener("click", () => {
    const next = list(app, found, words, from);
    place.replaceWith(next);
    next.querySelector<HTMLElement>("a")?.focus();
  });
  return place;
}

const SIGNS: Record<string, string> = { lesson: "i-list", test: "i-check", aid: "i-sheet", glossary: "i-book", law: "i-scale" };

function row(app: App, [kind, href, title, place, text, land]: Passage, words: string[]): HTMLElement {
  const where = el("p", { class: "where" }, icon(SIGNS[kind] ?? "i-list"), app.texts(`search.kind-${kind}`));
  if (place) append(where, el("span", {}, place));
  if (land) append(where, el("span", {}, app.texts("search.land", { name: land })));
  const link = el("a", { href: app.root + href }, ...marked(title, words));
  return el("li", {}, where, el("h3", {}, link), text ? el("p", {}, ...marked(excerpt(text, words), words)) : null);
}

function marked(text: string, words: string[]): Node[] {
  return pieces(text, words).map((piece) => (piece.found ? el("mark", {}, piece.text) : document.createTextNode(piece.text)));
}

const search: Search = { open: (app) => withStyles(app, () => open(app)) };
provide("search", search);
