// Takes out of KERN (npm @kern-ux/native, EUPL-1.2) the custom properties that themes/kern uses, light and dark.
// Run by build.mjs: everything else of KERN's 340 kB stays behind. Colours become #rrggbb, which every browser reads.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = "node_modules/@kern-ux/native";
const DARK = "prefers-color-scheme: dark";

/** Custom properties by name from every rule of `css` whose selector is `:root` alone. */
function tokens(css) {
  const found = {};
  for (const [, selector, body] of css.matchAll(/([^{}]*)\{([^{}]*)\}/g))
    if (selector.replace(/\/\*[^]*?\*\//g, "").trim().endsWith(":root"))
      for (const [, name, value] of body.matchAll(/--([\w-]+)\s*:\s*([^;]+)/g)) found[name] = value.trim();
  return found;
}

/** The stylesheet's light part (its other media blocks left out) and its dark part. */
function schemes(css) {
  let light = "", dark = "", at = 0;
  for (;;) {
    const start = css.indexOf("@media", at);
    if (start < 0) return [light + css.slice(at), dark];
    const open = css.indexOf("{", start);
    let end = open, depth = 0;
    do { depth += { "{": 1, "}": -1 }[css[end]] ?? 0; end++; } while (depth);
    light += css.slice(at, start);
    const condition = css.slice(start, open);
    if (condition.includes(DARK)) dark += css.slice(open + 1, end - 1);
    else if (condition.includes("prefers-color-scheme: light")) light += css.slice(open + 1, end - 1);
    at = end;
  }
}

/** `oklch(…)` as #rrggbb. Source: CSS Color Module Level 4, section 10.3 and its sample code for OKLab. */
function hex(value) {
  const [, lightness, chroma, hue] = value.match(/^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/) ?? [];
  if (lightness === undefined) return value;
  const L = lightness / 100, angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle), b = chroma * Math.sin(angle);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const bytes = linear.map((x) => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
  return "#" + bytes.map((x) => Math.round(255 * Math.min(1, Math.max(0, x))).toString(16).padStart(2, "0")).join("");
}

/** What `names` need, with everything they point to. */
function reached(names, known) {
  const kept = new Set();
  const visit = (name) => {
    if (kept.has(name)) return;
    if (!(name in known)) throw new Error(`@kern-ux/native has no custom property --${name}`);
    kept.add(name);
    for (const [, inner] of known[name].matchAll(/var\(--([\w-]+)/g)) visit(inner);
  };
  names.forEach(visit);
  return [...kept].sort();
}

const rule = (names, from) => `:root{${names.map((name) => `--${name}:${hex(from[name])}`).join(";")}}`;

/** Writes <out>/kern/tokens.css and KERN's licence. */
export function extractKern(out, theme = "themes/kern/theme.css") {
  const version = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")).version;
  const [light, dark] = schemes(readFileSync(join(PACKAGE, "dist/kern.css"), "utf8")).map(tokens);
  const used = [...readFileSync(theme, "utf8").matchAll(/var\(--(kern-[\w-]+)/g)].map((match) => match[1]);
  const names = reached(used, light);
  const other = reached(used, { ...light, ...dark }).filter((name) => (dark[name] ?? light[name]) !== light[name] || !names.includes(name));
  const notice = `/*! Custom properties of KERN UX (@kern-ux/native ${version}), colours converted to sRGB. EUPL-1.2, see lizenz-kern.md. */`;
  mkdirSync(join(out, "kern"), { recursive: true });
  const css = `${notice}\n${rule(names, light)}\n@media screen and (${DARK}){${rule(other, { ...light, ...dark })}}\n`;
  writeFileSync(join(out, "kern", "tokens.css"), css);
  cpSync(join(PACKAGE, "LICENSE.md"), join(out, "kern", "lizenz-kern.md"));
}
