/**
 * The strict LMS with a record store as an HTTP server on the loopback, for packages in a browser; its port is the first line it prints.
 *
 * POST /control: what a test does to it and asks of it. Everything else is the LMS. RALPH, RALPH_AUTH: a second store that gets what this one took.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Statement } from "../../../lernbuild/runtime/lms/vocabulary.ts";
import { Lrs, type Fault, type Settings } from "./lrs.ts";

const ACTOR = { objectType: "Agent", name: "Alex Beispiel", account: { homePage: "https://lms.test", name: "lernende-1" } };
const FIRST: Settings = { kind: "cmi5", mode: "Normal", mastery: 0.75, returnUrl: "", preferences: null, etags: true };
const HEADERS = {
  "Access-Control-Allow-Methods": "GET, PUT, POST",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version",
  "Access-Control-Expose-Headers": "ETag",
};

/** A call as it came: enough to make it again. */
interface Heard {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  status: number;
}

interface Command {
  /** A new LMS that has heard nothing, with this registration. */
  reset?: string;
  launch?: Partial<Settings>;
  online?: boolean;
  expired?: boolean;
  delay?: number;
  /** By the path behind the endpoint, with or without the method: `statements`, `PUT activities/state`. */
  faults?: Record<string, Fault>;
  /** Documents that another device has written. */
  written?: Record<string, string>;
}

let lrs = new Lrs({ ...FIRST }, ACTOR);
let heard: Heard[] = [];
const elsewhere: string[] = [];

async function control({ reset, launch, faults, written = {}, ...rest }: Command): Promise<object> {
  if (reset) {
    lrs = new Lrs({ ...FIRST }, ACTOR, reset);
    heard = [];
    elsewhere.length = 0;
  }
  Object.assign(lrs, rest);
  for (const [name, text] of Object.entries(written)) lrs.documents.set(name, text);
  if (faults) lrs.fault = (method, path) => faults[path] ?? faults[`${method} ${path}`] ?? "";
  if (launch) {
    // What a launch says stays: the next one may say something else, the documents are the same.
    Object.assign(lrs.settings, launch);
    const query = new URLSearchParams(lrs.launch());
    for (const name of ["endpoint", "fetch"]) {
      const given = query.get(name);
      if (given) query.set(name, given.replace("https://lrs.test", address()));
    }
    return { query: query.toString() };
  }
  const launches = lrs.launches.map(({ said, mode, mastery, kind, asked, read, template }) => ({ said, mode, mastery, kind, asked, read: [...read], template }));
  const { statements, violations } = lrs;
  return { statements, violations: [...violations, ...elsewhere], documents: Object.fromEntries(lrs.documents), launches, heard };
}

async function lms(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const path = request.url ?? "/";
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { method = "GET" } = request;
  const now = lrs;
  const reply = now.handle(`${address()}${path}`, { method, headers, ...(body ? { body } : {}) });
  heard.push({ method, path, headers, body, status: reply?.status ?? 0 });
  if (reply?.status === 200 && method === "POST" && path.startsWith("/xapi/statements")) await forward(body);
  if (now.delay) await new Promise((resolve) => setTimeout(resolve, now.delay));
  if (!reply) return void request.socket.destroy();
  if (reply.etag) response.setHeader("ETag", reply.etag);
  response.statusCode = reply.status;
  if (reply.text !== undefined) response.setHeader("Content-Type", "application/json");
  response.end(reply.text ?? "");
}

/** What this store took, another one takes too. */
async function forward(body: string): Promise<void> {
  const { RALPH, RALPH_AUTH } = process.env;
  if (!RALPH) return;
  const headers = { "Content-Type": "application/json", "X-Experience-API-Version": "1.0.3", Authorization: RALPH_AUTH ?? "" };
  const answer = await fetch(`${RALPH}/xAPI/statements/`, { method: "POST", headers, body });
  const given = JSON.parse(body) as Statement | Statement[];
  const words = (Array.isArray(given) ? given : [given]).map(({ verb }) => verb.id.split("/").at(-1));
  if (!answer.ok) elsewhere.push(`ralph: ${answer.status} for ${words.join(", ")}: ${(await answer.text()).slice(0, 400)}`);
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const server = createServer((request, response) => {
  response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  const work = request.url === "/control"
    ? text(request).then((body) => control(JSON.parse(body) as Command)).then((answer) => void response.end(JSON.stringify(answer)))
    : lms(request, response);
  work.catch((error: unknown) => {
    elsewhere.push(`server: ${String(error)}`);
    response.writeHead(500).end();
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
// Ended with the test that started it, however that ends.
process.stdin.on("end", () => process.exit(0)).resume();
