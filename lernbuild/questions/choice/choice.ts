/** Single choice. Credit: all or nothing. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import {
  gradeOne, lockChosen, packChosen, readChosen, respondChosen, restoreChosen, showChosen, unpackChosen,
  type Chosen, type ChosenKey,
} from "../chosen.ts";
import { shuffleOptions } from "../order.ts";

export const choice: QuestionType<ChosenKey, Chosen> = {
  name: "choice",
  read: readChosen,
  restore: restoreChosen,
  grade: gradeOne,
  pack: packChosen,
  unpack: unpackChosen,
  response: respondChosen,
  show: showChosen({
    right: "question.mark.chosen-right",
    wrong: "question.mark.chosen-wrong",
    missed: "question.mark.missed",
  }),
  lock: lockChosen,
  shuffle: shuffleOptions,
};

register(choice);
