/** Gaps in a text. Credit: the share of gaps filled rightly; an answer fills all of them. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { judgeEntry, lockEntries } from "../entries.ts";
import { accepts, tidy } from "../fold.ts";
import { readings } from "../german_numbers.ts";
import { clearMarks } from "../marks.ts";

export interface GapField { n: number; accepted: string[]; choices?: Record<string, string>; right?: number[] }
export interface GapKey { fields: GapField[]; typos: number }
/** What stands in a gap: typed text, or the number of a choice. */
export type Filled = [gap: number, filled: string | number][];

function isRight(key: GapKey, field: GapField, filled: string | number | undefined): boolean {
  if (filled === undefined) return false;
  if (typeof filled === "number") return field.right?.includes(filled) ?? false;
  return accepts(field.accepted, filled, key.typos) || field.accepted.some((one) => isSameNumber(one, filled));
}

/** „4,0“ for „4“; only where both are nothing but a number. */
function isSameNumber(one: string, other: string): boolean {
  const bare = /^[\d.,]+$/;
  return bare.test(one) && bare.test(tidy(other)) && readings(other).includes(readings(one)[0] ?? Number.NaN);
}

export const gap: QuestionType<GapKey, Filled> = {
  name: "gap",
  read(root) {
    const filled: Filled = [];
    for (const { n, entry } of entries(root)) {
      const value = entry.value.trim();
      if (!value) return null;
      filled.push([n, entry instanceof HTMLSelectElement ? Number(value) : value]);
    }
    return filled.length ? filled : null;
  },
  restore(root, answer) {
    const values = new Map(answer);
    for (const { n, entry } of entries(root)) entry.value = String(values.get(n) ?? "");
  },
  grade(key, answer) {
    const values = new Map(answer);
    const right = key.fields.filter((field) => isRight(key, field, values.get(field.n))).length;
    return { fraction: key.fields.length ? right / key.fields.length : 0 };
  },
  /** Pairs of gap and choice (0: typed); typed texts in the same order, one a line. */
  pack(answer) {
    const typed = answer.flatMap(([, filled]) => (typeof filled === "string" ? [tidy(filled)] : []));
    const ints = answer.flatMap(([n, filled]) => [n, typeof filled === "number" ? filled : 0]);
    return typed.length ? { ints, text: typed.join("\n") } : { ints };
  },
  unpack(key, packed) {
    const typed = (packed.text ?? "").split("\n");
    const answer: Filled = [];
    for (let i = 0; i + 1 < packed.ints.length; i += 2) {
      const [n, choice] = [packed.ints[i] as number, packed.ints[i + 1] as number];
      const filled = choice || typed.shift() || "";
      const field = key.fields.find((one) => one.n === n);
      const fits = typeof filled === "number" ? field?.choices?.[String(filled)] !== undefined : !!filled && !field?.choices;
      if (field && fits) answer.push([n, filled]);
    }
    return answer.length === key.fields.length ? answer : null;
  },
  response(key, answer) {
    const values = new Map(answer);
    return key.fields.map((field) => {
      const filled = values.get(field.n);
      return typeof filled === "number" ? (field.choices?.[String(filled)] ?? "") : tidy(filled ?? "");
    });
  },
  show(root, key, answer, reveal, _feedback, texts) {
    clearMarks(root);
    const values = new Map(answer);
    for (const { n, entry } of entries(root)) {
      const field = key.fields.find((one) => one.n === n);
      if (field) judgeEntry(entry, isRight(key, field, values.get(n)), field.accepted[0] ?? "", reveal, texts);
    }
  },
  lock: lockEntries,
};

function entries(root: HTMLElement): { n: number; entry: HTMLInputElement | HTMLSelectElement }[] {
  return [...root.querySelectorAll<HTMLElement>("[data-lb-gap]")].flatMap((part) => {
    const entry = part.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
    return entry ? [{ n: Number(part.dataset.lbGap), entry }] : [];
  });
}

register(gap);
