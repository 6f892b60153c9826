// Bundles the preview into OUTPUT_FOLDER/preview: its page, the page around a course, scorm-again, axe with German words.
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export async function buildPreview(out) {
  const folder = join(out, "preview");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [
      { in: "lernbuild/preview/shell/shell.ts", out: "shell" },
      { in: "lernbuild/preview/player/player.ts", out: "player" },
      { in: "lernbuild/preview/player/clock.ts", out: "clock" },
    ],
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  for (const name of ["scorm12", "scorm2004"]) cpSync(`node_modules/scorm-again/dist/${name}.min.js`, join(folder, `${name}.js`));
  cpSync("node_modules/scorm-again/LICENSE", join(folder, "scorm-again.LICENSE"));
  // Course pages forbid what axe needs to take in a language, so its German words lie beside it.
  const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
  const { rules } = JSON.parse(readFileSync("node_modules/axe-core/locales/de.json", "utf8"));
  const words = Object.fromEntries(Object.entries(rules).map(([id, { help }]) => [id, help]));
  writeFileSync(join(folder, "axe.js"), `${axe}\n;globalThis.axeWords=${JSON.stringify(words)};\n`);
  cpSync("node_modules/axe-core/LICENSE", join(folder, "axe.LICENSE"));
}
