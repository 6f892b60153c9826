/** Section 6 of the state: the questions in fewer bits, as the head of `state.ts` says; knows nothing of what they are for. */
import { BitsError, type BitReader, type BitWriter } from "./bits.ts";
import type { QuestionRecord } from "./state.ts";

const FULL = 2520;
const LARGEST = 100_000;
const MOST_CHECKS = 1_000;
/** Symbols of one checks count, behind 0 = not there and 1 = right. */
const KINDS = ["open", "wrong", "partly", "exact"] as const;
const TOGETHER = 3;

/** What this form cannot say: an answer that was never checked, and how many checks a right one took. */
export function thin(questions: Map<number, QuestionRecord>): void {
  for (const [n, record] of questions) {
    if (record.checks === 0 && record.verdict === "open") questions.delete(n);
    else record.checks = record.verdict === "right" ? 1 : Math.max(1, record.checks);
  }
}

export function writeDense(bits: BitWriter, questions: Map<number, QuestionRecord>): void {
  const numbers = [...questions.keys()].sort((a, b) => a - b);
  const first = numbers[0] ?? 0;
  const size = (numbers[numbers.length - 1] ?? -1) - first + 1;
  const most = Math.max(1, ...numbers.map((n) => questions.get(n)?.checks ?? 1));
  for (const value of [first, size, most]) bits.varint(value);
  const count = symbols(most);
  for (let at = 0; at < size; at += TOGETHER) {
    let value = 0;
    for (let place = TOGETHER - 1; place >= 0; place--) value = value * count + symbolOf(questions.get(first + at + place));
    bits.number(value, width(count));
  }
  for (const n of numbers) {
    const { verdict, units } = questions.get(n) as QuestionRecord;
    if (verdict === "partly" && units !== null) bits.number(units, 12);
  }
}

export function readDense(bits: BitReader): Map<number, QuestionRecord> {
  const [first, size, most] = [bits.varint(), bits.varint(), bits.varint()];
  if (first + size > LARGEST || most > MOST_CHECKS) throw new BitsError("a number of the state is too large");
  const count = symbols(most);
  const questions = new Map<number, QuestionRecord>();
  const exact: QuestionRecord[] = [];
  for (let at = 0; at < size; at += TOGETHER) {
    let value = bits.number(width(count));
    for (let place = 0; place < TOGETHER; place++) {
      const record = recordOf(value % count);
      value = Math.floor(value / count);
      if (!record || at + place >= size) continue;
      questions.set(first + at + place, record.question);
      if (record.exact) exact.push(record.question);
    }
  }
  for (const question of exact) question.units = Math.min(bits.number(12), FULL);
  return questions;
}

/** How many symbols there are when a question has at most so many checks. */
function symbols(most: number): number {
  return 2 + KINDS.length * most;
}

/** Bits of the symbols that are written together. */
function width(count: number): number {
  let bits = 0;
  while (2 ** bits < count ** TOGETHER) bits++;
  return bits;
}

function symbolOf(record: QuestionRecord | undefined): number {
  if (!record) return 0;
  const { verdict, units, checks } = record;
  if (verdict === "right") return 1;
  return 2 + KINDS.length * (checks - 1) + KINDS.indexOf(verdict === "partly" && units !== null ? "exact" : verdict);
}

function recordOf(symbol: number): { question: QuestionRecord; exact: boolean } | null {
  if (symbol === 0) return null;
  if (symbol === 1) return { question: { verdict: "right", units: FULL, checks: 1, packed: null }, exact: false };
  const kind = KINDS[(symbol - 2) % KINDS.length] as (typeof KINDS)[number];
  const checks = 1 + Math.floor((symbol - 2) / KINDS.length);
  const verdict = kind === "exact" ? "partly" : kind;
  return { question: { verdict, units: verdict === "partly" ? null : 0, checks, packed: null }, exact: kind === "exact" };
}
