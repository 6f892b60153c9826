/** Multiple choice. Credit: (right chosen - wrong chosen) / number of right ones, never below zero. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import {
  gradeSeveral, lockChosen, packChosen, readChosen, respondChosen, restoreChosen, showChosen, unpackChosen,
  type Chosen, type ChosenKey,
} from "../chosen.ts";
import { shuffleOptions } from "../order.ts";

export const multiple: QuestionType<ChosenKey, Chosen> = {
  name: "multiple",
  read: readChosen,
  restore: restoreChosen,
  grade: gradeSeveral,
  pack: packChosen,
  unpack: unpackChosen,
  response: respondChosen,
  show: showChosen({
    right: "question.multiple.chosen-right",
    wrong: "question.multiple.chosen-wrong",
    missed: "question.multiple.missed",
  }),
  lock: lockChosen,
  shuffle: shuffleOptions,
};

register(multiple);
