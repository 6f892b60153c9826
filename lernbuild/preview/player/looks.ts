/** Shows the page in a frame as other screens would: style rules are asked differently, no file is changed. */
import type { Looks } from "./messages.ts";

const YES = "(min-width: 0px)";
const NO = "(max-width: 0px)";
const written = new WeakMap<CSSMediaRule, string>();

export function apply(document: Document, looks: Looks): void {
  const root = document.documentElement as HTMLElement | null;
  if (!root) return;
  root.style.colorScheme = looks.dark ? "dark" : "light";
  root.style.fontSize = looks.zoom ? "200%" : "";
  for (const sheet of document.styleSheets) {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      continue;
    }
    ask(rules, looks);
  }
}

function ask(rules: CSSRuleList, looks: Looks): void {
  for (const rule of rules) {
    if (rule.constructor.name === "CSSMediaRule") {
      const media = rule as CSSMediaRule;
      const text = written.get(media) ?? media.media.mediaText;
      written.set(media, text);
      const wanted = asked(text, looks);
      if (media.media.mediaText !== wanted) media.media.mediaText = wanted;
    }
    const inner = (rule as CSSMediaRule).cssRules as CSSRuleList | undefined;
    if (inner?.length) ask(inner, looks);
  }
}

/** A media query with our answers in place of the questions. */
export function asked(text: string, looks: Looks): string {
  let found = text
    .replace(/\(prefers-color-scheme:\s*dark\)/g, looks.dark ? YES : NO)
    .replace(/\(prefers-color-scheme:\s*light\)/g, looks.dark ? NO : YES);
  if (looks.still) {
    found = found.replace(/\(prefers-reduced-motion(:\s*reduce)?\)/g, YES).replace(/\(prefers-reduced-motion:\s*no-preference\)/g, NO);
  }
  if (looks.print) found = found.replace(/\bscreen\b/g, "speech").replace(/\bprint\b/g, "all");
  return found;
}
