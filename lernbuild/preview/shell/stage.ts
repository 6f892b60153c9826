/** The frame with the course: opened, widened, told what to do; hears what the page inside says. */
import type { FromPlayer, ToPlayer } from "../player/messages.ts";
import { byId, el } from "./dom.ts";
import type { Model } from "./model.ts";

const WIDTHS = ["320", "360", "650", "1140", "voll"];
const GOING = 2500;
/** Milliseconds that a course gets to say goodbye. */

export class Stage {
  private frame: HTMLIFrameElement | null = null;
  private waiting: ((message: FromPlayer) => void)[] = [];

  constructor(
    private readonly model: Model,
    private readonly courses: string,
    private readonly hear: (message: FromPlayer) => void,
  ) {
    window.addEventListener("message", (event: MessageEvent<FromPlayer>) => {
      if (event.origin !== courses || !this.frame || event.source !== this.frame.contentWindow) return;
      for (const one of [...this.waiting]) one(event.data);
      this.hear(event.data);
    });
    byId("widths").append(...WIDTHS.map((width) => el("button", { type: "button", "aria-pressed": String(width === model.width), "data-width": width, click: () => this.widen(width) }, width)));
    this.widen(model.width);
  }

  widen(width: string): void {
    this.model.width = width;
    byId("place").dataset["width"] = width;
    for (const button of byId("widths").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset["width"] === width));
  }

  send(message: ToPlayer): void {
    this.frame?.contentWindow?.postMessage(message, this.courses);
  }

  show(address: string, title: string): void {
    this.frame = el("iframe", { src: address, title: `Kurs in der Vorschau: ${title}`, allow: "fullscreen; autoplay" });
    byId("place").replaceChildren(this.frame);
  }

  /** Nothing can be shown: says why. */
  empty(...children: Node[]): void {
    this.frame = null;
    byId("place").replaceChildren(el("div", { class: "empty" }, ...children));
  }

  /** Lets the course end its session as a closed tab would, then goes on. */
  async close(): Promise<void> {
    if (!this.frame) return;
    const ended = this.next("ended");
    this.send({ type: "end" });
    await ended;
    this.frame?.remove();
    this.frame = null;
  }

  /** The browser is gone without a word. */
  kill(): void {
    this.send({ type: "crash" });
    this.frame?.remove();
    this.frame = null;
  }

  private next(type: FromPlayer["type"]): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting = this.waiting.filter((one) => one !== listen);
        window.clearTimeout(timer);
        resolve();
      };
      const listen = (message: FromPlayer): void => void (message.type === type && done());
      const timer = window.setTimeout(done, GOING);
      this.waiting.push(listen);
    });
  }
}
