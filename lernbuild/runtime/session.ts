/** A session of a learner: begins with what the LMS and this browser hold, keeps the state, ends once. Knows no action. */
import { settle } from "./actions.ts";
import { Clock } from "./clock.ts";
import { enter, NOTHING, type Entry } from "./entry.ts";
import type { Env } from "./env.ts";
import { fitState } from "./fit.ts";
import { Journal, readEntry, writeEntry, type JournalEntry } from "./journal.ts";
import { watch } from "./lifecycle.ts";
import { Listeners } from "./listeners.ts";
import { mergeStates } from "./merge.ts";
import { Outline } from "./outline.ts";
import type { Case } from "./policy.ts";
import { makeProgress, type Circumstances } from "./progress.ts";
import { Interactions, makeRecord } from "./records.ts";
import { Saver } from "./saver.ts";
import { decodeState, emptyState, encodeState, type State } from "./state.ts";
import type { Adapter, CourseData, Loaded, Mode, Progress, Record_ } from "./types.ts";

/** Seconds until a refused start is tried again; the last one repeats. */
const RETRIES = [2, 5, 15, 60];

export class Session {
  protected readonly outline: Outline;
  protected readonly interactions: Interactions;
  protected readonly listeners = new Listeners();
  protected saver: Saver | null = null;
  protected state: State;
  private readonly clock: Clock;
  private at: Circumstances = { mode: "normal", place: "device", learnerName: "", before: null, mustConfirmAgain: false };
  private lmsMark: number | null = null;
  private journal: Journal | null = null;
  /** The LMS is sure to have held a state of this attempt. */
  private known = false;
  private readonly seeds = new Set<number>();
  private shown: Progress | null = null;
  private started: Promise<Progress> | null = null;
  /** Tries at once to save where no LMS has begun: on this device, or to begin. */
  protected hurry = (): void => this.change(() => undefined);

  constructor(
    private readonly course: CourseData,
    private readonly adapter: Adapter | undefined,
    protected readonly env: Env,
  ) {
    this.outline = new Outline(course);
    this.clock = new Clock(() => env.ticks());
    this.interactions = new Interactions(this.outline);
    this.state = emptyState(this.seed());
  }

  start(): Promise<Progress> {
    return (this.started ??= this.begin());
  }

  get progress(): Progress {
    return (this.shown ??= makeProgress(this.kase(), this.at));
  }

  learned(): { seconds: number; total: number | null } {
    return { seconds: this.clock.seconds, total: this.at.place === "lms" ? (this.adapter?.total?.() ?? null) : null };
  }

  private async begin(): Promise<Progress> {
    await this.load(0);
    watch(this.env.window, {
      input: () => this.clock.touch(),
      hidden: () => (this.clock.hidden(), this.saver?.flush()),
      visible: () => this.clock.visible(),
      frozen: () => (this.saver?.flush(), this.clock.pause()),
      thawed: () => this.clock.resume(),
      ended: () => this.end(),
      online: () => this.saver?.now(),
      stored: (key, value) => key === this.journal?.key && this.absorb(readEntry(value)),
    });
    return this.progress;
  }

  /** A refused start is tried again in the background: what is done meanwhile is kept and merged. */
  private async load(tries: number): Promise<void> {
    let loaded = NOTHING;
    try {
      loaded = (await this.adapter?.start(this.env.window)) ?? NOTHING;
    } catch {
      // An adapter that breaks is an LMS that is not there.
    }
    const meanwhile = tries > 0 ? this.state : null;
    if (!loaded.refused) return this.adopt(loaded, meanwhile);
    if (!meanwhile) this.adopt(loaded, null);
    this.listeners.tellSaving("failed");
    const wait = RETRIES[Math.min(tries, RETRIES.length - 1)] as number;
    const again = (): void => {
      this.env.cancel(timer);
      this.hurry = () => undefined;
      void this.load(tries + 1);
    };
    const timer = this.env.after(wait * 1000, again);
    this.hurry = again;
  }

