/** The panel of messages, and the strip above the course while the page shown is older than the sources. */
import type { Message } from "./api.ts";
import { byId, el, icon, words } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Panel } from "./tabs.ts";

const NAMES = { error: "Fehler", warning: "Warnung", info: "Hinweis" };
const ORDER = ["error", "warning", "info"];
const SIGNS = { error: "error", warning: "warning", info: "bulb" };

export function messagesPanel(model: Model): Panel {
  return {
    id: "meldungen",
    label: "Meldungen",
    draw: (box) => box.replaceChildren(...drawn(model)),
    count: () => ({ n: model.messages.length, bad: model.messages.some(({ severity }) => severity === "error") }),
  };
}

function drawn(model: Model): Node[] {
  const nothing = model.view.file ? "An diesem Paket gibt es nichts zu beanstanden." : "Zu diesem Kurs gibt es nichts zu melden.";
  if (!model.messages.length) return [el("p", { class: "good" }, icon("right"), nothing)];
  const sorted = [...model.messages].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
  return [el("ul", { class: "list" }, ...sorted.map((one) => el("li", {}, message(one))))];
}

function message(one: Message): HTMLElement {
  const lines = one.lines.filter(({ text }) => text.trim() !== "");
  const first = lines[0]?.number ?? 0;
  const source = el("pre", { tabindex: "0", role: "group", "aria-label": `Quelltext ab Zeile ${first}` });
  lines.forEach(({ number, text }, index) => source.append(index ? "\n" : "", el("span", { class: "ln" }, `${number} `), text));
  return el(
    "article", { class: `diag diag--${one.severity}` },
    el("p", { class: "diag__head" }, icon(SIGNS[one.severity]), NAMES[one.severity], el("code", {}, one.code)),
    el("h2", {}, one.message),
    one.place !== undefined && el("p", {}, place(one.place, one.href ?? "")),
    lines.length > 0 && source,
    one.hint !== "" && el("p", { class: "diag__hint" }, icon("bulb"), el("span", {}, ...words(one.hint))),
  );
}

/** A place in a source; a link when an editor is known. */
export function place(text: string, href: string): HTMLElement {
  return href ? el("a", { class: "place", href }, text) : el("span", { class: "place" }, text);
}

export function drawStrip(model: Model): void {
  const strip = byId("strip");
  const worst = model.messages.find(({ severity }) => severity === "error");
  strip.hidden = !model.stale || !worst;
  if (!worst || strip.hidden) return strip.replaceChildren();
  strip.replaceChildren(
    el("p", {}, icon("error"), " ", el("b", {}, worst.message), model.play ? " Unten steht die letzte Fassung ohne Fehler." : ""),
    worst.place === undefined ? "" : el("p", {}, place(worst.place, worst.href ?? "")),
    worst.hint ? el("p", {}, ...words(worst.hint.split("\n")[0] ?? "")) : "",
  );
}
