/** What cmi5 and plain xAPI have in common: begin, say what changed in order, end once. Knows no launch of either. */
import { NOTHING } from "../entry.ts";
import { registry } from "../registry.ts";
import type { Adapter, Loaded, Mode, Record_ } from "../types.ts";
import { joinSent, StateDocument, type Held } from "./document.ts";
import { muteMedia, offerExit, sayOver, watchReload } from "./frame.ts";
import { enrolment, keepSitting, learnerOf, openSitting, type Launch, type Sitting } from "./launch.ts";
import { Lrs } from "./lrs.ts";
import { Queue, type Item } from "./queue.ts";
import { Reporter } from "./reporter.ts";
import { Statements } from "./statements.ts";
import type { Context } from "./vocabulary.ts";

/** What the LMS says about a session. */
export interface Terms {
  mode: Mode;
  /** 0 to 1; null: none. */
  mastery: number | null;
  template: Context;
  returnUrl: string;
  silent: boolean;
}

/** What differs between the two. */
export interface Kind {
  name: string;
  cmi5: boolean;
  /** The Authorization header into the sitting; false: not now. `sitting.ended`: never. */
  authorize(launch: Launch, sitting: Sitting, lrs: Lrs): Promise<boolean>;
  /** null: the LMS did not say. */
  terms(launch: Launch, lrs: Lrs): Promise<Terms | null>;
}

const STATE_ID = "lernbuild";
/** Rounds against other sessions that write at the same time. */
const ROUNDS = 4;

export class XapiAdapter implements Adapter {
  readonly name: string;
  meet?: (state: string) => Record_;
  private lrs: Lrs | null = null;
  private opened: { launch: Launch; sitting: Sitting } | null = null;
  private document: StateDocument | null = null;
  private queue: Queue | null = null;
  private reporter: Reporter | null = null;
  private phase: "idle" | "active" | "reading" | "over" | "finished" = "idle";
  private tail: Promise<unknown> = Promise.resolve();
  private reloading: () => boolean = () => false;
  private win!: Window;

  constructor(
    private readonly kind: Kind,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.name = kind.name;
  }

  get lastError(): string {
    return this.lrs?.lastError ?? "";
  }

  async start(win: Window): Promise<Loaded> {
    const { course } = registry();
    if (!course) return NOTHING;
    this.win = win;
    this.opened ??= openSitting(win, course.id, this.now());
    if (!this.opened) return NOTHING;
    const { launch, sitting } = this.opened;
    const lrs = (this.lrs ??= new Lrs(win, launch.endpoint));
    const learner = { learnerId: `${learnerOf(launch)} ${launch.registration}`, learnerName: String(launch.actor.name ?? "") };
    const refused = { ...NOTHING, found: true, refused: true, ...learner };
    const allowed = await this.kind.authorize(launch, sitting, lrs);
    keepSitting(win, course.id, sitting);
    if (!allowed) return sitting.ended ? this.mute(refused) : refused;
    lrs.auth = sitting.auth;
    const terms = await this.kind.terms(launch, lrs);
    const query = { stateId: STATE_ID, activityId: launch.activityId, agent: JSON.stringify(launch.actor), ...(launch.registration ? { registration: launch.registration } : {}) };
    const document = new StateDocument(lrs, query);
    if (!terms || !(await document.load())) return refused;
    this.begin(document, terms);
    return { ...NOTHING, found: true, ...learner, ...whatIsHeld(document.held), mode: terms.mode, passMark: terms.mastery === null ? null : Math.round(terms.mastery * 1e6) / 1e4 };
  }

  /** No right to say anything, for good: what is done waits on this device for the next launch. */
  private mute(loaded: Loaded): Loaded {
    this.phase = "over";
    sayOver(this.win, registry().course?.texts["saving.over"] ?? "");
    return { ...loaded, refused: false, status: { completion: "incomplete", success: "unknown" } };
  }