  private adopt(loaded: Loaded, meanwhile: State | null): void {
    const writes = loaded.mode === "normal" && loaded.credit;
    const mode = writes || loaded.mode !== "normal" ? loaded.mode : "browse";
    const held = decodeState(loaded.state);
    const seed = held?.seed || this.seed();
    this.known = held !== null;
    this.journal = writes && !loaded.refused ? new Journal(this.env, this.course.id, learner(loaded, seed)) : null;
    const written = this.journal?.read() ?? "";
    const kept = readEntry(written);
    const entry = enter(this.outline, { ...loaded, mode }, kept, seed, this.env.now());
    if (entry.journalStale) this.journal?.remove(written);
    else for (const own of [seed, ...kept.seeds]) this.seeds.add(own);
    if (entry.journalAhead) this.interactions.restore(kept.interactions);
    this.begun(loaded, mode, entry);
    if (writes && loaded.found && !loaded.refused && this.adapter) this.saver = this.makeSaver(this.adapter);
    if (!loaded.found) this.listeners.tellSaving("device");
    if (meanwhile) this.absorb({ state: encodeState(meanwhile), seeds: [] });
    if (entry.unsaved || meanwhile) this.saver?.changed(true);
  }

  private begun(loaded: Loaded, mode: Mode, entry: Entry): void {
    this.state = entry.state;
    this.seeds.add(entry.state.seed);
    this.lmsMark = loaded.passMark;
    this.at = {
      mode, place: loaded.found ? "lms" : "device", learnerName: loaded.learnerName,
      before: entry.before, mustConfirmAgain: entry.mustConfirmAgain,
    };
    this.shown = null;
  }

  private makeSaver(adapter: Adapter): Saver {
    adapter.meet = (state) => {
      this.absorb({ state, seeds: [] });
      return this.record(false);
    };
    return new Saver(this.env, adapter, this.journal, {
      record: (fresh) => this.record(fresh),
      text: (only) => writeEntry({ state: this.text(), interactions: this.interactions.list(only), known: this.known, seeds: [...this.seeds] }),
      trusted: () => (this.known = true),
      absorb: (journal) => this.absorb(readEntry(journal)),
      saving: (saving) => this.listeners.tellSaving(saving),
    });
  }

  private end(): void {
    if (this.saver) this.saver.stop();
    else if (this.at.place === "lms") this.adapter?.stop(this.record(false));
  }

  /** What decides the course is told at once: with it before their eyes learners close the tab. */
  protected change(action: () => void, urgent = false): void {
    const { completed, success } = this.state;
    action();
    this.shown = null;
    this.state.counter++;
    if (this.saver) this.saver.changed(urgent || completed !== this.state.completed || success !== this.state.success);
    else if (this.at.mode === "normal") this.listeners.tellSaving(this.at.place === "device" && this.journal?.write(this.text()) ? "device" : "failed");
    this.listeners.tellProgress(this.progress);
  }

  private record(fresh: boolean): Record_ {
    if (fresh) this.state.counter++;
    return makeRecord(this.kase(), this.text(), this.clock.seconds, this.interactions.list());
  }

  private text(): string {
    return fitState(this.state, this.outline);
  }

  private absorb({ state, seeds }: Pick<JournalEntry, "state" | "seeds">): void {
    const other = decodeState(state);
    if (!other) return;
    for (const seed of [...seeds, other.seed]) this.seeds.add(seed);
    this.state = mergeStates(this.state, other, this.outline);
    settle(this.kase());
    this.shown = null;
    this.listeners.tellProgress(this.progress);
  }

  protected kase(): Case {
    return { outline: this.outline, state: this.state, lmsMark: this.lmsMark, now: this.env.now() };
  }

  private seed(): number {
    return 1 + Math.floor(this.env.random() * (2 ** 30 - 1));
  }
}

/** Whose journal it is: an LMS that names no learner gives back the seed of the state; without an LMS nobody's. */
function learner({ found, learnerId }: Loaded, seed: number): string {
  return !found ? "" : learnerId || `seed ${seed}`;
}
