/** Rules A1 to A12 of the tracking contract (cmi5 sections 6 to 11), statement by statement; the form of xAPI itself is judged elsewhere. */
import type { Context, Statement } from "../../runtime/lms/vocabulary.ts";

/** A launch as the LMS sees it: what it gave, and what has been said and read since. */
export interface Session {
  kind: "cmi5" | "xapi";
  mode: "Normal" | "Browse" | "Review";
  mastery: number | null;
  actor: Record<string, unknown>;
  registration: string;
  activityId: string;
  template: Context;
  read: ReadonlySet<string>;
  said: readonly string[];
}

const VERB = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVEON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const DEFINED = ["initialized", "terminated", "completed", "passed", "failed"];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface Activity {
  id: string;
}

export function wordOf(statement: Statement): string {
  return statement.verb.id.replace(VERB, "");
}

/** What the learner's registration and session have said before: `stored` in order. */
export function judge(statement: Statement, launch: Session, stored: readonly Statement[]): string[] {
  const wrong = form(statement, launch);
  if (launch.kind === "xapi") return [...wrong, ...plain(statement)];
  return [...wrong, ...context(statement, launch), ...order(statement, launch), ...meaning(statement, launch), ...once(statement, launch, stored)];
}

function form(statement: Statement, launch: Session): string[] {
  const wrong: string[] = [];
  if (!UUID.test(statement.id)) wrong.push("A5 9.1: id is no UUID");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2})?Z$/.test(statement.timestamp)) wrong.push(`A5 9.7: timestamp ${statement.timestamp}`);
  if (!same(statement.actor, launch.actor)) wrong.push("A5 9.2: actor differs");
  if (launch.registration && statement.context.registration !== launch.registration) wrong.push("A5 8.1.3: registration");
  return wrong;
}

function plain(statement: Statement): string[] {
  return categories(statement).length ? ["category of cmi5 in plain xAPI"] : [];
}

function context(statement: Statement, launch: Session): string[] {
  const wrong = contains(statement.context, launch.template, "context");
  if (!statement.context.extensions?.["https://w3id.org/xapi/cmi5/context/extensions/sessionid"]) wrong.push("A5 9.6.3.1: no session id");
  return wrong;
}

function order(statement: Statement, launch: Session): string[] {
  const word = wordOf(statement);
  const wrong: string[] = [];
  if (!launch.read.has("LMS.LaunchData") || !launch.read.has("cmi5LearnerPreferences")) wrong.push("A3 10.2.1, 11.0: statement before launch data and preferences");
  if (launch.said.length === 0 && word !== "initialized") wrong.push(`A4 9.3.0: ${word} before initialized`);
  if (launch.said.includes("terminated")) wrong.push(`A4 9.3.0: ${word} after terminated`);
  if (word === "initialized" && launch.said.includes("initialized")) wrong.push("A4: initialized twice");
  if (launch.mode !== "Normal" && word !== "initialized" && word !== "terminated") wrong.push(`A11 10.2.2: ${word} in mode ${launch.mode}`);
  return wrong;
}

function meaning(statement: Statement, launch: Session): string[] {
  const word = wordOf(statement);
  const defined = statement.object.id === launch.activityId;
  const wrong: string[] = [];
  const marked = categories(statement);
  const result = (statement.result ?? {}) as { completion?: boolean; success?: boolean; duration?: string; score?: Record<string, number> };
  const counts = defined && ("completion" in result || "success" in result);
  if (defined && !DEFINED.includes(word)) wrong.push(`A6: ${word} about the unit`);
  if (!defined && DEFINED.includes(word)) wrong.push(`A6 8.1.5: ${word} about something else`);
  if (marked.includes(CMI5) !== defined) wrong.push("A6 9.6.2.1: category cmi5");
  if (marked.includes(MOVEON) !== counts) wrong.push("A6 9.6.2.2: category moveon");
  if (word === "completed" && (result.completion !== true || !result.duration)) wrong.push("A7 9.5.3: completion and duration");
  if ((word === "passed" || word === "failed") && (result.success !== (word === "passed") || !result.duration)) wrong.push("A8 9.5.2: success and duration");
  if (word === "terminated" && !result.duration) wrong.push("A10 9.5.4.1: duration");
  if (word === "voided") wrong.push("A12 6.3: voided");
  return [...wrong, ...scores(word, result.score, statement, launch)];
}

function scores(word: string, score: Record<string, number> | undefined, statement: Statement, { mastery }: Session): string[] {
  const judged = word === "passed" || word === "failed";
  const wrong: string[] = [];
  if (judged && mastery !== null && statement.context.extensions?.[MASTERY] !== mastery) wrong.push("A9 9.6.3.2: masteryscore");
  if (!judged && statement.context.extensions?.[MASTERY] !== undefined) wrong.push("A9: masteryscore elsewhere");
  if (!score) return wrong;
  if (!judged) wrong.push(`A9 9.5.1: score in ${word}`);
  const { scaled = NaN, raw, min, max } = score;
  if (mastery !== null && (word === "passed" ? !(scaled >= mastery) : !(scaled < mastery))) wrong.push(`A9 9.3.4: ${word} with ${scaled}`);
  if (raw !== undefined && (min === undefined || max === undefined)) wrong.push("A9 9.5.1: raw without min and max");
  return wrong;
}

function once(statement: Statement, launch: Session, stored: readonly Statement[]): string[] {
  const word = wordOf(statement);
  const before = stored.map(wordOf);
  if (word === "completed" && before.includes("completed")) return ["A7 9.3.0: completed twice"];
  if (word === "passed" && before.includes("passed")) return ["A8 9.3.0: passed twice"];
  if (word === "failed" && before.includes("passed")) return ["A8 9.3.0: failed after passed"];
  const judged = launch.said.some((one) => one === "passed" || one === "failed");
  return judged && (word === "passed" || word === "failed") ? ["A8: passed and failed in one session"] : [];
}

function categories(statement: Statement): string[] {
  const given = (statement.context.contextActivities?.category ?? []) as Activity[];
  return given.map(({ id }) => id).filter((id) => id === CMI5 || id === MOVEON);
}

/** Everything of the template is there, as it was. */
function contains(whole: unknown, part: unknown, path: string): string[] {
  if (Array.isArray(part)) {
    const list = Array.isArray(whole) ? whole : [];
    return part.every((one) => list.some((other) => same(one, other))) ? [] : [`A5 10.2.1: ${path} of the template`];
  }
  if (part && typeof part === "object") {
    const inner = (whole ?? {}) as Record<string, unknown>;
    return Object.entries(part).flatMap(([name, value]) => contains(inner[name], value, `${path}.${name}`));
  }
  return same(whole, part) ? [] : [`A5 10.2.1: ${path} of the template`];
}

/** Two pieces of JSON that mean the same; the order of keys does not matter. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object" || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  const rest = other as Record<string, unknown>;
  return keys.length === Object.keys(other).length && keys.every((key) => key in rest && same((one as Record<string, unknown>)[key], rest[key]));
}
