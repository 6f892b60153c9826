/** What the LMS holds: the few values that matter always, all of them with lengths and the state in words on a panel. */
import { ask } from "./api.ts";
import { byId, el } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Panel } from "./tabs.ts";

const SHORT: Record<string, string[]> = {
  scorm12: ["cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.lesson_location", "cmi.suspend_data"],
  scorm2004: ["cmi.completion_status", "cmi.success_status", "cmi.score.raw", "cmi.suspend_data"],
};
const STATE = "cmi.suspend_data";

export function drawSummary(model: Model): void {
  const rows = model.launch ? recordSummary(model) : scormSummary(model);
  const text = model.play && model.play.standard === "none" ? [["", "Ohne LMS: Der Stand bleibt im Browser."]] : rows;
  byId("summary").replaceChildren(...text.map(([name, value]) => row(name ?? "", value ?? "")));
}

function row(name: string, value: string): HTMLElement {
  return el("tr", {}, el("th", { scope: "row" }, el("code", {}, name)), el("td", {}, value));
}

function scormSummary(model: Model): string[][] {
  return (SHORT[model.play?.standard ?? ""] ?? []).map((element) => {
    const value = model.stored[element] ?? "";
    const limit = model.limits[element];
    const name = element.replace(/^cmi\.(core\.)?/, "");
    if (element === STATE) return [name, value ? `${value.length} von ${limit ?? "?"} Zeichen` : "noch nichts"];
    return [name, value || "noch nichts"];
  });
}

function recordSummary(model: Model): string[][] {
  const said = model.launch?.statements ?? [];
  const verbs = said.map(verb);
  const scored = [...said].reverse().find((one) => score(one) !== "");
  return [
    ["Aussagen", String(said.length)],
    ["zuletzt", verbs.at(-1) ?? "noch nichts"],
    ["passed/completed", ["passed", "failed", "completed"].filter((one) => verbs.includes(one)).join(", ") || "noch nichts"],
    ["score.scaled", scored ? score(scored) : "noch nichts"],
  ];
}

export function verb(statement: Record<string, unknown>): string {
  const { id = "" } = (statement["verb"] ?? {}) as { id?: string };
  return id.split("/").at(-1) ?? "";
}

function score(statement: Record<string, unknown>): string {
  const found = (statement["result"] as { score?: { scaled?: number } } | undefined)?.score?.scaled;
  return found === undefined ? "" : String(found);
}

export function lmsPanel(model: Model): Panel {
  return { id: "lms", label: "LMS", draw: (box) => void draw(model, box) };
}

let drawing = 0;

async function draw(model: Model, box: HTMLElement): Promise<void> {
  const mine = ++drawing;
  const state = stateOf(model);
  const answer = state && model.play ? await ask<{ lines: string[] }>("state", { play: model.play.play, text: state }) : { lines: [] };
  if (mine !== drawing) return; // an answer to an older question
  const lines = "lines" in answer ? answer.lines : [answer.problem];
  box.replaceChildren(
    el("h2", {}, "Lernstand in Worten"),
    lines.length ? el("ul", { class: "said" }, ...lines.map((line) => el("li", {}, line))) : el("p", { class: "soft" }, "Noch ist kein Lernstand von lernbuild gespeichert."),
    el("h2", {}, "Gespeicherte Werte"),
    model.launch ? documents(model) : values(model),
  );
}

/** The text of the state, wherever the standard keeps it. */
function stateOf(model: Model): string {
  if (!model.launch) return model.stored[STATE] ?? "";
  try {
    return (JSON.parse(model.stored["State: lernbuild"] ?? "{}") as { state?: string }).state ?? "";
  } catch {
    return "";
  }
}

function values(model: Model): HTMLElement {
  const names = [...new Set([...Object.keys(model.stored), ...Object.keys(model.values)])].sort();
  if (!names.length) return el("p", { class: "soft" }, "Noch hat das LMS nichts bekommen.");
  const rows = names.map((name) => {
    const value = model.values[name] ?? "";
    const open = model.stored[name] !== model.values[name];
    return el("tr", {}, el("th", { scope: "row" }, el("code", {}, name)), el("td", { class: "long" }, value || "(leer)", length(value, model.limits[name]), open && el("p", { class: "soft" }, "noch nicht gespeichert")));
  });
  return el("table", {}, el("tbody", {}, ...rows));
}

/** How much of a bounded value is used, in words and as a bar. */
function length(value: string, limit: number | undefined): HTMLElement | null {
  if (limit === undefined || value.length < 20) return null;
  const bar = el("i", {});
  bar.style.width = `${Math.min(100, (value.length / limit) * 100)}%`;
  return el("div", {}, el("span", { class: "soft" }, `${value.length} von ${limit} Zeichen`), el("div", { class: "meter" }, bar));
}

function documents(model: Model): HTMLElement {
  const names = Object.keys(model.stored);
  const kept = names.map((name) => el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: "long" }, model.stored[name] ?? "")));
  const said = (model.launch?.statements ?? []).map((one) => el("tr", {}, el("th", { scope: "row" }, verb(one)), el("td", {}, score(one) || String((one["object"] as { id?: string } | undefined)?.id ?? ""))));
  if (!kept.length && !said.length) return el("p", { class: "soft" }, "Noch hat der Speicher nichts bekommen.");
  return el("table", {}, el("tbody", {}, ...kept, ...said));
}
