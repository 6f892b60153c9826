/** Words, addresses and forms that statements are made of (ADL and cmi5 vocabularies); knows no course. */
import { sha256 } from "../sha256.ts";
import type { LanguageMap } from "./answers.ts";
import { parts } from "./notation.ts";

export type Word = "initialized" | "terminated" | "completed" | "passed" | "failed" | "experienced" | "answered";

export interface Activity {
  objectType: "Activity";
  id: string;
  definition?: object;
}

export interface Context {
  registration?: string;
  contextActivities?: Record<string, Activity[] | Activity>;
  extensions?: Record<string, unknown>;
  [name: string]: unknown;
}

export interface Statement {
  id: string;
  timestamp: string;
  actor: Record<string, unknown>;
  verb: { id: string; display: LanguageMap };
  object: Activity;
  result?: Record<string, unknown>;
  context: Context;
}

export const VERBS = "http://adlnet.gov/expapi/verbs/";
export const TYPES = "http://adlnet.gov/expapi/activities/";
export const CMI5 = "https://w3id.org/xapi/cmi5/context/";
export const GERMAN: Record<Word, string> = {
  initialized: "begonnen", terminated: "beendet", completed: "abgeschlossen", passed: "bestanden", failed: "nicht bestanden",
  experienced: "bearbeitet", answered: "beantwortet",
};

export function marker(name: string): Activity {
  return { objectType: "Activity", id: `${CMI5}categories/${name}` };
}

/** UTC, at most two decimals. */
export function timestamp(time: number): string {
  return new Date(time).toISOString().replace(/(\.\d\d)\d/, "$1");
}

/** cmi5 wants a duration even where the level of privacy keeps it: then it says nothing. */
export function duration(seconds: number | null): string {
  const [hours, minutes, rest] = parts(seconds ?? 0);
  return hours ? `PT${hours}H${minutes}M${rest}S` : minutes ? `PT${minutes}M${rest}S` : `PT${rest}S`;
}

/** A UUID (version 5 in form) out of what a statement says: whoever sends it twice sends the same one. */
export function uuid(text: string): string {
  const digits = sha256(text);
  const variant = ((parseInt(digits.slice(16, 17), 16) & 3) | 8).toString(16);
  return [digits.slice(0, 8), digits.slice(8, 12), `5${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20, 32)].join("-");
}
