/** Matching. Credit: the share of lines matched rightly; an answer matches all of them. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { judgeEntry, lockEntries } from "../entries.ts";
import { clearMarks, explainOption } from "../marks.ts";
import { numberOf, shuffleOptions } from "../order.ts";

export interface MatchingKey { pairs: [source: number, target: number][]; targets: Record<string, string> }
export type Matched = [source: number, target: number][];

export const matching: QuestionType<MatchingKey, Matched> = {
  name: "matching",
  read(root) {
    const matched: Matched = [];
    for (const { source, select } of lines(root)) {
      if (!select.value) return null;
      matched.push([source, Number(select.value)]);
    }
    return matched.length ? matched.sort((a, b) => a[0] - b[0]) : null;
  },
  restore(root, answer) {
    const targets = new Map(answer);
    for (const { source, select } of lines(root)) select.value = String(targets.get(source) ?? "");
  },
  grade(key, answer) {
    const targets = new Map(answer);
    const right = key.pairs.filter(([source, target]) => targets.get(source) === target).length;
    return { fraction: key.pairs.length ? right / key.pairs.length : 0 };
  },
  pack: (answer) => ({ ints: answer.flat() }),
  unpack(key, packed) {
    const answer: Matched = [];
    for (let i = 0; i + 1 < packed.ints.length; i += 2) {
      const [source, target] = [packed.ints[i] as number, packed.ints[i + 1] as number];
      if (key.pairs.some(([one]) => one === source) && String(target) in key.targets) answer.push([source, target]);
    }
    return answer.length === key.pairs.length ? answer : null;
  },
  response: (_key, answer) => answer.map(([source, target]) => [String(source), String(target)]),
  show(root, key, answer, reveal, feedback, texts) {
    clearMarks(root);
    const chosen = new Map(answer);
    const right = new Map(key.pairs);
    for (const { source, select, line } of lines(root)) {
      const target = right.get(source);
      const isRight = target !== undefined && chosen.get(source) === target;
      judgeEntry(select, isRight, key.targets[String(target)] ?? "", reveal, texts);
      if (isRight || reveal) explainOption(line, feedback[String(source)]);
    }
  },
  lock: lockEntries,
  shuffle: shuffleOptions,
};

function lines(root: HTMLElement): { source: number; select: HTMLSelectElement; line: HTMLElement }[] {
  return [...root.querySelectorAll<HTMLElement>(".pair[data-lb-option]")].flatMap((line) => {
    const select = line.querySelector("select");
    return select ? [{ source: numberOf(line), select, line }] : [];
  });
}

register(matching);
