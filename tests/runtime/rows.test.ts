/** Rows of an array of an LMS: where a row goes, what a lost one leaves, what an LMS cannot say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Rows } from "../../lernbuild/runtime/lms/rows.ts";
import { SCORM2004 } from "../../lernbuild/runtime/lms/scorm2004.ts";
import { Wire } from "../../lernbuild/runtime/lms/wire.ts";

const NAME = "cmi.interactions";

/** An LMS that takes everything; `failing`: elements that it cannot read at the moment. */
class Shelf {
  readonly failing = new Set<string>();
  readonly values: Map<string, string>;
  private code = "0";

  constructor(rows: Record<number, string>, private readonly count = Object.keys(rows).length) {
    this.values = new Map(Object.entries(rows).map(([place, id]) => [`${NAME}.${place}.id`, id]));
  }

  rows(readable = true): Rows {
    return new Rows(new Wire(this.api, SCORM2004.dialect), NAME, readable, "type");
  }

  get ids(): string[] {
    return [...this.values].map(([element, value]) => `${element.slice(NAME.length + 1)}=${value}`).sort();
  }

  private get api(): Record<string, (...given: string[]) => unknown> {
    return {
      GetValue: (element) => this.get(String(element)),
      SetValue: (element, value) => {
        this.code = "0";
        this.values.set(String(element), String(value));
        return "true";
      },
      GetLastError: () => this.code,
    };
  }

  private get(element: string): string {
    this.code = this.failing.has(element) ? "101" : this.values.has(element) || /_/.test(element) ? "0" : "301";
    if (this.failing.has(element)) return "";
    if (element.endsWith("_children")) return "id,type,result";
    return element.endsWith("_count") ? String(this.count) : (this.values.get(element) ?? "");
  }
}

test("a known id keeps its row, a new one goes behind the last", () => {
  const shelf = new Shelf({ 0: "a", 1: "b" });
  const rows = shelf.rows();
  assert.ok(rows.write("b", []) && rows.write("c", []) && rows.write("a", []));
  assert.deepEqual(shelf.ids, ["0.id=a", "1.id=b", "2.id=c"]);
});

test("a row that an LMS lost is filled, and what stands behind it is found although the count is too small", () => {
  const shelf = new Shelf({ 1: "b" });
  const rows = shelf.rows();
  assert.ok(rows.write("a", []) && rows.write("b", []) && rows.write("c", []));
  assert.deepEqual(shelf.ids, ["0.id=a", "1.id=b", "2.id=c"]);
});

test("where no id can be read, rows are appended", () => {
  const shelf = new Shelf({}, 3);
  for (const place of [0, 1, 2]) shelf.values.set(`${NAME}.${place}.type`, "choice");
  assert.ok(shelf.rows().write("a", []));
  assert.equal(shelf.values.get(`${NAME}.3.id`), "a");
});

test("a piece of a lost row counts, but no row goes behind a gap", () => {
  const shelf = new Shelf({}, 1);
  shelf.values.set(`${NAME}.1.latency`, "PT12S");
  const rows = shelf.rows();
  for (const id of ["a", "b", "c"]) assert.ok(rows.write(id, []));
  assert.deepEqual(shelf.ids.filter((one) => /id/.test(one)), ["0.id=a", "1.id=b", "2.id=c"]);
});

test("where one id can be read, the others are lost", () => {
  const shelf = new Shelf({ 0: "a", 3: "b" }, 3);
  shelf.values.set(`${NAME}.1.type`, "choice");
  const rows = shelf.rows();
  for (const id of ["c", "d", "e"]) assert.ok(rows.write(id, []));
  assert.deepEqual(shelf.ids.filter((one) => /id/.test(one)), ["0.id=a", "1.id=c", "2.id=d", "3.id=b", "4.id=e"]);
});

test("behind a row and a gap there is a piece: the gap is filled first", () => {
  const shelf = new Shelf({ 0: "a" }, 2);
  shelf.values.set(`${NAME}.5.latency`, "PT12S");
  const rows = shelf.rows();
  for (const id of ["a", "b", "c"]) assert.ok(rows.write(id, []));
  assert.deepEqual(shelf.ids.filter((one) => /id/.test(one)), ["0.id=a", "1.id=b", "2.id=c"]);
});

for (const element of ["_children", "_count", "0.id"]) {
  test(`${element} cannot be read at the moment: nothing is written, later it is`, () => {
    const shelf = new Shelf({ 0: "a" });
    const rows = shelf.rows();
    shelf.failing.add(`${NAME}.${element}`);
    assert.equal(rows.write("b", []), false);
    shelf.failing.clear();
    assert.equal(rows.write("b", []), true);
    assert.deepEqual(shelf.ids, ["0.id=a", "1.id=b"]);
  });
}

test("an LMS that never says whether it has rows is served without", () => {
  const shelf = new Shelf({});
  const rows = shelf.rows();
  shelf.failing.add(`${NAME}._children`);
  const tries = [1, 2, 3, 4, 5].map(() => {
    const written = [rows.write("a", []), rows.write("b", [])];
    rows.saved();
    return written;
  });
  assert.deepEqual(tries.map(([, written]) => written), [false, false, false, false, true]);
  assert.deepEqual(shelf.ids, []);
});

test("an LMS that saves nothing either is asked again and again", () => {
  const shelf = new Shelf({});
  const rows = shelf.rows();
  shelf.failing.add(`${NAME}._count`);
  for (let tries = 0; tries < 20; tries++) assert.equal(rows.write("a", []), false);
  shelf.failing.clear();
  assert.equal(rows.write("a", []), true);
  assert.deepEqual(shelf.ids, ["0.id=a"]);
});

test("a doubtful row passes through other values, also when the page ends in between", () => {
  const shelf = new Shelf({});
  const rows = shelf.rows();
  rows.write("a", [["result", "correct"]]);
  assert.deepEqual(rows.unsureIds, ["a"]);
  assert.ok(rows.detour("a", [["result", "0.5"]], true));
  assert.deepEqual(shelf.ids, ["0.id=a.-.", "0.result=0.5"]);
  const again = new Shelf({ 0: "a.-." });
  assert.ok(again.rows().write("a", []));
  assert.deepEqual(again.ids, ["0.id=a"]);
  assert.ok(rows.write("a", [["result", "correct"]]));
  assert.deepEqual(shelf.ids, ["0.id=a", "0.result=correct"]);
});

test("a row that is sure to have arrived is left alone", () => {
  const shelf = new Shelf({});
  const rows = shelf.rows();
  rows.write("a", []);
  rows.trust();
  assert.ok(rows.unsureIds.length === 0 && rows.detour("a", [["result", "0.5"]], true));
  assert.deepEqual(shelf.ids, ["0.id=a"]);
});
