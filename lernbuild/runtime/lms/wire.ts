/** The calls to a SCORM API: never throws, reads error codes, sends nothing twice and nothing that the standard forbids. */
import type { Api } from "./discovery.ts";

/** What differs between the standards in the calls themselves. */
export interface Dialect {
  /** Prefix of all methods but Get/Set/Commit, which share it: `LMS` or none. */
  methods: { initialize: string; terminate: string; get: string; set: string; commit: string; error: string };
  /** Error codes after which the same element need not be tried again. */
  permanent: ReadonlySet<string>;
  /** Error code of a second Initialize. */
  joined: string;
  /** An element that every LMS can read, to see whether a session is open. */
  probe: string;
  legal(element: string, value: string): boolean;
}

export type Pair = readonly [element: string, value: string];

/** What a field of a request takes beside its text: Moodle's multipart form. */
const FIELD = 150;

/** Error codes of a session that does not work, not of an element that is missing. */
const FAILURES = /^(1\d\d|301|391)$/;

export class Wire {
  lastError = "";
  /** A read has failed: what the LMS holds is not known. */
  troubled = false;
  /** What the LMS is known to hold, and what it was told since the last commit. */
  private readonly held = new Map<string, string>();
  private readonly staged = new Map<string, string>();
  private readonly refused = new Set<string>();
  private threw = false;

  constructor(
    private readonly api: Api,
    private readonly dialect: Dialect,
  ) {}

  /** True: a session is open, also when someone else opened it (1.2: 101, 2004: 103). */
  initialize(): boolean {
    if (this.agreed(this.call(this.dialect.methods.initialize, ""))) return true;
    const refusal = this.note("Initialize");
    const learner = this.call(this.dialect.methods.get, this.dialect.probe);
    if (this.threw || this.code() !== "0") return false;
    return refusal === this.dialect.joined || Boolean(learner);
  }

  get(element: string): string {
    const value = this.call(this.dialect.methods.get, element);
    if (this.threw) this.troubled = true;
    const text = value === null || value === undefined || value === false ? "" : String(value);
    return text === "null" || text === "undefined" ? "" : text;
  }

  /** Like `get`; an empty answer must be an honest one, for what is written over it is lost. */
  getVital(element: string): string {
    const text = this.get(element);
    if (text === "" && FAILURES.test(this.code())) this.troubled = true;
    return text;
  }

  /** An honest answer, "" when the LMS has no such element (Moodle: 301 in a row that it lost); null: it could not say. */
  ask(element: string): string | null {
    const text = this.get(element);
    if (this.threw) return null;
    const code = text === "" ? this.code() : "0";
    return FAILURES.test(code) && code !== "301" ? null : text;
  }

  /** Remembers what was read, so that it is not written again. */
  know(element: string, value: string): void {
    this.held.set(element, value);
  }

  knows(element: string): string | undefined {
    return this.staged.get(element) ?? this.held.get(element);
  }

  /** True: set, or not needed, or refused for good and not vital. */
  put(pair: Pair, vital = false): boolean {
    const outcome = this.write(pair);
    if (outcome === "refused" && !vital) this.refused.add(pair[0]);
    return outcome === "set" || (outcome !== "failed" && !vital);
  }

  /** Like `put` for a value that is soon replaced: what the LMS refuses now it may take then. */
  pass(pair: Pair): boolean {
    return this.write(pair) !== "failed";
  }

  private write([element, value]: Pair): "set" | "refused" | "illegal" | "failed" {
    if (this.refused.has(element) || this.knows(element) === value) return "set";
    if (!this.dialect.legal(element, value)) {
      this.lastError = `${element}: not allowed by the standard`;
      return "illegal";
    }
    if (this.agreed(this.call(this.dialect.methods.set, element, value))) {
      this.staged.set(element, value);
      return "set";
    }
    const code = this.note(element);
    this.held.delete(element);
    return this.dialect.permanent.has(code) ? "refused" : "failed";
  }

  /** Bytes of a request with all that was put since the last commit. */
  get pending(): number {
    let bytes = 0;
    for (const [element, value] of this.staged) bytes += element.length + 3 * value.length + FIELD;
    return bytes;
  }

  wasRefused(element: string): boolean {
    return this.refused.has(element);
  }

  /** True: the LMS says it holds everything that was put. */
  commit(): boolean {
    if (this.staged.size === 0) return true;
    const committed = this.agreed(this.call(this.dialect.methods.commit, ""));
    if (!committed) this.note("Commit");
    for (const [element, value] of this.staged) {
      if (committed) this.held.set(element, value);
      else this.held.delete(element);
    }
    this.staged.clear();
    return committed;
  }

  /** Nothing is known any more of what the LMS holds. */
  forget(): void {
    this.held.clear();
    this.staged.clear();
  }

  terminate(): boolean {
    return this.agreed(this.call(this.dialect.methods.terminate, ""));
  }

  private call(method: string, ...given: string[]): unknown {
    this.threw = false;
    try {
      return (this.api[method] as (...given: string[]) => unknown)(...given);
    } catch (error) {
      this.lastError = `${method}: ${String(error)}`;
      this.threw = true;
      return false;
    }
  }

  /** `true` in any spelling; no word at all only when the LMS says there was no error. */
  private agreed(result: unknown): boolean {
    if (result === true || result === 1) return true;
    if (result === null || result === undefined || result === "") return this.code() === "0";
    return /^(true|1)$/i.test(String(result).trim());
  }

  private code(): string {
    const code = this.call(this.dialect.methods.error);
    return typeof code === "number" || typeof code === "string" ? String(code).trim() : "";
  }

  /** The error code of a call that was not agreed to; one that threw has none. */
  private note(what: string): string {
    if (this.threw) return "";
    const code = this.code();
    this.lastError = `${what}: ${code || "no error code"}`;
    return code;
  }
}
