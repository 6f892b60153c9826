/** The ring that fills up: lessons done, or percent with the mark that is needed. Pure drawing. */

import { append, el, svg } from "./dom.ts";

/** More letters than these need smaller ones. */
const LONG = 5;

interface Ring {
  value: number;
  total: number;
  /** Big words inside and the small ones below; hidden from ears, `label` says it all. */
  big: string;
  small: string;
  label: string;
  /** Mark on the ring, in units of total. */
  goal?: number;
}

export function ring({ value, total, big, small, label, goal }: Ring): HTMLElement {
  const circle = { cx: "60", cy: "60", r: "52", fill: "none", "stroke-width": "11" };
  const picture = svg("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" }, svg("circle", { ...circle, class: "track" }));
  if (value > 0) {
    const dash = { pathLength: String(total), "stroke-dasharray": `${value} ${total}` };
    append(picture, svg("circle", { ...circle, ...dash, class: "value" }));
  }
  if (goal !== undefined) {
    const angle = (2 * Math.PI * goal) / total;
    const point = (radius: number): string => `${60 + radius * Math.cos(angle)} ${60 + radius * Math.sin(angle)}`;
    append(picture, svg("path", { class: "goal", d: `M${point(44)}L${point(60)}`, "stroke-width": "3" }));
  }
  const classes = big.length > LONG ? "ring__num ring__num--long num" : "ring__num num";
  const words = el("span", { class: classes, "aria-hidden": "true" }, big, el("small", {}, small));
  return el("div", { class: "ring", role: "img", "aria-label": label }, picture, words);
}
