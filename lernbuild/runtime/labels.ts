/** The words of a question's options as the page shows them, by option number; knows no question type. */

/** Asked before a check, so that no mark stands beside an option. */
export function labelsOf(section: HTMLElement): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const option of section.querySelectorAll<HTMLElement>("[data-lb-option]")) {
    const own = option.querySelector<HTMLElement>("[data-lb-words], .statement__text") ?? option.querySelector<HTMLElement>("label, span") ?? option;
    note(labels, option.dataset.lbOption, own.dataset.lbWords ?? own.textContent);
  }
  for (const option of section.querySelectorAll<HTMLOptionElement>("select option")) note(labels, option.value, option.textContent);
  return labels;
}

function note(labels: Record<string, string>, number: string | undefined, words: string | null): void {
  const text = (words ?? "").replace(/\s+/g, " ").trim();
  if (number && text) labels[number] = text.slice(0, 250);
}
