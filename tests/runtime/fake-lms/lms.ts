/** A strict LMS of each standard in three profiles; records all calls and everything that breaks a rule. */
import { Judge, type Profile } from "../../../lernbuild/preview/strict/judge.ts";
import { Server } from "./server.ts";

export type { Profile };
/** What goes wrong with a call. */
export type Fault = "throws" | "false" | "null" | "";

export interface Options {
  profile: Profile;
  /** Initialize answers "already initialised", although reading and writing works. */
  joined?: boolean;
  /** Called before each call. */
  fault?(method: string, element: string): Fault;
  /** A commit takes time (milliseconds). */
  slow?(milliseconds: number): void;
  /** After completed/passed/failed the next entry is in review mode (Moodle). */
  reviews?: boolean;
  /** At the end a pass mark of the LMS makes "passed" or "failed" of any score (Moodle: "Mastery score overrides status"). */
  overrides?: boolean;
  /** The LMS sends by itself what was written, at the worst after each value (Moodle: "Auto-commit"). */
  autocommits?: boolean;
}

export interface Call {
  method: string;
  element: string;
  value: string;
  code: string;
}

/** One session of a learner: from the launch of the page to its end. */
export class Session {
  readonly calls: Call[] = [];
  readonly violations: string[] = [];
  phase: "new" | "open" | "closed" = "new";
  private readonly values: Map<string, string>;
  /** What was written and not yet sent; what was sent before is not sent again. */
  private readonly unsent = new Map<string, string>();
  private readonly believed: Map<string, string>;
  /** Rows of earlier sessions: Moodle sends them again with the first message of a session. */
  private readonly restored: Map<string, string>;
  private written = false;
  private code = "0";
  private readonly judge: Judge;
  readonly api: Record<string, (...given: string[]) => unknown>;

  constructor(
    readonly server: Server,
    readonly options: Options,
  ) {
    this.values = server.enter(options.profile === "hostile", options.reviews === true);
    this.believed = new Map(this.values);
    this.restored = new Map([...this.values].filter(([element]) => element.startsWith("cmi.interactions")));
    this.judge = new Judge(server.model, options.profile, this.values, this.violations);
    if (options.joined) this.phase = "open";
    const { methods } = server.model;
    this.api = {
      [methods.initialize]: (...given) => this.initialize(given),
      [methods.finish]: (...given) => this.finish(given),
      [methods.get]: (element) => this.get(String(element)),
      [methods.set]: (element, value) => this.set(element, value),
      [methods.commit]: (...given) => this.commit(given),
      [methods.error]: () => this.code,
    };
  }

  count(method: keyof Server["model"]["methods"]): number {
    return this.calls.filter((call) => call.method === this.server.model.methods[method]).length;
  }

  get writes(): Call[] {
    return this.calls.filter((call) => call.method === this.server.model.methods.set);
  }

  private initialize(given: string[]): unknown {
    const { codes, methods } = this.server.model;
    this.argument(methods.initialize, given);
    if (this.options.joined) return this.answer(methods.initialize, codes.alreadyOpen, false);
    const fault = this.options.fault?.(methods.initialize, "") ?? "";
    if (fault) return this.fail(methods.initialize, fault);
    if (this.phase !== "new") {
      this.violations.push(`${methods.initialize} in phase ${this.phase}`);
      return this.answer(methods.initialize, codes.alreadyOpen, false);
    }
    this.phase = "open";
    return this.answer(methods.initialize, "0", true);
  }

  private get(element: string): unknown {
    const { model } = this.server;
    const fault = this.options.fault?.(model.methods.get, element) ?? "";
    if (fault) return this.fail(model.methods.get, fault === "null" ? "false" : fault, element);
    if (this.phase !== "open") return this.answer(model.methods.get, model.codes.notOpen, "", element);
    const rule = this.judge.rule(element);
    if (!rule) return this.answer(model.methods.get, model.codes.unknown, "", element);
    if (rule.access === "w") {
      this.violations.push(`read of ${element}, which is write-only`);
      return this.answer(model.methods.get, model.codes.writeOnly, "", element);
    }
    const array = /^(cmi\.\w+)\._(children|count)$/.exec(element);
    const value = !array ? (this.values.get(element) ?? "") : array[2] === "children" ? (model.children[array[1] as string] ?? "") : String(this.judge.size(array[1] as string));
    const empty = this.options.profile === "hostile" && value === "" ? null : value;
    return this.answer(model.methods.get, "0", empty, element);
  }

