/** What an LMS may not hold yet, kept in this browser; without an LMS it is the only place. Never throws. */
import { sha256 } from "./sha256.ts";
import type { Env } from "./env.ts";
import type { InteractionRecord } from "./types.ts";

export interface JournalEntry {
  /** The learner's state as text. */
  state: string;
  /** The answers of the session as the LMS is to get them. */
  interactions: InteractionRecord[];
  /** The LMS has held a state of this attempt: when it has none any more, the learner began a new attempt there. */
  known: boolean;
  /** Seeds of this attempt: two tabs that began it together have one each. */
  seeds: number[];
}

/** The state, and behind a line break the rest. */
export function writeEntry({ state, ...rest }: JournalEntry): string {
  return `${state}\n${JSON.stringify(rest)}`;
}

export function readEntry(entry: string): JournalEntry {
  const [state = "", more = ""] = entry.split("\n", 2);
  try {
    const { known, seeds, interactions } = JSON.parse(more) as JournalEntry;
    return { state, known, seeds: [...seeds], interactions: interactions.map((record) => ({ ...record, time: new Date(record.time) })) };
  } catch {
    return { state, known: false, seeds: [], interactions: [] };
  }
}

export class Journal {
  readonly key: string;

  /** `learner` empty: nobody in particular, this device. */
  constructor(
    private readonly env: Env,
    course: string,
    learner: string,
  ) {
    this.key = `lernbuild:${learner ? sha256(`${learner}\n${course}`) : course}`;
  }

  read(): string {
    try {
      return this.env.storage?.getItem(this.key) ?? "";
    } catch {
      return "";
    }
  }

  /** False: storage is full or forbidden. */
  write(state: string): boolean {
    try {
      this.env.storage?.setItem(this.key, state);
      return this.env.storage !== null;
    } catch {
      return false;
    }
  }

  /** Only what was written as `state`: another tab may have written since. */
  remove(state: string): void {
    try {
      if (this.read() === state) this.env.storage?.removeItem(this.key);
    } catch {
      // Kept: the next start merges it, which changes nothing.
    }
  }
}
