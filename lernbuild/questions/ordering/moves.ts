/** Moves the items of a list: by buttons, and by dragging with mouse or finger as an extra; must not know what the right order is. */

/** Called after an item came to a new place, counted from 1. */
export type Moved = (item: HTMLElement, place: number, total: number) => void;

export function enableMoves(list: HTMLElement, moved: Moved): void {
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-lb-move]") : null;
    const item = button?.closest<HTMLElement>("li");
    if (!button || !item || isLocked(list)) return;
    const up = button.dataset.lbMove === "up";
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (up) other.before(item);
    else other.after(item);
    settle(list, item, moved);
    (button.disabled ? item.querySelector<HTMLButtonElement>("button:not([disabled])") : button)?.focus();
  });
  enableDrag(list, moved);
  setEnds(list);
}

/** The first cannot go up, the last not down. */
export function setEnds(list: HTMLElement): void {
  const items = [...list.children];
  items.forEach((item, at) => {
    item.querySelector('[data-lb-move="up"]')?.toggleAttribute("disabled", at === 0);
    item.querySelector('[data-lb-move="down"]')?.toggleAttribute("disabled", at === items.length - 1);
  });
}

function settle(list: HTMLElement, item: HTMLElement, moved: Moved): void {
  setEnds(list);
  moved(item, placeOf(item) + 1, list.children.length);
}

function isLocked(list: HTMLElement): boolean {
  return list.querySelector('[data-lb-move][aria-disabled="true"]') !== null;
}

/** A finger drags by the grip, so that the page can still be scrolled; a mouse anywhere on the item. */
function enableDrag(list: HTMLElement, moved: Moved): void {
  let dragged: HTMLElement | null = null;
  let start = -1;
  /** From the middle of the item to where it was taken. */
  let grip = 0;
  const end = (): void => {
    if (!dragged) return;
    const item = dragged;
    dragged = null;
    list.classList.remove("is-moving");
    item.classList.remove("is-dragged");
    if (placeOf(item) !== start) settle(list, item, moved);
  };
  list.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const item = target?.closest<HTMLElement>("li");
    if (!item || !event.isPrimary || event.button !== 0 || isLocked(list) || target?.closest("button, a")) return;
    if (event.pointerType !== "mouse" && !target?.closest(".order__grip")) return;
    dragged = item;
    start = placeOf(item);
    grip = event.clientY - at(item, 0.5);
    list.setPointerCapture(event.pointerId);
    list.classList.add("is-moving");
    item.classList.add("is-dragged");
  });
  list.addEventListener("pointermove", (event) => dragged && bring(dragged, event.clientY - grip));
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) list.addEventListener(name, end);
}

/** With its middle to `y`: past each neighbour of which it covers the nearer quarter. */
function bring(item: HTMLElement, y: number): void {
  const start = placeOf(item);
  let other: Element | null;
  while ((other = item.previousElementSibling) && y < at(other, 0.75)) other.before(item);
  while ((other = item.nextElementSibling) && y > at(other, 0.25)) other.after(item);
  if (placeOf(item) !== start) item.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** A height within an item: 0 its top, 1 its bottom. */
function at(item: Element, share: number): number {
  const { top, height } = item.getBoundingClientRect();
  return top + height * share;
}

function placeOf(item: Element): number {
  return item.parentElement ? [...item.parentElement.children].indexOf(item) : -1;
}
