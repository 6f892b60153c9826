/** A survey. Nothing is right or wrong: whoever rates at least one statement has answered. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { lockControls } from "../controls.ts";
import { numberOf } from "../order.ts";

export interface LikertKey { statements: number[]; low: number; high: number }
export type Rated = [statement: number, value: number][];

export const likert: QuestionType<LikertKey, Rated> = {
  name: "likert",
  neutral: true,
  read(root) {
    const rated: Rated = [];
    for (const statement of statements(root)) {
      const chosen = statement.querySelector<HTMLInputElement>("input:checked");
      if (chosen) rated.push([numberOf(statement), Number(chosen.value)]);
    }
    return rated.length ? rated : null;
  },
  restore(root, answer) {
    const values = new Map(answer);
    for (const statement of statements(root)) {
      const value = values.get(numberOf(statement));
      for (const input of statement.querySelectorAll("input")) input.checked = Number(input.value) === value;
    }
  },
  grade: () => ({ fraction: 1 }),
  pack: (answer) => ({ ints: answer.flat() }),
  unpack(key, packed) {
    const answer: Rated = [];
    for (let i = 0; i + 1 < packed.ints.length; i += 2) {
      const [statement, value] = [packed.ints[i] as number, packed.ints[i + 1] as number];
      if (key.statements.includes(statement) && value >= key.low && value <= key.high) answer.push([statement, value]);
    }
    return answer.length ? answer : null;
  },
  response(key, answer) {
    if (key.statements.length === 1) return String(answer[0]?.[1] ?? "");
    return answer.map(([statement, value]) => [String(statement), String(value)]);
  },
  show: () => undefined,
  lock: lockControls,
};

function statements(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(".statement[data-lb-option]")];
}

register(likert);
