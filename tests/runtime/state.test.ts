/** The state as text: there and back, sizes, damage, newer versions, and the vectors that Python reads, too. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { answer, settle, submit } from "../../lernbuild/runtime/actions.ts";
import { BitReader } from "../../lernbuild/runtime/bits.ts";
import { thin } from "../../lernbuild/runtime/dense.ts";
import { fitState } from "../../lernbuild/runtime/fit.ts";
import { mergeStates } from "../../lernbuild/runtime/merge.ts";
import { Outline } from "../../lernbuild/runtime/outline.ts";
import type { Case } from "../../lernbuild/runtime/policy.ts";
import { decodeState, emptyState, encodeState, UNITS, type State } from "../../lernbuild/runtime/state.ts";
import type { CourseData, QuestionData } from "../../lernbuild/runtime/types.ts";
import { begin, handIn, seen } from "./cases.ts";
import { Chance } from "./chance.ts";
import { lesson, makeCourse, question } from "./courses.ts";
import { plain, randomState } from "./states.ts";

declare const __ROOT__: string;
const VECTORS = `${__ROOT__}/tests/runtime/state-vectors.json`;

test("500 random states come back as they were", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const state = randomState(new Chance(seed));
    const text = encodeState(state);
    assert.match(text, /^lb1;[A-Za-z0-9_-]+$/);
    assert.deepEqual(plain(decodeState(text) as State), plain(state), `seed ${seed}`);
  }
});

test("the dense form is read as it was written, and shorter", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const state = thinned(seed);
    assert.deepEqual(plain(decodeState(encodeState(state, true)) as State), plain(state), `seed ${seed}`);
  }
  const state = bigState(0, 3000, 0);
  assert.ok(encodeState(state, true).length < 0.8 * encodeState(state).length);
});

test("dense and plain questions side by side: nothing is lost", () => {
  const [dense, plainly] = [thinned(31), thinned(32)];
  const both = emptyState();
  const bits = BitReader.fromText(encodeState({ ...emptyState(), questions: dense.questions }, true).slice(4));
  while (bits.left >= 10) {
    const tag = bits.varint();
    const payload = bits.take(bits.varint());
    if (tag === 6) both.unknown.push({ tag, bits: payload });
  }
  both.questions = plainly.questions;
  const read = decodeState(encodeState(both)) as State;
  assert.equal(both.unknown.length, 1);
  for (const n of [...dense.questions.keys(), ...plainly.questions.keys()]) {
    const right = [dense, plainly].some(({ questions }) => questions.get(n)?.verdict === "right");
    assert.equal(read.questions.get(n)?.verdict, right ? "right" : (plainly.questions.get(n) ?? dense.questions.get(n))?.verdict, `question ${n}`);
  }
});

test("the vectors hold", () => {
  const made = Array.from({ length: 10 }, (_, seed) => randomState(new Chance(seed))).map((state) => ({ text: encodeState(state), state: plain(state) }));
  for (const state of [thinned(21), thinned(22), { ...emptyState(5), counter: 1 }]) made.push({ text: encodeState(state, true), state: plain(state) });
  if (process.env.LERNBUILD_UPDATE) writeFileSync(VECTORS, `[\n${made.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`);
  assert.deepEqual(JSON.parse(readFileSync(VECTORS, "utf8")), made);
});

test("damage never throws, and what stands before it is kept", () => {
  const chance = new Chance(7);
  for (let round = 0; round < 300; round++) {
    const text = encodeState(randomState(chance));
    const cut = text.slice(0, chance.below(text.length));
    const at = 4 + chance.below(text.length - 4);
    for (const damaged of [cut, `${text.slice(0, at)}${chance.pick(["A", "_", "?", " "])}${text.slice(at + 1)}`]) decodeState(damaged);
  }
  for (const other of ["", "x", "lb1;", "lb2;AAAA", "null", "lb1;????", "lb1;__________________"]) assert.equal(decodeState(other), null, other);
  const state = randomState(new Chance(3));
  assert.equal(decodeState(encodeState(state).slice(0, 60))?.counter, state.counter);
});

test("60 lessons and 100 answered questions with their responses fit", () => {
  const text = encodeState(bigState(60, 100, 5));
  assert.ok(text.length < 4000, `${text.length}`);
  assert.ok(text.length < 2000, `about ten characters a question: ${text.length}`);
});

test("1,000 lessons and 3,000 questions fit without their responses", () => {
  const state = bigState(1000, 3000, 4);
  assert.ok(encodeState(state).length > 4000);
  const outline = new Outline(bigCourse(1000, 3000));
  const text = fitState(state, outline);
  assert.ok(text.length <= 4000, `${text.length}`);
  const back = decodeState(text) as State;
  assert.equal([...back.lessons.values()].filter(({ done }) => done).length, 1000);
  for (const [n, record] of state.questions) {
    assert.equal(back.questions.get(n)?.verdict, record.verdict);
  }
});

test("loss goes in order: free texts, practice, hashes, responses of tests; never what was reached", () => {
  const course = makeCourse("G");
  const outline = new Outline(course);
  const state = emptyState(9);
  state.completed = true;
  state.lessons.set(1, { seen: true, done: true, hash: 77 });
  state.questions.set(90, { verdict: "right", units: UNITS, checks: 1, packed: { ints: [], text: "x".repeat(300) } });
  state.questions.set(21, { verdict: "partly", units: 840, checks: 1, packed: { ints: [3, 4] } });
  const sizes = [4000, 200, 100, 58, 51].map((limit) => decodeState(fitState(state, outline, limit)) as State);
  assert.deepEqual(sizes.map((one) => one.questions.get(90)?.packed !== null), [true, true, false, false, false].map((kept, at) => (at === 1 ? false : kept)));
  assert.ok(sizes.every((one) => one.completed && one.questions.get(21)?.units === 840 && one.lessons.get(1)?.done));
  assert.deepEqual(sizes[2]?.questions.get(21)?.packed, { ints: [3, 4] });
});

test("what this package does not know stays, but goes first when there is no room at all", () => {
  const outline = new Outline(makeCourse("B"));
  const state = bigState(900, 9000, 0);
  state.unknown.push({ tag: 30, bits: Array.from({ length: 600 }, () => 1) });
  const back = decodeState(fitState(state, outline)) as State;
  assert.deepEqual(back.unknown, []);
});

test("merging is idempotent, and loses nothing that was reached", () => {
  const outline = new Outline(makeCourse("D"));
  for (let seed = 1; seed <= 200; seed++) {
    const [one, other] = [randomState(new Chance(seed)), randomState(new Chance(seed + 1000))];
    other.confirm = one.confirm;
    const merged = mergeStates(one, other, outline);
    assert.deepEqual(plain(mergeStates(merged, other, outline)), plain(merged), `seed ${seed}`);
    assert.deepEqual(plain(mergeStates(merged, one, outline)), plain(merged), `seed ${seed}`);
    assert.deepEqual(reached(mergeStates(other, one, outline)), reached(merged), `seed ${seed}`);
    assert.equal(merged.completed, one.completed || other.completed);
    for (const [n, { done }] of [...one.lessons, ...other.lessons]) assert.ok(!done || merged.lessons.get(n)?.done);
    for (const [n, { submissions }] of [...one.tests, ...other.tests]) assert.ok((merged.tests.get(n)?.submissions ?? 0) >= submissions);
  }
});

/** A state by chance, as far as the dense form can tell it. */
function thinned(seed: number): State {
  const state = randomState(new Chance(seed));
  thin(state.questions);
  return state;
}

