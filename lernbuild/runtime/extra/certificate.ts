/** The certificate: name, result, topics, time, state of the law; made here, printed by the learner, stored nowhere. */

import type { App } from "../app.ts";
import { arrived, provide } from "../chunks.ts";
import { withStyles } from "../dialog.ts";
import { append, el, focusOn, hook, icon } from "../dom.ts";
import { earned } from "../earned.ts";
import { nameOf, timeOf } from "../certified.ts";

export interface Certificate {
  open(app: App): void;
}

/** What the build knows of it. */
interface Given {
  topics: string[];
  subtitle: string;
  edition: string;
  publisher: string;
  planned: string;
  tested: boolean;
  funding: string;
  /** Address of a picture; empty: none. */
  emblem: string;
  emblemText: string;
  /** Lines beside the emblem. */
  statement: string[];
}

/** Takes the place of the page until the learner goes back or elsewhere. */
function open(app: App): void {
  const page = hook(document, "page");
  const main = page?.querySelector<HTMLElement>("main:not([hidden])");
  const given = arrived<Given>("certificate-data");
  if (!page || !main || !given || !earned(app)) return;
  const scrolled = window.scrollY;
  const view = el("main", { id: main.id, class: "certificate", tabindex: "-1", "data-lb-view": "certificate" });
  const others = [...page.children].filter((child): child is HTMLElement => child instanceof HTMLElement && !child.hidden && !child.classList.contains("draft"));
  main.removeAttribute("id");
  others.forEach((child) => (child.hidden = true));
  const opener = document.activeElement;
  const back = (): void => {
    view.remove();
    others.forEach((child) => (child.hidden = false));
    main.id = view.id;
    window.scrollTo({ top: scrolled, behavior: "instant" });
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    else focusOn(main, true);
  };
  page.append(view);
  fill(app, view, given, back);
  window.scrollTo({ top: 0, behavior: "instant" });
}

function fill(app: App, view: HTMLElement, given: Given, back: () => void): void {
  const name = nameOf(app.tracker.progress.learnerName);
  if (app.saving === "failed" || app.saving === "saving") notSaved(app, view, back);
  else if (name) showSheet(app, view, given, name, back);
  else askName(app, view, given, back);
  const heading = view.querySelector("h1");
  if (heading) focusOn(heading, true);
}

/** As long as the portal does not hold the result, nothing is certified. */
function notSaved(app: App, view: HTMLElement, back: () => void): void {
  const notice = el("p", { class: "certificate__notice" }, app.texts("certificate.not-saved"));
  view.replaceChildren(el("div", { class: "lesson flow" }, el("h1", { tabindex: "-1" }, app.texts("certificate.title")), notice, row(backButton(app, back))));
}

function askName(app: App, view: HTMLElement, given: Given, back: () => void): void {
  const field = el("input", { id: "nachweis-name", type: "text", autocomplete: "name", maxlength: "80", "aria-describedby": "nachweis-hinweis nachweis-fehlt" });
  const wrong = el("p", { id: "nachweis-fehlt", class: "certificate__wrong", role: "status" });
  const show = el("button", { class: "button", type: "submit" }, app.texts("certificate.show"));
  const form = el("form", { class: "certificate__form", novalidate: true });
  append(form, el("label", { for: "nachweis-name" }, app.texts("certificate.name")), field, wrong, row(show, backButton(app, back)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value.trim().replace(/\s+/g, " ");
    wrong.textContent = name ? "" : app.texts("certificate.name-missing");
    field.toggleAttribute("aria-invalid", !name);
    if (!name) return field.focus();
    showSheet(app, view, given, name, back);
    focusOn(view.querySelector("h1") ?? view, true);
  });
  const intro = el("p", { id: "nachweis-hinweis" }, app.texts("certificate.intro"));
  view.replaceChildren(el("div", { class: "lesson flow" }, el("h1", { tabindex: "-1" }, app.texts("certificate.title")), intro, form));
}

