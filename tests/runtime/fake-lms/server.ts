/** The side of an LMS that keeps data: one learner, one course; sessions come and go. */
import type { Model } from "../../../lernbuild/preview/strict/rules.ts";

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

  /**
   * What a session starts with. A `forgetful` LMS (Moodle) empties a 2004 session that was not suspended, one that
   * `reviews` opens what is over for review only.
   */
  enter(forgetful: boolean, reviews: boolean): Map<string, string> {
    const { model, special } = this;
    const kept = model.name === "scorm12" || this.held.get("cmi.exit") === "suspend" || !forgetful;
    const held = kept ? this.held : [];
    const values = new Map([...Object.entries(model.fresh), ...held, ...Object.entries(special)]);
    const status = (element: string): string => values.get(element) ?? "";
    const over = [status("cmi.core.lesson_status"), status("cmi.completion_status")].some((one) => /^(passed|completed|failed)$/.test(one));
    if (reviews && (over || status("cmi.success_status") === "failed")) {
      const prefix = model.name === "scorm12" ? "cmi.core.lesson_mode" : "cmi.mode";
      values.set(prefix, "review").set(model.name === "scorm12" ? "cmi.core.credit" : "cmi.credit", "no-credit");
    }
    return values;
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