function reached({ completed, success, score, tests, lessons }: State): unknown {
  const best = [...tests].sort(([a], [b]) => a - b).map(([n, test]) => [n, test.submissions, test.best, test.bestOf]);
  return { completed, score, passed: success === "passed", best, done: [...lessons].filter(([, { done }]) => done).map(([n]) => n).sort() };
}

function bigState(lessons: number, questions: number, options: number): State {
  const chance = new Chance(5);
  const state = emptyState(12345678);
  Object.assign(state, { counter: 4000, bookmark: lessons, lastVisit: 2500, completed: true, success: "passed", score: 8750 });
  for (let n = 1; n <= lessons; n++) state.lessons.set(n, { seen: true, done: true, hash: 1 + chance.below(4095) });
  for (let n = 1; n <= questions; n++) {
    const verdict = chance.pick(["right", "wrong", "partly"] as const);
    const units = verdict === "right" ? UNITS : verdict === "partly" ? 1260 : 0;
    const ints = Array.from({ length: options }, (_, at) => n * 4 + at);
    state.questions.set(n, { verdict, units, checks: 1 + chance.below(2), packed: options ? { ints } : null });
  }
  for (let n = 1; n <= 10; n++) state.tests.set(2000 + n, { submissions: 3, closed: true, started: 3_500_000, best: 8 * UNITS, bestOf: 10 * UNITS });
  return state;
}

function bigCourse(lessons: number, questions: number): CourseData {
  const course = makeCourse("A");
  const pages = Array.from({ length: lessons }, (_, at) => ({ ...lesson(`L${at + 1}`, "lesson"), questions: [] as QuestionData[] }));
  for (let n = 1; n <= questions; n++) pages[n % lessons]?.questions.push(question(n, `q${n}`, 2));
  course.modules = [{ title: "Modul", lessons: pages }];
  return course;
}

test("two devices hand in the same attempt: what is shown of it is one of the two, not the best of both", () => {
  const handedIn = (right: number): Case => {
    const kase = begin("B");
    for (const n of [21, 22]) answer(kase, n, { ints: [n] }, n === right ? 1 : 0);
    submit(kase, 11);
    return kase;
  };
  const [one, other] = [handedIn(21), handedIn(22)];
  for (const [first, second] of [[one, other], [other, one]] as const) {
    const merged = { ...first, state: mergeStates(first.state, second.state, first.outline) };
    assert.equal(seen(merged).test(11).bestPercent, 50);
    assert.equal(Object.values(seen(merged).test(11).last).reduce((sum, points) => sum + points), 1);
  }
});

test("two devices hand in one test each: the score is that of both", () => {
  const [one, other] = [begin("D"), begin("D")];
  handIn(one, 12, 2);
  handIn(other, 13, 3);
  const merged = { ...one, state: mergeStates(one.state, other.state, one.outline) };
  settle(merged);
  assert.deepEqual([one.state.score, other.state.score, merged.state.score], [2500, 3750, 6250]);
});