  private begin(document: StateDocument, terms: Terms): void {
    const { course, iri } = registry();
    if (!course || !this.opened || !this.lrs) return;
    const { win } = this;
    const { launch, sitting } = this.opened, who = enrolment(launch);
    const statements = new Statements({
      actor: launch.actor, activityId: launch.activityId, registration: launch.registration, template: terms.template, mastery: terms.mastery,
      cmi5: this.kind.cmi5, session: `${who} ${sitting.begun}`, enrolment: who, course, iri: iri ?? launch.activityId,
    });
    this.document = document;
    this.queue = new Queue(this.lrs, storageOf(win), `lernbuild:lrs:${who}`, String(sitting.begun), (item) => this.delivered(item));
    this.reporter = new Reporter(statements, this.queue, sitting, this.now);
    this.reporter.sent = document.held.sent;
    this.reloading = watchReload(win);
    if (terms.silent) muteMedia(win);
    offerExit(win, terms.returnUrl, course.texts["bar.leave"] ?? "");
    this.phase = sitting.ended ? "over" : terms.mode === "normal" ? "active" : "reading";
    if (sitting.ended) return sayOver(win, course.texts["saving.over"] ?? "");
    this.reporter.begin();
    if (terms.mode === "normal") this.reporter.inherit();
    this.after(() => this.queue?.drain(false));
  }

  save(record: Record_): boolean | Promise<boolean> {
    if (this.phase !== "active" && this.phase !== "over") return false;
    return this.after(() => this.work(record));
  }

  /** Answers handed in wait in the queue from now on: the next try at the same questions takes nothing of them away. */
  note(record: Record_): void {
    const { reporter } = this;
    if (!reporter || (this.phase !== "active" && this.phase !== "over")) return;
    void Promise.resolve(registry().settle?.(reporter.names(record))).then(() => {
      if (this.phase === "active") reporter.work(record);
      if (this.phase === "over") reporter.answers(record);
    });
  }

  stop(record: Record_): boolean {
    const { reporter, document, opened, queue } = this;
    if (!reporter || !document || !opened || !queue || this.phase === "finished") return false;
    const { phase } = this;
    this.phase = "finished";
    if (phase === "active") reporter.report(record);
    if (phase === "over") reporter.answers(record);
    if (phase !== "reading") document.farewell(this.next(record));
    if (phase === "over") return true;
    opened.sitting.ended = !this.reloading();
    if (opened.sitting.ended) queue.farewell(reporter.end(record.seconds));
    else reporter.pause(record.seconds ?? 0);
    this.keep();
    return true;
  }

  /** State first: what is said must never be ahead of it. */
  private async work(record: Record_): Promise<boolean> {
    const { reporter, queue } = this;
    if (!reporter || !queue || this.phase === "finished") return false;
    let latest = record;
    const say = async (): Promise<boolean> => {
      for (let round = 0; round < ROUNDS; round++) {
        const stored = await this.document?.store(this.next(latest), this.leaving);
        if (stored !== "conflict") return stored === "saved";
        const held = this.document?.held as Held;
        reporter.sent = joinSent(reporter.sent, held.sent);
        latest = this.meet?.(held.state) ?? latest;
      }
      return false;
    };
    if (!(await say())) return false;
    await registry().settle?.(reporter.names(latest));
    if (this.phase === "over") {
      // Answers wait on this device for the next session; all else follows from the state.
      reporter.answers(latest);
      return !reporter.wants(latest);
    }
    reporter.report(latest);
    const before = JSON.stringify(reporter.sent);
    const drained = await queue.drain(this.leaving);
    return (JSON.stringify(reporter.sent) === before || (await say())) && drained;
  }

  private next({ state, location, score, completion, success }: Record_): Held {
    const { sent } = this.reporter as Reporter;
    const said = statusOf(sent);
    const anew = (sent.completed && completion !== "completed") || (success !== "passed" && said !== "unknown" && said !== success);
    return { state, bookmark: location, score, sent, ...(anew ? { anew } : {}) };
  }

  /** One thing after the other. */
  private after<T>(action: () => T | Promise<T>): Promise<T> {
    const done = this.tail.then(action);
    this.tail = done.catch(() => undefined);
    return done;
  }

  private delivered(item: Item): void {
    this.reporter?.delivered(item);
    this.keep();
  }

  private keep(): void {
    const { course } = registry();
    if (course && this.opened) keepSitting(this.win, course.id, this.opened.sitting);
  }

  private get leaving(): boolean {
    return this.win.document.visibilityState === "hidden";
  }
}

function whatIsHeld({ state, bookmark, score, sent, anew }: Held): Pick<Loaded, "state" | "location" | "score" | "status"> {
  const completion = sent.completed && !anew ? "completed" : state ? "incomplete" : "unknown";
  return { state, location: bookmark, score, status: { completion, success: anew ? "unknown" : statusOf(sent) } };
}

function statusOf({ passed, failed }: Held["sent"]): Loaded["status"]["success"] {
  return passed ? "passed" : failed === null ? "unknown" : "failed";
}

function storageOf(win: Window): Storage | null {
  try {
    return win.localStorage ?? null;
  } catch {
    return null;
  }
}
