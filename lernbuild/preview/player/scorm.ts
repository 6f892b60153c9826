/** The API of an LMS: scorm-again behind the strict rules, every call told; must not know the page it stands in. */
import { Judge } from "../strict/judge.ts";
import type { Model } from "../strict/rules.ts";
import { MODEL12 } from "../strict/rules12.ts";
import { MODEL2004 } from "../strict/rules2004.ts";
import type { Call, Config, Faults } from "./messages.ts";
import { clock, hundredths, span } from "./time.ts";

/** What of scorm-again is used; its methods are named as in the standard. */
interface Inner extends Record<string, unknown> {
  loadFromFlattenedJSON(values: Record<string, string>): void;
  lmsGetLastError(): string | number;
}

declare global {
  interface Window {
    Scorm12API?: new (settings: object) => Inner;
    Scorm2004API?: new (settings: object) => Inner;
  }
}

export interface Surroundings {
  /** Stores values; false: the LMS could not. */
  store(values: Record<string, string>): boolean;
  tell(call: Call): void;
  changed(): void;
  now(): number;
}

type Phase = "new" | "open" | "closed";

export class Lms {
  readonly model: Model;
  readonly api: Record<string, (...given: unknown[]) => string> = {};
  faults: Faults = { offline: false, commit: false, slow: false };
  /** The browser is gone: nothing is answered and nothing stored. */
  dead = false;
  /** What the LMS holds, and what the unit has set since. */
  stored: Record<string, string>;
  values: Record<string, string>;
  private readonly inner: Inner;
  private readonly seen: Map<string, string>;
  private readonly judge: Judge;
  private phase: Phase = "new";
  private refused = "";

  constructor(
    private readonly config: Config,
    private readonly around: Surroundings,
  ) {
    const old = config.standard === "scorm12";
    this.model = old ? MODEL12 : MODEL2004;
    this.stored = config.held;
    this.values = { ...this.entered() };
    const start = this.start();
    const Api = (old ? window.Scorm12API : window.Scorm2004API) as new (settings: object) => Inner;
    this.inner = new Api({ autocommit: false, logLevel: 5 });
    this.inner.loadFromFlattenedJSON(Object.fromEntries(Object.entries(start).filter(([, value]) => value !== "")));
    this.seen = new Map(Object.entries(start));
    this.judge = new Judge(this.model, "usual", this.seen, []);
    this.expose();
  }

  limits(): Record<string, number> {
    const found: Record<string, number> = {};
    for (const element of Object.keys(this.values)) {
      const longest = this.judge.longest(element);
      if (longest !== undefined) found[element] = longest;
    }
    return found;
  }

  /** What a session gets back: 2004 forgets an attempt that was not suspended (RTE 4.2.8). */
  private entered(): Record<string, string> {
    const forgets = this.model.name === "scorm2004" && this.stored["cmi.exit"] !== "suspend";
    return forgets ? {} : this.stored;
  }

  private start(): Record<string, string> {
    const { config, values } = this;
    const old = this.model.name === "scorm12";
    const core = old ? "cmi.core." : "cmi.";
    const start: Record<string, string> = { ...this.model.fresh, ...values };
    for (const name of ["session_time", "exit"]) delete start[core + name];
    const who = old ? "student" : "learner";
    start[`${core}${who}_id`] = config.learner.id;
    start[`${core}${who}_name`] = config.learner.name;
    start[`${core}entry`] = Object.keys(values).length ? "resume" : "ab-initio";
    start[`${core}${old ? "lesson_mode" : "mode"}`] = config.mode;
    start[`${core}credit`] = config.mode === "normal" ? "credit" : "no-credit";
    start["cmi.launch_data"] = config.unit.data;
    if (old) start["cmi.student_data.mastery_score"] = config.mark || config.unit.mark;
    else start["cmi.scaled_passing_score"] = config.mark ? String(Number(config.mark) / 100) : config.unit.mark;
    return start;
  }

  private expose(): void {
    const { methods } = this.model;
    const { api } = this;
    api[methods.initialize] = (...given) => this.timed(methods.initialize, given, () => this.initialize(given));
    api[methods.finish] = (...given) => this.timed(methods.finish, given, () => this.finish(given));
    api[methods.get] = (...given) => this.timed(methods.get, given, () => this.get(String(given[0])));
    api[methods.set] = (...given) => this.timed(methods.set, given, () => this.set(String(given[0]), String(given[1])));
    api[methods.commit] = (...given) => this.timed(methods.commit, given, () => this.commit(given));
    api[methods.error] = () => this.refused || String(this.inner.lmsGetLastError());
    for (const name of ["GetErrorString", "GetDiagnostic"]) {
      const full = this.model.name === "scorm12" ? `LMS${name}` : name;
      api[full] = (...given) => String(this.call(full, given));
    }
  }

