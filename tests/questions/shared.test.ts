/** What question types share: order by seed, comparing texts, reading numbers, the masked key. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accepts, distance, fold } from "../../lernbuild/questions/fold.ts";
import { readings } from "../../lernbuild/questions/german_numbers.ts";
import { shuffled } from "../../lernbuild/questions/order.ts";
import { backTo, follow, goTo, type CaseKey } from "../../lernbuild/questions/branch/way.ts";
import { decodeKey } from "../../lernbuild/runtime/keys.ts";

const NUMBERS = [1, 2, 3, 4, 5, 6];

test("the same seed and question give the same order", () => {
  assert.deepEqual(shuffled(NUMBERS, 7, 3), shuffled(NUMBERS, 7, 3));
  assert.deepEqual([...shuffled(NUMBERS, 7, 3)].sort(), NUMBERS);
});

test("seeds and questions give different orders, every place is reached", () => {
  const first = new Set<number>();
  const orders = new Set<string>();
  for (let seed = 0; seed < 60; seed++) {
    const order = shuffled(NUMBERS, seed, 1);
    first.add(order[0] as number);
    orders.add(order.join());
  }
  assert.equal(first.size, NUMBERS.length);
  assert.ok(orders.size > 50, String(orders.size));
  assert.notDeepEqual(shuffled(NUMBERS, 1, 1), shuffled(NUMBERS, 1, 2));
});

test("shuffling changes no input", () => {
  const input = [...NUMBERS];
  shuffled(input, 3, 3);
  assert.deepEqual(input, NUMBERS);
});

for (const [one, other] of [
  ["Ausländerbehörde", "AUSLAENDERBEHOERDE"],
  ["§ 18g", "§18 g"],
  ["§\u00a018g", "§ 18g"],
  ["Maß", "mass"],
  ["E‑Mail", "e-mail"],
  ["3 – 4", "3-4"],
  ["„Titel“", '"titel"'],
  ["Botschaft", "Botschaft."],
  ["Ha\u0308user", "Häuser"],
  ["Fiktions\u00adbescheinigung", "Fiktionsbescheinigung"],
  ["Amt\u2060\u200d", "Amt"],
] as const) {
  test(`„${one}“ counts as „${other}“`, () => assert.equal(fold(one), fold(other)));
}

test("different words stay different", () => {
  assert.notEqual(fold("!"), fold("?"));
  assert.notEqual(fold("Duldung"), fold("Duldungen"));
  assert.notEqual(fold("18a"), fold("18g"));
});

test("swapped, missing, wrong and additional letters are one typing error each", () => {
  for (const typed of ["Duldugn", "Duldng", "Dultung", "Duldungg"]) assert.equal(distance("Duldung", typed, 2), 1, typed);
  assert.ok(accepts(["Duldung"], "Duldugn", 1));
  assert.ok(!accepts(["Duldung"], "Duldugn", 0));
  assert.ok(!accepts(["BA"], "BB", 2), "half of a short word is no typing error");
});

for (const [typed, found] of [
  ["1.500", [1500, 1.5]],
  ["1.5", [1.5]],
  ["1,5", [1.5]],
  ["12.345,67 €", [12345.67]],
  ["12,345.67", [12345.67]],
  ["1 234", [1234]],
  ["1'234", [1234]],
  ["−3,5 %", [-3.5]],
  ["etwa 30", [30]],
  ["zwölf", [12]],
  ["eine Woche", [1]],
  ["elfenbein", []],
  ["", []],
  ["1.2.2024", []],
  ["½", [0.5]],
  ["1½ Jahre", [1.5]],
  ["2 3/4", [2.75]],
  ["−1/2", [-0.5]],
  ["1/0", []],
  ["2023/24", [2023]],
  ["5²", [5]],
  ["20 m²", [20]],
  ["‑5", [-5]],
  ["minus 5", [-5]],
  ["１２,５", [12.5]],
] as const) {
  test(`„${typed}“ reads as ${JSON.stringify(found)}`, () => assert.deepEqual(readings(typed), found));
}

test("a key masked by render/keys.py is read", () => {
  // The same vector stands in test_page.py.
  assert.deepEqual(decodeKey("w}gau}6}ä§€}y"), { key: "ä§€" });
  assert.deepEqual(decodeKey('w}<}6}"]il7{Xj&\\>8+o_nelp:}y'), { "@": "&amp; \n*`B</script>" });
});

test("a way through a case follows choices, goes back and drops what came after", () => {
  const ways = (...to: string[]) => to.map((one, at) => ({ n: at + 1, to: one, right: false, words: one }));
  const key: CaseKey = {
    start: "a",
    length: 0,
    steps: {
      a: { title: "A", links: [], ways: ways("b", "c") },
      b: { title: "B", links: [], ways: ways("c") },
      c: { title: "C", links: [], ways: [] },
    },
  };
  const way = follow(key, [1, 1]);
  assert.deepEqual(way.map(({ step }) => step), ["a", "b", "c"]);
  assert.deepEqual(backTo(way, "b"), [way[0], { step: "b" }]);
  assert.deepEqual(goTo(way, "a"), [{ step: "a" }]);
  assert.deepEqual(follow(key, [9]).map(({ step }) => step), ["a"]);
});
