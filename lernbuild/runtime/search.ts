/** Finds words in passages of a course: folded, as parts of words, titles first; must not know the page. */

/** Kind, address from the package root, title, place, text, name of the Land it is limited to. */
export type Passage = [kind: string, href: string, title: string, place: string, text: string, land: string];

export interface Hit {
  passage: Passage;
  score: number;
}

/** A text in pieces; `found` are to be marked. */
export interface Piece {
  text: string;
  found: boolean;
}

const SPELT: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", "\u00ad": "", "’": "'", "‘": "'", "‚": "'", "„": '"', "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " " };

/** As texts are compared: lower case, umlauts spelt out, no accents, no soft hyphens. */
export function fold(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/[^\x00-\x7f]/g, (sign) => SPELT[sign] ?? plain(sign));
}

function plain(sign: string): string {
  return sign.normalize("NFD").replace(/\p{M}/gu, "");
}

/** The words of a question, folded; what stands in quotes stays together. "§18g" looks for 18g, for "§§ 18, 18g" has it, too. */
export function wordsOf(query: string): string[] {
  const found = fold(query).replace(/§+\s*(?=[^\s"])/g, "").match(/"[^"]+"|[^\s"]+/g) ?? [];
  return [...new Set(found.map((word) => word.replace(/^"|"$/g, "").trim()).filter(Boolean))];
}

export function longEnough(words: string[]): boolean {
  return words.join("").length >= 2;
}

interface Folded {
  title: string;
  text: string;
}

const folded = new WeakMap<Passage, Folded>();

function foldedOf(passage: Passage): Folded {
  let found = folded.get(passage);
  if (!found) folded.set(passage, (found = { title: fold(passage[2]), text: fold(`${passage[3]} ${passage[4]} ${passage[5]}`) }));
  return found;
}

/** Passages that have every word, the best first; equals in the order of the course. */
export function find(passages: Passage[], words: string[]): Hit[] {
  if (!longEnough(words)) return [];
  return passages
    .map((passage) => ({ passage, score: scoreOf(passage, words) }))
    .filter((hit) => hit.score > 0)
    .sort((one, other) => other.score - one.score);
}

function scoreOf(passage: Passage, words: string[]): number {
  const { title, text } = foldedOf(passage);
  let score = 0;
  for (const word of words) {
    const inTitle = title.indexOf(word);
    const inText = inTitle < 0 || passage[0] === "lesson" ? count(text, word) : 0;
    if (inTitle < 0 && !inText) return 0;
    score += (inTitle < 0 ? 0 : isStart(title, inTitle) ? 20 : 12) + Math.min(inText, 5);
  }
  if (passage[0] === "glossary" && title === words.join(" ")) score += 40;
  return score;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[a-z0-9]/.test(text[at - 1] as string);
}

function count(text: string, word: string): number {
  let found = 0;
  for (let at = text.indexOf(word); at >= 0 && found < 5; at = text.indexOf(word, at + word.length)) found++;
  return found;
}

const BEFORE = 60;
const LENGTH = 220;

/** The part of the text around the first word found; the beginning where there is none. */
export function excerpt(text: string, words: string[]): string {
  const first = Math.min(...places(text, words).map(([start]) => start));
  let start = Number.isFinite(first) ? Math.max(0, first - BEFORE) : 0;
  if (start > 0) start = text.indexOf(" ", start) + 1 || start;
  let end = Math.min(text.length, start + LENGTH);
  const blank = text.lastIndexOf(" ", end);
  if (end < text.length && blank > start) end = blank;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** The text in pieces, with the words found apart. */
export function pieces(text: string, words: string[]): Piece[] {
  const out: Piece[] = [];
  let done = 0;
  for (const [start, end] of merged(places(text, words))) {
    if (start > done) out.push({ text: text.slice(done, start), found: false });
    out.push({ text: text.slice(start, end), found: true });
    done = end;
  }
  if (done < text.length || !out.length) out.push({ text: text.slice(done), found: false });
  return out;
}

/** Where the words stand in the text as written. */
function places(text: string, words: string[]): [number, number][] {
  const whole = text.normalize("NFC");
  const from: number[] = [];
  let shown = "";
  for (let at = 0; at < whole.length; at++) {
    const sign = fold(whole[at] as string);
    for (let i = 0; i < sign.length; i++) from.push(at);
    shown += sign;
  }
  const out: [number, number][] = [];
  for (const word of words) {
    for (let at = shown.indexOf(word); at >= 0; at = shown.indexOf(word, at + word.length))
      out.push([from[at] as number, (from[at + word.length - 1] as number) + 1]);
  }
  return out;
}

function merged(found: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [start, end] of found.sort((one, other) => one[0] - other[0])) {
    const last = out[out.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
