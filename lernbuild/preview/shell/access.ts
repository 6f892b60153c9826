/** The panel that has axe look at the page shown. */
import type { ToPlayer } from "../player/messages.ts";
import { el, icon } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Panel } from "./tabs.ts";

const IMPACTS: Record<string, string> = { critical: "kritisch", serious: "ernst", moderate: "mittel", minor: "gering" };

export function accessPanel(model: Model, send: (message: ToPlayer) => void): Panel {
  return {
    id: "barrieren",
    label: "Barrieren",
    draw: (box) => box.replaceChildren(
      el("p", {}, "axe prüft die Seite, die gerade zu sehen ist, nach WCAG 2.2 AA. Es findet nur einen Teil der Barrieren: Tastatur, Vorlesen und Verständlichkeit prüfen Menschen."),
      el("p", {}, el("button", { type: "button", class: "button", click: () => send({ type: "check" }) }, "Diese Seite prüfen")),
      el("div", { role: "status" }, ...found(model, send)),
    ),
    count: () => ({ n: model.findings?.length ?? 0, bad: (model.findings?.length ?? 0) > 0 }),
  };
}

function found(model: Model, send: (message: ToPlayer) => void): Node[] {
  if (model.checked === "") return [];
  if (!model.findings?.length) return [el("p", { class: "good" }, icon("right"), model.findings ? `${model.checked}: keine Barriere gefunden.` : model.checked)];
  return [
    el("h2", {}, model.checked),
    el("ul", { class: "list" }, ...model.findings.map((one) => el(
      "li", {},
      el(
        "article", { class: "diag diag--error" },
        el("p", { class: "diag__head" }, icon("error"), IMPACTS[one.impact] ?? one.impact, el("code", {}, one.id)),
        el("h3", {}, one.help),
        el("ul", {}, ...one.targets.map((target) => el("li", {}, el("button", { type: "button", class: "linkish place", click: () => send({ type: "show", target }) }, target)))),
      ),
    ))),
  ];
}
