/** The sections of the state, bit by bit, as the head of `state.ts` says; knows nothing of what they are for. */
import { BitsError, type BitReader, type BitWriter } from "./bits.ts";
import type { LessonRecord, QuestionRecord, State, TestRecord } from "./state.ts";
import type { Packed } from "./types.ts";

const SUCCESSES = ["unknown", "passed", "failed"] as const;
const VERDICTS = ["open", "right", "wrong", "partly"] as const;
const FULL = 2520;
/** Numbers of kurs.lock stay far below; a damaged state must not make a table of billions. */
const LARGEST = 100_000;
const LONGEST_ANSWER = 4_000;

export function writeCore(bits: BitWriter, state: State): void {
  for (const value of [state.counter, state.bookmark, state.lastVisit, state.land]) bits.varint(value);
  bits.bit(state.completed);
  bits.number(SUCCESSES.indexOf(state.success), 2);
  bits.bit(state.score !== null);
  if (state.score !== null) bits.number(state.score, 14);
  bits.varint(state.confirm);
  bits.number(state.seed, 30);
  bits.append(state.coreRest);
}

export function readCore(bits: BitReader, state: State): void {
  state.counter = bits.varint();
  state.bookmark = bits.varint();
  state.lastVisit = bits.varint();
  state.land = bits.varint();
  state.completed = bits.bit();
  state.success = SUCCESSES[bits.number(2)] ?? "unknown";
  state.score = bits.bit() ? Math.min(bits.number(14), 10_000) : null;
  state.confirm = bits.varint();
  state.seed = bits.number(30);
  state.coreRest = bits.take(bits.left);
}

export function writeLessons(bits: BitWriter, lessons: Map<number, LessonRecord>): void {
  const hashes = [...lessons.values()].some((lesson) => lesson.seen && lesson.hash);
  bits.bit(hashes);
  writeTable(bits, lessons, (lesson) => {
    bits.bit(lesson.seen);
    if (!lesson.seen) return;
    bits.bit(lesson.done);
    if (hashes) bits.number(lesson.hash, 12);
  });
}

export function readLessons(bits: BitReader): Map<number, LessonRecord> {
  const hashes = bits.bit();
  return readTable(bits, () => {
    const seen = bits.bit();
    const done = seen && bits.bit();
    return { seen, done, hash: seen && hashes ? bits.number(12) : 0 };
  });
}

export function writeQuestions(bits: BitWriter, questions: Map<number, QuestionRecord>): void {
  writeTable(bits, questions, ({ verdict, units, checks }) => {
    bits.number(VERDICTS.indexOf(verdict), 2);
    if (verdict === "partly") {
      bits.bit(units !== null);
      if (units !== null) bits.number(units, 12);
    }
    bits.number(Math.min(checks, 3), 2);
    if (checks >= 3) bits.number(Math.min(checks - 3, 63), 6);
  });
}

export function readQuestions(bits: BitReader): Map<number, QuestionRecord> {
  return readTable(bits, () => {
    const verdict = VERDICTS[bits.number(2)] ?? "open";
    const part = verdict === "partly" && bits.bit() ? Math.min(bits.number(12), FULL) : null;
    const units = verdict === "right" ? FULL : verdict === "partly" ? part : 0;
    const few = bits.number(2);
    return { verdict, units, checks: few < 3 ? few : 3 + bits.number(6), packed: null };
  });
}

export function writeAnswers(bits: BitWriter, questions: Map<number, QuestionRecord>): void {
  for (const n of sorted(questions)) {
    const packed = questions.get(n)?.packed ?? null;
    bits.bit(packed !== null);
    if (packed) writeAnswer(bits, packed);
  }
}

export function readAnswers(bits: BitReader, questions: Map<number, QuestionRecord>): void {
  for (const n of sorted(questions)) {
    const question = questions.get(n) as QuestionRecord;
    if (bits.bit()) question.packed = readAnswer(bits);
  }
}

function writeAnswer(bits: BitWriter, { ints, text }: Packed): void {
  bits.varint(ints.length);
  if (ints.length) {
    const smallest = Math.min(...ints);
    let width = 0;
    while (2 ** width <= Math.max(...ints) - smallest) width++;
    bits.signed(smallest);
    bits.number(width, 6);
    for (const value of ints) bits.number(value - smallest, width);
  }
  bits.bit(text !== undefined);
  if (text === undefined) return;
  const bytes = new TextEncoder().encode(text);
  bits.varint(bytes.length);
  for (const byte of bytes) bits.number(byte, 8);
}

function readAnswer(bits: BitReader): Packed {
  const count = atMost(bits.varint(), LONGEST_ANSWER);
  const ints: number[] = [];
  if (count) {
    const smallest = bits.signed();
    const width = bits.number(6);
    for (let at = 0; at < count; at++) ints.push(smallest + bits.number(width));
  }
  if (!bits.bit()) return { ints };
  const bytes = new Uint8Array(atMost(bits.varint(), LONGEST_ANSWER));
  for (let at = 0; at < bytes.length; at++) bytes[at] = bits.number(8);
  return { ints, text: new TextDecoder().decode(bytes) };
}

export function writeTests(bits: BitWriter, tests: Map<number, TestRecord>): void {
  bits.varint(tests.size);
  for (const n of sorted(tests)) {
    const test = tests.get(n) as TestRecord;
    bits.varint(n);
    bits.varint(test.submissions);
    bits.bit(test.closed);
    bits.bit(test.started > 0);
    if (test.started > 0) bits.number(test.started, 26);
    bits.varint(test.best);
    bits.varint(test.bestOf);
  }
}

export function readTests(bits: BitReader): Map<number, TestRecord> {
  const tests = new Map<number, TestRecord>();
  for (let count = bits.varint(); count > 0; count--) {
    const n = bits.varint();
    const submissions = bits.varint();
    const closed = bits.bit();
    const started = bits.bit() ? bits.number(26) : 0;
    tests.set(n, { submissions, closed, started, best: bits.varint(), bestOf: bits.varint() });
  }
  return tests;
}

function writeTable<T>(bits: BitWriter, entries: Map<number, T>, write: (entry: T) => void): void {
  const numbers = sorted(entries);
  const first = numbers[0] ?? 0;
  const last = numbers[numbers.length - 1] ?? -1;
  bits.varint(first);
  bits.varint(last - first + 1);
  for (let n = first; n <= last; n++) {
    const entry = entries.get(n);
    bits.bit(entry !== undefined);
    if (entry !== undefined) write(entry);
  }
}

function readTable<T>(bits: BitReader, read: () => T): Map<number, T> {
  const entries = new Map<number, T>();
  const first = bits.varint();
  const size = bits.varint();
  atMost(first + size, LARGEST);
  for (let n = first; n < first + size; n++) if (bits.bit()) entries.set(n, read());
  return entries;
}

function atMost(value: number, limit: number): number {
  if (value > limit) throw new BitsError("a number of the state is too large");
  return value;
}

function sorted(entries: Map<number, unknown>): number[] {
  return [...entries.keys()].sort((a, b) => a - b);
}
