/** A learner in front of a course in an LMS: plays the steps of the truth table through the tracker. */
import { createTracker } from "../../lernbuild/runtime/tracker.ts";
import { SCORM12 } from "../../lernbuild/runtime/lms/scorm12.ts";
import { SCORM2004 } from "../../lernbuild/runtime/lms/scorm2004.ts";
import { NONE } from "../../lernbuild/runtime/lms/none.ts";
import { ScormAdapter } from "../../lernbuild/runtime/lms/scorm.ts";
import type { Adapter, Answered, CourseData, Saving, Tracker } from "../../lernbuild/runtime/types.ts";
import { numberOf, questionsOf } from "./courses.ts";
import { Session, type Options } from "./fake-lms/lms.ts";
import { MODEL12 } from "../../lernbuild/preview/strict/rules12.ts";
import { MODEL2004 } from "../../lernbuild/preview/strict/rules2004.ts";
import { Server } from "./fake-lms/server.ts";
import { FakeStorage, FakeWindow, fakeEnv, Time } from "./sim.ts";

export type StandardName = "scorm12" | "scorm2004" | "none";

export function modelOf(standard: StandardName): typeof MODEL12 {
  return standard === "scorm12" ? MODEL12 : MODEL2004;
}

export function adapterFor(standard: StandardName): Adapter {
  return standard === "none" ? NONE : new ScormAdapter(standard === "scorm12" ? SCORM12 : SCORM2004);
}

export class Player {
  readonly time = new Time();
  storage: FakeStorage | null = new FakeStorage();
  readonly server: Server;
  readonly sessions: Session[] = [];
  readonly savings: Saving[] = [];
  win!: FakeWindow;
  tracker!: Tracker;
  random: () => number = Math.random;

  constructor(
    public course: CourseData,
    readonly standard: StandardName,
    public options: Options = { profile: "usual" },
    special: Record<string, string> = {},
  ) {
    this.server = new Server(modelOf(standard), special);
  }

  get session(): Session {
    return this.sessions[this.sessions.length - 1] as Session;
  }

  get saving(): Saving | undefined {
    return this.savings[this.savings.length - 1];
  }

  /** A window with the API in its parent, and a tracker that starts in it. */
  async launch(): Promise<void> {
    this.win = new FakeWindow(this.time);
    if (this.standard !== "none") {
      const session = new Session(this.server, {
        ...this.options,
        slow: (ms) => (this.options.slow ? this.options.slow(ms) : this.time.pass(ms)),
        fault: (method, element) => this.options.fault?.(method, element) ?? "",
      });
      this.sessions.push(session);
      this.win.parent = Object.assign(new FakeWindow(this.time), { [modelOf(this.standard).object]: session.api });
    }
    await this.begin();
  }

  /** Starts the tracker in the window as it is. */
  async begin(): Promise<void> {
    const { win } = this;
    const env = fakeEnv(this.time, win, this.storage, () => this.server.online, () => this.random());
    this.tracker = createTracker(this.course, adapterFor(this.standard), env);
    this.savings.length = 0;
    this.tracker.onSaving((saving) => this.savings.push(saving));
    let ready = false;
    void this.tracker.start().then(() => (ready = true));
    for (let turn = 0; turn < 100 && !ready; turn++) await this.time.advance(250);
    this.tracker.visit(0);
    await this.wait(2_000);
  }

  wait(milliseconds = 3_000): Promise<void> {
    return this.time.advance(milliseconds);
  }

  async open(lesson: string): Promise<void> {
    this.tracker.visit(numberOf(lesson));
    await this.wait();
  }

  async finish(lesson: string): Promise<void> {
    this.tracker.visit(numberOf(lesson));
    await this.wait(20_000);
    this.tracker.finish(numberOf(lesson));
    await this.wait();
  }

  /** Answers a question: q1 is the first one of the first test. */
  async check(name: string, right: boolean): Promise<void> {
    const test = this.course.modules.flatMap((module) => module.lessons).find((one) => one.kind === "test");
    const n = name === "p" ? 90 : (questionsOf(this.course, test?.n ?? 0)[Number(name.slice(1)) - 1]?.n ?? 0);
    this.tracker.answer(answered(n, right ? 1 : 0));
    await this.wait();
  }

  async handIn(name: string, points: number): Promise<void> {
    const n = numberOf(name);
    this.tracker.visit(n);
    if (this.tracker.progress.test(n).closed) this.tracker.restart(n);
    if (name === "U") this.tracker.answer(answered(91, 1));
    else this.tracker.progress.test(n).drawn.forEach((question, at) => this.tracker.answer(answered(question, at < points ? 1 : 0)));
    await this.wait(30_000);
    this.tracker.submit(n);
    await this.wait();
  }

  close(): void {
    this.win.close();
  }

  /** The browser is gone: no event, nothing runs any more. */
  crash(): void {
    this.win = new FakeWindow(this.time);
    this.tracker = createTracker(this.course, NONE, fakeEnv(this.time, this.win, null, () => false));
    this.time.stop();
  }

  async relaunch(): Promise<void> {
    this.time.stop();
    await this.wait(60_000);
    await this.launch();
  }
}

export function answered(question: number, fraction: number): Answered {
  return {
    question, fraction, packed: { ints: [question * 4 + (fraction === 1 ? 1 : 2)] },
    interaction: { type: "choice", correct: [String(question * 4 + 1)] },
    response: [String(question * 4 + (fraction === 1 ? 1 : 2))],
    description: `Frage ${question}:\nWas „gilt“ hier?`, seconds: 12,
  };
}
