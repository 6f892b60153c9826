/**
 * The course as the launch brings it: numbers in columns, titles later; makes of it what the rest of the runtime knows.
 *
 * The forms and why: render/compact.py. A lesson whose part has not come has no title and no address.
 */
import type { CourseData, LessonData, ModuleData, QuestionData } from "./types.ts";

/** Distinct values, and flat pairs of place and count, or a letter for each. */
export interface Column<T> {
  v: (T | null)[];
  r?: number[];
  s?: string;
}

/** Titles of the modules that begin in a block; id, title and short title of its lessons. */
export interface Part {
  modules: string[];
  lessons: string[][];
}

type Columns = Record<string, Column<unknown>>;

/** What `assets/course.js` holds. Numbers of kurs.lock are flat pairs of first and count. */
export interface CourseFile extends Omit<CourseData, "format" | "modules" | "rules" | "entries" | "blocks" | "objectives"> {
  format: 2;
  /** Ids with a blank between; titles, by number, of those that questions ask about. */
  objectives: { n: number[]; id: string; title: Record<string, string> };
  rules: Omit<CourseData["rules"], "tests" | "lessons"> & { tests: number[]; lessons: "all" | "none" | number[] };
  /** Lessons of each module, and of each block. */
  modules: Column<number>;
  blocks: Column<number>;
  /** `hash`: two letters of six bits each. */
  lessons: { n: number[]; hash: string; questions: Column<number> } & Record<string, unknown>;
  questions: { n: number[] } & Record<string, unknown>;
  /** The only block of a course that has no more. */
  part?: Part;
  /** Where there are several blocks, the titles of what the contents list: modules, or blocks where those are too many. */
  titles?: string[];
  entries?: string[];
  /** Place, id, title and short title of the test pages, where they are few. */
  named?: [number, ...string[]][];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A course as it is written, whole or compact. */
export function expand(file: CourseFile | CourseData): CourseData {
  if (file.format === 1) return file;
  const { modules, blocks, lessons, questions, part, titles, entries, named, rules, ...rest } = file;
  const all = lessonsOf(lessons, questionsOf(questions));
  const made = cut(all, modules).map((own): ModuleData => ({ title: "", lessons: own }));
  const course: CourseData = {
    ...rest,
    format: 1,
    rules: { ...rules, tests: numbers(rules.tests), lessons: typeof rules.lessons === "string" ? rules.lessons : numbers(rules.lessons) },
    modules: made,
    blocks: cut(all, blocks),
    objectives: objectivesOf(file.objectives),
  };
  if (part) fill(course, 0, part);
  for (const [at, ...names] of named ?? []) name(all[at], names);
  titles?.forEach((title, at) => made[at] && (made[at].title = title));
  if (entries) course.entries = cut(all, blocks).map((own, at) => ({ title: entries[at] ?? "", lessons: own }));
  return course;
}

function objectivesOf({ n, id, title }: CourseFile["objectives"]): CourseData["objectives"] {
  const ids = id.split(" ");
  return numbers(n).map((one, at) => ({ n: one, id: ids[at] ?? "", title: title[one] ?? "" }));
}

/** Puts the titles of a block where they belong. */
export function fill(course: CourseData, block: number, part: Part): void {
  const own = course.blocks?.[block] ?? [];
  own.forEach((lesson, at) => name(lesson, part.lessons[at] ?? []));
  const begin = course.modules.filter(({ lessons }) => lessons[0] && own.includes(lessons[0]));
  begin.forEach((module, at) => (module.title = part.modules[at] ?? module.title));
}

function name(lesson: LessonData | undefined, [id, title, short]: string[]): void {
  if (lesson && id && title) Object.assign(lesson, { id, title, href: `lektion/${id}.html` }, short ? { short } : {});
}

function lessonsOf({ n, hash, questions, ...columns }: CourseFile["lessons"], asked: QuestionData[]): LessonData[] {
  const counts = values(questions);
  const rows = rowsOf<LessonData>(n, columns as Columns, { id: "", href: "", title: "" });
  let from = 0;
  rows.forEach((lesson, at) => {
    const value = LETTERS.indexOf(hash[2 * at] ?? "") * 64 + LETTERS.indexOf(hash[2 * at + 1] ?? "");
    lesson.hash = value.toString(16).padStart(3, "0");
    lesson.questions = asked.slice(from, (from += counts[at] ?? 0));
  });
  return rows;
}

function questionsOf({ n, ...columns }: CourseFile["questions"]): QuestionData[] {
  return rowsOf<QuestionData>(n, columns as Columns, { id: "", key: "", kind: "" });
}

function rowsOf<T>(n: number[], columns: Columns, empty: Partial<T>): T[] {
  const rows = numbers(n).map((number) => ({ ...empty, n: number }) as Record<string, unknown>);
  for (const [key, column] of Object.entries(columns)) {
    values(column).forEach((value, at) => {
      const row = rows[at];
      if (row && value !== null) row[key] = value;
    });
  }
  return rows as T[];
}

function values<T>({ v, r = [], s = "" }: Column<T>): T[] {
  const all = [...s].map((letter) => v[LETTERS.indexOf(letter)] as T);
  for (let at = 0; at < r.length; at += 2) for (let times = r[at + 1] ?? 0; times > 0; times--) all.push(v[r[at] ?? 0] as T);
  return all;
}

function numbers(runs: number[]): number[] {
  const all: number[] = [];
  for (let at = 0; at < runs.length; at += 2) for (let i = 0; i < (runs[at + 1] ?? 0); i++) all.push((runs[at] ?? 0) + i);
  return all;
}

/** A list in pieces of these sizes. */
function cut<T>(list: T[], sizes: Column<number>): T[][] {
  let from = 0;
  return values(sizes).map((size) => list.slice(from, (from += size)));
}
