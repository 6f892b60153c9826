/** The learner's document in the State API: state, bookmark and what was already said; guarded by its ETag. */
import { bytes, FAREWELL, object, succeeded, type Lrs } from "./lrs.ts";

const PATH = "activities/state";

/** What statements of this registration have said; each lesson once, completed and passed once. */
export interface Sent {
  completed: boolean;
  passed: boolean;
  /** Score of the last `failed`; -1: without one. */
  failed: number | null;
  lessons: number[];
}

export interface Held {
  state: string;
  bookmark: string;
  /** Percent. */
  score: number | null;
  sent: Sent;
  /** What was said no longer holds (`erneut-bestaetigen`): no store takes a statement back. */
  anew?: boolean;
}

export const NOTHING_HELD: Held = { state: "", bookmark: "", score: null, sent: { completed: false, passed: false, failed: null, lessons: [] } };

export type Stored = "saved" | "conflict" | "failed";

export class StateDocument {
  held: Held = NOTHING_HELD;
  private etag = "";
  /** As the store has it; null: it has none, undefined: not known. */
  private text: string | null | undefined = undefined;
  private writing = false;

  constructor(
    private readonly lrs: Lrs,
    private readonly query: Record<string, string>,
  ) {}

  /** False: the store could not say what it holds. */
  async load(): Promise<boolean> {
    const answer = await this.lrs.get(PATH, this.query);
    if (answer.status !== 404 && !succeeded(answer)) return false;
    this.text = answer.status === 404 ? null : answer.text;
    this.etag = answer.status === 404 ? "" : answer.etag;
    this.held = this.text === null ? NOTHING_HELD : readHeld(this.text);
    return true;
  }

  /** `conflict`: another session wrote meanwhile; `held` is what it wrote. */
  async store(next: Held, keepalive: boolean): Promise<Stored> {
    const text = JSON.stringify({ format: 1, ...next });
    if (text === this.text) return "saved";
    if (this.text && !this.etag && !(await this.isMine())) return "conflict";
    if (this.text === undefined) return (await this.load()) ? "conflict" : "failed";
    const guard: Record<string, string> = this.etag ? { "If-Match": this.etag } : this.text === null ? { "If-None-Match": "*" } : {};
    this.writing = true;
    const answer = await this.lrs.put(PATH, this.query, text, guard, keepalive && bytes(text) < FAREWELL);
    this.writing = false;
    if (succeeded(answer)) {
      this.text = text;
      this.etag = answer.etag;
      this.held = next;
      return "saved";
    }
    if (answer.status === 412 || answer.status === 409) return (await this.load()) ? "conflict" : "failed";
    // It may have arrived all the same.
    if (answer.status === 0) this.text = undefined;
    return "failed";
  }

  /** The page goes: sent without waiting. A write that is under way would make the guard refuse this one. */
  farewell(next: Held): void {
    const text = JSON.stringify({ format: 1, ...next });
    if (text === this.text) return;
    const guard: Record<string, string> = this.etag && !this.writing ? { "If-Match": this.etag } : {};
    void this.lrs.put(PATH, this.query, text, guard, bytes(text) < FAREWELL);
  }

  /** The answer to a write need not bring an ETag: asked before the next one. */
  private async isMine(): Promise<boolean> {
    const before = this.text;
    return (await this.load()) && this.text === before;
  }
}

export function readHeld(text: string): Held {
  const { state, bookmark, score, sent, anew } = object(text);
  const said = (sent && typeof sent === "object" ? sent : {}) as Partial<Sent>;
  return {
    state: typeof state === "string" ? state : "",
    bookmark: typeof bookmark === "string" ? bookmark : "",
    score: typeof score === "number" ? score : null,
    ...(anew === true ? { anew } : {}),
    sent: {
      completed: said.completed === true,
      passed: said.passed === true,
      failed: typeof said.failed === "number" ? said.failed : null,
      lessons: Array.isArray(said.lessons) ? said.lessons.filter((n) => Number.isInteger(n)) : [],
    },
  };
}

/** What either of two sessions has said. */
export function joinSent(one: Sent, other: Sent): Sent {
  return {
    completed: one.completed || other.completed,
    passed: one.passed || other.passed,
    failed: one.failed ?? other.failed,
    lessons: [...new Set([...one.lessons, ...other.lessons])].sort((a, b) => a - b),
  };
}
