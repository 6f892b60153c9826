/** The rows of the truth table that a friendly LMS can play, against npm scorm-again as a second judge. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Scorm12API, Scorm2004API } from "scorm-again";
import { Player } from "./player.ts";
import { check, prepare, ROWS, take, type Row } from "./steps.ts";
import { FakeWindow } from "./sim.ts";

type Api = Scorm12API | Scorm2004API;

/** A learner whose LMS is scorm-again; what it holds after each commit is what the server holds. */
class OraclePlayer extends Player {
  readonly refusals: string[] = [];
  private snapshot: Record<string, unknown> | null = null;

  override async launch(): Promise<void> {
    const api = this.standard === "scorm12" ? new Scorm12API({ autocommit: false, logLevel: 5 }) : new Scorm2004API({ autocommit: false, logLevel: 5 });
    if (this.snapshot) api.loadFromJSON(this.snapshot as never);
    this.introduce(api);
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

  private judged(api: Api, element: string, value: string): unknown {
    const result = api.lmsSetValue(element, value);
    if (String(result) !== "true") this.refusals.push(`${element} = ${value} -> ${String(api.lmsGetLastError())}`);
    return result;
  }

  /** Who learns, and what the LMS brings along: mode, credit, pass mark. */
  private introduce(api: Api): void {
    const given = { ...this.server.special, ...(this.standard === "scorm12" ? { "cmi.core.student_id": "learner-1" } : { "cmi.learner_id": "learner-1" }) };
    for (const [element, value] of Object.entries(given)) {
      const path = element.split(".").slice(1);
      const last = path.pop() as string;
      let at = api.cmi as unknown as Record<string, unknown>;
      for (const part of path) at = at[part] as Record<string, unknown>;
      at[last] = value;
    }
  }

  private keep(api: Api): void {
    this.snapshot = JSON.parse(JSON.stringify(api.renderCMIToJSONObject())).cmi as Record<string, unknown>;
    const flat = new Map<string, string>();
    flatten("cmi", this.snapshot, flat);
    this.server.store(flat);
  }
}

function flatten(name: string, value: unknown, flat: Map<string, string>): void {
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, flat);
  } else flat.set(name, String(value ?? ""));
}

/** Broken connections, other people's states and confirmations are the fake LMS's business. */
function playable({ lms, steps, id }: Row): boolean {
  const special = typeof lms === "object" ? Object.keys(lms) : lms ? ["none"] : [];
  const own = ["browse-mode", "empty-mode-is-normal"].includes(id);
  return special.every((key) => /^(mastery|mode)$/.test(key)) && !steps.includes("offline") && !own;
}

const rows = ROWS.filter(playable);
test("scorm-again plays most rows", () => assert.ok(rows.length >= 25, `${rows.length}`));
for (const row of rows) {
  for (const standard of ["scorm12", "scorm2004"] as const) {
    test(`${row.id} · ${standard} · scorm-again`, async () => {
      const player = prepare(row, standard, "usual", OraclePlayer) as OraclePlayer;
      for (const step of row.steps) await take(player, step);
      await player.wait(5_000);
      assert.deepEqual(player.refusals, []);
      check(row, player);
    });
  }
}
