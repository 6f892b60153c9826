/** The preview's page: chooses packages, launches them, joins frame, panels and news. */
import type { FromPlayer } from "../player/messages.ts";
import { accessPanel } from "./access.ts";
import { ask, type Built, type Listed, type Opened, type Record as Asked, type Said } from "./api.ts";
import { startBench } from "./bench.ts";
import { lawsPanel, outlinePanel, solutionsPanel } from "./course.ts";
import { byId, el, fill } from "./dom.ts";
import { drawSummary, lmsPanel } from "./lms.ts";
import { logPanel } from "./log.ts";
import { drawStrip, messagesPanel } from "./messages.ts";
import { Model } from "./model.ts";
import { type Kind, listen } from "./news.ts";
import { Recorder } from "./record.ts";
import { Stage } from "./stage.ts";
import { Tabs } from "./tabs.ts";

interface Config {
  courses: string;
  start: { course?: string; target?: string; variant?: string; file?: string };
}

const config = JSON.parse(byId("config").textContent ?? "{}") as Config;
const model = new Model();
const stage = new Stage(model, config.courses, hear);
const go = (href: string): void => stage.send({ type: "go", href });
const tabs = new Tabs([
  messagesPanel(model), lmsPanel(model), logPanel(model), solutionsPanel(model), outlinePanel(model, go), lawsPanel(model, go),
  accessPanel(model, (message) => stage.send(message)),
]);
let recorder = new Recorder(model);
let turn = 0;

function live(words: string, state: "" | "busy" | "wrong" = ""): void {
  byId("live").textContent = words;
  byId("live").dataset["state"] = state;
}

function clock(): string {
  return new Date().toLocaleTimeString("de-DE");
}

/** Opens what the view names; an older opening that is still on its way is forgotten. */
async function launch(attempt = ""): Promise<void> {
  const mine = ++turn;
  live("Wird gebaut …", "busy");
  await stage.close();
  const opened = await ask<Opened>("open", { ...model.asked, unit: model.view.unit, attempt, wish: model.wish });
  if (mine !== turn) return;
  if ("problem" in opened) {
    live(opened.problem, "wrong");
    return stage.empty(el("p", {}, opened.problem));
  }
  take(opened);
  model.package = opened.package;
  model.play = opened.play;
  model.attempts = opened.attempts;
  Object.assign(model, { values: {}, stored: {}, limits: {}, launch: null, findings: null, checked: "" });
  model.faults = { offline: false, commit: false, slow: false };
  for (const id of ["offline", "failing", "slow"]) byId<HTMLInputElement>(id).checked = false;
  recorder = new Recorder(model);
  if (opened.play && opened.src) {
    stage.show(opened.src, opened.title);
    model.note(`Gestartet: ${opened.play.title}, ${opened.play.unit.title || opened.play.packaged}`);
  } else {
    stage.empty(el("h2", {}, "Dieser Kurs lässt sich noch nicht zeigen"), el("p", {}, "Beheben Sie die Fehler rechts unter „Meldungen“. Die Vorschau zeigt den Kurs, sobald Sie speichern."));
  }
  document.title = `Vorschau: ${opened.title}`;
  if (!model.stale) live(model.view.file ? "Geöffnet" : `Gebaut um ${clock()}, aktualisiert sich`);
  units();
  model.tell("play", "messages", "values", "log");
  remember();
}

function take(said: Said): void {
  model.messages = said.messages;
  model.stale = said.stale ?? false;
  if (model.stale) live(`Fehler seit ${clock()}`, "wrong");
}

/** The table of contents of a package with several units. */
function units(): void {
  const list = model.play?.units ?? [];
  const nav = byId("units");
  nav.hidden = list.length < 2;
  nav.replaceChildren(
    el("h2", {}, "Inhalt des Pakets"),
    el("ol", {}, ...list.map((unit) => el(
      "li", { "data-depth": String(Math.min(unit.depth, 3)) },
      unit.launches
        ? el("button", { type: "button", "aria-current": unit.key === model.play?.unit.key ? "page" : false, click: () => { model.view.unit = unit.key; void launch(model.play?.attempt); } }, unit.title)
        : el("span", {}, unit.title),
    ))),
  );
}

