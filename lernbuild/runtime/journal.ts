/** What an LMS may not hold yet, kept in this browser; without an LMS it is the only place. Never throws. */
import { sha256 } from "./sha256.ts";
import type { Env } from "./env.ts";
import type { InteractionRecord } from "./types.ts";

/** An entry: the state, and behind a line break the answers of this session as the LMS is to get them. */
export function writeEntry(state: string, interactions: InteractionRecord[]): string {
  return interactions.length ? `${state}\n${JSON.stringify(interactions)}` : state;
}

export function readEntry(entry: string): { state: string; interactions: InteractionRecord[] } {
  const [state = "", more = ""] = entry.split("\n", 2);
  try {
    const records = more ? (JSON.parse(more) as InteractionRecord[]) : [];
    return { state, interactions: records.map((record) => ({ ...record, time: new Date(record.time) })) };
  } catch {
    return { state, interactions: [] };
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
