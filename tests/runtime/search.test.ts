/** The search: folding, parts of compounds, order, excerpts, marks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, find, fold, longEnough, pieces, wordsOf, type Passage } from "../../lernbuild/runtime/search.ts";

const passage = (title: string, text: string, kind = "lesson"): Passage => [kind, "x.html", title, "Modul", text, ""];
const titles = (passages: Passage[], query: string): string[] => find(passages, wordsOf(query)).map((hit) => hit.passage[2]);

test("folding: case, umlauts, ß, accents, soft hyphens, no-break spaces, quotes", () => {
  assert.equal(fold("Fachkräfte­einwanderung"), "fachkraefteeinwanderung");
  assert.equal(fold("STRAẞE Straße"), "strasse strasse");
  assert.equal(fold("Café Łódź Øre"), "cafe lodz ore");
  assert.equal(fold("§\u00a018g „Titel“ – ja"), '§ 18g "titel" - ja');
  assert.equal(fold("a\u0308"), "ae");
});

test("umlauts are found however they are typed", () => {
  const all = [passage("Die Fachkräfte", "ü"), passage("Straße", "groß")];
  for (const query of ["fachkräfte", "FACHKRAEFTE", "fachkra\u0308fte"]) assert.deepEqual(titles(all, query), ["Die Fachkräfte"]);
  for (const query of ["strasse", "STRAßE", "straße groß", "gross"]) assert.deepEqual(titles(all, query), ["Straße"]);
});

test("a part of a compound is enough, all words are needed, titles come first", () => {
  const all = [
    passage("Drei Wege", "Die Aufenthaltserlaubnis und die Niederlassungserlaubnis"),
    passage("Aufenthaltserlaubnis", "Ein Titel"),
    passage("Erlaubnisfiktion", "Wer wartet", "glossary"),
  ];
  assert.deepEqual(titles(all, "erlaubnis"), ["Erlaubnisfiktion", "Aufenthaltserlaubnis", "Drei Wege"]);
  assert.deepEqual(titles(all, "erlaubnis wege"), ["Drei Wege"]);
  assert.deepEqual(titles(all, "erlaubnis nirgends"), []);
});

test("a term that is asked for by its name comes before everything else", () => {
  const all = [passage("Duldung, Duldung, Duldung", "Duldung Duldung Duldung"), passage("Duldung", "Kein Titel", "glossary")];
  assert.deepEqual(titles(all, "duldung"), ["Duldung", "Duldung, Duldung, Duldung"]);
});

test("sections are found with and without their sign; quotes hold words together", () => {
  const all = [passage("Blaue Karte", "nach § 18g Abs. 1 AufenthG"), passage("Liste", "§§ 18, 18g AufenthG"), passage("Anders", "Absatz 1")];
  for (const query of ["§18g", "§ 18g", "18g", "§§ 18g"]) assert.deepEqual(titles(all, query), ["Blaue Karte", "Liste"]);
  assert.deepEqual(titles(all, '"abs. 1"'), ["Blaue Karte"]);
  assert.deepEqual(titles(all, "„Abs. 1“"), ["Blaue Karte"]);
});

test("one sign is too short, blanks ask for nothing", () => {
  assert.equal(longEnough(wordsOf("a")), false);
  assert.equal(longEnough(wordsOf(" ")), false);
  assert.equal(longEnough(wordsOf("ä")), true);
  assert.deepEqual(titles([passage("a", "a")], "a"), []);
  assert.deepEqual(wordsOf('"" " x  x'), ["x"]);
});

test("signs of regular expressions and of markup are only signs", () => {
  const all = [passage("a (b) [c] <i>d</i> \\", ".*")];
  for (const query of ["(b)", "[c]", "<i>", ".*", "\\ (b)"]) assert.deepEqual(titles(all, query), ["a (b) [c] <i>d</i> \\"]);
});

test("found words are marked as written, also where folding makes them longer", () => {
  const shown = pieces("Die Fachkräfte und FACHKRÄFTE, groß", wordsOf("kraeft gross"));
  assert.deepEqual(shown.filter((piece) => piece.found).map((piece) => piece.text), ["kräft", "KRÄFT", "groß"]);
  assert.equal(shown.map((piece) => piece.text).join(""), "Die Fachkräfte und FACHKRÄFTE, groß");
  assert.deepEqual(pieces("ohne", wordsOf("xy")), [{ text: "ohne", found: false }]);
  assert.deepEqual(pieces("aaaa", ["aa", "aaa"]), [{ text: "aaaa", found: true }]);
});

test("the excerpt is around the first word, cut at blanks", () => {
  const text = `${"vorher ".repeat(60)}Treffer ${"danach ".repeat(60)}`;
  const shown = excerpt(text, ["treffer"]);
  assert.match(shown, /^… vorher .*Treffer danach .* …$/);
  assert.ok(shown.length < 240, String(shown.length));
  assert.equal(excerpt("kurz", ["kurz"]), "kurz");
  assert.equal(excerpt("x".repeat(500), ["yy"]).length, 222);
});

test("a megabyte of text is searched in a moment", () => {
  const all = Array.from({ length: 1000 }, (_, n) => passage(`Lektion ${n}`, "Aufenthaltserlaubnis für Fachkräfte ".repeat(28)));
  find(all, wordsOf("fachkraefte"));
  const begun = performance.now();
  assert.equal(find(all, wordsOf("erlaubnis 99")).length, 19);
  assert.ok(performance.now() - begun < 200);
});
