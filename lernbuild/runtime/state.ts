/**
 * What is remembered of a learner, and its form as text (`suspend_data`); knows no course, no LMS and no page.
 *
 * ## Format `lb1;`
 *
 * Text = `lb1;` + letters. Each letter of `A-Z a-z 0-9 - _` (values 0 to 63) is six bits, highest first; the last
 * letter is filled up with zeros. The bits are sections until fewer than 10 bits are left or a section has tag 0:
 *
 *     section = tag:varint  length in bits:varint  payload
 *     varint  = groups of (more:1 value:4), lowest group first;  signed = varint of 2n (n >= 0) or -2n-1 (n < 0)
 *
 * Sections of a tag that a reader does not know are kept bit by bit and written back, so are bits behind the known
 * end of section 1. Layouts of the tags never change; new facts get new tags. Numbers are those of kurs.lock.
 *
 *     1 core     counter:varint  bookmark:varint  last visit:varint (days since 2020-01-01, 0 = never)  land:varint
 *                completed:1  success:2 (0 unknown, 1 passed, 2 failed)  score?:1 [hundredths of a percent:14]
 *                confirm:varint (0 = none)  seed:30
 *     2 lessons  hashes?:1  table of: seen:1 [done:1 [hash:12 if hashes]]        (hash 0 = not known; present = was in
 *                the course at the last visit)
 *     3 questions  table of: verdict:2 (0 open, 1 right, 2 wrong, 3 partly [exact?:1 [2520ths:12]])
 *                checks:2 (3 = [checks - 3:6])
 *     4 answers  for each question present in section 3 or 6, in its order: given?:1 [answer]
 *     5 tests    count:varint  then each: number:varint  submissions:varint  closed:1
 *                started?:1 [minutes since 2020-01-01 UTC:26]  best points in 2520ths:varint  points of that test:varint
 *
 *     6 questions, dense (instead of 3, when room is short)  first number:varint  size:varint  most checks:varint
 *                then for each three numbers from first on, the last ones filled up with 0: symbols of the first + of the
 *                second * S + of the third * S^2, in as many bits as S^3 values take; S = 2 + 4 * most checks
 *                symbol: 0 not present, 1 right, else 2 + 4 * (checks - 1) + (0 open, 1 wrong, 2 partly, 3 partly exact)
 *                then for each "partly exact" in order 2520ths:12
 *
 *     table  = first number:varint  size:varint  then for each number from first on: present:1 [entry]
 *     answer = count of numbers:varint [smallest:signed  width:6  count times (number - smallest):width]
 *              text?:1 [bytes:varint  UTF-8 bytes:8 each]
 *
 * "Points of that test" are whole 2520ths, too (2520 is divisible by 1 to 10, so parts of points stay exact).
 * A partly right answer without exact part counts as one half.
 */
import { BitReader, BitWriter } from "./bits.ts";
import { readAnswers, readCore, readLessons, readQuestions, readTests, writeAnswers, writeCore, writeLessons, writeQuestions, writeTests } from "./sections.ts";
import { readDense, writeDense } from "./dense.ts";
import type { Packed } from "./types.ts";

/** Parts of one point that are counted. */
export const UNITS = 2520;
export const PREFIX = "lb1;";
export const LIMIT = 4000;

export type Success = "unknown" | "passed" | "failed";

export interface LessonRecord {
  seen: boolean;
  done: boolean;
  /** First 12 bits of the content hash at the last visit; 0 = not known. */
  hash: number;
}

export interface QuestionRecord {
  verdict: "open" | "right" | "partly" | "wrong";
  /** 2520ths of the question's points; null: partly right, part not known. */
  units: number | null;
  checks: number;
  packed: Packed | null;
}

export interface TestRecord {
  submissions: number;
  closed: boolean;
  /** Start of the current attempt in minutes since 2020-01-01 UTC; 0 = not started. */
  started: number;
  /** Best submission, and the points that could be reached in it, in 2520ths of a point. */
  best: number;
  bestOf: number;
}

