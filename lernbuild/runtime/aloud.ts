/** Reads a page aloud with a voice of the device: passage by passage, marked as it goes; must not know the course. */

import { append, el, icon } from "./dom.ts";
import type { Texts } from "./texts.ts";

const PASSAGES = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,legend,label,figcaption,summary";
const SILENT = "nav,.sr,.gloss,.button,.aloud,[aria-hidden=true],svg,script,[data-lb=tally]";

/** A voice on the device for a language: what is read must not leave it. "none": no voices, "online": only others. */
export function voiceFor(voices: SpeechSynthesisVoice[], language: string): SpeechSynthesisVoice | "none" | "online" {
  const base = language.split("-")[0]?.toLowerCase();
  const fitting = voices.filter(({ lang }) => lang.toLowerCase().replace("_", "-").split("-")[0] === base);
  const own = fitting.filter((voice) => voice.localService);
  return own.find((voice) => voice.default) ?? own[0] ?? (fitting.length ? "online" : "none");
}

/** The passages of a page in reading order; one that holds others is left to them. */
export function passagesOf(main: HTMLElement): HTMLElement[] {
  return [...main.querySelectorAll<HTMLElement>(PASSAGES)].filter(
    (one) => !one.querySelector(PASSAGES) && !one.closest(SILENT) && one.getClientRects().length > 0 && wordsOf(one) !== "",
  );
}

/** What is said of a passage. */
export function wordsOf(passage: HTMLElement): string {
  const copy = passage.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(SILENT).forEach((part) => part.remove());
  return (copy.textContent ?? "").replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
}

export class Reader {
  private passages: HTMLElement[] = [];
  private at = -1;
  private turn = 0;
  private state: "idle" | "reading" | "paused" = "idle";

  constructor(
    private readonly speech: SpeechSynthesis,
    private readonly texts: Texts,
  ) {}

  /** Buttons at the head of a page; those of the page before are gone with it. */
  offer(main: HTMLElement): void {
    this.stop();
    const start = el("button", { class: "button button--quiet button--small", type: "button", "data-lb": "aloud" });
    const stop = el("button", { class: "button button--quiet button--small", type: "button", hidden: true }, icon("i-cross"), this.texts("comfort.aloud-stop"));
    const group = el("div", { class: "aloud", role: "group", "aria-label": this.texts("comfort.aloud-start") }, start, stop);
    const label = (key: string, sign: string): void => (start.replaceChildren(), append(start, icon(sign), this.texts(key)));
    this.changed = () => {
      const words = { idle: "comfort.aloud-start", reading: "comfort.aloud-pause", paused: "comfort.aloud-resume" }[this.state];
      label(words, this.state === "reading" ? "i-pause" : "i-play");
      if (this.state === "idle" && document.activeElement === stop) start.focus();
      stop.hidden = this.state === "idle";
    };
    start.addEventListener("click", () => this.toggle(main));
    stop.addEventListener("click", () => this.stop());
    this.changed();
    main.querySelector(".aloud")?.remove();
    main.prepend(group);
  }

  private changed: () => void = () => undefined;

  stop(): void {
    this.turn++;
    this.speech.cancel();
    this.mark(-1);
    this.enter("idle");
  }

  /** A pause is an end that knows where it was: `pause()` of browsers forgets or hangs. */
  private toggle(main: HTMLElement): void {
    if (this.state === "reading") {
      this.turn++;
      this.speech.cancel();
      this.enter("paused");
      return;
    }
    if (this.state === "idle") {
      this.passages = passagesOf(main);
      this.at = 0;
    }
    this.enter("reading");
    this.say(++this.turn);
  }

  private say(turn: number): void {
    const passage = this.passages[this.at];
    if (turn !== this.turn) return;
    if (!passage) return this.stop();
    this.mark(this.at);
    const language = passage.closest<HTMLElement>("[lang]")?.lang || document.documentElement.lang;
    const voice = voiceFor(this.speech.getVoices(), language);
    const next = (): void => {
      if (turn !== this.turn) return;
      this.at++;
      this.say(turn);
    };
    if (typeof voice === "string" || !passage.isConnected) return next();
    const said = new SpeechSynthesisUtterance(wordsOf(passage));
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = next;
    said.onerror = next;
    this.speech.speak(said);
  }

  private mark(at: number): void {
    this.passages.forEach((passage, index) => passage.classList.toggle("is-read", index === at));
    this.passages[at]?.scrollIntoView({ block: "nearest" });
  }

  private enter(state: "idle" | "reading" | "paused"): void {
    this.state = state;
    this.changed();
  }
}
