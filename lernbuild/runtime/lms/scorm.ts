/** What both SCORM adapters do: begin, write what changed in a safe order, end once. Knows no notation. */
import type { Adapter, InteractionRecord, Loaded, Record_ } from "../types.ts";
import { findApi, hasSurroundings } from "./discovery.ts";
import { Rows } from "./rows.ts";
import { Wire, type Dialect, type Pair } from "./wire.ts";

export interface Standard {
  name: string;
  api: string;
  dialect: Dialect;
  /** Reads what the LMS holds; in this order, each element once. */
  load(get: (element: string) => string): Loaded;
  /** Elements that are written over. */
  vital: string[];
  /** What is set and committed at once: exit, and a status that is no longer "not attempted". */
  opening(loaded: Loaded): Pair[];
  location(record: Record_): Pair;
  state(record: Record_): Pair;
  time(seconds: number): Pair;
  score(percent: number): Pair[];
  status(record: Record_): Pair[];
  /** Other values of the decisive elements, to be replaced at once: they make an LMS send again what it believes sent. */
  detour(record: Record_): Pair[];
  interaction(record: InteractionRecord): Pair[];
  /** Interactions can be read back and rewritten in a later session. */
  rewrites: boolean;
  objective(objective: Record_["objectives"][number]): Pair[];
}

type Objective = Record_["objectives"][number];

/** An API may come late, a first Initialize may be refused: this often, this long (milliseconds). */
const TRIES = 12;
const PAUSE = 250;

export class ScormAdapter implements Adapter {
  readonly name: string;
  private wire: Wire | null = null;
  private interactions: Rows | null = null;
  private objectives: Rows | null = null;
  private phase: "idle" | "active" | "reading" | "finished" = "idle";
  private doubtful = false;

  constructor(private readonly standard: Standard) {
    this.name = standard.name;
  }

  get lastError(): string {
    return this.wire?.lastError ?? "";
  }

  async start(win: Window): Promise<Loaded> {
    const { api: name, dialect } = this.standard;
    const nothing = this.standard.load(() => "");
    let api = findApi(win, name, dialect.methods.initialize);
    for (let tries = 0; !api && hasSurroundings(win) && tries < TRIES; tries++) {
      await pause(win, PAUSE);
      api = findApi(win, name, dialect.methods.initialize);
    }
    if (!api) return { ...nothing, found: false };
    const wire = new Wire(api, dialect);
    for (let tries = 0; tries < 3; tries++) {
      if (tries > 0) await pause(win, PAUSE);
      if (!this.wire && wire.initialize()) this.wire = wire;
      const loaded = this.wire && this.read(this.wire);
      if (this.wire && loaded) return this.open(this.wire, loaded);
    }
    return { ...nothing, found: true, refused: true };
  }

  /** null: the LMS could not say what it holds, so nothing may be written over it. */
  private read(wire: Wire): Loaded | null {
    wire.troubled = false;
    const loaded = this.standard.load((element) => {
      const value = this.standard.vital.includes(element) ? wire.getVital(element) : wire.get(element);
      wire.know(element, value);
      return value;
    });
    return wire.troubled ? null : loaded;
  }

  private open(wire: Wire, loaded: Loaded): Loaded {
    const writes = loaded.mode === "normal" && loaded.credit;
    this.phase = writes ? "active" : "reading";
    if (!writes) return loaded;
    this.interactions = new Rows(wire, "cmi.interactions", this.standard.rewrites);
    this.objectives = new Rows(wire, "cmi.objectives", true);
    for (const pair of this.standard.opening(loaded)) wire.put(pair);
    wire.commit();
    return loaded;
  }

  save(record: Record_): boolean {
    if (this.phase !== "active" || !this.wire) return false;
    if (this.doubtful && !this.detour(record)) return false;
    const put = this.put(record);
    return this.wire.commit() && put;
  }

  stop(record: Record_): boolean {
    if (!this.wire || this.phase === "finished") return false;
    const saved = this.phase !== "active" || this.save(record);
    this.phase = "finished";
    return this.wire.terminate() && saved;
  }

  distrust(): void {
    this.doubtful = true;
    this.wire?.forget();
  }

  private detour(record: Record_): boolean {
    const { wire, standard } = this;
    if (!wire) return false;
    const done = [standard.state(record), ...standard.detour(record)].every((pair) => wire.put(pair, true)) && wire.commit();
    this.doubtful = !done;
    return done;
  }

  /** The status goes last: it must never be ahead of the state. */
  private put(record: Record_): boolean {
    const { wire, standard } = this;
    if (!wire) return false;
    const details: Pair[] = [standard.location(record)];
    if (record.seconds !== null) details.push(standard.time(record.seconds));
    if (record.score !== null) details.push(...standard.score(record.score));
    const written = [
      ...record.interactions.filter((one) => standard.rewrites || one.final).map((one) => this.writeInteraction(one)),
      ...record.objectives.map((one) => this.writeObjective(one)),
      ...details.map((pair) => wire.put(pair)),
    ];
    if (!wire.put(standard.state(record), true)) return false;
    return standard.status(record).every((pair) => wire.put(pair, true)) && written.every(Boolean);
  }

  private writeInteraction(record: InteractionRecord): boolean {
    return this.interactions?.write(record.id, this.standard.interaction(record)) ?? true;
  }

  private writeObjective(objective: Objective): boolean {
    return this.objectives?.write(objective.id, this.standard.objective(objective)) ?? true;
  }
}

function pause(win: Window, milliseconds: number): Promise<void> {
  return new Promise((resolve) => win.setTimeout(resolve, milliseconds));
}
