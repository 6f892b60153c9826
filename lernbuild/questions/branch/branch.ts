/** A case with ways to choose. Practice without points: whoever comes to an end has answered. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import { Stage } from "./stage.ts";
import { choices, follow, isAtEnd, type CaseKey } from "./way.ts";

/** Numbers of the choices from start to end. */
export type Choices = number[];

const stages = new WeakMap<HTMLElement, Stage>();

export const branch: QuestionType<CaseKey, Choices> = {
  name: "branch",
  neutral: true,
  start(root, key, texts) {
    stages.set(root, new Stage(root, key, texts, () => root.querySelector("form")?.requestSubmit()));
  },
  read(root) {
    const stage = stages.get(root);
    return stage?.atEnd ? choices(stage.way) : null;
  },
  restore(root, answer) {
    stages.get(root)?.restore(answer);
  },
  grade: () => ({ fraction: 1 }),
  pack: (answer) => ({ ints: [...answer] }),
  unpack(key, packed) {
    const way = follow(key, packed.ints);
    return choices(way).length === packed.ints.length && isAtEnd(key, way) ? [...packed.ints] : null;
  },
  response(key, answer) {
    return follow(key, answer).map(({ step }) => step).join(" > ");
  },
  show: () => undefined,
  /** A case stays open: other ways may be tried after the end. */
  lock: () => undefined,
};

register(branch);
