/** States for tests: by chance, of a given size, and as plain data that Python can compare. */
import { emptyState, UNITS, type QuestionRecord, type State } from "../../lernbuild/runtime/state.ts";
import { Chance } from "./chance.ts";

export function randomState(chance: Chance): State {
  const state = emptyState(1 + chance.below(2 ** 30 - 1));
  state.counter = chance.below(5000);
  state.bookmark = chance.below(80);
  state.lastVisit = chance.below(4000);
  state.land = chance.below(17);
  state.completed = chance.happens(0.5);
  state.success = chance.pick(["unknown", "passed", "failed"] as const);
  state.score = chance.happens(0.5) ? chance.below(10_001) : null;
  state.confirm = chance.happens(0.3) ? chance.below(2 ** 20) : 0;
  for (let n = 1; n < 70; n++) if (chance.happens(0.7)) state.lessons.set(n, randomLesson(chance));
  for (let n = 5; n < 150; n++) if (chance.happens(0.6)) state.questions.set(n, randomQuestion(chance));
  for (let n = 80; n < 84; n++) if (chance.happens(0.6)) state.tests.set(n, randomTest(chance));
  if (chance.happens(0.2)) state.coreRest = Array.from({ length: chance.below(20) }, () => chance.below(2));
  if (chance.happens(0.2)) state.unknown.push({ tag: Math.max(7, 6 + chance.below(40)), bits: Array.from({ length: chance.below(90) }, () => chance.below(2)) });
  return state;
}

function randomLesson(chance: Chance): { seen: boolean; done: boolean; hash: number } {
  const seen = chance.happens(0.8);
  return { seen, done: seen && chance.happens(0.6), hash: seen ? chance.below(4096) : 0 };
}

function randomQuestion(chance: Chance): QuestionRecord {
  const verdict = chance.pick(["open", "right", "partly", "wrong"] as const);
  const part = chance.happens(0.2) ? null : 1 + chance.below(UNITS - 1);
  const units = verdict === "right" ? UNITS : verdict === "partly" ? part : 0;
  const ints = Array.from({ length: chance.below(6) }, () => chance.pick([chance.below(900), -chance.below(900), chance.below(2 ** 30)]));
  const text = chance.happens(0.2) ? { text: chance.pick(["", "Größe 3,5 €", "a\nb", "𝄞 …"]) } : {};
  return { verdict, units, checks: chance.pick([0, 1, 2, 3, 10, 66]), packed: chance.happens(0.7) ? { ints, ...text } : null };
}

function randomTest(chance: Chance): { submissions: number; closed: boolean; started: number; best: number; bestOf: number } {
  const bestOf = chance.below(60) * UNITS;
  return { submissions: chance.below(40), closed: chance.happens(0.5), started: chance.below(2 ** 24), best: chance.below(bestOf + 1), bestOf };
}

/** A state as JSON can hold it, in one order. */
export function plain(state: State): unknown {
  const rows = <T>(map: Map<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);
  return JSON.parse(JSON.stringify({ ...state, lessons: rows(state.lessons), questions: rows(state.questions), tests: rows(state.tests) }));
}
