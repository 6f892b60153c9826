/** Questions and answers in the notation of xAPI, and the frame of a statement around what the LMS gave. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { definition, response } from "../../lernbuild/runtime/lms/answers.ts";
import { type Launch, readLaunch, type Sitting } from "../../lernbuild/runtime/lms/launch.ts";
import type { Lrs } from "../../lernbuild/runtime/lms/lrs.ts";
import { Statements, type Occasion } from "../../lernbuild/runtime/lms/statements.ts";
import { XAPI } from "../../lernbuild/runtime/lms/xapi.ts";
import type { InteractionRecord } from "../../lernbuild/runtime/types.ts";
import { makeCourse } from "./courses.ts";

declare const __ROOT__: string;

const { default: validate } = createRequire(`${__ROOT__}/package.json`)("@learninglocker/xapi-validation") as { default: (statement: unknown) => unknown[] };
const TIME = Date.UTC(2026, 10, 21, 20, 0, 0, 129);

type Case = [type: InteractionRecord["interaction"]["type"], correct: unknown, given: unknown, patterns: string[] | undefined, said: string];

const CASES: Case[] = [
  ["choice", ["4"], ["5"], ["4"], "5"],
  ["choice", ["4", "6"], ["4", "5"], ["4[,]6"], "4[,]5"],
  ["true-false", true, false, ["true"], "false"],
  ["matching", [["4", "9"], ["5", "8"]], [["4", "8"], ["5", "9"]], ["4[.]9[,]5[.]8"], "4[.]8[,]5[.]9"],
  ["sequencing", ["3", "1", "2"], ["1", "2", "3"], ["3[,]1[,]2"], "1[,]2[,]3"],
  ["numeric", [18, 20], 18.5, ["18[:]20"], "18.5"],
  ["numeric", [null, 20], "18,5", ["[:]20"], "18.5"],
  ["numeric", [1e-7, 1e9], 3, ["0.0000001[:]1000000000"], "3"],
  ["fill-in", [["Monat", "1 Monat"], ["Bekanntgabe"]], ["monat", "Zugang"], ["Monat[,]Bekanntgabe", "1 Monat[,]Bekanntgabe"], "monat[,]Zugang"],
  ["fill-in", [["a"]], ["{b}[,]c\n d"], ["a"], "(b}(,)c d"],
  ["long-fill-in", null, "Ein Satz.\nNoch einer.", undefined, "Ein Satz.\nNoch einer."],
  ["likert", null, "4", undefined, "4"],
  ["matching", null, [["4", "3"]], undefined, "4[.]3"],
  ["other", null, "a > b", undefined, "a > b"],
];

function record(type: Case[0], correct: unknown, given: unknown): InteractionRecord {
  return {
    id: "kurs-b_T_q1", interaction: { type, correct }, response: given, result: "wrong", fraction: 0, weighting: 1, seconds: null,
    time: new Date(TIME), description: "Was „gilt“\nhier?", final: true, labels: { 4: "Vier", 5: "Fünf", 6: "Sechs" },
  };
}

function occasion(changes: Partial<Occasion> = {}): Occasion {
  return {
    actor: { mbox: "mailto:a@example.org" }, activityId: "https://lms.test/1", registration: "2f1a2b3c-0000-4000-8000-000000000001", template: {}, cmi5: true,
    mastery: null, session: "s", enrolment: "e", course: makeCourse("B"), iri: "https://example.org/kurs", ...changes,
  };
}

for (const [type, correct, given, patterns, said] of CASES) {
  test(`${type}: ${JSON.stringify(given)}`, () => {
    const one = record(type, correct, given);
    assert.deepEqual(definition(one, "de").correctResponsesPattern, patterns);
    assert.equal(response(one.interaction, given), said);
    const statements = new Statements(occasion());
    const placed = statements.place(one);
    assert.ok(placed);
    const statement = statements.answered(one, placed);
    assert.deepEqual(validate(statement), []);
    assert.equal(statement.object.id, "https://example.org/kurs/frage/21");
    assert.equal(statement.result && "success" in statement.result, patterns !== undefined);
    assert.equal(statement.timestamp, "2026-11-21T20:00:00.12Z");
  });
}

test("what was offered is told with its words", () => {
  const { choices } = definition(record("choice", ["4"], ["5"]), "de");
  assert.deepEqual(choices, [{ id: "4", description: { de: "Vier" } }, { id: "5", description: { de: "Fünf" } }, { id: "6", description: { de: "Sechs" } }]);
  const { source, target } = definition(record("matching", [["4", "5"]], [["4", "6"]]), "de");
  assert.deepEqual(source?.map(({ id }) => id), ["4"]);
  assert.deepEqual(target?.map(({ id }) => id), ["5", "6"]);
});

test("many ways to fill many gaps are cut, not multiplied", () => {
  const gaps = Array.from({ length: 12 }, () => ["a", "b", "c"]);
  assert.equal(definition(record("fill-in", gaps, []), "de").correctResponsesPattern?.length, 20);
});

test("rounding never puts a pass below the mark, nor a fail on it", () => {
  const cases: [number, boolean, number, number][] = [[0.33333, true, 33.33, 0.33333], [0.75, false, 75, 0.7499], [0.75, true, 87.5, 0.875], [0, true, 0, 0], [1, false, 99.99, 0.9999]];
  for (const [mastery, passed, percent, expected] of cases) {
    const { result } = new Statements(occasion({ mastery })).judged(passed, TIME, 60, percent);
    assert.equal((result?.score as { scaled: number }).scaled, expected);
    assert.equal((result?.score as { raw: number }).raw, percent);
  }
});

test("the template stays as it is, one activity or a list", () => {
  const category = { id: "https://example.org/kategorie", objectType: "Activity" as const };
  const template = { language: "de-DE", platform: "Portal", contextActivities: { category, parent: [{ id: "https://example.org/oben", objectType: "Activity" as const }] }, extensions: { "https://example.org/x": [1] } };
  const before = JSON.stringify(template);
  const statements = new Statements(occasion({ template, mastery: 0.5 }));
  const { context } = statements.judged(true, TIME, 1, 80);
  const ids = (name: string) => (context.contextActivities?.[name] as { id: string }[]).map(({ id }) => id);
  assert.deepEqual(ids("category"), [category.id, "https://w3id.org/xapi/cmi5/context/categories/cmi5", "https://w3id.org/xapi/cmi5/context/categories/moveon"]);
  assert.deepEqual(ids("parent"), ["https://example.org/oben"]);
  assert.deepEqual(context.extensions, { "https://example.org/x": [1], "https://w3id.org/xapi/cmi5/context/extensions/masteryscore": 0.5 });
  assert.deepEqual([context.language, context.platform], ["de-DE", "Portal"]);
  assert.equal(JSON.stringify(template), before);
  assert.equal(statements.completed(TIME, 5).context.extensions?.["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"], undefined);
});

test("the same said twice has the same id, another session, lesson or learner another one", () => {
  const one = new Statements(occasion());
  const lesson = one.on.course.modules[0]?.lessons[0] as never;
  const ids = [
    one.initialized(TIME).id, one.completed(TIME, 1).id, one.experienced(lesson, TIME).id, new Statements(occasion({ session: "t" })).initialized(TIME).id,
    new Statements(occasion({ enrolment: "f" })).completed(TIME, 1).id,
  ];
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(one.completed(TIME + 5000, 99).id, ids[1]);
});

test("launch parameters in any order, endpoint with and without slash; what is missing is no launch", () => {
  const actor = JSON.stringify({ mbox: "mailto:ä+b@example.org" });
  const given = { actor, endpoint: "https://lrs.test/x", activityId: "https://lms.test/1", registration: "r", fetch: "https://lms.test/f?a=b&c=d" };
  const entries = Object.entries(given);
  for (let turn = 0; turn < entries.length; turn++) {
    entries.push(entries.shift() as [string, string]);
    assert.deepEqual(readLaunch(`?own=1&${new URLSearchParams(entries).toString()}`), { ...given, endpoint: `${given.endpoint}/`, auth: "", actor: JSON.parse(actor) as object });
  }
  for (const missing of ["actor", "endpoint", "activityId"]) assert.equal(readLaunch(new URLSearchParams(entries.filter(([name]) => name !== missing)).toString()), null);
  for (const wrong of ["{", "[]", "null", "1"]) assert.equal(readLaunch(new URLSearchParams({ ...given, actor: wrong }).toString()), null);
  assert.equal(readLaunch(new URLSearchParams({ ...given, endpoint: "javascript:1" }).toString()), null);
});

test("launches the way of Tin Can: agents in lists, a token without its scheme", async () => {
  const given = { endpoint: "https://lrs.test/x", activity_id: "https://lms.test/1", auth: "YTpi" };
  const old = (agent: object): unknown => readLaunch(new URLSearchParams({ ...given, actor: JSON.stringify(agent) }).toString())?.actor;
  const mbox = "mailto:a@example.org";
  assert.deepEqual(old({ name: ["Jo", "J"], mbox: [mbox], account: [] }), { objectType: "Agent", name: "Jo", mbox });
  assert.deepEqual(old({ account: [{ accountServiceHomePage: "https://lms.test", accountName: "7" }] }), { objectType: "Agent", account: { homePage: "https://lms.test", name: "7" } });
  for (const today of [{ objectType: "Group", member: [{ mbox }] }, { account: { homePage: "https://lms.test", name: "7" }, name: "Jo", x: [1] }]) assert.deepEqual(old(today), today);
  const launch = readLaunch(new URLSearchParams({ ...given, actor: "{}" }).toString()) as Launch;
  for (const [auth, sent] of [["YTpi", "Basic YTpi"], ["Basic YTpi", "Basic YTpi"], ["Bearer x", "Bearer x"], ["", ""]] as const) {
    const sitting = { auth: "", ended: false } as Sitting;
    await XAPI.authorize({ ...launch, auth }, sitting, {} as Lrs);
    assert.equal(sitting.auth, sent);
  }
});
