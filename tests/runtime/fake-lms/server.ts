/** The side of an LMS that keeps data: one learner, one course; sessions come and go. */
import type { Model } from "./rules.ts";

/** Bytes that a browser sends on leaving, for everything together; and what each field costs beside its text. */
const BEACON = 65_536;
const FIELD = 150;

export class Server {
  readonly held = new Map<string, string>();
  online = true;
  seconds = 0;
  /** Statuses in the order they were stored, to see whether one ever fell. */
  readonly statuses: string[] = [];

  constructor(
    readonly model: Model,
    /** Values that differ from a new learner's. */
    readonly special: Record<string, string> = {},
  ) {}

  /** What a session starts with. */
  load(): Map<string, string> {
    return new Map([...Object.entries(this.model.fresh), ...this.held, ...Object.entries(this.special)]);
  }

  store(values: ReadonlyMap<string, string>): void {
    for (const [element, value] of values) {
      this.held.set(element, value);
      if (/status$/.test(element) && !/\.\d+\./.test(element)) this.statuses.push(value);
    }
  }

  get(element: string): string {
    return this.held.get(element) ?? this.model.fresh[element] ?? "";
  }

  rows(array: string): string[] {
    return [...this.held].filter(([element]) => new RegExp(`^cmi\\.${array}\\.\\d+\\.id$`).test(element)).map(([, id]) => id);
  }

  /** False: the browser does not send so much at the end of a page. */
  static fitsBeacon(values: ReadonlyMap<string, string>): boolean {
    let bytes = 0;
    for (const [element, value] of values) bytes += element.length + new TextEncoder().encode(value).length + FIELD;
    return bytes <= BEACON;
  }
}
