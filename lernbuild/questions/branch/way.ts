/** The way through a case as plain data: which step follows from which choice; must not know the page. */

export interface Way { n: number; to: string; right: boolean; words: string }
/** `end`: nothing leads on from here, no way and no link in the text. */
export interface CaseStep { title: string; end: boolean; ways: Way[] }
export interface CaseKey { steps: Record<string, CaseStep>; start: string; length: number }

/** A step on the way, and the choice made there; the last one has none. */
export interface Passed { step: string; chosen?: Way }

/** The way from the start by choices in order; it stops at the first that does not fit. */
export function follow(key: CaseKey, choices: number[]): Passed[] {
  const way: Passed[] = [{ step: key.start }];
  for (const n of choices) {
    const last = way[way.length - 1] as Passed;
    const chosen = key.steps[last.step]?.ways.find((one) => one.n === n);
    if (!chosen || !key.steps[chosen.to]) break;
    last.chosen = chosen;
    way.push({ step: chosen.to });
  }
  return way;
}

/** The numbers of the choices made. */
export function choices(way: Passed[]): number[] {
  return way.flatMap(({ chosen }) => (chosen ? [chosen.n] : []));
}

/** The way up to a step that was passed before; the same way when it was not. */
export function backTo(way: Passed[], step: string): Passed[] {
  const at = way.findIndex((one) => one.step === step);
  return at < 0 ? way : [...way.slice(0, at), { step }];
}

/** The way with a step that a link in the text leads to; going back drops what came after. */
export function goTo(way: Passed[], step: string): Passed[] {
  return way.some((one) => one.step === step) ? backTo(way, step) : [...way, { step }];
}

export function isAtEnd(key: CaseKey, way: Passed[]): boolean {
  const last = way[way.length - 1];
  return !!last && (key.steps[last.step]?.end ?? false);
}
