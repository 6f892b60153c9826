/** Moves the items of a list: by buttons, and with the mouse as an extra; must not know what the right order is. */

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
  moved(item, [...list.children].indexOf(item) + 1, list.children.length);
}

function isLocked(list: HTMLElement): boolean {
  return list.querySelector('[data-lb-move][aria-disabled="true"]') !== null;
}

function enableDrag(list: HTMLElement, moved: Moved): void {
  let dragged: HTMLElement | null = null;
  for (const item of list.querySelectorAll<HTMLElement>("li")) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("li") : null;
    if (!item || isLocked(list)) return event.preventDefault();
    dragged = item;
    item.classList.add("is-dragged");
    event.dataTransfer?.setData("text/plain", item.textContent ?? "");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target instanceof Element ? event.target.closest<HTMLElement>("li") : null;
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged || over.parentElement !== list) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => dragged && event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    if (dragged) settle(list, dragged, moved);
    dragged = null;
  });
}
