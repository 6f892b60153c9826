/** A course and a learner's state without LMS and browser. */
import { answer, restart, submit } from "../../lernbuild/runtime/actions.ts";
import { Outline } from "../../lernbuild/runtime/outline.ts";
import type { Case } from "../../lernbuild/runtime/policy.ts";
import { makeProgress } from "../../lernbuild/runtime/progress.ts";
import { emptyState } from "../../lernbuild/runtime/state.ts";
import type { CourseData, LessonData, Progress } from "../../lernbuild/runtime/types.ts";
import { makeCourse } from "./courses.ts";

export const NOW = Date.UTC(2026, 10, 21, 20);

export function begin(name: string, change: (course: CourseData) => void = () => undefined): Case {
  const course = makeCourse(name);
  change(course);
  return { outline: new Outline(course), state: emptyState(4711), lmsMark: null, now: NOW };
}

export function seen(kase: Case): Progress {
  return makeProgress(kase, { mode: "normal", place: "lms", learnerName: "", before: null, mustConfirmAgain: false });
}

export function page(course: CourseData, n: number): LessonData {
  return course.modules[0]?.lessons.find((one) => one.n === n) as LessonData;
}

export function handIn(kase: Case, test: number, points: number): void {
  if (seen(kase).test(test).closed) restart(kase, test);
  seen(kase).test(test).drawn.forEach((n, at) => answer(kase, n, { ints: [1] }, at < points ? 1 : 0));
  submit(kase, test);
}
