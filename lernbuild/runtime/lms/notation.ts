/** Neutral responses as lists of texts, numbers and times, and the modes of a launch; knows no standard. */
import type { Mode } from "../types.ts";

/** Nothing is written over what a learner only looks at, however the LMS spells it. */
export function modeOf(word: unknown): Mode {
  const mode = String(word).toLowerCase();
  return mode === "browse" || mode === "review" ? mode : "normal";
}

/** A response as a list of texts, whatever form it has. */
export function texts(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => (Array.isArray(one) ? String(one[0] ?? "") : String(one)));
}

/** Pairs of source and target. */
export function pairs(value: unknown): [string, string][] {
  if (!Array.isArray(value)) return [];
  return value.filter(Array.isArray).map((pair: unknown[]) => [String(pair[0] ?? ""), String(pair[1] ?? "")]);
}

/** Lowest and highest right number; a single number is both. */
export function range(value: unknown): [number | null, number | null] {
  const list = (Array.isArray(value) ? value : [value, value]) as unknown[];
  return [finite(list[0]), finite(list.length > 1 ? list[1] : list[0])];
}

export function finite(value: unknown): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = typeof value === "number" ? value : Number(String(value).replace(",", "."));
  return Number.isFinite(number) ? number : null;
}

/** A decimal with a point, no exponent, at most `digits` places. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "").replace(/^-0$/, "0") : text;
}

export function truth(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === true || /^(true|1|t|wahr|richtig)$/i.test(String(first));
}

/** One line, no control characters, at most `length` characters and no half of a pair at the end. */
export function line(value: string, length: number): string {
  // eslint-disable-next-line no-control-regex
  const plain = value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").replace(/ {2,}/g, " ").trim();
  return plain.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

export function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Hours, minutes, seconds. */
export function parts(seconds: number): [number, number, number] {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

/** `12:05:09`, local time. */
export function clockTime(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
}

const SPAN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of a CMITimespan (`0001:05:09.50`, SCORM 1.2) or a timeinterval (`PT1H5M9S`, SCORM 2004); null: neither. */
export function secondsOf(text: string): number | null {
  const clock = /^(\d{1,4}):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const span = SPAN.exec(text);
  if (!span || text === "P" || text.endsWith("T")) return null;
  const [years, months, days, hours, minutes, seconds] = span.slice(1).map((part) => Number(part ?? 0)) as number[];
  const dayCount = (years ?? 0) * 365 + (months ?? 0) * 30 + (days ?? 0);
  return ((dayCount * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}
