/**
 * Grading, packing and reporting of every question type, by the tables in `<kind>/cases.yaml`, which the browser tests
 * read, too (rows with `gallery`). Run from the root.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./types.ts";
import { definition, isOpinion, response } from "../../lernbuild/runtime/lms/answers.ts";
import { SCORM12 } from "../../lernbuild/runtime/lms/scorm12.ts";
import { SCORM2004 } from "../../lernbuild/runtime/lms/scorm2004.ts";
import { registry } from "../../lernbuild/runtime/registry.ts";
import type { Interaction, InteractionRecord } from "../../lernbuild/runtime/types.ts";

/** Response and result as each standard writes them; null: not written. */
interface Case {
  answer: unknown; fraction: number; verdict: "right" | "partly" | "wrong"; packed: unknown; response: unknown; back?: unknown;
  scorm12: unknown; scorm2004: unknown; xapi: unknown;
}
interface Unpacking { unpack: { ints: number[]; text?: string }; gives: unknown }
/** Type and correct pattern as each standard writes them. */
interface Asked extends Interaction { scorm12: unknown; scorm2004: unknown; xapi: unknown }
interface Group { key: unknown; asked: Asked; rows: (Case | Unpacking)[] }

const FOLDER = "tests/questions";

/** The tables are YAML whose values are JSON, one row a line. */
function read(kind: string): Group[] {
  const groups: Group[] = [];
  for (const line of readFileSync(`${FOLDER}/${kind}/cases.yaml`, "utf8").split("\n")) {
    const key = /^- key: (.*)$/.exec(line);
    const row = /^ {4}- (.*)$/.exec(line);
    const asked = /^ {2}interaction: (.*)$/.exec(line);
    if (key) groups.push({ key: JSON.parse(key[1] as string), asked: { type: "other", correct: null, scorm12: 0, scorm2004: 0, xapi: 0 }, rows: [] });
    else if (asked) Object.assign((groups.at(-1) as Group).asked, JSON.parse(asked[1] as string));
    else if (row) groups.at(-1)?.rows.push(JSON.parse(row[1] as string));
    else assert.match(line, /^(#.*| {2}cases:|)$/, `${kind}: ${line}`);
  }
  return groups;
}

const SOURCES = "lernbuild/questions";
const kinds = readdirSync(SOURCES, { withFileTypes: true }).filter(({ name }) => existsSync(`${SOURCES}/${name}/${name}.ts`));

function record({ type, correct }: Asked, given: unknown, fraction: number): InteractionRecord {
  const result = fraction >= 1 ? "right" : fraction > 0 ? "partly" : "wrong";
  const time = new Date(0);
  return { id: "x", interaction: { type, correct }, response: given, result, fraction, weighting: 1, seconds: null, time, description: "Frage", final: true };
}

/** The fields of an interaction as a standard names them; null: not written. */
function written(standard: typeof SCORM12, one: InteractionRecord, ...names: string[]): (string | null)[] {
  const fields = new Map(standard.interaction(one));
  return names.map((name) => fields.get(name) ?? null);
}

function told(one: InteractionRecord): unknown[] {
  const success = isOpinion(one.interaction) ? null : one.result === "right";
  return [response(one.interaction, one.response) || null, success];
}

for (const { name: kind } of kinds) {
  const groups = read(kind);
  test(`${kind}: has cases, one for each outcome of the gallery`, () => {
    assert.ok(groups.some((group) => group.rows.length > 1));
    assert.ok(groups[0]?.rows.some((row) => "gallery" in row));
  });
  const type = registry().questions[kind];
  for (const { key, asked, rows } of groups) {
    test(`${kind}: ${JSON.stringify(asked)}`, () => {
      const one = record(asked, null, 1);
      assert.deepEqual(written(SCORM12, one, "type", "correct_responses.0.pattern"), asked.scorm12);
      assert.deepEqual(written(SCORM2004, one, "type", "correct_responses.0.pattern"), asked.scorm2004);
      const { interactionType, correctResponsesPattern } = definition(one, "de");
      assert.deepEqual([interactionType, correctResponsesPattern ?? null], asked.xapi);
    });
    for (const row of rows) {
      test(`${kind}: ${JSON.stringify(row)}`, () => {
        assert.ok(type, `no type ${kind}`);
        if ("unpack" in row) {
          assert.deepEqual(type.unpack(key, row.unpack), row.gives);
          return;
        }
        const { fraction } = type.grade(key, row.answer);
        assert.ok(Math.abs(fraction - row.fraction) < 0.005, String(fraction));
        const packed = type.pack(row.answer);
        assert.deepEqual(JSON.parse(JSON.stringify(packed)), row.packed);
        assert.deepEqual(type.unpack(key, packed), row.back ?? row.answer);
        assert.deepEqual(type.response(key, row.answer), row.response);
        const one = record(asked, row.response, fraction);
        assert.equal(one.result, row.verdict);
        assert.deepEqual(written(SCORM12, one, "student_response", "result"), row.scorm12);
        assert.deepEqual(written(SCORM2004, one, "learner_response", "result"), row.scorm2004);
        assert.deepEqual(told(one), row.xapi);
      });
    }
  }
}
