/** Keeps what a learner sees and has typed while a page is loaded anew: lesson, place, answers not yet checked. */

interface Field {
  question: string;
  index: number;
  checked: boolean;
  value: string;
}

export interface Kept {
  path: string;
  scroll: number;
  open: string[];
  fields: Field[];
}

const FIELDS = "input, select, textarea";

export function take(win: Window): Kept {
  const { document } = win;
  const fields: Field[] = [];
  for (const section of document.querySelectorAll<HTMLElement>('[data-lb-question][data-lb-state="open"]')) {
    section.querySelectorAll<HTMLInputElement>(FIELDS).forEach((field, index) => {
      fields.push({ question: section.dataset.lbQuestion ?? "", index, checked: field.checked, value: field.value });
    });
  }
  const open = [...document.querySelectorAll("main details[open]")].map((one) => label(one));
  return { path: win.location.pathname, scroll: win.scrollY, open, fields };
}

export function put(win: Window, kept: Kept): void {
  const { document } = win;
  if (win.location.pathname !== kept.path) return;
  for (const one of document.querySelectorAll<HTMLDetailsElement>("main details")) one.open ||= kept.open.includes(label(one));
  for (const { question, index, checked, value } of kept.fields) {
    const section = document.querySelector(`[data-lb-question="${CSS.escape(question)}"][data-lb-state="open"]`);
    const field = section?.querySelectorAll<HTMLInputElement>(FIELDS)[index];
    if (!field) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (checked && !field.checked) field.click();
    } else if (field.value !== value) {
      field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }
  win.scrollTo({ top: kept.scroll, behavior: "instant" });
}

/** Resolves when the runtime has taken over the page, or after a while for pages that have none. */
export function taken(document: Document): Promise<void> {
  return new Promise((resolve) => {
    const begun = Date.now();
    const look = (): void => {
      const bar = document.querySelector('[data-lb="progress"]');
      if ((bar && !bar.hasAttribute("hidden")) || !document.querySelector("main[data-lb-page]") || Date.now() - begun > 4000) resolve();
      else setTimeout(look, 10);
    };
    look();
  });
}

function label(one: Element): string {
  return one.querySelector("summary")?.textContent?.trim() ?? "";
}
