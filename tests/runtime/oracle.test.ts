/** The rows of the truth table against npm scorm-again as a second LMS and a second judge. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Scorm12API, Scorm2004API } from "scorm-again";
import { Judge } from "../../lernbuild/preview/strict/judge.ts";
import { modelOf, Player } from "./player.ts";
import { check, prepare, ROWS, take } from "./steps.ts";
import { FakeWindow } from "./sim.ts";

type Api = Scorm12API | Scorm2004API;

/** A learner whose LMS is scorm-again; what it holds after each commit is what the server holds. */
class OraclePlayer extends Player {
  readonly refusals: string[] = [];
  private readonly written = new Map<string, string>();
  private snapshot: Record<string, unknown> | null = null;

  override async launch(): Promise<void> {
    const api = this.standard === "scorm12" ? new Scorm12API({ autocommit: false, logLevel: 5 }) : new Scorm2004API({ autocommit: false, logLevel: 5 });
    if (this.snapshot) api.loadFromJSON(this.snapshot as never);
    else for (const [element, value] of this.server.held) put(api, element, value);
    this.introduce(api);
    if (this.options.joined) api.lmsInitialize("");
    const prefix = this.standard === "scorm12" ? "LMS" : "";
    api.on(`${prefix}Commit`, () => this.keep(api));
    const recorded = {
      [`${prefix}Initialize`]: (given: string) => api.lmsInitialize(given as ""),
      [this.standard === "scorm12" ? "LMSFinish" : "Terminate"]: (given: string) => {
        const done = api.lmsFinish(given as "");
        this.keep(api);
        return done;
      },
      [`${prefix}GetValue`]: (element: string) => api.lmsGetValue(element),
      [`${prefix}SetValue`]: (element: string, value: string) => this.judged(api, element, value),
      [`${prefix}Commit`]: (given: string) => api.lmsCommit(given as ""),
      [`${prefix}GetLastError`]: () => api.lmsGetLastError(),
    };
    this.win = new FakeWindow(this.time);
    this.win.parent = Object.assign(new FakeWindow(this.time), { [this.standard === "scorm12" ? "API" : "API_1484_11"]: recorded });
    await this.begin();
  }

  /** Both judge: scorm-again, and the tables of section 6, which are stricter. */
  private judged(api: Api, element: string, value: string): unknown {
    const result = api.lmsSetValue(element, value);
    if (String(result) !== "true") this.refusals.push(`${element} = ${value} -> ${String(api.lmsGetLastError())}`);
    if (!new Judge(modelOf(this.standard), "usual", this.written, this.refusals).write(element, value, "open")) this.written.set(element, value);
    return result;
  }

  /** Who learns, and what the LMS brings along: mode, credit, pass mark. */
  private introduce(api: Api): void {
    const given = { ...this.server.special, ...(this.standard === "scorm12" ? { "cmi.core.student_id": "learner-1" } : { "cmi.learner_id": "learner-1" }) };
    for (const [element, value] of Object.entries(given)) {
      put(api, element, value);
    }
  }

  /** What goes nowhere is kept nowhere. */
  private keep(api: Api): void {
    if (!this.server.online) return;
    this.snapshot = JSON.parse(JSON.stringify(api.renderCMIToJSONObject())).cmi as Record<string, unknown>;
    const flat = new Map<string, string>();
    flatten("cmi", this.snapshot, flat);
    this.server.store(flat);
  }
}

function put(api: Api, element: string, value: string): void {
  const path = element.split(".").slice(1);
  const last = path.pop() as string;
  let at = api.cmi as unknown as Record<string, unknown>;
  for (const part of path) at = at[part] as Record<string, unknown>;
  at[last] = value;
}

function flatten(name: string, value: unknown, flat: Map<string, string>): void {
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, flat);
  } else flat.set(name, String(value ?? ""));
}

/** Without an LMS there is nothing to judge; scorm-again has no empty mode, and in browse mode makes a status of its own ("browsed"). */
const OTHERS = ["no-lms", "browse-mode", "empty-mode-is-normal"];

for (const row of ROWS.filter(({ id }) => !OTHERS.includes(id))) {
  for (const standard of ["scorm12", "scorm2004"] as const) {
    test(`${row.id} · ${standard} · scorm-again`, async () => {
      const player = prepare(row, standard, "usual", OraclePlayer) as OraclePlayer;
      const earlier = typeof row.lms === "object" ? ROWS.find(({ id }) => id === (row.lms as Record<string, unknown>)["holds-after"]) : undefined;
      for (const step of [...(earlier ? [...earlier.steps, "close"] : []), ...row.steps]) await take(player, step);
      await player.wait(5_000);
      assert.deepEqual(player.refusals, []);
      check(row, player);
    });
  }
}
