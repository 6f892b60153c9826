/** When the LMS is told: debounced, with probes, back-off and journal; knows no course and no standard. */
import type { Env } from "./env.ts";
import type { Journal } from "./journal.ts";
import type { Adapter, Record_, Saving } from "./types.ts";

/** Seconds between tries after a failure; the last one repeats. */
const BACK_OFF = [2, 5, 15, 60];
/** Shortest time between a change and its commit; slow LMSs get three times what their last commit took. */
const DELAY = 1_000;
const LONGEST_DELAY = 15_000;
/** When nothing has changed, hidden pages renew the session time only this often. */
const QUIET = 60_000;
/** As long as no probe has ever come back, the server is asked again after this time, then after longer ones. */
const BLIND = 60_000;

export interface Source {
  /** Everything the LMS is to hold; `fresh`: with a state that differs from the last one. */
  record(fresh: boolean): Record_;
  /** State and answers as text for the journal; `only`: the answers of these ids. */
  text(only?: readonly string[]): string;
  /** Takes in what another tab has left in the journal. */
  absorb(journal: string): void;
  /** What was sent is sure to have arrived. */
  trusted(): void;
  saving(saving: Saving): void;
}

export class Saver {
  private phase: "active" | "finishing" | "finished" = "active";
  private changes = 0;
  private sent = 0;
  private trusted = 0;
  private journaled = "";
  private failures = 0;
  private running = false;
  private again = false;
  private timer: number | null = null;
  private due = 0;
  private took = 0;
  private lastSave = 0;
  private online = true;
  /** A probe has come back once in this session; before that a failed one says nothing. */
  private probed = false;
  private blind = 0;

  constructor(
    private readonly env: Env,
    private readonly adapter: Adapter,
    private readonly journal: Journal | null,
    private readonly source: Source,
  ) {
    void this.reach();
  }

  get finished(): boolean {
    return this.phase !== "active";
  }

  /** Something changed: into the journal at once, to the LMS soon (`urgent`: now). */
  changed(urgent: boolean): void {
    this.changes++;
    this.journaled = this.source.text();
    this.journal?.write(this.journaled);
    if (this.finished) return;
    if (urgent) this.adapter.note?.(this.source.record(false));
    this.source.saving(this.failures ? "failed" : "saving");
    if (!this.failures) this.plan(urgent ? 0 : Math.min(LONGEST_DELAY, Math.max(DELAY, this.took * 3)));
  }

  /** Tries at once, whatever the back-off says. */
  now(): void {
    this.plan(0);
  }

  /** The page was hidden: what is open goes out without waiting for anything. */
  flush(): void {
    if (this.finished || !this.online) return;
    if (this.changes === this.sent && this.env.now() - this.lastSave < QUIET) return;
    const saved = this.send(true);
    if (typeof saved === "boolean") void this.judge(true, saved);
    else void saved.then((done) => this.judge(true, done));
  }

  /** The end: once. The journal stays unless the LMS is known to hold everything. */
  stop(): void {
    if (this.finished) return;
    this.phase = "finishing";
    if (this.timer !== null) this.env.cancel(this.timer);
    try {
      this.adapter.stop(this.source.record(this.changes !== this.sent));
      if (this.adapter.owing?.length) this.owe(this.adapter.owing);
    } catch {
      // The journal has it.
    }
    this.phase = "finished";
  }

  /** The LMS may hold the state and lack answers: a journal ahead of it brings them in at the next start. */
  private owe(answers?: readonly string[]): void {
    this.source.record(true);
    this.journaled = this.source.text(answers);
    this.journal?.write(this.journaled);
  }

  private plan(delay: number): void {
    const due = this.env.ticks() + delay;
    if (this.finished || (this.timer !== null && this.due <= due)) return;
    if (this.timer !== null) this.env.cancel(this.timer);
    this.due = due;
    this.timer = this.env.after(delay, () => {
      this.timer = null;
      void this.attempt();
    });
  }

  private async attempt(): Promise<void> {
    if (this.running || this.finished) {
      this.again = true;
      return;
    }
    this.running = true;
    this.again = false;
    const wanting = this.changes !== this.sent || this.failures > 0;
    if (wanting) this.source.saving("saving");
    const reachable = await this.reach();
    if (!this.finished) {
      const open = wanting || this.changes !== this.sent;
      if (open || reachable) await this.judge(reachable, reachable && (!open || (await this.send())));
    }
    this.running = false;
    if (this.again) this.plan(DELAY);
  }

  private send(leaving = false): boolean | Promise<boolean> {
    const version = this.changes;
    const start = this.env.ticks();
    const other = this.journal?.read() ?? "";
    if (other && other !== this.journaled) this.source.absorb(other);
    const took = (saved: boolean): boolean => {
      this.took = this.env.ticks() - start;
      this.lastSave = this.env.now();
      if (saved) this.sent = version;
      else this.owe();
      return saved;
    };
    try {
      const saved = this.adapter.save(this.source.record(this.changes !== this.sent), leaving);
      return typeof saved === "boolean" ? took(saved) : saved.then(took, () => took(false));
    } catch {
      return took(false);
    }
  }

  /** A commit that was answered with yes counts when the server can still be reached after it. */
  private async judge(tried: boolean, saved: boolean): Promise<void> {
    const version = this.sent;
    const reached = tried && (await this.reach());
    if (this.finished) return;
    if (saved && reached && this.probed && version === this.sent) this.adapter.trust?.();
    if (saved && reached) {
      if (this.sent < 0) return this.plan(0);
      this.failures = 0;
      this.trusted = Math.max(this.trusted, version);
      if (this.probed) this.source.trusted();
      if (this.trusted !== this.changes) return this.plan(DELAY);
      if (this.probed) this.journal?.remove(this.journaled);
      else this.plan(BLIND * 2 ** Math.min(this.blind++, 1));
      return this.source.saving("saved");
    }
    if (tried && !reached) this.doubt();
    this.source.saving("failed");
    const wait = BACK_OFF[Math.min(this.failures, BACK_OFF.length - 1)] as number;
    this.failures++;
    this.plan(wait * 1000);
  }

  /** What was sent may have gone nowhere, whatever the LMS said. */
  private doubt(): void {
    this.adapter.distrust?.();
    this.sent = -1;
  }

  /** The first probe that comes back: what went out before it may have gone nowhere. */
  private believe(): void {
    this.probed = true;
    if (this.lastSave === 0) return;
    this.doubt();
    this.plan(0);
  }

  private async reach(): Promise<boolean> {
    const answered = await this.env.probe().catch(() => false);
    if (answered && !this.probed) this.believe();
    const believed = this.probed ? answered : this.env.window.navigator?.onLine !== false;
    this.online = believed;
    return believed;
  }
}
