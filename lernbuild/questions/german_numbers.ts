/** Reads numbers as people type them: comma or point, thousands, unit, number words; must not know questions. */

const WORDS = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];

/** Signs that compatibility forms would glue to the digits before them: raised digits, fractions. */
const GLUED = /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2150-\u215e]/g;
/** „1/2“ and „2 3/4“, not „2023/24“ and not a date. */
const FRACTION = /^[^\d-]*(-?)\s*(?:(\d+)\s+)?(\d)[/\u2044](\d{1,2})(?![\d/])/;

/**
 * What a typed number may mean, the German reading first: „1.500“ is 1500, and 1.5 for whom a point is a comma.
 * Empty when there is no number.
 */
export function readings(text: string): number[] {
  const plain = text.replace(GLUED, " $&").normalize("NFKC").replace(/[\u2010-\u2013\u2212]|\bminus\b/gi, "-").trim();
  const word = WORDS.indexOf(plain.toLowerCase().split(/\s/)[0]?.replace(/^eine?[rsnm]?$/, "ein") ?? "");
  if (word >= 0) return [word];
  const part = FRACTION.exec(plain);
  if (part) return [(part[1] ? -1 : 1) * (Number(part[2] ?? 0) + Number(part[3]) / Number(part[4]))].filter(Number.isFinite);
  const match = /^[^\d+-]*([+-]?)\s*((?:\d|[.,'’](?=\d)|\s(?=\d{3}(?!\d)))+)/.exec(plain);
  if (!match) return [];
  const sign = match[1] === "-" ? -1 : 1;
  const digits = (match[2] as string).replace(/[\s'’]/g, "");
  return unique([german(digits), english(digits)].filter((value): value is number => value !== null)).map((value) => sign * value);
}

function german(digits: string): number | null {
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) return Number(digits.replace(/\./g, "").replace(",", "."));
  return /^\d+(,\d+)?$/.test(digits) ? Number(digits.replace(",", ".")) : null;
}

function english(digits: string): number | null {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) && digits.includes(".")) return Number(digits.replace(/,/g, ""));
  return /^\d+\.\d+$/.test(digits) ? Number(digits) : null;
}

function unique(values: number[]): number[] {
  return values.filter((value, at) => values.indexOf(value) === at);
}

/** True when the value lies between low and high, rounding of decimals forgiven. */
export function within(value: number, low: number, high: number): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
  return value >= low - slack && value <= high + slack;
}
