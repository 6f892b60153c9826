/** The page around a course: gives it an LMS, tells the preview what it does, does what the preview asks. */
import { check, mark } from "./check.ts";
import { put, take, taken } from "./keep.ts";
import { apply } from "./looks.ts";
import type { Call, Config, FromPlayer, Looks, ToPlayer } from "./messages.ts";
import { cut } from "./network.ts";
import { Lms } from "./scorm.ts";

const config = JSON.parse(document.getElementById("config")?.textContent ?? "{}") as Config;
const MAY = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads";
let looks: Looks = { dark: false, still: false, print: false, zoom: false };
let waiting: Call[] = [];
let lms: Lms | null = null;
let offline = false;
let land = config.land;
let frame: HTMLIFrameElement;

function say(message: FromPlayer): void {
  window.parent.postMessage(message, config.shell);
}

function tell(call: Call): void {
  if (!waiting.length) queueMicrotask(flush);
  waiting.push(call);
}

function flush(): void {
  say({ type: "calls", calls: waiting });
  waiting = [];
}

/** A real LMS stores while the call waits; a page that is closing can only throw its values over the wall. */
function store(values: Record<string, string>): boolean {
  const text = JSON.stringify(values);
  const request = new XMLHttpRequest();
  try {
    request.open("POST", "lms/commit", false);
    request.send(text);
    return request.status === 204;
  } catch {
    return navigator.sendBeacon("lms/commit", text);
  }
}

function showValues(): void {
  if (lms) say({ type: "values", values: lms.values, stored: lms.stored, limits: lms.limits() });
}

function inner(): Window & typeof globalThis {
  return frame.contentWindow as Window & typeof globalThis;
}

function sayPage(): void {
  const { document: shown, location } = inner();
  const main = shown.querySelector<HTMLElement>("main[data-lb-page]");
  say({
    type: "page", title: shown.title, href: location.pathname.split("/paket/")[1] ?? "",
    lesson: main?.dataset["lbId"] ?? "", kind: main?.dataset["lbPage"] ?? "",
  });
}

/** A page stands in the frame. */
function arrived(): void {
  const win = inner();
  apply(win.document, looks);
  cut(win, offline);
  const box = win.document.querySelector("main")?.parentElement;
  if (box) new win.MutationObserver(() => sayPage()).observe(box, { childList: true });
  sayPage();
  if (land) void chooseLand();
}

/** Where the frame is; "" = elsewhere: the browser shows its own words about what it has blocked. */
function addressShown(): string {
  try {
    return inner().location.href;
  } catch {
    return "";
  }
}

function left(): void {
  say({ type: "left" });
  frame.srcdoc = `<!doctype html><html lang="de"><title>Gesperrt</title><body style="font: 1rem/1.5 sans-serif; margin: 2rem">
<h1 style="font-size: 1.25rem">Hier führt der Kurs hinaus</h1>
<p>Die Vorschau lädt nichts von anderen Rechnern. Das Protokoll nennt die Adresse. Auf einer Lernplattform öffnet sich die Seite im Rahmen des Kurses oder gar nicht.</p>
<p>Zurück kommen Sie, wenn Sie die Vorschau im Browser neu laden.</p></body></html>`;
}

/** The learner's choice on the start page as soon as the course offers it, once in a launch. */
async function chooseLand(): Promise<void> {
  const choice = inner().document.querySelector<HTMLInputElement>(`[data-lb="land"] input[value="${CSS.escape(land)}"]`);
  if (!choice) return;
  land = "";
  for (let turn = 0; turn < 300 && choice.closest("[hidden]"); turn++) await new Promise((done) => setTimeout(done, 10));
  if (!choice.checked) choice.click();
}

async function reload(): Promise<void> {
  const kept = take(inner());
  // The course's own handlers run first: its session is over, and the page that comes begins another.
  inner().addEventListener("pagehide", giveLms, { once: true });
  await loaded(() => inner().location.reload());
  await taken(inner().document);
  put(inner(), kept);
  say({ type: "restored" });
}

/** As if the learner had clicked a link: a runtime that swaps pages does so, and its session goes on. */
function follow(address: string): void {
  const { document: shown } = inner();
  const link = shown.createElement("a");
  link.href = address;
  shown.body.append(link);
  link.click();
  link.remove();
}

/** Only words on pages changed: the runtime fetches the page anew, and the session goes on. */
async function refresh(): Promise<void> {
  const win = inner();
  const main = win.document.querySelector("main[data-lb-page]");
  if (!main || !win.document.querySelector('[data-lb="progress"]:not([hidden])')) return reload();
  const kept = take(win);
  follow(win.location.pathname + win.location.search);
  for (let turn = 0; turn < 300 && main.isConnected; turn++) await new Promise((done) => setTimeout(done, 5));
  if (main.isConnected) return reload();
  put(win, kept);
  say({ type: "restored" });
}

function loaded(go: () => void): Promise<void> {
  return new Promise((resolve) => {
    frame.addEventListener("load", () => resolve(), { once: true });
    go();
  });
}

async function end(): Promise<void> {
  await loaded(() => inner().location.replace("about:blank"));
  flush();
  say({ type: "ended" });
}

async function judge(): Promise<void> {
  const { document: shown } = inner();
  try {
    const findings = await check(inner(), `/${config.play}/vorschau/axe.js`);
    const controls = shown.querySelectorAll("a[href], button, input, select, textarea, summary").length;
    say({ type: "checked", findings, heading: shown.querySelector("h1")?.textContent?.trim() ?? "", controls });
  } catch {
    say({ type: "failed", words: "Die Prüfung ließ sich auf dieser Seite nicht starten." });
  }
}

function hear(message: ToPlayer): void {
  switch (message.type) {
    case "looks":
      looks = message.looks;
      return apply(inner().document, looks);
    case "faults":
      offline = message.faults.offline;
      if (lms) lms.faults = message.faults;
      return cut(inner(), offline);
    case "reload":
      return void reload();
    case "refresh":
      return void refresh();
    case "end":
      return void end();
    case "crash":
      if (lms) lms.dead = true;
      return frame.remove();
    case "check":
      return void judge();
    case "show":
      return mark(inner().document, message.target);
    case "go":
      follow(`/${config.play}/paket/${message.href}`);
  }
}

/** A session of its own for each launch; it starts with what the one before has left. */
function giveLms(): void {
  if (config.standard !== "scorm12" && config.standard !== "scorm2004") return;
  const faults = lms?.faults;
  lms = new Lms({ ...config, held: lms?.stored ?? config.held }, { store, tell, changed: showValues, now: () => Date.now() });
  if (faults) lms.faults = faults;
  Object.assign(window, { [lms.model.object]: lms.api });
  showValues();
}

function start(): void {
  giveLms();
  window.addEventListener("message", (event: MessageEvent<ToPlayer>) => {
    if (event.origin === config.shell && event.source === window.parent) hear(event.data);
  });
  frame = document.createElement("iframe");
  frame.name = "kurs";
  frame.title = config.title;
  frame.setAttribute("sandbox", MAY);
  frame.allow = "fullscreen; autoplay";
  frame.src = config.launch;
  frame.addEventListener("load", () => {
    const address = addressShown();
    if (address === "") left();
    else if (address !== "about:blank") arrived();
  });
  document.body.append(frame);
  say({ type: "ready", launch: config.lrs ?? null });
}

start();
