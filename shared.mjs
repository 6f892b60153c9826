// Parts that several scripts of a package need stand in it once: the script that runs first lends them to the others.
// Run by build.mjs. A part that is imported from there arrives through `globalThis.lernbuild`, in an array by place.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const runtime = (...names) => names.map((name) => resolve("lernbuild/runtime", `${name}.ts`));
const questions = (...names) => names.map((name) => resolve("lernbuild/questions", `${name}.ts`));

/** Who lends what: by the name of the array, the chunk that makes it and the modules whose exports stand in it. */
const LENDERS = {
  core: {
    chunk: "core",
    modules: runtime("app", "chunks", "compact", "dom", "earned", "parts", "registry", "ring", "saving", "tools", "unreachable"),
  },
  marks: { chunk: "extra-questions", modules: [...questions("controls", "marks", "order"), ...runtime("keys", "questions")] },
};
const BORROWERS = /^(?:extra|part|question)-/;
const IMPORT = /^import \{([^}]*)\} from "(\.[^"]+)"/gm;

const lenderOf = (module) => Object.keys(LENDERS).find((name) => LENDERS[name].modules.includes(module));

/** From whom a chunk takes a module; nothing: it has it itself. */
function source(chunk, module) {
  const lender = lenderOf(module);
  return lender && LENDERS[lender].chunk !== chunk ? lender : undefined;
}

/** Adds what `chunk` borrows to `found`: a set of names by lender and module. */
function gather(chunk, module, found, seen = new Set()) {
  if (!BORROWERS.test(chunk) || seen.has(module)) return found;
  seen.add(module);
  for (const [, names, from] of readFileSync(module, "utf8").matchAll(IMPORT)) {
    const path = resolve(dirname(module), from);
    const lender = source(chunk, path);
    if (!lender) gather(chunk, path, found, seen);
    else
      for (const name of names.split(",").map((one) => one.trim()))
        if (name && !name.startsWith("type ")) ((found[lender] ??= {})[name] ??= path);
  }
  return found;
}

/** The names of each lender in the order of its array: the most wanted first, so that few places are skipped. */
function places(chunks) {
  const wanted = Object.fromEntries(Object.keys(LENDERS).map((name) => [name, new Map()]));
  for (const [chunk, entry] of Object.entries(chunks))
    for (const [lender, names] of Object.entries(gather(chunk, resolve(entry), {})))
      for (const [name, path] of Object.entries(names)) {
        const row = wanted[lender].get(name) ?? { name, path, times: 0 };
        if (row.path !== path) throw new Error(`${name} is exported by two modules that ${lender} lends`);
        wanted[lender].set(name, { ...row, times: row.times + 1 });
      }
  const order = (one, other) => other.times - one.times || (one.name < other.name ? -1 : 1);
  return Object.fromEntries(Object.entries(wanted).map(([lender, rows]) => [lender, [...rows.values()].sort(order)]));
}

/** A plugin of esbuild for each chunk of `chunks` (entry by name). */
export function sharing(chunks) {
  const all = places(chunks);
  return (chunk) => ({
    name: "sharing",
    setup(build) {
      const lent = Object.keys(LENDERS).filter((name) => LENDERS[name].chunk === chunk);
      const borrowed = gather(chunk, resolve(chunks[chunk]), {});
      build.onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
        const lender = BORROWERS.test(chunk) && importer && source(chunk, resolve(resolveDir, path));
        return lender ? { path: lender, namespace: "borrowed" } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: "borrowed" }, ({ path }) => {
        const taken = all[path].map(({ name }) => (borrowed[path]?.[name] ? name : ""));
        while (taken.at(-1) === "") taken.pop();
        return { contents: `export const [${taken}] = globalThis.lernbuild.${path};` };
      });
      build.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
        if (path !== resolve(chunks[chunk]) || !lent.length) return undefined;
        const lines = lent.map((lender) => {
          const imports = all[lender].map(({ name, path: from }) => `import { ${name} } from ${JSON.stringify(from)};`);
          return `${imports.join("")}(globalThis.lernbuild ??= {}).${lender} = [${all[lender].map(({ name }) => name)}];`;
        });
        return { contents: `${lines.join("")}${readFileSync(path, "utf8")}`, loader: "ts" };
      });
    },
  });
}
