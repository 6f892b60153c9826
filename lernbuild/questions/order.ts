/** The order in which parts are shown: the same for the same seed, question and numbers; must not know types. */

/** The number of an option element. */
export function numberOf(option: Element): number {
  return Number(option.getAttribute("data-lb-option"));
}

/** Puts the options of a question into the order of the seed; `mischen=nein` keeps the source order. */
export function shuffleOptions(root: HTMLElement, seed: number, always = false): void {
  if (!always && root.dataset.lbShuffle === "no") return;
  const options = [...root.querySelectorAll<HTMLElement>("[data-lb-option]")];
  const parent = options[0]?.parentElement;
  if (!parent) return;
  const question = Number(root.dataset.lbNumber ?? 0);
  const byNumber = [...options].sort((a, b) => numberOf(a) - numberOf(b));
  for (const option of shuffled(byNumber, seed, question)) parent.append(option);
}

/** A permutation that depends on nothing but its arguments (Fisher–Yates with mulberry32). */
export function shuffled<T>(items: readonly T[], seed: number, salt: number): T[] {
  const out = [...items];
  const random = generator(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b));
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

function generator(start: number): () => number {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