function hear(message: FromPlayer): void {
  switch (message.type) {
    case "ready":
      model.launch = message.launch;
      stage.send({ type: "looks", looks: model.looks });
      return model.tell("values");
    case "calls":
      model.log.push(...message.calls.map((call) => ({ kind: "call" as const, call })));
      return model.tell("log");
    case "values":
      Object.assign(model, { values: message.values, stored: message.stored, limits: message.limits });
      return model.tell("values");
    case "page":
      model.page = message;
      return model.tell("page");
    case "left":
      return live("Der Kurs führt hinaus; das ist hier gesperrt.", "wrong");
    case "checked":
      model.findings = message.findings;
      model.checked = `„${message.heading || model.page.title}“, ${message.controls} Bedienelemente`;
      return model.tell("checked");
    case "failed":
      Object.assign(model, { findings: null, checked: message.words });
      return model.tell("checked");
    case "restored":
      return live(`Gebaut um ${clock()}, aktualisiert sich`);
  }
}

let broken = false;

function news(kind: Kind, data: unknown): void {
  switch (kind) {
    case "built":
      return built(data as Built);
    case "record":
      return recorder.hear(data as Asked);
    case "blocked":
      return blocked(data as { play: string; address: string });
    case "list":
      return void listed();
    case "replaced":
      return void replaced(data as { file: string });
    case "error":
      broken = true;
      return live("Die Vorschau läuft nicht mehr. Starten Sie „lernbuild preview“ neu.", "wrong");
    case "open":
      if (broken) window.location.reload();
  }
}

function blocked({ play, address }: { play: string; address: string }): void {
  if (play === model.play?.play) model.note(`Gesperrt: Der Kurs wollte etwas von außerhalb laden (${address}).`);
}

function built(news: Built): void {
  if (news.package !== model.package) return;
  take(news);
  model.tell("messages", "built");
  if (news.stale) return;
  if (!model.play) return void launch();
  live(`Gebaut um ${clock()} in ${news.took} ms`);
  if (!news.reload) return live(`Gebaut um ${clock()}, aktualisiert sich`);
  model.note(news.reload === "page" ? "Eine Seite hat sich geändert" : "Neu geladen: Der Kurs hat sich geändert");
  stage.send({ type: news.reload === "page" ? "refresh" : "reload" });
}

/** Another zip lies in the place of the one that was there. */
async function replaced({ file }: { file: string }): Promise<void> {
  await listAgain();
  if (file === model.view.file) await launch(model.play?.attempt);
}

/** Courses came, went or changed their names. */
async function listed(): Promise<void> {
  await listAgain();
  if (model.view.course || model.view.file) return;
  first();
  pickers();
  if (model.view.course) await launch();
}

async function listAgain(): Promise<void> {
  const list = await ask<Listed>("list");
  if ("problem" in list) return live(list.problem, "wrong");
  model.list = list;
  model.tell("list");
}

// ---- what is shown ---------------------------------------------------------------------------

function pickers(): void {
  const [course, target, variant] = [byId<HTMLSelectElement>("course"), byId<HTMLSelectElement>("target"), byId<HTMLSelectElement>("variant")];
  const { list, view } = model;
  const gone = view.course !== "" && !list.courses.some(({ id }) => id === view.course);
  fill(course, [
    ...(gone ? [{ id: view.course, label: `${view.course} (fehlt)` }] : []),
    ...list.courses.map(({ id, title }) => ({ id, label: title })),
    ...list.files.map(({ id, title, standard }) => ({ id: `datei:${id}`, label: `${title} (${id}, ${standard})` })),
  ], view.file ? `datei:${view.file}` : view.course);
  const chosen = list.courses.find(({ id }) => id === view.course);
  for (const select of [target, variant]) (select.parentElement as HTMLElement).hidden = view.file !== "";
  fill(target, chosen?.targets ?? [], view.target);
  fill(variant, [{ id: "", label: "allgemein" }, ...(chosen?.variants ?? [])], view.variant);
}

