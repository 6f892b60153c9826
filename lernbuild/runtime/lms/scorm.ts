/** What both SCORM adapters do: begin, write what changed in a safe order, end once. Knows no notation. */
import type { Adapter, Interaction, InteractionRecord, Loaded, Record_ } from "../types.ts";
import { findApi, hasSurroundings } from "./discovery.ts";
import { secondsOf } from "./notation.ts";
import { Rows } from "./rows.ts";
import { Wire, type Dialect, type Pair } from "./wire.ts";

export interface Standard {
  name: string;
  api: string;
  dialect: Dialect;
  /** Reads what the LMS holds; in this order, each element once. */
  load(get: (element: string) => string): Loaded;
  /** Element with the time of earlier sessions. */
  total: string;
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

/** Bytes after which the last message of a page takes no further answer: it holds 64 KiB, other messages on their way included. */
const ROOM = 32_000;

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
  private doubtfulRows = false;
  private trusted = false;
  /** Ids of answers that the last message left out. */
  owing: string[] = [];

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
    this.interactions = new Rows(wire, "cmi.interactions", this.standard.rewrites, "type");
    this.objectives = new Rows(wire, "cmi.objectives", true);
    for (const pair of this.standard.opening(loaded)) wire.put(pair);
    wire.commit();
    return loaded;
  }

  save(record: Record_, leaving = false): boolean {
    if (this.phase !== "active" || !this.wire) return false;
    this.owing = record.interactions.map(({ id }) => id);
    if ((this.doubtful || (this.doubtfulRows && !leaving)) && !this.detour(record, leaving)) return false;
    const unsure = this.interactions?.unsureIds ?? [];
    const put = this.put(record, leaving);
    const unheard = leaving && !this.trusted && this.standard.rewrites;
    if (this.owing.length || unheard) this.owing = [...new Set([...this.owing, ...unsure])];
    const committed = this.wire.commit();
    if (committed) for (const rows of [this.interactions, this.objectives]) rows?.saved();
    return committed && put && !this.doubtfulRows;
  }

  stop(record: Record_): boolean {
    if (!this.wire || this.phase === "finished") return false;
    const saved = this.phase !== "active" || this.save(record, true);
    this.phase = "finished";
    return this.wire.terminate() && saved;
  }

  /** Seconds of earlier sessions: an LMS adds those of a session when it ends. null: it does not say. */
  total(): number | null {
    const open = this.phase === "active" || this.phase === "reading";
    return open && this.wire ? secondsOf(this.wire.get(this.standard.total)) : null;
  }

  distrust(): void {
    this.doubtful = true;
    this.doubtfulRows ||= [this.interactions, this.objectives].some((rows) => rows?.unsureIds.length);
    this.wire?.forget();
  }

  trust(): void {
    this.trusted = true;
    this.interactions?.trust();
    this.objectives?.trust();
  }

  private detour(record: Record_, leaving: boolean): boolean {
    const { wire, standard } = this;
    if (!wire) return false;
    const rows = leaving || this.detourRows(record);
    const done = rows && [standard.state(record), ...standard.detour(record)].every((pair) => wire.put(pair, true)) && wire.commit();
    this.doubtful = !done;
    this.doubtfulRows &&= leaving || !done;
    return done;
  }

  /** What cannot be rewritten in a later session is written once it is final. */
  private due(interactions: InteractionRecord[]): InteractionRecord[] {
    return interactions.filter(({ final }) => this.standard.rewrites || final);
  }

  private detourRows({ interactions, objectives }: Record_): boolean {
    const { standard } = this;
    const answers = this.due(interactions).every((one) => {
      const fields = standard.interaction(one).map(([field]) => field);
      const others = standard.interaction(otherAnswer(one)).filter(([field]) => fields.includes(field));
      return this.interactions?.detour(one.id, others, true) ?? true;
    });
    return answers && objectives.every((one) => this.objectives?.detour(one.id, standard.objective(otherResult(one)), false) ?? true);
  }

  /** The status goes last: it must never be ahead of the state. */
  private put(record: Record_, leaving: boolean): boolean {
    const { wire, standard } = this;
    if (!wire) return false;
    if (!leaving || !this.doubtfulRows) this.owing = [];
    const details: Pair[] = [standard.location(record)];
    if (record.seconds !== null) details.push(standard.time(record.seconds));
    if (record.score !== null) details.push(...standard.score(record.score));
    const written = [
      ...this.due(record.interactions).map((one) => this.writeInteraction(one, leaving)),
      ...record.objectives.map((one) => this.writeObjective(one)),
      ...details.map((pair) => wire.put(pair)),
    ];
    if (!wire.put(standard.state(record), true)) return false;
    return standard.status(record).every((pair) => wire.put(pair, true)) && written.every(Boolean);
  }

  /** On leaving only as many as a last message holds: a browser drops the whole of a larger one. */
  private writeInteraction(record: InteractionRecord, leaving: boolean): boolean {
    const room = !leaving || (this.wire?.pending ?? 0) < ROOM;
    const written = room && (this.interactions?.write(record.id, this.standard.interaction(record)) ?? true);
    if (!written) this.owing.push(record.id);
    return written;
  }

  private writeObjective(objective: Objective): boolean {
    return this.objectives?.write(objective.id, this.standard.objective(objective)) ?? true;
  }
}

/** Another value for each field of an answer, never the right one of another question: it is replaced at once. */
function otherAnswer(record: InteractionRecord): InteractionRecord {
  const interaction: Interaction = record.interaction.type === "fill-in" ? { type: "choice", correct: ["0"] } : { type: "fill-in", correct: ["-"] };
  return {
    ...record, interaction, response: interaction.correct, result: "partly", fraction: record.fraction === 0.5 ? 0.25 : 0.5,
    weighting: record.weighting + 1, time: new Date(record.time.getTime() + 1000), description: `${record.description.slice(0, 200)} …`,
    seconds: record.seconds === null ? null : record.seconds + 1,
  };
}

function otherResult(objective: Objective): Objective {
  const { score, success, completion } = objective;
  return {
    ...objective, score: score === null ? null : score < 50 ? score + 1 : score - 1,
    success: success === "unknown" ? success : success === "passed" ? "failed" : "passed",
    completion: completion === "completed" ? "incomplete" : "completed",
  };
}

function pause(win: Window, milliseconds: number): Promise<void> {
  return new Promise((resolve) => win.setTimeout(resolve, milliseconds));
}
