/** The log of calls and statements: filter, search, what a strict LMS refuses in red, export as JSON. */
import { el } from "./dom.ts";
import type { Entry, Model } from "./model.ts";
import type { Panel } from "./tabs.ts";

const SHOWN = 600;
/** Lines on the page; the export holds all. */

const FILTERS = [
  { id: "alle", label: "alle Aufrufe" },
  { id: "schreibend", label: "nur Schreiben" },
  { id: "abgelehnt", label: "nur Abgelehntes" },
];

export function logPanel(model: Model): Panel {
  const filter = el("select", { "aria-label": "Welche Aufrufe", change: () => drawLines() }, ...FILTERS.map(({ id, label }) => el("option", { value: id }, label)));
  const search = el("input", { type: "search", placeholder: "Suchen", "aria-label": "Im Protokoll suchen", input: () => drawLines() });
  const list = el("ol", { class: "log", tabindex: "0", "aria-label": "Aufrufe, der neueste zuerst" });
  const tools = el(
    "div", { class: "tools" }, filter, search,
    el("button", { type: "button", class: "button", click: () => save(model) }, "Speichern (JSON)"),
    el("button", { type: "button", class: "button", click: () => { model.log = []; model.tell("log"); } }, "Leeren"),
  );

  function drawLines(): void {
    const wanted = search.value.trim().toLowerCase();
    const chosen = model.log.filter((entry) => fits(entry, filter.value, wanted)).slice(-SHOWN).reverse();
    list.replaceChildren(...(chosen.length ? chosen.map(line) : [el("li", { class: "mark" }, "Hier steht noch nichts.")]));
  }

  return {
    id: "protokoll",
    label: "Protokoll",
    whole: true,
    draw: (box) => {
      if (!tools.isConnected) box.replaceChildren(tools, list);
      drawLines();
    },
    count: () => ({ n: model.refused || model.calls, bad: model.refused > 0 }),
  };
}

function fits(entry: Entry, filter: string, wanted: string): boolean {
  if (entry.kind === "mark") return filter === "alle" && (!wanted || entry.words.toLowerCase().includes(wanted));
  const { call } = entry;
  if (filter === "schreibend" && !call.writes) return false;
  if (filter === "abgelehnt" && !call.row) return false;
  return !wanted || `${call.method} ${call.element} ${call.value} ${call.answer}`.toLowerCase().includes(wanted);
}

function line(entry: Entry): HTMLElement {
  const time = new Date(entry.kind === "mark" ? entry.at : entry.call.at);
  const stamp = el("time", {}, `${time.toLocaleTimeString("de-DE")},${String(time.getMilliseconds()).padStart(3, "0")}`);
  if (entry.kind === "mark") return el("li", { class: "mark" }, stamp, " ", entry.words);
  const { call } = entry;
  const answer = call.code === "0" || call.code === "" ? call.answer : `${call.answer} (${call.code})`;
  return el(
    "li", { class: call.row ? "bad" : "" },
    stamp,
    el("span", {}, el("b", {}, call.method), " ", el("code", {}, call.element)),
    el("span", { class: "answer" }, short(answer, 40), call.milliseconds > 50 ? ` ${call.milliseconds} ms` : ""),
    call.value !== "" && el("span", { class: "value" }, short(call.value, 160)),
    call.row !== "" && el("span", { class: "why" }, call.row === "LMS" ? call.words : `Regel ${call.row}: ${call.words}`),
    entry.detail !== undefined && el("details", {}, el("summary", {}, "Inhalt"), el("pre", {}, entry.detail)),
  );
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} … (${text.length} Zeichen)` : text;
}

function save(model: Model): void {
  const data = {
    course: model.play?.title, standard: model.play?.packaged, package: model.package,
    entries: model.log.map((entry) => (entry.kind === "mark" ? { at: new Date(entry.at).toISOString(), remark: entry.words } : { ...entry.call, at: new Date(entry.call.at).toISOString(), detail: entry.detail })),
  };
  const link = el("a", { href: URL.createObjectURL(new Blob([JSON.stringify(data, null, 1)], { type: "application/json" })), download: "lms-protokoll.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}
