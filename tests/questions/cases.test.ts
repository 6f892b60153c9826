/** Grading, packing and reporting of every question type, by the tables in `<kind>/cases.yaml`. Run from the root. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./types.ts";
import { registry } from "../../lernbuild/runtime/registry.ts";

interface Case { answer: unknown; fraction: number; packed: unknown; response: unknown; back?: unknown }
interface Unpacking { unpack: { ints: number[]; text?: string }; gives: unknown }
interface Group { key: unknown; rows: (Case | Unpacking)[] }

const FOLDER = "tests/questions";

/** The tables are YAML whose values are JSON, one row a line. */
function read(kind: string): Group[] {
  const groups: Group[] = [];
  for (const line of readFileSync(`${FOLDER}/${kind}/cases.yaml`, "utf8").split("\n")) {
    const key = /^- key: (.*)$/.exec(line);
    const row = /^ {4}- (.*)$/.exec(line);
    if (key) groups.push({ key: JSON.parse(key[1] as string), rows: [] });
    else if (row) groups.at(-1)?.rows.push(JSON.parse(row[1] as string));
    else assert.match(line, /^(#.*| {2}cases:|)$/, `${kind}: ${line}`);
  }
  return groups;
}

const SOURCES = "lernbuild/questions";
const kinds = readdirSync(SOURCES, { withFileTypes: true }).filter(({ name }) => existsSync(`${SOURCES}/${name}/${name}.ts`));

for (const { name: kind } of kinds) {
  const groups = read(kind);
  test(`${kind}: has cases`, () => assert.ok(groups.some((group) => group.rows.length > 1)));
  const type = registry().questions[kind];
  for (const { key, rows } of groups) {
    for (const row of rows) {
      test(`${kind}: ${JSON.stringify(row)}`, () => {
        assert.ok(type, `no type ${kind}`);
        if ("unpack" in row) {
          assert.deepEqual(type.unpack(key, row.unpack), row.gives);
          return;
        }
        assert.ok(Math.abs(type.grade(key, row.answer).fraction - row.fraction) < 0.005, String(type.grade(key, row.answer).fraction));
        const packed = type.pack(row.answer);
        assert.deepEqual(JSON.parse(JSON.stringify(packed)), row.packed);
        assert.deepEqual(type.unpack(key, packed), row.back ?? row.answer);
        assert.deepEqual(type.response(key, row.answer), row.response);
      });
    }
  }
}
