/** The courses of the truth table: A to G and S, as the build would write them. */
import type { CourseData, LessonData, QuestionData } from "../../lernbuild/runtime/types.ts";

export interface TestShape {
  points: number;
  attempts?: number;
}

export interface Shape {
  lessons?: number;
  tests?: Record<string, TestShape>;
  counting?: string[];
  required?: "all" | "none";
  duty?: boolean;
  survey?: boolean;
}

export const SHAPES: Record<string, Shape> = {
  A: {},
  B: { tests: { T: { points: 2 } } },
  C: { tests: { T: { points: 2, attempts: 2 } } },
  D: { tests: { T1: { points: 2 }, T2: { points: 6 } } },
  E: { tests: { M: { points: 4 }, T: { points: 2 } }, counting: ["T"] },
  F: { tests: { T: { points: 2 } }, required: "none" },
  G: { tests: { T: { points: 2 } }, duty: true },
  S: { lessons: 1, survey: true },
};

/** Numbers of kurs.lock by name: L1 = 1, T = 11, questions of T = 21, 22 … */
export function numberOf(name: string): number {
  const fixed: Record<string, number> = { U: 9, T: 11, T1: 12, T2: 13, M: 14, p: 90, u: 91 };
  return fixed[name] ?? Number(name.slice(1));
}

export function makeCourse(name: string): CourseData {
  const shape = SHAPES[name] as Shape;
  const lessons: LessonData[] = [];
  for (let at = 1; at <= (shape.lessons ?? 2); at++) lessons.push(lesson(`L${at}`, "lesson"));
  if (shape.duty) lessons[0]?.questions.push({ ...question(90, "L1_p", 2), required: true });
  if (shape.survey) lessons.push({ ...lesson("U", "survey"), questions: [question(91, "U_u", 0, 0)] });
  for (const [id, test] of Object.entries(shape.tests ?? {})) lessons.push(testPage(id, test));
  const counting = shape.counting ?? Object.keys(shape.tests ?? {});
  return {
    format: 1, id: `kurs-${name.toLowerCase()}`, title: `Kurs ${name}`, language: "de", version: "1.0", legalDate: "2026-11-01",
    rules: { pass: 75, lessons: shape.required ?? "all", tests: counting.map(numberOf), privacy: "standard", confirmAgain: "" },
    modules: [{ title: "Modul", lessons }], objectives: [], lands: [], texts: {}, draft: false,
  };
}

export function lesson(id: string, kind: LessonData["kind"]): LessonData {
  const n = numberOf(id);
  return { n, id: id.toLowerCase(), href: `lektion/${id}.html`, title: id, kind, hash: `${(n * 7919 + 4096).toString(16)}abc`.slice(-6), questions: [] };
}

export function question(n: number, id: string, attempts: number, points = 1): QuestionData {
  return { n, id, key: id, kind: "choice", points, attempts };
}

function testPage(id: string, { points, attempts = 0 }: TestShape): LessonData {
  const n = numberOf(id);
  const questions = Array.from({ length: points }, (_, at) => question(n * 10 - 89 + at, `${id}_q${at + 1}`, 1));
  return { ...lesson(id, "test"), questions, test: { attempts, shuffle: false, minutes: 0, feedback: "each" } };
}

/** The questions of a test page, or of a lesson. */
export function questionsOf(course: CourseData, n: number): QuestionData[] {
  return course.modules.flatMap((module) => module.lessons).find((one) => one.n === n)?.questions ?? [];
}
