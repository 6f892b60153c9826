/** What is fetched later: names and times of certificates, bookmarks, reports, voices, time of the LMS. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { voiceFor } from "../../lernbuild/runtime/aloud.ts";
import { nameOf, timeOf } from "../../lernbuild/runtime/certified.ts";
import { earned } from "../../lernbuild/runtime/earned.ts";
import { secondsOf } from "../../lernbuild/runtime/lms/notation.ts";
import { Bookmarks } from "../../lernbuild/runtime/marked.ts";
import { pathOf, report } from "../../lernbuild/runtime/report.ts";
import { makeTexts } from "../../lernbuild/runtime/texts.ts";

const words = JSON.parse(readFileSync("themes/standard/messages/de.json", "utf8")) as Record<string, string>;
const texts = makeTexts({ texts: words, language: "de" });

test("names as learning portals write them", () => {
  assert.equal(nameOf("Beispiel, Alex"), "Alex Beispiel");
  assert.equal(nameOf(" Weiß-Öztürk ,  Dr. Jörg Maria "), "Dr. Jörg Maria Weiß-Öztürk");
  assert.equal(nameOf("Alex Beispiel"), "Alex Beispiel");
  assert.equal(nameOf("King, Jr., Martin"), "King, Jr., Martin");
  assert.equal(nameOf("Beispiel,"), "Beispiel,");
  assert.equal(nameOf("  "), "");
});

test("times in hours and minutes, never nothing", () => {
  assert.equal(timeOf(texts, 0), "1 Minute");
  assert.equal(timeOf(texts, 59 * 60), "59 Minuten");
  assert.equal(timeOf(texts, 3600), "1 Stunde 0 Minuten");
  assert.equal(timeOf(texts, 2 * 3600 + 5 * 60 + 20), "2 Stunden 5 Minuten");
});

test("total times of SCORM 1.2 and 2004", () => {
  assert.equal(secondsOf("0001:05:09.50"), 3909.5);
  assert.equal(secondsOf("00:00:00"), 0);
  assert.equal(secondsOf("PT1H5M9S"), 3909);
  assert.equal(secondsOf("PT0S"), 0);
  assert.equal(secondsOf("P1DT1M"), 86460);
  for (const nothing of ["", "P", "PT", "1:2", "abc", "-1:00:00"]) assert.equal(secondsOf(nothing), null);
});

function app(progress: object, tests: number[]): Parameters<typeof earned>[0] {
  return { course: { rules: { tests } }, tracker: { progress: { mode: "normal", completed: true, success: "passed", ...progress } } } as unknown as Parameters<typeof earned>[0];
}

test("a certificate only for what the LMS holds as completed and passed", () => {
  assert.equal(earned(app({}, [3])), true);
  assert.equal(earned(app({ success: "unknown" }, [3])), false);
  assert.equal(earned(app({ success: "failed" }, [3])), false);
  assert.equal(earned(app({ completed: false }, [3])), false);
  assert.equal(earned(app({ success: "unknown" }, [])), true);
  assert.equal(earned(app({ mode: "browse" }, [3])), false);
  assert.equal(earned(app({ mode: "review" }, [3])), true);
});

class Shelf {
  readonly items = new Map<string, string>();
  constructor(private readonly full = false) {}
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}
const storage = (shelf: Shelf): Storage => shelf as unknown as Storage;
const PAGE = { href: "lektion/a.html", title: "A" };

test("bookmarks survive a reload, the last one leaves nothing behind", () => {
  const shelf = new Shelf();
  const first = new Bookmarks(storage(shelf), "k");
  assert.equal(first.add(PAGE), true);
  assert.equal(first.add(PAGE), true);
  assert.deepEqual(new Bookmarks(storage(shelf), "k").all(), [PAGE]);
  assert.equal(first.remove(PAGE.href), true);
  assert.equal(shelf.items.size, 0);
});

test("bookmarks work where nothing may be stored, and say so", () => {
  for (const shelf of [null, storage(new Shelf(true))]) {
    const marks = new Bookmarks(shelf, "k");
    assert.equal(marks.add(PAGE), false);
    assert.equal(marks.has(PAGE.href), true);
  }
});

test("what others left in the storage harms nothing", () => {
  for (const left of ["{", "3", "null", '{"href":"a.html"}', '[1,{"href":"javascript:alert(1)//.html","title":"x"},{"href":"../a.html","title":"x"},{"href":"//e.org/a.html","title":"x"},{"href":"a.html"}]']) {
    const shelf = new Shelf();
    shelf.items.set("k", left);
    assert.deepEqual(new Bookmarks(storage(shelf), "k").all(), [], left);
  }
});

const COURSE = { title: "Fristen & Wege", version: "1.2", legalDate: "2026-08-19" };
const HERE = { title: "Wann beginnt die Frist?", path: "lektion/a.html" };

test("a report names course, version and page; a mail is filled in", () => {
  const made = report(COURSE, { mail: "kurs+x@example.org" }, HERE, texts);
  assert.ok(made);
  assert.match(made.href, /^mailto:kurs%2Bx@example\.org\?subject=Fristen%20%26%20Wege%3A%20Wann/);
  const body = decodeURIComponent(made.href.split("&body=")[1] ?? "");
  assert.match(body, /Kurs: Fristen & Wege, Fassung 1\.2, Rechtsstand 19\. August 2026\r\nSeite: Wann beginnt die Frist\? \(lektion\/a\.html\)$/);
});

test("a page for reports is only linked; words alone stay words; nothing is nothing", () => {
  assert.equal(report(COURSE, { url: "https://example.org/x", mail: "a@b.de" }, HERE, texts)?.href, "https://example.org/x");
  assert.equal(report(COURSE, { text: "Fragen Sie Ihre Leitung." }, HERE, texts)?.href, "");
  assert.equal(report(COURSE, {}, HERE, texts), null);
});

test("addresses from the package root, without what a launch adds", () => {
  assert.equal(pathOf("https://lms.example/p/1/", "https://lms.example/p/1/lektion/a.html?endpoint=x#y"), "lektion/a.html");
  assert.equal(pathOf("file:///C:/kurs/", "file:///C:/kurs/index.html"), "index.html");
  assert.equal(pathOf("https://lms.example/p/1/", "https://lms.example/p/1/"), "index.html");
});

const voice = (lang: string, localService: boolean, name = lang): SpeechSynthesisVoice => ({ lang, localService, name, default: false, voiceURI: name });

test("only voices on the device read", () => {
  assert.equal(voiceFor([], "de"), "none");
  assert.equal(voiceFor([voice("en-US", true)], "de"), "none");
  assert.equal(voiceFor([voice("de-DE", false)], "de"), "online");
  const own = voice("de_DE", true, "own");
  assert.equal(voiceFor([voice("de-DE", false), own], "de-einfach"), own);
});
