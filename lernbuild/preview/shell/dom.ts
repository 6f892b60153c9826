/** Makes elements; knows nothing of the preview. */

export type Child = Node | string | null | undefined | false;

type Attributes = Record<string, string | boolean | ((event: never) => void)>;

/** An element; `true` sets an empty attribute, `false` none, a function listens to the event of that name. */
export function el<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value as EventListener);
    else if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((one): one is Node | string => one !== null && one !== undefined && one !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A sign out of the page's own set; for the eye only. */
export function icon(name: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function byId<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

/** Fills a list of choices and picks one. */
export function fill(select: HTMLSelectElement, options: readonly { id: string; label: string }[], chosen: string): void {
  select.replaceChildren(...options.map(({ id, label }) => el("option", { value: id, selected: id === chosen }, label)));
  select.value = options.some(({ id }) => id === chosen) ? chosen : (options[0]?.id ?? "");
}

/** Text with `code` between backticks or without; German quotes stay. */
export function words(text: string): Child[] {
  return text.split(/(`[^`]+`)/).map((part) => (part.startsWith("`") && part.length > 2 ? el("code", {}, part.slice(1, -1)) : part));
}
