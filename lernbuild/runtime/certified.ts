/** Name and time as a certificate writes them; must not know the page. */

import type { Texts } from "./texts.ts";

/**
 * "Alex Beispiel" out of "Beispiel, Alex", the form of `cmi.core.student_name`
 * (SCORM 1.2 run-time environment, 3.4.4); anything else stays as the learning portal writes it.
 */
export function nameOf(given: string): string {
  const name = given.trim().replace(/\s+/g, " ");
  const [last, first, ...more] = name.split(/\s*,\s*/);
  return last && first && !more.length ? `${first} ${last}` : name;
}

/** "2 Stunden 5 Minuten" from seconds; below a minute it is one. */
export function timeOf(texts: Texts, seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return texts.count("certificate.minutes", minutes);
  return texts.count("certificate.hours", Math.floor(minutes / 60), { m: minutes % 60 });
}
