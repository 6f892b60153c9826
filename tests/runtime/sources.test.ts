/** What no file of the browser side may contain: handlers that Chrome blocks, requests that break an LMS, other servers. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { findApi } from "../../lernbuild/runtime/lms/discovery.ts";
import { SCORM12 } from "../../lernbuild/runtime/lms/scorm12.ts";
import { Wire } from "../../lernbuild/runtime/lms/wire.ts";
import { FakeWindow, Time } from "./sim.ts";

declare const __ROOT__: string;

const files = ["runtime", "questions"].flatMap((folder) =>
  readdirSync(`${__ROOT__}/lernbuild/${folder}`, { recursive: true })
    .map((name) => `${__ROOT__}/lernbuild/${folder}/${String(name)}`)
    .filter((name) => name.endsWith(".ts")),
);

/** The text without comments. */
function code(file: string): string {
  return readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

for (const [name, pattern] of [
  ["unload and beforeunload", /["'](before)?unload["']|onbeforeunload|onunload/],
  ["adl.nav.request", /adl\.nav/],
  ["addresses of other servers (names of vocabularies are no addresses)", /https?:\/\/(?!www\.w3\.org\/|adlnet\.gov\/|w3id\.org\/|id\.tincanapi\.com\/|activitystrea\.ms\/)/],
  ["evaluated code", /\beval\(|new Function\(|innerHTML\s*\+=/],
] as const) {
  test(`no ${name}`, () => {
    assert.ok(files.length > 40, `${files.length} files`);
    assert.deepEqual(files.filter((file) => pattern.test(code(file))), []);
  });
}

test("an API that is an object with a memory of its own is called as one", () => {
  class Lms {
    private readonly values = new Map([["cmi.core.student_id", "a"]]);
    private code = "0";

    LMSInitialize(): string {
      this.code = "0";
      return "true";
    }

    LMSGetValue(element: string): string {
      return this.values.get(element) ?? "";
    }

    LMSGetLastError(): string {
      return this.code;
    }
  }
  const win = Object.assign(new FakeWindow(new Time()), { API: new Lms() });
  const api = findApi(win as unknown as Window, "API", "LMSInitialize");
  assert.ok(api);
  const wire = new Wire(api, SCORM12.dialect);
  assert.equal(wire.initialize(), true);
  assert.equal(wire.get("cmi.core.student_id"), "a");
});