  private call(method: string, given: unknown[]): unknown {
    const inner = this.inner[method] ?? this.inner[`lms${method.replace("LMS", "")}`];
    return (inner as (...given: unknown[]) => unknown).apply(this.inner, given);
  }

  /** Runs a call and writes it down with its time. */
  private timed(method: string, given: unknown[], run: () => { answer: string; row?: string; words?: string }): string {
    if (this.dead) return "false";
    const at = this.around.now();
    const begun = performance.now();
    this.refused = "";
    const { answer, row = "", words = "" } = run();
    const { methods } = this.model;
    const code = this.refused || String(this.inner.lmsGetLastError());
    const fine = code === "0" || (method === methods.get && code === "403");
    const writes = method === methods.set || method === methods.commit || method === methods.finish;
    this.around.tell({
      at, method, answer, code, writes, milliseconds: Math.round(performance.now() - begun),
      element: method === methods.get || method === methods.set ? String(given[0] ?? "") : "",
      value: method === methods.set ? String(given[1] ?? "") : "",
      row: row || (fine ? "" : "LMS"),
      words: words || (fine ? "" : `Das LMS (scorm-again) antwortet mit ${code}.`),
    });
    return answer;
  }

  private refuse(code: string, row: string, words: string, answer = "false"): { answer: string; row: string; words: string } {
    this.refused = code;
    return { answer, row, words };
  }

  private initialize(given: unknown[]): { answer: string; row?: string; words?: string } {
    const { codes, methods, rows } = this.model;
    if (this.phase !== "new") return this.refuse(codes.alreadyOpen, rows.session, "Die Sitzung wird nur einmal begonnen.");
    this.phase = "open";
    const answer = String(this.call(methods.initialize, [""]));
    return { answer, ...this.argument(given) };
  }

  private get(element: string): { answer: string; row?: string; words?: string } {
    const { codes, methods, rows } = this.model;
    if (this.phase !== "open") return this.refuse(codes.notOpen, rows.session, "Die Sitzung ist nicht offen.", "");
    const rule = this.judge.rule(element);
    if (rule?.access === "w") return this.refuse(codes.writeOnly, rows.writeOnly, "Dieser Wert lässt sich nicht lesen.", "");
    const answer = String(this.call(methods.get, [element]) ?? "");
    if (rule) return { answer };
    return { answer, ...(String(this.inner.lmsGetLastError()) === codes.unknown ? { row: rows.unknown, words: "Diesen Wert kennt der Standard nicht." } : {}) };
  }

  private set(element: string, value: string): { answer: string; row?: string; words?: string } {
    const { methods } = this.model;
    const code = this.judge.write(element, value, this.phase);
    const said = code ? this.judge.explain(element, value, code) : {};
    if (code && (this.config.strict || this.phase !== "open")) {
      this.refused = code;
      return { answer: "false", ...said };
    }
    const answer = String(this.call(methods.set, [element, value]));
    if (String(this.inner.lmsGetLastError()) === "0") {
      this.seen.set(element, value);
      this.values[element] = value;
      this.around.changed();
    }
    return { answer, ...said };
  }

  private commit(given: unknown[]): { answer: string; row?: string; words?: string } {
    const { codes, methods, rows } = this.model;
    if (this.phase !== "open") {
      return this.refuse(this.phase === "new" ? codes.notOpen : codes.closed, rows.session, "Die Sitzung ist nicht offen.");
    }
    if (!this.send()) return this.refuse(this.model.name === "scorm12" ? "101" : "391", "", "");
    return { answer: String(this.call(methods.commit, [""])), ...this.argument(given) };
  }

  private finish(given: unknown[]): { answer: string; row?: string; words?: string } {
    const { codes, methods, rows, name } = this.model;
    if (this.phase !== "open") {
      return this.refuse(name === "scorm12" ? codes.closed : "113", rows.session, "Die Sitzung ist nicht offen.");
    }
    this.phase = "closed";
    this.addTime();
    const kept = this.send();
    const answer = String(this.call(methods.finish, [""]));
    if (!kept) return this.refuse(name === "scorm12" ? "101" : "391", "", "");
    return { answer, ...this.argument(given) };
  }

  private addTime(): void {
    const core = this.model.name === "scorm12" ? "cmi.core." : "cmi.";
    const total = hundredths(this.values[`${core}total_time`] ?? "") + hundredths(this.values[`${core}session_time`] ?? "");
    if (total) this.values[`${core}total_time`] = this.model.name === "scorm12" ? clock(total) : span(total);
  }

  private send(): boolean {
    if (this.faults.offline || this.faults.commit || !this.around.store(this.values)) return false;
    this.stored = { ...this.values };
    this.around.changed();
    return true;
  }

  private argument(given: unknown[]): { row?: string; words?: string } {
    if (given.length === 1 && given[0] === "") return {};
    return { row: this.model.rows.session, words: "Dieser Aufruf bekommt den leeren Text als einzigen Wert." };
  }
}
