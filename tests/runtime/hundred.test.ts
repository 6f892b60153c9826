/** 100 questions of all kinds, all answered through the tracker with the answers of the tables: what the LMS then holds. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "../questions/types.ts";
import { registry } from "../../lernbuild/runtime/registry.ts";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import type { CourseData, Packed, QuestionData, QuestionType } from "../../lernbuild/runtime/types.ts";
import { lesson, makeCourse, question } from "./courses.ts";
import { answered, Player } from "./player.ts";

declare const __ROOT__: string;
const FOLDER = `${__ROOT__}/tests/questions`;

interface Given { kind: string; type: QuestionType<unknown, unknown>; key: unknown; answer: unknown; fraction: number }

/** The cases of all tables, one of each kind after the other. */
function cases(): Given[] {
  const kinds = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name in registry().questions);
  const rows = kinds.map(({ name }) => rowsOf(name));
  const most = Math.max(...rows.map((kind) => kind.length));
  return Array.from({ length: most }, (_, at) => rows.map((kind) => kind[at % kind.length] as Given)).flat();
}

function rowsOf(kind: string): Given[] {
  const type = registry().questions[kind] as QuestionType<unknown, unknown>;
  const found: Given[] = [];
  let key: unknown = null;
  for (const line of readFileSync(`${FOLDER}/${kind}/cases.yaml`, "utf8").split("\n")) {
    const [, group] = /^- key: (.*)$/.exec(line) ?? [];
    const [, row] = /^ {4}- (.*)$/.exec(line) ?? [];
    if (group) key = JSON.parse(group);
    const one = row ? (JSON.parse(row) as { answer?: unknown; fraction: number }) : null;
    if (one && "answer" in one) found.push({ kind, type, key, answer: one.answer, fraction: one.fraction });
  }
  return found;
}

/** The answer with the high numbers that its parts have in kurs.lock: each question has its own. */
function numbered(packed: Packed, n: number): Packed {
  return { ...packed, ints: packed.ints.map((part) => (part > 0 ? part + n * 6 : part)) };
}

/** Ten lessons with five questions each, five tests with ten. */
function courseOf(kinds: string[]): CourseData {
  const course = makeCourse("A");
  const pages = Array.from({ length: 15 }, (_, at) => lesson(`L${at + 1}`, at < 10 ? "lesson" : "test"));
  kinds.forEach((kind, at) => {
    const page = pages[at < 50 ? Math.floor(at / 5) : 10 + Math.floor((at - 50) / 10)];
    const data: QuestionData = { ...question(at + 1, `q${at + 1}`, at < 50 ? 2 : 1, 2), kind };
    page?.questions.push(data);
  });
  for (const page of pages.slice(10)) page.test = { attempts: 0, shuffle: true, minutes: 0, feedback: "each" };
  course.modules = [{ title: "Modul", lessons: pages }];
  course.rules.tests = pages.slice(10).map(({ n }) => n);
  return course;
}

for (const standard of ["scorm12", "scorm2004"] as const) {
  test(`${standard}: 100 questions of all kinds fit with their responses`, async () => {
    const all = cases();
    const given = Array.from({ length: 100 }, (_, at) => all[at % all.length] as Given);
    assert.equal(new Set(given.map(({ kind }) => kind)).size, 12);
    const course = courseOf(given.map(({ kind }) => kind));
    const player = new Player(course, standard);
    await player.launch();
    for (const page of course.modules[0]?.lessons ?? []) {
      player.tracker.visit(page.n);
      for (const { n } of page.questions) {
        const { type, key, answer, fraction } = given[n - 1] as Given;
        const report = { ...answered(n, fraction), fraction, packed: numbered(type.pack(answer), n), response: type.response(key, answer) };
        player.tracker.answer(report);
      }
      await player.wait();
      if (page.test) player.tracker.submit(page.n);
      else player.tracker.finish(page.n);
      await player.wait();
    }
    player.close();
    const text = player.server.get("cmi.suspend_data");
    assert.ok(text.length < 4000, `${text.length} characters`);
    const state = decodeState(text);
    assert.equal(state?.questions.size, 100);
    for (const [n, record] of state?.questions ?? []) {
      const { type, answer } = given[n - 1] as Given;
      assert.deepEqual(record.packed, JSON.parse(JSON.stringify(numbered(type.pack(answer), n))), `question ${n}`);
    }
  });
}
