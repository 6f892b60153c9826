/**
 * Scripts of the package that are fetched when they are first needed; knows none of them.
 *
 * A new one: write `runtime/extra/NAME.ts`, which ends with `provide("NAME", { … })`; name in `render/extras.py` the
 * courses that need it. The wheel's build bundles it, the package then holds it as `assets/NAME.js`. The core never
 * imports it (but its types: `import type`), it asks for it: `withChunk<Search>(app, "search", (search) => search.open())`.
 * What a chunk imports is a copy of its own, but for the modules that `shared.mjs` lends it from the core (or from the
 * script of questions): other state that is shared stands in the registry or is handed over. `runtime/part/NAME.ts` is
 * for what only some courses need of a script that many have: `render/extras.py` joins it to that script.
 */
import { registry } from "./registry.ts";
import type { Texts } from "./texts.ts";
import { sayUnreachable } from "./unreachable.ts";

/** Milliseconds until a script that neither comes nor fails counts as failed. */
const PATIENCE = 20_000;

const coming = new Map<string, Promise<unknown>>();

/** Called by a chunk as it runs: what it offers. */
export function provide(name: string, offer: unknown): void {
  registry().chunks[name] = offer;
}

/** What a chunk offers, if it is here already. */
export function arrived<T>(name: string): T | undefined {
  return registry().chunks[name] as T | undefined;
}

/**
 * What a chunk offers, fetched if it is not here. Rejects when it cannot be had; asked again, it tries again.
 *
 * A script element works where `fetch` does not: from the disk, in a frame cut off from its server, and under
 * `script-src 'self'`. A login page that comes in place of the script "loads", too: only what was provided counts.
 */
export function fetchChunk<T>(root: string, name: string, doc: Document = document): Promise<T> {
  const here = arrived<T>(name);
  if (here !== undefined) return Promise.resolve(here);
  const under = coming.get(name) as Promise<T> | undefined;
  if (under) return under;
  const asked = new Promise<T>((resolve, reject) => {
    const script = doc.createElement("script");
    const settle = (): void => {
      clearTimeout(timer);
      coming.delete(name);
      const offer = arrived<T>(name);
      if (offer !== undefined) return resolve(offer);
      script.remove();
      reject(new Error(`${name}.js`));
    };
    const timer = setTimeout(settle, PATIENCE);
    script.addEventListener("load", settle);
    script.addEventListener("error", settle);
    script.src = `${root}assets/${name}.js`;
    doc.head.append(script);
  });
  coming.set(name, asked);
  return asked;
}

/** Runs at once when the chunk is here, else when it has come; if it does not come, learners are told and can retry. */
export function withChunk<T>(app: { root: string; texts: Texts }, name: string, use: (offer: T) => void): void {
  const here = arrived<T>(name);
  if (here !== undefined) return use(here);
  void fetchChunk<T>(app.root, name).then(use, () => void sayUnreachable(app.texts, "chunk.failed", () => withChunk(app, name, use)));
}
