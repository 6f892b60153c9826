/** A place in a picture. Credit: as single choice, with [ ] as multiple choice. */
import { register } from "../../runtime/registry.ts";
import type { QuestionType } from "../../runtime/types.ts";
import {
  gradeOne, gradeSeveral, lockChosen, packChosen, readChosen, respondChosen, restoreChosen, showChosen, unpackChosen,
  type Chosen, type ChosenKey,
} from "../chosen.ts";

export interface HotspotKey extends ChosenKey { several: boolean }

const showOne = showChosen({
  right: "question.mark.chosen-right",
  wrong: "question.mark.chosen-wrong",
  missed: "question.mark.missed",
});
const showSeveral = showChosen({
  right: "question.multiple.chosen-right",
  wrong: "question.multiple.chosen-wrong",
  missed: "question.multiple.missed",
});

export const hotspot: QuestionType<HotspotKey, Chosen> = {
  name: "hotspot",
  start(root) {
    root.addEventListener("change", () => outline(root));
  },
  read: readChosen,
  restore(root, answer) {
    restoreChosen(root, answer);
    outline(root);
  },
  grade: (key, answer) => (key.several ? gradeSeveral(key, answer) : gradeOne(key, answer)),
  pack: packChosen,
  unpack: unpackChosen,
  response: respondChosen,
  show(root, key, answer, reveal, feedback, texts) {
    (key.several ? showSeveral : showOne)(root, key, answer, reveal, feedback, texts);
    for (const place of places(root)) {
      const number = Number(place.dataset.lbPlace);
      const right = key.right.includes(number);
      if (answer.includes(number)) place.classList.add(right ? "is-right" : "is-wrong");
      else if (right && reveal) place.classList.add("is-missed");
    }
  },
  lock: lockChosen,
};

/** Shows in the picture what is chosen beside it. */
function outline(root: HTMLElement): void {
  const chosen = readChosen(root) ?? [];
  for (const place of places(root)) place.classList.toggle("is-chosen", chosen.includes(Number(place.dataset.lbPlace)));
}

function places(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-lb-place]")];
}

register(hotspot);
