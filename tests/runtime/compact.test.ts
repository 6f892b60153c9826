/** The launch's part of a course and the parts that follow make the course that Python wrote; parts come once and are waited for. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expand, fill, type CourseFile, type Part } from "../../lernbuild/runtime/compact.ts";
import { isKnown, Parts } from "../../lernbuild/runtime/parts.ts";
import type { CourseData, LessonData, ModuleData, QuestionData, Rules } from "../../lernbuild/runtime/types.ts";

declare const __ROOT__: string;

interface Fixture {
  launch: CourseFile;
  parts: Part[];
  modules: ModuleData[];
  rules: Rules;
}

function fixture(): Fixture {
  return JSON.parse(readFileSync(join(__ROOT__, "tests/runtime/compact-course.json"), "utf8")) as Fixture;
}

function question({ id, key, kind, ...rest }: QuestionData): object {
  assert.deepEqual([id, key, kind], ["", "", ""]);
  return rest;
}

const lessons = (course: CourseData): LessonData[] => course.modules.flatMap((module) => module.lessons);

test("the same course as in Python", () => {
  const { launch, parts, modules, rules } = fixture();
  const course = expand(launch);
  parts.forEach((part, block) => fill(course, block, part));
  const known = course.modules.map((module) => ({ ...module, lessons: module.lessons.map((one) => ({ ...one, questions: one.questions.map(question) })) }));
  assert.deepEqual(known, modules);
  assert.deepEqual(course.rules, rules);
  assert.deepEqual(course.objectives, [
    { n: 1, id: "frist", title: "Sie berechnen Fristen." }, { n: 2, id: "amt", title: "" }, { n: 5, id: "akte", title: "" },
  ]);
});

test("without its parts the course has every number, and the titles of its tests", () => {
  const { launch, modules } = fixture();
  const course = expand(launch);
  const numbers = (all: ModuleData[]): unknown => all.map((module) => module.lessons.map(({ n, kind, hash, minutes, questions }) => [n, kind, hash, minutes, questions.map((one) => [one.n, one.points, one.attempts, one.required])]));
  assert.deepEqual(numbers(course.modules), numbers(modules));
  assert.ok(lessons(course).every((lesson) => isKnown(lesson) === (lesson.kind === "test" && "named" in launch)));
  assert.deepEqual(course.entries?.map(({ title, lessons: own }) => [title, own.length]), [
    ["1. Modul", 3], ["2. Modul, Lektionen 1 bis 50", 50], ["2. Modul, Lektionen 51 bis 60", 10], ["3. Modul", 2],
  ]);
});

test("a whole course is taken as it is", () => {
  const { launch, parts } = fixture();
  const course = expand(launch);
  parts.forEach((part, block) => fill(course, block, part));
  assert.equal(expand(course), course);
});

function desk(): { course: CourseData; parts: Parts; asked: string[]; answer: (name: string, ok?: boolean) => Promise<void>; retries: (() => void)[] } {
  const { launch, parts: files } = fixture();
  const course = expand(launch);
  const asked: string[] = [];
  const retries: (() => void)[] = [];
  const open = new Map<string, { ok: (part: unknown) => void; no: (error: Error) => void }>();
  const fetch = <T>(root: string, name: string): Promise<T> =>
    new Promise<T>((ok, no) => {
      asked.push(root + name);
      open.set(name, { ok: ok as (part: unknown) => void, no });
    });
  const answer = async (name: string, ok = true): Promise<void> => {
    if (ok) open.get(name)?.ok(files[Number(name.slice(7)) - 1]);
    else open.get(name)?.no(new Error(name));
    for (let turn = 0; turn < 10; turn++) await null;
  };
  return { course, asked, retries, answer, parts: new Parts(course, "r/", (again) => void retries.push(again), fetch) };
}

test("a block is asked for once, and everyone who waits hears of it", async () => {
  const { course, parts, asked, answer } = desk();
  const [first, second] = lessons(course).filter((lesson) => !lesson.test).slice(5);
  const heard: string[] = [];
  parts.know([first, undefined], () => heard.push(`one ${first?.title}`));
  parts.know([second], () => heard.push(`two ${second?.title}`));
  assert.deepEqual(asked, ["r/course-2"]);
  await answer("course-2");
  assert.deepEqual(heard, [`one Lektion „${first?.n}“`, `two Lektion „${second?.n}“`]);
  parts.know([first, second], () => heard.push("at once"));
  assert.equal(heard.length, 3);
  assert.equal(asked.length, 1);
});

test("lessons of two blocks are known when both have come", async () => {
  const { course, parts, asked, answer } = desk();
  let heard = 0;
  parts.know(lessons(course), () => heard++);
  assert.equal(asked.length, 4);
  for (const block of [4, 2, 1]) await answer(`course-${block}`);
  assert.equal(heard, 0);
  await answer("course-3");
  assert.equal(heard, 1);
});

test("what did not come is said once, comes with the button, and is asked for anew on the next page", async () => {
  const { course, parts, asked, answer, retries } = desk();
  const lesson = lessons(course)[0];
  let heard = 0;
  parts.know([lesson], () => heard++);
  await answer("course-1", false);
  parts.know([lesson], () => heard++);
  assert.deepEqual([asked.length, retries.length, heard], [1, 1, 0]);
  retries[0]?.();
  await answer("course-1");
  assert.deepEqual([asked.length, heard], [2, 2]);

  const other = lessons(course)[10];
  parts.know([other], () => heard++);
  await answer("course-2", false);
  parts.forgive();
  parts.know([other], () => heard++);
  await answer("course-2");
  assert.deepEqual([asked.length, heard], [4, 3]);
});

test("who only wants to settle goes on without the titles", async () => {
  const { course, parts, answer } = desk();
  let settled = false;
  void parts.settle(lessons(course).slice(0, 1)).then(() => (settled = true));
  await answer("course-1", false);
  assert.ok(settled);
});
