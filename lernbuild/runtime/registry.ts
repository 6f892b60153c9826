/** Where chunks meet: question types, the adapter and later scripts register here, the core reads. Knows no type and no standard. */
import type { Adapter, CourseData, LessonData, QuestionType } from "./types.ts";

/** Key and answer are private to each type. */
export type AnyQuestionType = QuestionType<any, any>;

export interface Registry {
  course?: CourseData;
  questions: Record<string, AnyQuestionType>;
  adapter?: Adapter;
  /** What scripts that came later offer, by their name (`chunks.ts`). */
  chunks: Record<string, unknown>;
  /** Fetches the titles of lessons for an adapter that names them; kept also when they do not come. */
  settle?: (lessons: readonly LessonData[]) => Promise<void>;
  /** Adds signs of the theme that only scripts show: what these bring stands before them. */
  signs?: (symbols: string) => void;
  /** Address of the course in statements, written by targets that send some. */
  iri?: string;
}

/** The one global of a package; made by course.js or by the first chunk. */
export function registry(): Registry {
  const scope = globalThis as { lernbuild?: Partial<Registry> };
  const found = (scope.lernbuild ??= {});
  found.questions ??= {};
  found.chunks ??= {};
  return found as Registry;
}

export function register(type: AnyQuestionType): void {
  registry().questions[type.name] = type;
}

export function registerAdapter(adapter: Adapter): void {
  registry().adapter = adapter;
}
