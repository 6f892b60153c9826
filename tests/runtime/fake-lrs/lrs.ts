/** A strict LMS with a record store: token, State, Agent Profile with ETags, Statements; one learner, one registration. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { judge, wordOf } from "../../../lernbuild/preview/strict/statements.ts";
import type { Context, Statement } from "../../../lernbuild/runtime/lms/vocabulary.ts";

declare const __ROOT__: string;

/** A module that cannot be bundled: judges what xAPI itself says of a statement. */
const { default: validate } = createRequire(`${__ROOT__}/package.json`)("@learninglocker/xapi-validation") as { default: (statement: unknown) => unknown[] };

export const ENDPOINT = "https://lrs.test/xapi/";
export const TOKEN_URL = "https://lrs.test/token";
const ACTIVITY = "https://lms.test/units/4711";

/** `drop`: it never arrives. `lost`: it arrives, the answer does not. A number: the status that is answered instead. */
export type Fault = "" | "drop" | "lost" | number;

export interface Settings {
  kind: "cmi5" | "xapi";
  mode: "Normal" | "Browse" | "Review";
  mastery: number | null;
  returnUrl: string;
  preferences: object | null;
  /** Answers to writes bring the new ETag. */
  etags: boolean;
}

/** A session as the LMS sees it. */
export interface Launched extends Settings {
  id: string;
  actor: Record<string, unknown>;
  registration: string;
  activityId: string;
  template: Context;
  token: string;
  asked: number;
  read: Set<string>;
  said: string[];
  abandoned: boolean;
}

export interface Call {
  method: string;
  path: string;
  status: number;
  keepalive: boolean;
}

interface Reply {
  status: number;
  text?: string;
  etag?: string;
}

export class Lrs {
  readonly statements: Statement[] = [];
  readonly violations: string[] = [];
  readonly calls: Call[] = [];
  readonly launches: Launched[] = [];
  readonly documents = new Map<string, string>();
  online = true;
  /** Milliseconds that every answer takes. */
  delay = 0;
  expired = false;
  fault: (method: string, path: string) => Fault = () => "";

  constructor(
    readonly settings: Settings,
    readonly actor: Record<string, unknown> = { objectType: "Agent", account: { homePage: "https://lms.test", name: "lernende-1" } },
    readonly registration = "2f1a2b3c-0000-4000-8000-000000000001",
  ) {}

  get words(): string[] {
    return this.statements.map(wordOf);
  }