  private set(element: unknown, value: unknown): unknown {
    const { model } = this.server;
    if (typeof element !== "string" || typeof value !== "string") {
      this.violations.push(`not a text: ${String(element)} = ${String(value)}`);
      return this.answer(model.methods.set, "201", false);
    }
    const fault = this.options.fault?.(model.methods.set, element) ?? "";
    if (fault) return this.fail(model.methods.set, fault, element, value);
    const code = this.judge.write(element, value, this.phase);
    if (code) return this.answer(model.methods.set, code, false, element, value);
    if (element === "adl.nav.request") this.violations.push("adl.nav.request was set");
    this.written = true;
    this.values.set(element, value);
    if (this.believed.get(element) === value) this.unsent.delete(element);
    else this.unsent.set(element, value);
    if (this.options.autocommits) this.transmit();
    return this.answer(model.methods.set, "0", true, element, value);
  }

  private commit(given: string[]): unknown {
    const { methods, codes } = this.server.model;
    this.argument(methods.commit, given);
    this.options.slow?.(this.options.profile === "hostile" ? 900 : 20);
    const fault = this.options.fault?.(methods.commit, "") ?? "";
    if (fault) return this.fail(methods.commit, fault);
    if (this.phase !== "open") {
      this.violations.push(`${methods.commit} in phase ${this.phase}`);
      return this.answer(methods.commit, this.phase === "closed" ? codes.closed : codes.notOpen, false);
    }
    return this.send(methods.commit, false);
  }

  private finish(given: string[]): unknown {
    const { methods, codes, name } = this.server.model;
    this.argument(methods.finish, given);
    if (this.phase !== "open") {
      this.violations.push(`${methods.finish} in phase ${this.phase}`);
      return this.answer(methods.finish, name === "scorm12" ? codes.closed : "113", false);
    }
    this.phase = "closed";
    const fault = this.options.fault?.(methods.finish, "") ?? "";
    if (fault) return this.fail(methods.finish, fault);
    this.endings();
    return this.send(methods.finish, true);
  }

  /** What Moodle does with a session at its end. */
  private endings(): void {
    if (this.server.model.name !== "scorm12" || this.options.profile !== "hostile") return;
    const status = this.values.get("cmi.core.lesson_status");
    const normal = this.values.get("cmi.core.lesson_mode") === "normal";
    const [mark, raw] = ["cmi.student_data.mastery_score", "cmi.core.score.raw"].map((element) => this.values.get(element) || NaN);
    if (normal && this.options.overrides && Number(mark) >= 0 && Number(raw) >= 0) {
      this.unsent.set("cmi.core.lesson_status", Number(raw) >= Number(mark) ? "passed" : "failed");
    }
    if (normal && status === "not attempted" && !this.written) this.unsent.set("cmi.core.lesson_status", "completed");
  }

  /** Offline: a hostile LMS says yes and believes it sent. */
  private send(method: string, last: boolean): unknown {
    const lies = this.options.profile === "hostile";
    if (last && lies && !Server.fitsBeacon(new Map([...this.restored, ...this.unsent]))) return this.answer(method, "101", false);
    if (!this.server.online && !lies) return this.answer(method, this.server.model.name === "scorm12" ? "101" : "391", false);
    this.transmit();
    return this.answer(method, "0", true);
  }

  private transmit(): void {
    if (this.server.online) this.server.store(this.unsent);
    for (const [element, value] of this.unsent) this.believed.set(element, value);
    this.unsent.clear();
    this.restored.clear();
  }

  private argument(method: string, given: string[]): void {
    if (given.length !== 1 || given[0] !== "") this.violations.push(`${method} without the empty text`);
  }

  private fail(method: string, fault: Fault, element = "", value = ""): unknown {
    const code = this.server.model.name === "scorm12" ? "101" : "391";
    if (fault === "throws") {
      this.calls.push({ method, element, value, code: "throws" });
      throw new SyntaxError("Unexpected token < in JSON");
    }
    return this.answer(method, code, fault === "null" ? null : method === this.server.model.methods.get ? "" : false, element, value);
  }

  private answer(method: string, code: string, result: unknown, element = "", value = ""): unknown {
    this.code = code;
    this.calls.push({ method, element, value, code });
    if (typeof result !== "boolean") return result;
    return this.options.profile === "hostile" && this.calls.length % 2 ? result : String(result);
  }
}
