/** What a report of an error or a question says of the place it comes from; sends nothing and must not know the page. */

import type { Texts } from "./texts.ts";
import type { CourseData } from "./types.ts";

/** `kontakt` of kurs.yaml. */
export interface Contact {
  mail?: string;
  url?: string;
  text?: string;
}

export interface Report {
  /** Where to write; empty: only words say it. */
  href: string;
  words: string;
  /** Course, version and page, to be copied where nothing can be filled in. */
  lines: string[];
}

/** Address of a page from the package root, without launch parameters. */
export function pathOf(root: string, address: string): string {
  const path = new URL(address).pathname.slice(new URL(root).pathname.length);
  return path || "index.html";
}

/** null: the course names no contact. */
export function report(course: Pick<CourseData, "title" | "version" | "legalDate">, contact: Contact, page: { title: string; path: string }, texts: Texts): Report | null {
  if (!contact.mail && !contact.url && !contact.text) return null;
  const lines = [
    texts("comfort.report-course", { title: course.title, version: course.version, date: texts.date(course.legalDate) }),
    texts("comfort.report-page", page),
  ];
  if (contact.url) return { href: contact.url, words: contact.text || texts("comfort.report-url"), lines };
  if (!contact.mail) return { href: "", words: "", lines };
  const subject = `${course.title}: ${page.title}`;
  const body = `${texts("comfort.report-body")}\n\n\n${lines.join("\n")}`;
  const fields = [["subject", subject], ["body", body]].map(([name, value]) => `${name}=${encodeURIComponent((value ?? "").replace(/\n/g, "\r\n"))}`);
  return { href: `mailto:${mailTo(contact.mail)}?${fields.join("&")}`, words: texts("comfort.report-mail", { mail: contact.mail }), lines };
}

/** An address as RFC 6068 writes it. */
function mailTo(address: string): string {
  return encodeURIComponent(address).replace(/%40/g, "@");
}
