/** The words of the course's language, filled in; must not know pages. */

import type { CourseData } from "./types.ts";

export interface Texts {
  (key: string, values?: Record<string, string | number>): string;
  /** `key`, or `key-1` (`key-0`) for that number, where there is one; `{n}` is the number. */
  count(key: string, n: number, values?: Record<string, string | number>): string;
  number(value: number): string;
  /** "3. November 2026" from an ISO date or a Date. */
  date(value: string | Date): string;
  time(value: Date): string;
}

export function makeTexts(course: Pick<CourseData, "texts" | "language">): Texts {
  const fill = (key: string, values: Record<string, string | number> = {}): string =>
    (course.texts[key] ?? key).replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
  // The first formatter of a page costs as much as all the rest of its start; most pages need none.
  let formatter: Intl.NumberFormat | undefined;
  const number = (value: number): string =>
    value >= 0 && value < 1000 && value % 1 === 0
      ? `${value}`
      : (formatter ??= new Intl.NumberFormat(course.language, { maximumFractionDigits: 2 })).format(value);
  const format = (options: Intl.DateTimeFormatOptions, value: Date): string =>
    new Intl.DateTimeFormat(course.language, options).format(value);
  return Object.assign(fill, {
    count: (key: string, n: number, values: Record<string, string | number> = {}): string =>
      fill(`${key}-${n}` in course.texts ? `${key}-${n}` : key, { n: number(n), ...values }),
    number,
    date: (value: string | Date): string =>
      format({ day: "numeric", month: "long", year: "numeric" }, typeof value === "string" ? dayOf(value) : value),
    time: (value: Date): string => format({ hour: "2-digit", minute: "2-digit" }, value),
  });
}

/** Local midnight of an ISO date; with a time, that moment. */
export function dayOf(iso: string): Date {
  return new Date(iso.length > 10 ? iso : `${iso}T00:00:00`);
}

/** Today by the device's clock, as an ISO date. */
export function today(now = new Date()): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
