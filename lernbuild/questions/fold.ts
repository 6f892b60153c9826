/** Compares typed texts as a friendly reader would; must not know questions. */

const UMLAUTS: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** Case, umlauts, white space, kinds of dashes and quotes, signs nobody sees, and a full stop behind the words make no difference. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[„“”«»"]/g, '"')
    .replace(/[‚‘’'`´]/g, "'")
    .replace(/[\s\u00ad\u200b-\u200f\u2060]+/g, "")
    .replace(/(.)[.!?;,]+$/, "$1");
}

/** The text on one line, for patterns. */
export function tidy(text: string): string {
  return text.normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
}

/** True when the text is accepted; up to `typos` letters may be missing, added, wrong or swapped, but not half of them. */
export function accepts(accepted: string[], text: string, typos = 0): boolean {
  const typed = fold(text);
  return accepted.some((one) => {
    const right = fold(one);
    if (right === typed) return true;
    const allowed = Math.min(typos, Math.floor((right.length - 1) / 2));
    return allowed > 0 && distance(right, typed, allowed) <= allowed;
  });
}

/** Optimal string alignment distance; anything above `most` may be reported as most + 1. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? most + 1;
}
