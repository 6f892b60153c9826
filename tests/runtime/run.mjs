// Bundles every *.test.ts under tests/ into a temporary folder and runs them with node:test. Arguments: parts of names to choose by.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const wanted = process.argv.slice(2);

const files = readdirSync(resolve(root, "tests"), { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".test.ts") && (!wanted.length || wanted.some((part) => name.includes(part))))
  .sort();
const out = mkdtempSync(join(tmpdir(), "lernbuild-tests-"));
try {
  await build({
    entryPoints: files.map((name) => resolve(root, "tests", name)),
    outdir: out,
    outbase: resolve(root, "tests"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    logLevel: "warning",
    define: { __ROOT__: JSON.stringify(root) },
  });
  const built = files.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...built], { stdio: "inherit", cwd: root });
  console.log(`${files.length} files: ${files.map((name) => relative("runtime", name)).join(", ")}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
