/** The small parts: hash, clock, journal, numbers. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { BitReader, BitWriter } from "../../lernbuild/runtime/bits.ts";
import { Clock } from "../../lernbuild/runtime/clock.ts";
import { Journal, readEntry, writeEntry } from "../../lernbuild/runtime/journal.ts";
import { findApi } from "../../lernbuild/runtime/lms/discovery.ts";
import { decimal, finite, line, parts } from "../../lernbuild/runtime/lms/notation.ts";
import { sha256 } from "../../lernbuild/runtime/sha256.ts";
import { FakeStorage, FakeWindow, fakeEnv, Time } from "./sim.ts";

test("sha256 is that of everyone else", () => {
  for (const text of ["", "abc", "Jörg Weiß-Öztürk\nkurs", "x".repeat(55), "x".repeat(56), "x".repeat(1000)]) {
    assert.equal(sha256(text), createHash("sha256").update(text, "utf8").digest("hex"));
  }
});

test("bits: numbers come back", () => {
  const bits = new BitWriter();
  const numbers = [0, 1, 15, 16, 255, 4096, 2 ** 31, 2 ** 40, -1, -(2 ** 33)];
  for (const number of numbers) bits.signed(number);
  bits.number(2 ** 45 + 3, 46);
  const reader = BitReader.fromText(bits.toText());
  assert.deepEqual(numbers.map(() => reader.signed()), numbers);
  assert.equal(reader.number(46), 2 ** 45 + 3);
});

test("the clock: hidden counts ten minutes after the last input, frozen nothing, never backwards", () => {
  let ticks = 0;
  const clock = new Clock(() => ticks);
  const at = (minutes: number): void => void (ticks = minutes * 60_000);
  at(5);
  assert.equal(clock.seconds, 300);
  clock.touch();
  at(8);
  clock.hidden();
  at(60);
  assert.equal(clock.seconds, 15 * 60);
  clock.visible();
  at(61);
  assert.equal(clock.seconds, 16 * 60);
  clock.pause();
  at(100);
  clock.resume();
  at(101);
  assert.equal(clock.seconds, 17 * 60);
  at(90);
  assert.ok(clock.seconds >= 16 * 60);
});

test("the journal tells nobody who learns, and never throws", () => {
  const time = new Time();
  const storage = new FakeStorage();
  const journal = new Journal(fakeEnv(time, new FakeWindow(time), storage, () => true), "kurs", "joerg@example.org");
  assert.match(journal.key, /^lernbuild:[0-9a-f]{64}$/);
  assert.equal(journal.write("lb1;A"), true);
  journal.remove("lb1;B");
  assert.equal(journal.read(), "lb1;A");
  storage.full = true;
  assert.equal(journal.write("lb1;C"), false);
  const none = new Journal(fakeEnv(time, new FakeWindow(time), null, () => true), "kurs", "");
  assert.deepEqual([none.read(), none.write("x"), none.key], ["", false, "lernbuild:kurs"]);
});

test("an entry of the journal is read back, also a broken one", () => {
  const record = { id: "a", time: new Date(0), final: true } as never;
  const entry = { state: "lb1;A", interactions: [record], known: true, seeds: [7] };
  assert.deepEqual(readEntry(writeEntry(entry)), entry);
  assert.deepEqual(readEntry("lb1;A\n[{"), { state: "lb1;A", interactions: [], known: false, seeds: [] });
  assert.deepEqual(readEntry(""), { state: "", interactions: [], known: false, seeds: [] });
});

test("discovery: bounded, through openers, past windows that throw", () => {
  const time = new Time();
  const api = { LMSInitialize: () => "true" };
  const chain = new FakeWindow(time);
  let deepest = chain;
  for (let depth = 0; depth < 15; depth++) deepest.parent = deepest = new FakeWindow(time);
  const win = chain as unknown as Window;
  assert.equal(findApi(win, "API", "LMSInitialize"), null);
  deepest.API = {};
  assert.equal(findApi(win, "API", "LMSInitialize"), null, "an API without its methods is none");
  deepest.opener = Object.assign(new FakeWindow(time), { API: api });
  chain.top = deepest;
  assert.equal(findApi(win, "API", "LMSInitialize"), api);
  const loop = new FakeWindow(time);
  loop.parent = Object.assign(new FakeWindow(time), { parent: loop });
  loop.opener = loop.parent;
  assert.equal(findApi(loop as unknown as Window, "API", "LMSInitialize"), null);
});

test("numbers and lines as the standards take them", () => {
  assert.deepEqual([100, 87.5, 33.333, 0, 0.1 + 0.2, -0.001].map((value) => decimal(value)), ["100", "87.5", "33.33", "0", "0.3", "0"]);
  assert.equal(decimal(100, 0), "100");
  assert.deepEqual([finite("85,5"), finite(""), finite("x"), finite("0")], [85.5, null, null, 0]);
  assert.deepEqual(parts(3 * 3600 + 62), [3, 1, 2]);
  assert.equal(line("a\r\nb\u2028c  d\u0000", 250), "a b c d");
  assert.equal(line("ab𝄞", 3), "ab");
});
