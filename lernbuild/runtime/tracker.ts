/** The one door from pages to tracking: takes what learners do, keeps the state, tells the LMS. Knows no standard. */
import * as actions from "./actions.ts";
import { Clock } from "./clock.ts";
import { enter } from "./entry.ts";
import type { Env } from "./env.ts";
import { fitState } from "./fit.ts";
import { Journal } from "./journal.ts";
import { watch } from "./lifecycle.ts";
import { mergeStates } from "./merge.ts";
import { Outline } from "./outline.ts";
import type { Case } from "./policy.ts";
import { makeProgress, type Circumstances } from "./progress.ts";
import { Interactions, makeRecord } from "./records.ts";
import { Saver } from "./saver.ts";
import { decodeState, emptyState, type State } from "./state.ts";
import type { Adapter, Answered, CourseData, Loaded, Progress, Record_, Saving, Tracker } from "./types.ts";

export function createTracker(course: CourseData, adapter: Adapter | undefined, env: Env): Tracker {
  return new CourseTracker(course, adapter, env);
}

const NOTHING: Loaded = {
  found: false, mode: "normal", credit: true, learnerId: "", learnerName: "", location: "", state: "",
  status: { completion: "unknown", success: "unknown" }, score: null, passMark: null,
};

class CourseTracker implements Tracker {
  private readonly outline: Outline;
  private readonly clock: Clock;
  private readonly interactions: Interactions;
  private state: State;
  private at: Circumstances = { mode: "normal", place: "device", learnerName: "", before: null, mustConfirmAgain: false };
  private lmsMark: number | null = null;
  private journal: Journal | null = null;
  private saver: Saver | null = null;
  private shown: Progress | null = null;
  private saving: Saving | null = null;
  private started: Promise<Progress> | null = null;
  private readonly progressListeners: ((progress: Progress) => void)[] = [];
  private readonly savingListeners: ((saving: Saving) => void)[] = [];

  constructor(
    private readonly course: CourseData,
    private readonly adapter: Adapter | undefined,
    private readonly env: Env,
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

  visit(lesson: number): void {
    this.change(() => actions.visit(this.kase(), lesson));
  }

  finish(lesson: number): void {
    this.change(() => actions.finish(this.kase(), lesson));
  }

  answer(answered: Answered): void {
    const { question, packed, fraction } = answered;
    this.change(() => {
      if (actions.answer(this.kase(), question, packed, fraction)) this.note(answered);
    });
  }

  recall(answered: Answered): void {
    if (this.outline.graded(answered.question) && !this.testClosed(answered.question)) this.note(answered);
  }

  retry(question: number): void {
    this.change(() => actions.retry(this.kase(), question));
  }

  submit(test: number): void {
    this.change(() => {
      if (actions.submit(this.kase(), test)) this.interactions.close(this.kase(), test);
    }, true);
  }

  restart(test: number): void {
    this.change(() => actions.restart(this.kase(), test));
  }

  setLand(land: string): void {
    this.change(() => actions.setLand(this.kase(), land));
  }

  onProgress(listener: (progress: Progress) => void): void {
    this.progressListeners.push(listener);
  }

  onSaving(listener: (saving: Saving) => void): void {
    this.savingListeners.push(listener);
    if (this.saving) listener(this.saving);
  }

  saveNow(): void {
    this.saver?.now();
  }

  private async begin(): Promise<Progress> {
    let loaded = NOTHING;
    try {
      loaded = (await this.adapter?.start(this.env.window)) ?? NOTHING;
    } catch {
      // An adapter that breaks is an LMS that is not there.
    }
    this.adopt(loaded);
    watch(this.env.window, {
      input: () => this.clock.touch(),
      hidden: () => (this.clock.hidden(), this.saver?.flush()),
      visible: () => this.clock.visible(),
      frozen: () => (this.saver?.flush(), this.clock.pause()),
      thawed: () => this.clock.resume(),
      ended: () => this.end(),
      online: () => this.saver?.now(),
      stored: (key, value) => key === this.journal?.key && this.absorb(value),
    });
    return this.progress;
  }

  private adopt(loaded: Loaded): void {
    const writes = loaded.mode === "normal" && loaded.credit;
    const mode = writes || loaded.mode !== "normal" ? loaded.mode : "browse";
    const known = !loaded.found || loaded.learnerId !== "";
    this.journal = writes && known ? new Journal(this.env, this.course.id, loaded.learnerId) : null;
    const entry = enter(this.outline, { ...loaded, mode }, this.journal?.read() ?? "", this.seed(), this.env.now());
    this.state = entry.state;
    this.lmsMark = loaded.passMark;
    this.at = {
      mode, place: loaded.found ? "lms" : "device", learnerName: loaded.learnerName,
      before: entry.before, mustConfirmAgain: entry.mustConfirmAgain,
    };
    this.shown = null;
    if (writes && loaded.found && this.adapter) this.saver = this.makeSaver(this.adapter);
    if (!loaded.found) this.tell("device");
    if (entry.unsaved) this.saver?.changed(true);
  }

  private makeSaver(adapter: Adapter): Saver {
    return new Saver(this.env, adapter, this.journal, {
      record: () => this.record(),
      text: () => this.text(),
      absorb: (journal) => this.absorb(journal),
      saving: (saving) => this.tell(saving),
    });
  }

  private end(): void {
    if (this.saver) this.saver.stop();
    else if (this.at.place === "lms") this.adapter?.stop(this.record());
  }

  private change(action: () => void, urgent = false): void {
    action();
    this.shown = null;
    this.state.counter++;
    if (this.saver) this.saver.changed(urgent);
    else if (this.at.mode === "normal") this.tell(this.journal?.write(this.text()) ? "device" : "failed");
    for (const listener of this.progressListeners) listener(this.progress);
  }

  private note(answered: Answered): void {
    const practice = !this.outline.graded(answered.question);
    const final = practice && this.progress.question(answered.question).decided;
    this.interactions.add(answered, new Date(this.env.now()), final);
  }

  private record(): Record_ {
    this.state.counter++;
    return makeRecord(this.kase(), this.text(), this.clock.seconds, this.interactions.list());
  }

  private text(): string {
    return fitState(this.state, this.outline);
  }

  private absorb(journal: string): void {
    const other = decodeState(journal);
    if (!other) return;
    this.state = mergeStates(this.state, other, this.outline);
    actions.settle(this.kase());
    this.shown = null;
    for (const listener of this.progressListeners) listener(this.progress);
  }

  private testClosed(question: number): boolean {
    const test = this.outline.question(question)?.lesson.n ?? 0;
    return this.state.tests.get(test)?.closed ?? false;
  }

  private tell(saving: Saving): void {
    if (this.saving === saving) return;
    this.saving = saving;
    for (const listener of this.savingListeners) listener(saving);
  }

  private kase(): Case {
    return { outline: this.outline, state: this.state, lmsMark: this.lmsMark, now: this.env.now() };
  }

  private seed(): number {
    return 1 + Math.floor(this.env.random() * (2 ** 30 - 1));
  }
}
