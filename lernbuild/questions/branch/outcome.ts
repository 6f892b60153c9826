/** What is shown after a choice: its feedback, and the step it leads to when that is only an outcome. */
import { built, el } from "../../runtime/dom.ts";

/** A link of an outcome's text, to be shown as a button. */
export interface Onward { words: string; step: string }

export interface Outcome { content: DocumentFragment; links: Onward[] }

/** The feedback (HTML of the build) and a copy of the outcome's section; links at its end become `links`. */
export function makeOutcome(feedback: string, section: HTMLElement | null): Outcome {
  const content = feedback ? built(feedback) : document.createDocumentFragment();
  const links: Onward[] = [];
  if (section) {
    const copy = section.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    const title = copy.querySelector("h3, h4, h5, h6");
    title?.replaceWith(el("p", {}, el("strong", {}, title.textContent ?? "")));
    for (const part of copy.querySelectorAll('[data-lb="outcome"], [data-lb="next-ways"]')) part.remove();
    for (const link of copy.querySelectorAll<HTMLElement>("[data-lb-goto]")) links.push(lift(link));
    content.append(...copy.childNodes);
  }
  return { content, links };
}

function lift(link: HTMLElement): Onward {
  const paragraph = link.parentElement;
  link.remove();
  if (paragraph?.textContent?.trim() === "") paragraph.remove();
  return { words: link.textContent ?? "", step: link.dataset.lbGoto ?? "" };
}
