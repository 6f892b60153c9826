/** Statements to judge. Credit: the share of statements judged rightly; an answer judges all of them. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { lockControls } from "../controls.ts";
import { clearMarks, explainOption, markOption } from "../marks.ts";
import { numberOf, shuffleOptions } from "../order.ts";

/** Statement numbers of kurs.lock: all, and the true ones. */
export interface StatementsKey { options: number[]; right: number[] }
/** Statement number to judgement. */
export type Judged = [statement: number, said: boolean][];

export const truefalse: QuestionType<StatementsKey, Judged> = {
  name: "truefalse",
  read(root) {
    const judged: Judged = [];
    for (const statement of statements(root)) {
      const chosen = statement.querySelector<HTMLInputElement>("input:checked");
      if (!chosen) return null;
      judged.push([numberOf(statement), chosen.value === "1"]);
    }
    return judged.length ? judged.sort((a, b) => a[0] - b[0]) : null;
  },
  restore(root, answer) {
    const said = new Map(answer);
    for (const statement of statements(root)) {
      const value = said.get(numberOf(statement));
      for (const input of statement.querySelectorAll("input")) {
        input.checked = value !== undefined && (input.value === "1") === value;
      }
    }
  },
  grade(key, answer) {
    const right = answer.filter(([number, said]) => said === key.right.includes(number)).length;
    return { fraction: key.options.length ? right / key.options.length : 0 };
  },
  /** A statement called wrong has a negative number. */
  pack: (answer) => ({ ints: answer.map(([number, said]) => (said ? number : -number)) }),
  unpack(key, packed) {
    const judged = packed.ints
      .map((number): [number, boolean] => [Math.abs(number), number > 0])
      .filter(([number]) => key.options.includes(number));
    return judged.length ? judged : null;
  },
  response(key, answer) {
    if (key.options.length === 1) return answer[0]?.[1] ?? false;
    return answer.map(([number, said]) => [String(number), said ? "1" : "0"]);
  },
  show(root, key, answer, reveal, feedback, texts) {
    clearMarks(root);
    const said = new Map(answer);
    for (const statement of statements(root)) {
      const number = numberOf(statement);
      const truth = key.right.includes(number);
      for (const card of statement.querySelectorAll<HTMLElement>(".option")) {
        const means = card.querySelector("input")?.value === "1";
        if (said.get(number) === means) {
          markOption(card, means === truth ? "right" : "wrong", texts(`question.mark.chosen-${means === truth ? "right" : "wrong"}`));
        } else if (means === truth && reveal && said.has(number)) {
          markOption(card, "missed", texts("question.mark.missed"));
        }
      }
      if (said.get(number) === truth || reveal) explainOption(statement, feedback[String(number)]);
    }
  },
  lock(root, locked) {
    lockControls(root, locked);
    if (!locked) clearMarks(root);
  },
  shuffle: shuffleOptions,
};

function statements(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(".statement[data-lb-option]")];
}

register(truefalse);
