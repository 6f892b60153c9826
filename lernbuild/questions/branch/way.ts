/** The way through a case as plain data: which step follows from which choice; must not know the page. */

export interface Way { n: number; to: string; right: boolean; words: string }
/** `links`: where links in the step's text lead. No ways but links: the outcome of a choice. Neither: an end. */
export interface CaseStep { title: string; links: string[]; ways: Way[] }
export interface CaseKey { steps: Record<string, CaseStep>; start: string; length: number }

/** A step on the way, and the choice made there; the last one has none. */
export interface Passed { step: string; chosen?: Way }

/** The way from the start by choices in order; it stops at the first that does not lead on. */
export function follow(key: CaseKey, choices: number[]): Passed[] {
  let way: Passed[] = [{ step: key.start }];
  for (const n of choices) {
    const chosen = lastOf(key, way)?.ways.find((one) => one.n === n);
    const next = chosen && stepBehind(key, way, chosen);
    if (!chosen || !next) break;
    way = takeWay(way, chosen, next);
  }
  return way;
}

/** The step that a choice leads to; behind an outcome the first one that is new; null: only back. */
function stepBehind(key: CaseKey, way: Passed[], { to }: Way): string | null {
  const step = key.steps[to];
  if (!step) return null;
  return isOutcome(step) ? (step.links.find((link) => !way.some((passed) => passed.step === link)) ?? null) : to;
}

/** The way after a choice that led to a step; a step passed before is gone back to. */
export function takeWay(way: Passed[], chosen: Way, step: string): Passed[] {
  if (way.some((passed) => passed.step === step)) return backTo(way, step);
  const last = way[way.length - 1] as Passed;
  return [...way.slice(0, -1), { step: last.step, chosen }, { step }];
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

export function isOutcome(step: CaseStep): boolean {
  return step.ways.length === 0 && step.links.length > 0;
}

export function isAtEnd(key: CaseKey, way: Passed[]): boolean {
  const step = lastOf(key, way);
  return !!step && step.ways.length === 0 && step.links.length === 0;
}

function lastOf(key: CaseKey, way: Passed[]): CaseStep | undefined {
  return key.steps[way[way.length - 1]?.step ?? ""];
}
