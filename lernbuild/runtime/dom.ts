/** Makes and finds parts of a page; must not know courses or progress. */

type Child = Node | string | null | undefined | false;

/** A new element; `true` writes an empty attribute, `false` none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  append(element, ...children);
  return element;
}

export function append(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child) parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, attributes: Record<string, string>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  append(element, ...children);
  return element;
}

/** A sign of the theme's icons.svg; decoration unless `label` says what it means. */
export function icon(name: string, classes = "icon", label = ""): SVGElement {
  const hidden: Record<string, string> = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return svg("svg", { class: classes, ...hidden }, svg("use", { href: `#${name}` }));
}

const MARKS = { open: "mark", here: "mark mark--here", done: "mark mark--done" };

/** The round sign of a lesson's state. */
export function mark(state: "open" | "here" | "done", label = ""): SVGElement {
  return icon(`m-${state}`, MARKS[state], label);
}

/** Text for ears only. */
export function spoken(text: string): HTMLElement {
  return el("span", { class: "sr" }, text);
}

/** Markup that the build made (feedback, hints); never anything a learner typed. */
export function built(source: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = source;
  return template.content;
}

/** The first part with `data-lb="name"`. */
export function hook<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T | null {
  return root.querySelector<T>(`[data-lb="${name}"]`);
}

export function hooks(root: ParentNode, name: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(`[data-lb="${name}"]`)];
}

/** Moves the focus to something that is no control. */
export function focusOn(element: HTMLElement, preventScroll = false): void {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll });
}

export function headingOf(main: ParentNode): HTMLElement | null {
  return main.querySelector<HTMLElement>("h1");
}

/** New words for a button that keeps its sign. */
export function label(button: HTMLElement, words: string): void {
  const place = button.querySelector("span");
  if (place) place.textContent = words;
  else button.textContent = words;
}
