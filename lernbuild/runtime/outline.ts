/** The course looked up by number, for one Land; knows no learner. */
import type { CourseData, LessonData, QuestionData } from "./types.ts";

export interface Placed {
  question: QuestionData;
  lesson: LessonData;
}

export class Outline {
  readonly lessons: LessonData[];
  private readonly byNumber = new Map<number, LessonData>();
  private readonly questions = new Map<number, Placed>();

  constructor(readonly course: CourseData) {
    this.lessons = course.modules.flatMap((module) => module.lessons);
    for (const lesson of this.lessons) {
      this.byNumber.set(lesson.n, lesson);
      for (const question of lesson.questions) this.questions.set(question.n, { question, lesson });
    }
  }

  lesson(n: number): LessonData | undefined {
    return this.byNumber.get(n);
  }

  question(n: number): Placed | undefined {
    return this.questions.get(n);
  }

  landId(n: number): string {
    return this.course.lands.find((land) => land.n === n)?.id ?? "";
  }

  landNumber(id: string): number {
    return this.course.lands.find((land) => land.id === id)?.n ?? 0;
  }

  /** Lessons that a learner of this Land works through. */
  lessonsFor(land: number): LessonData[] {
    const id = this.landId(land);
    return this.lessons.filter((lesson) => applies(lesson.lands, id) && this.asks(lesson, land));
  }

  /** A test that draws no question for the chosen Land is none there. */
  asks(lesson: LessonData, land: number): boolean {
    const draw = lesson.test?.draw;
    return !land || !lesson.test || this.questionsFor(lesson, land).some(({ objective }) => typeof draw !== "object" || draw[objective ?? 0]);
  }

  questionsFor(lesson: LessonData, land: number): QuestionData[] {
    const id = this.landId(land);
    return lesson.questions.filter((question) => applies(question.lands, id));
  }

  /** Question of a test page that counts for a test result. */
  graded(n: number): boolean {
    return this.questions.get(n)?.lesson.kind === "test";
  }

  /** Answers are taken at hand-in, without a verdict before. */
  withheld(n: number): boolean {
    const lesson = this.questions.get(n)?.lesson;
    return lesson?.kind === "survey" || lesson?.test?.feedback === "end";
  }
}

function applies(lands: string[] | undefined, land: string): boolean {
  return !lands?.length || lands.includes(land);
}
