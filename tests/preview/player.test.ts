/** Parts of the page around a course that need no browser: times, media queries, what a refused call is told. */
import assert from "node:assert/strict";
import test from "node:test";
import { asked } from "../../lernbuild/preview/player/looks.ts";
import { clock, hundredths, span } from "../../lernbuild/preview/player/time.ts";
import { Judge } from "../../lernbuild/preview/strict/judge.ts";
import { MODEL12 } from "../../lernbuild/preview/strict/rules12.ts";
import { MODEL2004 } from "../../lernbuild/preview/strict/rules2004.ts";

test("session times are added in the notation of each standard", () => {
  assert.equal(hundredths("0001:02:03.5"), 372350);
  assert.equal(hundredths("PT1H2M3.05S"), 372305);
  assert.equal(hundredths("P1DT1S"), 8640100);
  assert.equal(hundredths(""), 0);
  assert.equal(hundredths("viel"), 0);
  assert.equal(clock(hundredths("00:59:59.99") + 1), "0001:00:00.00");
  assert.equal(span(hundredths("PT59M59.99S") + 1), "PT1H0M0S");
  assert.equal(span(105), "PT0H0M1.05S");
});

const PLAIN = { dark: false, still: false, print: false, zoom: false };

test("media queries are answered as another screen would", () => {
  assert.equal(asked("(prefers-color-scheme: dark)", PLAIN), "(max-width: 0px)");
  assert.equal(asked("screen and (prefers-color-scheme: dark)", { ...PLAIN, dark: true }), "screen and (min-width: 0px)");
  assert.equal(asked("(prefers-color-scheme: light)", { ...PLAIN, dark: true }), "(max-width: 0px)");
  assert.equal(asked("print", PLAIN), "print");
  assert.equal(asked("print", { ...PLAIN, print: true }), "all");
  assert.equal(asked("screen and (min-width: 40rem)", { ...PLAIN, print: true }), "speech and (min-width: 40rem)");
  assert.equal(asked("(prefers-reduced-motion: reduce)", PLAIN), "(prefers-reduced-motion: reduce)");
  assert.equal(asked("(prefers-reduced-motion: no-preference)", { ...PLAIN, still: true }), "(max-width: 0px)");
});

/** Row of the table that a call breaks; "" = none. */
function row(model: typeof MODEL12, element: string, value: string, held: [string, string][] = [], phase = "open"): string {
  const judge = new Judge(model, "usual", new Map(held), []);
  const code = judge.write(element, value, phase);
  const { row: found, words } = code ? judge.explain(element, value, code) : { row: "", words: "-" };
  assert.ok(words.length > 0 && !/undefined/.test(words), `${element}: ${words}`);
  return found;
}

test("each refused call of SCORM 1.2 names its row", () => {
  const first: [string, string][] = [["cmi.interactions.0.id", "a"], ["cmi.interactions.0.type", "choice"]];
  const cases: [string, string, string, [string, string][]?][] = [
    ["cmi.core.lesson_status", "bestanden", "T2"], ["cmi.core.score.raw", "85,5", "T3"], ["cmi.core.exit", "normal", "T4"],
    ["cmi.suspend_data", "x".repeat(4097), "T5"], ["cmi.core.session_time", "PT5M", "T6"], ["cmi.core.student_id", "x", "T7"],
    ["cmi.completion_status", "completed", "T9"], ["cmi.interactions.0.type", "other", "T10", first],
    ["cmi.interactions.0.student_response", "Antwort A", "T11", first], ["cmi.interactions.0.result", "incorrect", "T12", first],
    ["cmi.interactions.0.time", "2026-11-22", "T13", first], ["cmi.interactions.0.id", "Frage 3 ä", "T14"],
    ["cmi.interactions.2.id", "c", "T15", first], ["cmi.core.lesson_status", "passed", ""],
  ];
  for (const [element, value, wanted, held] of cases) assert.equal(row(MODEL12, element, value, held), wanted, element);
  assert.equal(row(MODEL12, "cmi.core.lesson_status", "passed", [], "closed"), "T1");
});

test("each refused call of SCORM 2004 names its row", () => {
  const first: [string, string][] = [["cmi.interactions.0.id", "a"], ["cmi.interactions.0.type", "numeric"]];
  const cases: [string, string, string, [string, string][]?][] = [
    ["cmi.completion_status", "passed", "R2"], ["cmi.score.scaled", "1.2", "R3"], ["cmi.progress_measure", "1.5", "R4"], ["cmi.exit", "weg", "R5"],
    ["cmi.location", "x".repeat(1001), "R6"], ["cmi.session_time", "PT5.234S", "R7"],
    ["cmi.interactions.0.timestamp", "2026-11-21T20:00:00.123Z", "R8", first], ["cmi.mode", "normal", "R9"], ["cmi.core.exit", "", "R11"],
    ["cmi.interactions.2.id", "c", "R12", first], ["cmi.interactions.0.id", "q 11 mit blank", "R13"], ["cmi.interactions.0.type", "hotspot", "R14", first],
    ["cmi.interactions.0.learner_response", "18,5", "R15", first], ["cmi.interactions.0.result", "wrong", "R17", first],
    ["cmi.interactions.0.description", "x".repeat(251), "R18", first], ["cmi.interactions.0.learner_response", "18", "", first],
  ];
  for (const [element, value, wanted, held] of cases) assert.equal(row(MODEL2004, element, value, held), wanted, element);
  const judge = new Judge(MODEL2004, "usual", new Map(), []);
  assert.equal(judge.longest("cmi.suspend_data"), 4000);
  assert.equal(judge.longest("cmi.completion_status"), undefined);
});