function showSheet(app: App, view: HTMLElement, given: Given, name: string, back: () => void): void {
  const t = app.texts;
  const sheet = el("article", { class: "cert" });
  const sentence = t(given.tested ? "certificate.passed" : "certificate.completed");
  append(
    sheet,
    emblem(app, given),
    el("h1", { tabindex: "-1" }, t("certificate.title")),
    el("p", { class: "cert__name" }, name),
    el("p", {}, sentence),
    el("p", { class: "cert__course" }, app.course.title),
    given.subtitle ? el("p", { class: "cert__subtitle" }, given.subtitle) : null,
    facts(app, given),
    topics(app, given),
    app.course.draft && el("p", { class: "cert__draft" }, el("strong", {}, t("draft.title"))),
    foot(app, given),
  );
  const print = el("button", { class: "button", type: "button", "data-lb": "print" }, icon("i-print"), t("certificate.print"));
  print.addEventListener("click", () => window.print());
  const tools = row(print, backButton(app, back));
  if (!app.tracker.progress.learnerName) tools.append(againButton(app, view, given, back));
  view.replaceChildren(sheet, tools);
}

function emblem(app: App, given: Given): HTMLElement | null {
  if (!given.emblem) return null;
  const address = given.emblem.startsWith("data:") ? given.emblem : app.root + given.emblem;
  const words = el("span", {});
  given.statement.forEach((line, at) => append(words, at > 0 && el("br"), line));
  const picture = el("img", { src: address, alt: given.statement.length ? "" : given.emblemText });
  return el("p", { class: "funding" }, picture, given.statement.length ? words : null);
}

/** Result and time only where the course passes them on (`datenschutz`). */
function facts(app: App, given: Given): HTMLElement {
  const { texts: t, course, tracker } = app;
  const { score, passMark } = tracker.progress;
  const list = el("dl", {});
  const add = (key: string, value: string): void => append(list, el("dt", {}, t(`certificate.${key}`)), el("dd", {}, value));
  const open = course.rules.privacy !== "minimal";
  if (open && given.tested && score !== null)
    add("result", t("certificate.percent", { n: t.number(score), needed: t.number(passMark) }));
  const learned = open ? time(app, given) : "";
  if (learned) add("time", learned);
  add("legal", t.date(course.legalDate));
  add("version", course.version);
  const land = course.lands.find(({ id }) => id === tracker.progress.land)?.name ?? given.edition;
  if (land) add("edition", land);
  add("date", t.date(new Date()));
  return list;
}

/** What is known of it, and what was planned. Without a portal every page counts anew, so that nothing is known. */
function time(app: App, given: Given): string {
  const { seconds, total } = app.tracker.learned();
  const planned = given.planned ? app.texts("certificate.planned", { n: given.planned.replace(/^(etwa|about) /, "") }) : "";
  if (app.tracker.progress.place === "device") return planned && app.texts("certificate.time-device", { planned });
  const words = timeOf(app.texts, seconds + (total ?? 0));
  const counted = app.texts(total === null ? "certificate.time-session" : "certificate.time-total", { time: words });
  return planned ? `${counted} (${planned})` : counted;
}

function topics(app: App, given: Given): HTMLElement | null {
  if (!given.topics.length) return null;
  const items = given.topics.map((topic) => el("li", {}, topic.replace(/^\d+\. /, "")));
  return el("div", { class: "cert__topics" }, el("h2", {}, app.texts("certificate.topics")), el("ol", {}, ...items));
}

function foot(app: App, given: Given): HTMLElement {
  const place = app.tracker.progress.place === "lms" ? "certificate.portal" : "certificate.device";
  const by = given.publisher ? `${app.texts("certificate.by", { name: given.publisher })}. ` : "";
  return el("p", { class: "cert__foot" }, [by + app.texts(place), given.funding].filter(Boolean).join(" "));
}

function row(...buttons: HTMLElement[]): HTMLElement {
  return el("p", { class: "button-row certificate__tools" }, ...buttons);
}

function backButton(app: App, back: () => void): HTMLElement {
  const button = el("button", { class: "button button--quiet", type: "button", "data-lb": "certificate-back" }, icon("i-left"), app.texts("certificate.back"));
  button.addEventListener("click", back);
  return button;
}

function againButton(app: App, view: HTMLElement, given: Given, back: () => void): HTMLElement {
  const button = el("button", { class: "button button--quiet", type: "button" }, icon("i-redo"), app.texts("certificate.again"));
  button.addEventListener("click", () => {
    askName(app, view, given, back);
    view.querySelector("input")?.focus();
  });
  return button;
}

const certificate: Certificate = { open: (app) => withStyles(app, () => open(app)) };
provide("certificate", certificate);
