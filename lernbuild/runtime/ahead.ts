/** Fetches what a page needs while it is not shown yet, so that nothing on it changes before one's eyes. */

import { ASKING } from "./asked.ts";
import { MOVING } from "./blocks.ts";
import { fetchChunk } from "./chunks.ts";
import { fetchStyles } from "./styles.ts";

/** Milliseconds that a page waits for its scripts; its text is not held back longer. */
const PATIENCE = 1_500;

const NEEDED = { questions: ASKING, blocks: MOVING };

/** Kept when all is here, or when it has taken too long. */
export async function fetchAhead(root: string, content: HTMLElement): Promise<void> {
  const names = Object.entries(NEEDED).flatMap(([name, selector]) => (content.querySelector(selector) ? [name] : []));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const scripts = Promise.all(names.map((name) => fetchChunk(root, name).catch(() => undefined)));
  await Promise.all([fetchStyles(root), Promise.race([scripts, late])]);
}