function choose(): void {
  const [course, target, variant] = [byId<HTMLSelectElement>("course"), byId<HTMLSelectElement>("target"), byId<HTMLSelectElement>("variant")];
  course.addEventListener("change", () => {
    const file = course.value.startsWith("datei:") ? course.value.slice(6) : "";
    const first = model.list.courses.find(({ id }) => id === course.value);
    const keep = first?.targets.some(({ id }) => id === model.view.target);
    model.wish.land = "";
    model.view = { course: file ? "" : course.value, file, unit: "", variant: "", target: keep ? model.view.target : (first?.targets[0]?.id ?? "") };
    pickers();
    void launch();
  });
  for (const select of [target, variant]) {
    select.addEventListener("change", () => {
      model.view = { ...model.view, target: target.value, variant: variant.value, unit: "" };
      void launch();
    });
  }
}

/** The address says what is shown, so that a reload shows it again. */
function remember(): void {
  const { course, target, variant, file } = model.view;
  const shown: Record<string, string> = file ? { file } : { course, target, variant };
  window.history.replaceState(null, "", `#${new URLSearchParams(shown).toString()}`);
}

function first(): void {
  const asked = { ...config.start, ...Object.fromEntries(new URLSearchParams(window.location.hash.slice(1))) } as Config["start"];
  const { courses, files } = model.list;
  const file = files.find(({ id }) => id === asked.file) ?? (courses.length ? undefined : files[0]);
  const course = courses.find(({ id }) => id === asked.course) ?? courses[0];
  const target = course?.targets.find(({ id }) => id === asked.target) ?? course?.targets[0];
  const variant = course?.variants.find(({ id }) => id === asked.variant);
  model.view = file && (asked.file || !course)
    ? { course: "", target: "", variant: "", unit: "", file: file.id }
    : { course: course?.id ?? "", target: target?.id ?? "", variant: variant?.id ?? "", unit: "", file: "" };
}

async function start(): Promise<void> {
  model.on(["messages"], () => (drawStrip(model), tabs.refresh("meldungen")));
  model.on(["values"], () => (drawSummary(model), tabs.refresh("lms")));
  model.on(["log"], () => tabs.refresh("protokoll"));
  model.on(["play", "built"], () => tabs.refresh("loesungen", "gliederung", "recht"));
  model.on(["page"], () => tabs.refresh("gliederung"));
  model.on(["checked", "play"], () => tabs.refresh("barrieren"));
  model.on(["list"], pickers);
  startBench(model, stage, {
    relaunch: async (attempt, words) => {
      if (words) model.note(words);
      await launch(attempt ?? model.play?.attempt);
    },
    crash: async () => {
      if (!model.play) return;
      const { play, attempt } = model.play;
      await ask("crash", { play });
      stage.kill();
      model.note("Der Browser ist abgestürzt: Nichts wurde mehr gespeichert. Neuer Start desselben Versuchs.");
      await launch(attempt);
    },
  });
  choose();
  tabs.choose(0);
  await listAgain();
  first();
  pickers();
  listen(news);
  if (!model.view.course && !model.view.file) {
    live("Kein Kurs", "wrong");
    return stage.empty(el("h2", {}, "Hier gibt es noch keinen Kurs"), el("p", {}, "Legen Sie einen an: ", el("code", {}, "lernbuild new course mein-kurs")), el("p", {}, ...model.list.problems));
  }
  await launch();
  for (const words of [...model.list.problems, model.list.storage].filter(Boolean)) model.note(words);
}

void start();
