/** Locks controls so that they stay readable and reachable; must not know answers. */

const CONTROLS = "input, select, textarea, button[data-lb-move], [data-lb-option] button";

/** Sets or takes back `aria-disabled` on all controls of a question; a locked control keeps its value. */
export function lockControls(root: HTMLElement, locked: boolean): void {
  const body = root.querySelector<HTMLElement>("fieldset") ?? root;
  guard(body);
  root.querySelector("form")?.classList.toggle("is-locked", locked);
  for (const control of body.querySelectorAll<HTMLElement>(CONTROLS)) lockOne(control, locked);
}

function lockOne(control: HTMLElement, locked: boolean): void {
  if (locked) control.setAttribute("aria-disabled", "true");
  else control.removeAttribute("aria-disabled");
  if (isTyped(control)) control.readOnly = locked;
  if (control instanceof HTMLSelectElement) control.dataset.lbKept = control.value;
}

function isTyped(control: Element): control is HTMLInputElement | HTMLTextAreaElement {
  return control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
}

/** Undoes what a browser does to controls that are only said to be locked; set once per question. */
function guard(body: HTMLElement): void {
  if (body.dataset.lbGuard) return;
  body.dataset.lbGuard = "yes";
  const locked = (event: Event): HTMLElement | null => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>(CONTROLS) : null;
    return target?.getAttribute("aria-disabled") === "true" ? target : null;
  };
  body.addEventListener("click", (event) => {
    const control = locked(event);
    if (!control || isTyped(control)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  body.addEventListener("mousedown", (event) => {
    const control = locked(event);
    if (control instanceof HTMLSelectElement) {
      event.preventDefault();
      control.focus();
    }
  }, true);
  body.addEventListener("change", (event) => {
    const control = locked(event);
    if (control instanceof HTMLSelectElement) control.value = control.dataset.lbKept ?? "";
  }, true);
}