export interface State {
  counter: number;
  bookmark: number;
  /** Days since 2020-01-01; 0 = never. */
  lastVisit: number;
  land: number;
  completed: boolean;
  success: Success;
  /** Hundredths of a percent at the last hand-in of a counting test. */
  score: number | null;
  confirm: number;
  seed: number;
  lessons: Map<number, LessonRecord>;
  questions: Map<number, QuestionRecord>;
  tests: Map<number, TestRecord>;
  /** Of a newer version: bits behind the core, and whole sections. */
  coreRest: number[];
  unknown: { tag: number; bits: number[] }[];
}

export function emptyState(seed = 0): State {
  return {
    counter: 0, bookmark: 0, lastVisit: 0, land: 0, completed: false, success: "unknown", score: null, confirm: 0, seed,
    lessons: new Map(), questions: new Map(), tests: new Map(), coreRest: [], unknown: [],
  };
}

/** The state as text, whole; `fit.ts` shortens what is too long. `dense`: questions in section 6, which `thin` makes room for. */
export function encodeState(state: State, dense = false): string {
  const out = new BitWriter();
  section(out, 1, (bits) => writeCore(bits, state));
  if (state.lessons.size) section(out, 2, (bits) => writeLessons(bits, state.lessons));
  if (state.questions.size) section(out, dense ? 6 : 3, (bits) => (dense ? writeDense : writeQuestions)(bits, state.questions));
  if ([...state.questions.values()].some((question) => question.packed)) {
    section(out, 4, (bits) => writeAnswers(bits, state.questions));
  }
  if (state.tests.size) section(out, 5, (bits) => writeTests(bits, state.tests));
  for (const { tag, bits } of state.unknown) section(out, tag, (payload) => payload.append(bits));
  return PREFIX + out.toText();
}

/** The reverse; null when the text is not a state. A damaged section is left out, what came before stays. */
export function decodeState(text: string): State | null {
  if (!text.startsWith(PREFIX)) return null;
  const state = emptyState();
  let sections = 0;
  try {
    const bits = BitReader.fromText(text.slice(PREFIX.length).trim());
    while (bits.left >= 10) {
      const tag = bits.varint();
      if (tag === 0) break;
      readSection(state, tag, bits.take(bits.varint()));
      sections++;
    }
  } catch {
    return sections ? state : null;
  }
  return sections ? state : null;
}

function readSection(state: State, tag: number, payload: number[]): void {
  const bits = new BitReader(payload);
  if (tag === 1) readCore(bits, state);
  else if (tag === 2) state.lessons = readLessons(bits);
  else if (tag === 3) state.questions = together(state.questions, readQuestions(bits));
  else if (tag === 4) readAnswers(bits, state.questions);
  else if (tag === 5) state.tests = readTests(bits);
  else if (tag === 6) state.questions = together(state.questions, readDense(bits));
  else state.unknown.push({ tag, bits: payload });
}

/** Both sections stand in a text when a package that does not know section 6 has written section 3 beside it. */
function together(one: Map<number, QuestionRecord>, other: Map<number, QuestionRecord>): Map<number, QuestionRecord> {
  if (!one.size) return other;
  for (const [n, record] of other) if (record.verdict === "right" || !one.has(n)) one.set(n, record);
  return one;
}

function section(out: BitWriter, tag: number, write: (bits: BitWriter) => void): void {
  const payload = new BitWriter();
  write(payload);
  out.varint(tag);
  out.varint(payload.length);
  out.append(payload.toBits());
}

/** A copy that shares nothing with the original. */
export function copyState(state: State): State {
  const copied = <T extends object>(map: Map<number, T>) => new Map([...map].map(([n, value]) => [n, { ...value }]));
  return {
    ...state,
    lessons: copied(state.lessons),
    questions: copied(state.questions),
    tests: copied(state.tests),
    unknown: state.unknown.map((entry) => ({ ...entry })),
  };
}
