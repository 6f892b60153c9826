/** How a course was launched by an LMS that speaks xAPI, kept over reloads of the tab; knows no statement. */
import { sha256 } from "../sha256.ts";

/** What the query of the launch says (cmi5 8.1; plain xAPI gives `auth`, cmi5 `fetch`). */
export interface Launch {
  endpoint: string;
  /** Where the token is, once. */
  fetch: string;
  auth: string;
  actor: Record<string, unknown>;
  registration: string;
  activityId: string;
}

/** One stay in the course: from the launch until it ends; a reload belongs to it. */
export interface Sitting {
  query: string;
  /** The Authorization header. */
  auth: string;
  /** The LMS has given its answer to the one question for a token. */
  asked: boolean;
  /** Milliseconds since 1970 of the launch. */
  begun: number;
  initialized: boolean;
  ended: boolean;
  /** Passed or failed was said: one of the two a session. */
  judged: boolean;
  /** Seconds before the last reload. */
  seconds: number;
}

/** The query of the address, or of the launch whose reload this is. */
export function openSitting(win: Window, course: string, now: number): { launch: Launch; sitting: Sitting } | null {
  const kept = recall(win, course);
  const query = win.location.search;
  const fresh = readLaunch(query);
  if (fresh && kept?.query !== query) {
    const sitting = { query, auth: fresh.auth, asked: false, begun: now, initialized: false, ended: false, judged: false, seconds: 0 };
    return { launch: fresh, sitting };
  }
  const launch = fresh ?? (kept && readLaunch(kept.query));
  return kept && launch ? { launch, sitting: kept } : null;
}

export function keepSitting(win: Window, course: string, sitting: Sitting): void {
  try {
    win.sessionStorage.setItem(name(course), JSON.stringify(sitting));
  } catch {
    // Without it a reload cannot go on; nothing else is lost.
  }
}

export function readLaunch(query: string): Launch | null {
  const given = new URLSearchParams(query);
  const get = (key: string) => given.get(key) ?? "";
  const endpoint = get("endpoint");
  const activityId = get("activityId") || get("activity_id");
  const actor = readActor(get("actor"));
  if (!/^https?:\/\//i.test(endpoint) || !activityId || !actor) return null;
  return {
    endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`,
    fetch: get("fetch"),
    auth: get("auth"),
    actor,
    registration: get("registration"),
    activityId,
  };
}

/** Who learns, as one text. */
export function learnerOf({ actor }: Launch): string {
  const account = actor.account as { homePage?: unknown; name?: unknown } | undefined;
  if (account) return `${String(account.homePage)}|${String(account.name)}`;
  return String(actor.mbox ?? actor.mbox_sha1sum ?? actor.openid ?? JSON.stringify(actor));
}

/** The same for the same learner, course and registration, in every session. */
export function enrolment(launch: Launch): string {
  return sha256([learnerOf(launch), launch.activityId, launch.registration].join("\n"));
}

function readActor(text: string): Record<string, unknown> | null {
  try {
    const actor: unknown = JSON.parse(text);
    return actor && typeof actor === "object" && !Array.isArray(actor) ? agent(actor as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const WHO = ["mbox", "mbox_sha1sum", "openid", "account"];

/** Launches the way of Tin Can may write agents as xAPI 0.9 did, in lists, which no store takes today; all others stay as they are. */
function agent(actor: Record<string, unknown>): Record<string, unknown> {
  if (![...WHO, "name"].some((key) => Array.isArray(actor[key]))) return actor;
  const first = (key: string): unknown => [actor[key]].flat()[0];
  const key = WHO.find((one) => first(one)) ?? "name";
  const { homePage, name, accountServiceHomePage, accountName } = Object(first("account")) as Record<string, unknown>;
  const account = { homePage: homePage ?? accountServiceHomePage, name: name ?? accountName };
  return { objectType: "Agent", ...(first("name") ? { name: first("name") } : {}), [key]: key === "account" ? account : first(key) };
}

function recall(win: Window, course: string): Sitting | null {
  try {
    const sitting = JSON.parse(win.sessionStorage.getItem(name(course)) ?? "null") as Sitting | null;
    return sitting && typeof sitting.query === "string" ? sitting : null;
  } catch {
    return null;
  }
}

function name(course: string): string {
  return `lernbuild:launch:${course}`;
}
