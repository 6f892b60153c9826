/** The tabs of the dock after the pattern of the ARIA Authoring Practices; knows no panel. */
import { byId, el } from "./dom.ts";

export interface Panel {
  id: string;
  label: string;
  /** Fills the height and scrolls inside. */
  whole?: boolean;
  draw(box: HTMLElement): void;
  /** A number beside the label; `bad`: something is wrong. */
  count?(): { n: number; bad: boolean };
}

export class Tabs {
  private readonly buttons: HTMLButtonElement[] = [];
  private readonly boxes: HTMLElement[] = [];
  private chosen = 0;

  constructor(private readonly panels: Panel[]) {
    const list = byId("tabs");
    panels.forEach((panel, index) => {
      const chosen = index === 0;
      const button = el("button", {
        type: "button", role: "tab", id: `tab-${panel.id}`, "aria-controls": `panel-${panel.id}`,
        "aria-selected": String(chosen), tabindex: chosen ? "0" : "-1", click: () => this.choose(index),
      }, panel.label);
      const box = el("div", {
        role: "tabpanel", id: `panel-${panel.id}`, "aria-labelledby": `tab-${panel.id}`, tabindex: panel.whole ? false : "0",
        class: panel.whole ? "panel panel--whole" : "panel", hidden: !chosen,
      });
      this.buttons.push(button);
      this.boxes.push(box);
      list.append(button);
      byId("panels").append(box);
    });
    list.addEventListener("keydown", (event) => this.key(event));
  }

  /** Draws a panel anew if it is shown, and its number. */
  refresh(...ids: string[]): void {
    this.panels.forEach((panel, index) => {
      if (!ids.includes(panel.id)) return;
      const count = panel.count?.();
      this.buttons[index]?.replaceChildren(panel.label, ...(count?.n ? [number(count)] : []));
      if (index === this.chosen) panel.draw(this.boxes[index] as HTMLElement);
    });
  }

  choose(index: number, focus = false): void {
    this.chosen = index;
    this.buttons.forEach((button, one) => {
      button.setAttribute("aria-selected", String(one === index));
      button.tabIndex = one === index ? 0 : -1;
    });
    this.boxes.forEach((box, one) => (box.hidden = one !== index));
    this.panels[index]?.draw(this.boxes[index] as HTMLElement);
    if (focus) this.buttons[index]?.focus();
  }

  open(id: string): void {
    this.choose(this.panels.findIndex((panel) => panel.id === id));
  }

  private key(event: KeyboardEvent): void {
    const last = this.panels.length - 1;
    const next = { ArrowRight: this.chosen === last ? 0 : this.chosen + 1, ArrowLeft: this.chosen === 0 ? last : this.chosen - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.choose(next, true);
  }
}

function number({ n, bad }: { n: number; bad: boolean }): HTMLElement {
  return el("span", { class: "n", "data-bad": bad }, String(n));
}