  /** The query of a new launch; the LMS gives up sessions that never ended. */
  launch(settings: Partial<Settings> = {}): string {
    for (const launch of this.launches) launch.abandoned ||= !launch.said.includes("terminated");
    const number = this.launches.length + 1;
    const id = `sitzung-${number}`;
    const launch: Launched = {
      ...this.settings, ...settings, id, actor: this.actor, registration: this.registration, activityId: ACTIVITY,
      template: {
        contextActivities: { grouping: [{ id: "https://lernbuild.invalid/kurs/einheit", objectType: "Activity" }] },
        extensions: { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": id },
      },
      token: btoa(`token:${number}`), asked: 0, read: new Set(), said: [], abandoned: false,
    };
    this.launches.push(launch);
    const actor = JSON.stringify(launch.actor);
    const { kind, registration, activityId } = launch;
    const query = kind === "cmi5"
      ? { registration, activityId, actor, fetch: `${TOKEN_URL}?session=${number}`, endpoint: ENDPOINT }
      : { endpoint: ENDPOINT.slice(0, -1), auth: `Basic ${launch.token}`, actor, registration, activity_id: activityId };
    return `?${new URLSearchParams(query as unknown as Record<string, string>).toString()}`;
  }

  /** What a call does, at once; `null`: no answer. */
  handle(address: string, init: RequestInit): Reply | null {
    const url = new URL(address);
    const method = init.method ?? "GET";
    const path = url.pathname.replace("/xapi/", "") + (url.searchParams.get("stateId") === "LMS.LaunchData" ? "#launch" : "");
    const fault = this.online ? this.fault(method, path) : "drop";
    let reply: Reply | null = null;
    try {
      if (typeof fault === "number") reply = { status: fault };
      else if (fault !== "drop") reply = this.answer(url, method, init);
    } catch (error) {
      this.wrong(`broken: ${String(error)}`);
    }
    this.calls.push({ method, path, status: reply?.status ?? 0, keepalive: init.keepalive === true });
    if (init.keepalive && String(init.body ?? "").length > 65_536) throw new TypeError("keepalive over 64 KiB");
    return fault === "lost" ? null : reply;
  }

  private answer(url: URL, method: string, init: RequestInit): Reply {
    if (url.pathname === "/token") return this.giveToken(Number(url.searchParams.get("session")), method);
    const headers = new Headers(init.headers);
    const launch = this.launches.find(({ token }) => headers.get("Authorization") === `Basic ${token}`);
    if (headers.get("X-Experience-API-Version") !== "1.0.3") this.wrong("version header");
    if (!launch) {
      this.wrong("A2 8.2: no or wrong token");
      return { status: 401 };
    }
    if (this.expired) return { status: 401 };
    const body = typeof init.body === "string" ? init.body : "";
    if (url.pathname === "/xapi/statements" && method === "POST") return this.store(JSON.parse(body) as Statement | Statement[], launch);
    if (url.pathname === "/xapi/activities/state") return this.state(url, method, headers, body, launch);
    if (url.pathname === "/xapi/agents/profile") return this.profile(url, method, launch);
    this.wrong(`${method} ${url.pathname}`);
    return { status: 404 };
  }

  private giveToken(session: number, method: string): Reply {
    const launch = this.launches[session - 1] as Launched;
    if (method !== "POST") this.wrong("A2 8.2.1: token not asked by POST");
    if (launch.asked++) {
      this.wrong("A2 8.2.1.0-2: token asked twice");
      return { status: 200, text: JSON.stringify({ "error-code": "1", "error-text": "already fetched" }) };
    }
    return { status: 200, text: JSON.stringify({ "auth-token": launch.token }) };
  }

  private agrees(url: URL, launch: Launched): boolean {
    const agent: unknown = JSON.parse(url.searchParams.get("agent") ?? "null");
    const same = isDeepStrictEqual(agent, launch.actor);
    if (!same) this.wrong("A5: agent differs from the actor");
    return same;
  }

  private state(url: URL, method: string, headers: Headers, body: string, launch: Launched): Reply {
    const get = (name: string) => url.searchParams.get(name);
    if (!this.agrees(url, launch) || get("activityId") !== launch.activityId || get("registration") !== launch.registration) {
      this.wrong("State: another activity, learner or registration");
      return { status: 400 };
    }
    const id = get("stateId") ?? "";
    if (id === "LMS.LaunchData") {
      launch.read.add(id);
      if (method !== "GET") this.wrong("A3 10.2.1: LaunchData written");
      return { status: 200, text: JSON.stringify(this.launchData(launch)) };
    }
    return this.document(id, method, headers, body);
  }

  private launchData({ template, mode, mastery, returnUrl }: Launched): object {
    const more = { ...(mastery === null ? {} : { masteryScore: mastery }), ...(returnUrl ? { returnURL: returnUrl } : {}) };
    return { contextTemplate: template, launchMode: mode, launchMethod: "AnyWindow", moveOn: "CompletedAndPassed", ...more };
  }

  private document(id: string, method: string, headers: Headers, body: string): Reply {
    const held = this.documents.get(id);
    const etag = held === undefined ? "" : etagOf(held);
    if (method === "GET") return held === undefined ? { status: 404 } : { status: 200, text: held, etag };
    if (method !== "PUT" || !body) {
      this.wrong(`State: ${method}`);
      return { status: 405 };
    }
    if (headers.get("If-None-Match") === "*" && held !== undefined) return { status: 412 };
    if (headers.has("If-Match") && headers.get("If-Match") !== etag) return { status: 412 };
    JSON.parse(body);
    this.documents.set(id, body);
    return { status: 204, ...(this.settings.etags ? { etag: etagOf(body) } : {}) };
  }

  private profile(url: URL, method: string, launch: Launched): Reply {
    this.agrees(url, launch);
    if (method !== "GET") this.wrong("A3 11.0: preferences written");
    launch.read.add(url.searchParams.get("profileId") ?? "");
    const { preferences } = this.settings;
    return preferences ? { status: 200, text: JSON.stringify(preferences) } : { status: 404 };
  }

  /** All or nothing. */
  private store(given: Statement | Statement[], launch: Launched): Reply {
    const before = { statements: this.statements.length, said: launch.said.length };
    if (launch.abandoned) return { status: 403, text: "abandoned" };
    for (const statement of Array.isArray(given) ? given : [given]) {
      const known = this.statements.find(({ id }) => id === statement.id);
      const form = validate(statement).map((warning) => `xAPI: ${JSON.stringify(warning)}`);
      const wrong = known ? [] : [...form, ...judge(statement, launch, this.statements)];
      if (known ? isDeepStrictEqual(known, statement) : !wrong.length) {
        if (!known) {
          this.statements.push(statement);
          launch.said.push(wordOf(statement));
        }
        continue;
      }
      this.violations.push(...wrong);
      this.statements.length = before.statements;
      launch.said.length = before.said;
      return { status: known ? 409 : 403, text: wrong.join("; ") };
    }
    return { status: 200, text: "[]" };
  }

  private wrong(text: string): void {
    this.violations.push(text);
  }
}

function etagOf(text: string): string {
  return `"${createHash("sha1").update(text).digest("hex")}"`;
}
