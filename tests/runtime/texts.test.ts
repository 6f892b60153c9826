/** Words with numbers: as the language writes them, and without its costly formatter where that changes nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTexts } from "../../lernbuild/runtime/texts.ts";

const course = { texts: { lessons: "{n} Lektionen", "lessons-1": "eine Lektion" }, language: "de" };

test("small whole numbers need no formatter", () => {
  const real = Intl.NumberFormat;
  Intl.NumberFormat = (() => assert.fail("a formatter was made")) as unknown as typeof real;
  try {
    const texts = makeTexts(course);
    assert.equal(texts.count("lessons", 1), "eine Lektion");
    assert.equal(texts.count("lessons", 999), "999 Lektionen");
    assert.equal(texts.number(0), "0");
  } finally {
    Intl.NumberFormat = real;
  }
});

test("all numbers are written as the language does", () => {
  const texts = makeTexts(course);
  const format = new Intl.NumberFormat("de", { maximumFractionDigits: 2 });
  for (const value of [0, 7, 99.5, 66.666, 999, 1000, 12_345.678, -3]) assert.equal(texts.number(value), format.format(value));
  assert.equal(texts.count("lessons", 1000), "1.000 Lektionen");
});
