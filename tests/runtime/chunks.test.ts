/** Scripts that come when they are needed: asked for once, tried again after a failure, believed only when they say what they offer. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { arrived, fetchChunk, provide } from "../../lernbuild/runtime/chunks.ts";
import { registry } from "../../lernbuild/runtime/registry.ts";

class Script extends EventTarget {
  src = "";
  removed = false;

  remove(): void {
    this.removed = true;
  }
}

/** A document that only remembers the scripts put into it. */
class Page {
  readonly scripts: Script[] = [];
  readonly head = { append: (script: Script) => void this.scripts.push(script) };
  readonly createElement = (): Script => new Script();
}

let page: Page;
const ask = (name: string): Promise<{ n: number }> => fetchChunk("https://host.test/kurs/", name, page as unknown as Document);

beforeEach(() => {
  registry().chunks = {};
  page = new Page();
});

test("two who ask at once share one script", async () => {
  const both = Promise.all([ask("suche"), ask("suche")]);
  assert.deepEqual(page.scripts.map(({ src }) => src), ["https://host.test/kurs/assets/suche.js"]);
  provide("suche", { n: 1 });
  page.scripts[0]?.dispatchEvent(new Event("load"));
  assert.deepEqual(await both, [{ n: 1 }, { n: 1 }]);
});

test("what is here is not fetched again", async () => {
  provide("da", { n: 2 });
  assert.deepEqual(await ask("da"), { n: 2 });
  assert.deepEqual(arrived("da"), { n: 2 });
  assert.equal(page.scripts.length, 0);
});

test("after a failure the next one who asks tries again", async () => {
  const first = ask("weg");
  page.scripts[0]?.dispatchEvent(new Event("error"));
  await assert.rejects(first, /weg\.js/);
  assert.equal(page.scripts[0]?.removed, true);
  const second = ask("weg");
  assert.equal(page.scripts.length, 2);
  provide("weg", { n: 3 });
  page.scripts[1]?.dispatchEvent(new Event("load"));
  assert.deepEqual(await second, { n: 3 });
});

test("a page that comes in place of the script is a failure", async () => {
  const asked = ask("anmeldung");
  page.scripts[0]?.dispatchEvent(new Event("load"));
  await assert.rejects(asked);
});

test("a script that never ends counts as failed, and is taken when it comes late", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const asked = ask("langsam");
    mock.timers.tick(20_000);
    await assert.rejects(asked);
    provide("langsam", { n: 4 });
    assert.deepEqual(await ask("langsam"), { n: 4 });
  } finally {
    mock.timers.reset();
  }
});
