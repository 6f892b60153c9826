/** Panels about the course itself: solutions, outline, index of law. */
import { ask, type Law, type Lesson } from "./api.ts";
import { el } from "./dom.ts";
import { place } from "./messages.ts";
import type { Model } from "./model.ts";
import type { Panel } from "./tabs.ts";

const KINDS: Record<string, string> = { lektion: "Lektion", test: "Test", umfrage: "Umfrage", fall: "Fall" };
const ONLY_COURSES = "Das gibt es nur zu Kursen aus courses/, nicht zu fremden Paketen.";

function date(iso: string): string {
  return iso ? new Date(`${iso}T00:00:00`).toLocaleDateString("de-DE") : "";
}

export function solutionsPanel(model: Model): Panel {
  return {
    id: "loesungen",
    label: "Lösungen",
    whole: true,
    draw: (box) => {
      if (model.view.file) return box.replaceChildren(el("div", { class: "tools" }, ONLY_COURSES));
      const query = new URLSearchParams(model.asked as Record<string, string>).toString();
      const kit = `lehrende/${model.view.course}/${model.view.variant || "allgemein"}/index.html`;
      const address = `loesungen?${query}`;
      const tools = el("div", { class: "tools" }, el("a", { class: "button", href: address, target: "_blank" }, "In eigenem Tab öffnen und drucken"), el("a", { class: "button", href: kit, target: "_blank" }, "Vorführen, Ablaufplan, Fallkarten"));
      box.replaceChildren(tools, el("iframe", { class: "whole", src: address, title: "Lösungen", sandbox: "" }));
    },
  };
}

export function outlinePanel(model: Model, go: (href: string) => void): Panel {
  return {
    id: "gliederung",
    label: "Gliederung",
    draw: (box) => void outline(model, box, go),
  };
}

async function outline(model: Model, box: HTMLElement, go: (href: string) => void): Promise<void> {
  if (model.view.file) return box.replaceChildren(el("p", { class: "soft" }, ONLY_COURSES));
  const answer = await ask<{ modules: { title: string; lessons: Lesson[] }[] }>("outline", model.asked);
  if ("problem" in answer) return box.replaceChildren(el("p", {}, answer.problem));
  const { modules } = answer;
  box.replaceChildren(...modules.flatMap((module) => [
    el("h2", {}, module.title),
    el("ul", { class: "list" }, ...module.lessons.map((lesson) => el("li", {}, entry(lesson, model, go)))),
  ]));
}

function entry(lesson: Lesson, model: Model, go: (href: string) => void): HTMLElement {
  const here = lesson.key === model.page.lesson;
  const facts = lesson.facts.map(({ fact, value, until }) => `${fact} = ${value}${until ? ` (bis ${date(until)})` : ""}`);
  return el(
    "div", { class: "lesson", "aria-current": here ? "true" : false },
    el("button", { type: "button", class: "linkish", click: () => go(`lektion/${lesson.key}.html`) }, lesson.title),
    el(
      "p", { class: "lesson__facts" },
      el("span", {}, KINDS[lesson.kind] ?? lesson.kind), el("span", {}, `Kennung ${lesson.key}`), el("span", {}, `Nummer ${lesson.number}`),
      lesson.minutes > 0 && el("span", {}, `${lesson.minutes} Minuten`),
      el("span", {}, `Rechtsstand ${date(lesson.legal)}`),
      lesson.check !== "" && el("span", {}, `prüfen bis ${date(lesson.check)}`),
      lesson.questions > 0 && el("span", {}, lesson.questions === 1 ? "1 Aufgabe" : `${lesson.questions} Aufgaben`),
      el("span", {}, lesson.approved ? "fachlich freigegeben" : "Entwurf"),
    ),
    facts.length > 0 && el("p", { class: "lesson__facts" }, ...facts.map((text) => el("span", {}, text))),
    el("p", {}, place(lesson.place, lesson.href)),
  );
}

export function lawsPanel(model: Model, go: (href: string) => void): Panel {
  return { id: "recht", label: "Recht", draw: (box) => void laws(model, box, go) };
}

async function laws(model: Model, box: HTMLElement, go: (href: string) => void): Promise<void> {
  if (model.view.file) return box.replaceChildren(el("p", { class: "soft" }, ONLY_COURSES));
  const answer = await ask<{ laws: Law[] }>("laws", model.asked);
  if ("problem" in answer) return box.replaceChildren(el("p", {}, answer.problem));
  const { laws: found } = answer;
  if (!found.length) return box.replaceChildren(el("p", { class: "soft" }, "Der Kurs zitiert keine Vorschrift."));
  const groups = new Map<string, Law[]>();
  for (const one of found) groups.set(one.law, [...(groups.get(one.law) ?? []), one]);
  box.replaceChildren(...[...groups].flatMap(([law, sections]) => [
    el("h2", {}, law),
    el("ul", { class: "list" }, ...sections.map((one) => el("li", {}, el("h3", {}, one.section), uses(one, go)))),
  ]));
}

function uses({ uses: places }: Law, go: (href: string) => void): HTMLElement {
  return el("ul", {}, ...places.map((use) => el(
    "li", {}, el("button", { type: "button", class: "linkish", click: () => go(`lektion/${use.key}.html`) }, use.lesson), el("p", {}, place(use.place, use.href)),
  )));
}
