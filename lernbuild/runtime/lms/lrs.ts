/** The calls to a record store: GET, PUT and POST of xAPI 1.0.3; never throws, knows no statement. */

const VERSION = "1.0.3";
/** A store that has not answered by then is taken for dead; what it got is known by its id. */
const TIMEOUT = 20_000;
/** Bytes that a browser sends for a page that has gone, less what headers take. */
export const FAREWELL = 60_000;

export interface Answer {
  /** HTTP status; 0: no answer. */
  status: number;
  text: string;
  etag: string;
}

type Query = Record<string, string>;

export class Lrs {
  lastError = "";
  auth = "";

  constructor(
    private readonly win: Window,
    private readonly endpoint: string,
  ) {}

  get(path: string, query: Query): Promise<Answer> {
    return this.call("GET", path, query, {}, undefined);
  }

  put(path: string, query: Query, body: string, headers: Record<string, string> = {}, keepalive = false): Promise<Answer> {
    return this.call("PUT", path, query, { "Content-Type": "application/json", ...headers }, body, keepalive);
  }

  post(path: string, body: string, keepalive = false): Promise<Answer> {
    return this.call("POST", path, {}, { "Content-Type": "application/json" }, body, keepalive);
  }

  /** The one call that is not xAPI: the token of a session (cmi5 8.2). */
  fetchToken(url: string): Promise<Answer> {
    return this.send(url, { method: "POST" });
  }

  private call(method: string, path: string, query: Query, headers: Record<string, string>, body?: string, keepalive = false): Promise<Answer> {
    const search = new URLSearchParams(query).toString();
    const given = { Authorization: this.auth, "X-Experience-API-Version": VERSION, ...headers };
    const init: RequestInit = { method, headers: given, cache: "no-store", credentials: "omit" };
    if (body !== undefined) init.body = body;
    if (keepalive) init.keepalive = true;
    return this.send(`${this.endpoint}${path}${search ? `?${search}` : ""}`, init);
  }

  private async send(url: string, init: RequestInit): Promise<Answer> {
    const controller = new AbortController();
    const timer = init.keepalive ? 0 : this.win.setTimeout(() => controller.abort(), TIMEOUT);
    try {
      const response = await this.win.fetch(url, init.keepalive ? init : { ...init, signal: controller.signal });
      const text = await response.text();
      if (!response.ok && response.status !== 404) this.lastError = `${init.method} ${response.status}: ${text.slice(0, 200)}`;
      return { status: response.status, text, etag: response.headers.get("ETag") ?? "" };
    } catch (error) {
      this.lastError = `${init.method}: ${String(error)}`;
      return { status: 0, text: "", etag: "" };
    } finally {
      if (timer) this.win.clearTimeout(timer);
    }
  }
}

export function succeeded({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** The bytes of a text on the wire. */
export function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

export function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
