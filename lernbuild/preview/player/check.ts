/** Runs axe on the page in the frame and marks what it found; must not know how findings are shown. */
import type { Finding } from "./messages.ts";

interface Axe {
  run(context: Document, options: object): Promise<{ violations: Result[]; incomplete: Result[] }>;
}

interface Result {
  id: string;
  impact: string | null;
  help: string;
  helpUrl: string;
  nodes: { target: (string | string[])[] }[];
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function check(win: Window & { axe?: Axe; axeWords?: Record<string, string> }, script: string): Promise<Finding[]> {
  if (!win.axe) await load(win.document, script);
  const { violations } = await (win.axe as Axe).run(win.document, { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] });
  return violations.map((one) => ({
    id: one.id,
    impact: one.impact ?? "",
    help: win.axeWords?.[one.id] ?? one.help,
    url: one.helpUrl,
    targets: one.nodes.map(({ target }) => target.flat().join(" ")),
  }));
}

export function mark(document: Document, target: string): void {
  const found = document.querySelector<HTMLElement>(target);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  const before = found.style.outline;
  found.style.outline = "4px solid #d0161b";
  setTimeout(() => (found.style.outline = before), 2500);
}

function load(document: Document, script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = script;
    tag.onload = () => resolve();
    tag.onerror = () => reject(new Error("axe"));
    document.head.append(tag);
  });
}
