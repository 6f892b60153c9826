/** One learner with the same course open in two tabs: what was done in either is in the LMS at the end. */
import assert from "node:assert/strict";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import { Chance } from "./chance.ts";
import { makeCourse } from "./courses.ts";
import { answered, Player } from "./player.ts";

export class Tabs {
  private readonly chance: Chance;
  private readonly tabs: [Player, Player];
  private readonly log: string[];
  private readonly finished = new Set<number>();
  private submissions = 0;

  constructor(seed: number) {
    this.chance = new Chance(seed);
    const standard = this.chance.pick(["scorm12", "scorm2004"] as const);
    const profile = this.chance.pick(["minimal", "usual", "hostile"] as const);
    const course = makeCourse(this.chance.pick(["B", "C", "D", "G"]));
    const first = new Player(course, standard, { profile });
    const second = new Player(course, standard, { profile });
    Object.assign(second, { server: first.server, time: first.time, storage: first.storage });
    this.tabs = [first, second];
    for (const tab of this.tabs) tab.random = () => this.chance.next();
    this.log = [`seed ${seed}: ${course.id} ${standard} ${profile}`];
  }

  async run(): Promise<void> {
    const [first] = this.tabs;
    for (const tab of this.tabs) {
      await tab.launch();
      first.storage?.windows.add(tab.win);
    }
    for (let step = 0; step < 25; step++) await this.step(this.chance.pick(this.tabs));
    for (const tab of this.tabs) {
      this.write(tab);
      tab.close();
    }
    first.storage?.windows.clear();
    first.server.online = true;
    await first.relaunch();
    await first.wait(200_000);
    this.compare(first);
  }

  private async step(tab: Player): Promise<void> {
    this.write(tab);
    const lesson = this.chance.pick(tab.course.modules.flatMap((module) => module.lessons));
    const action = this.chance.pick(["visit", "finish", "answer", "answer", "submit", "restart", "offline", "online", "hide", "show"]);
    this.log.push(`${tab === this.tabs[0] ? 1 : 2} ${action} ${lesson.id}`);
    if (action === "visit") tab.tracker.visit(lesson.n);
    if (action === "finish" && !lesson.test) {
      tab.tracker.finish(lesson.n);
      this.finished.add(lesson.n);
    }
    if (action === "answer" && lesson.questions.length) tab.tracker.answer(answered(this.chance.pick(lesson.questions).n, this.chance.pick([0, 1])));
    if (action === "submit") tab.tracker.submit(lesson.n);
    if (action === "restart") tab.tracker.restart(lesson.n);
    if (action === "offline" || action === "online") tab.server.online = action === "online";
    if (action === "hide" || action === "show") tab.win[action]();
    await tab.wait(this.chance.pick([0, 500, 5_000]));
    const all = this.tabs.map(({ tracker }) => tracker.progress.lessonsDone);
    assert.equal(all[0], all[1], `the tabs differ\n${this.log.join("\n")}`);
    const total = tab.course.rules.tests.reduce((sum, n) => sum + tab.tracker.progress.test(n).submissions, 0);
    assert.ok(total >= this.submissions, `a submission was lost\n${this.log.join("\n")}`);
    this.submissions = total;
  }

  /** Events of storage go to the other tab only. */
  private write(tab: Player): void {
    if (tab.storage) tab.storage.writer = tab.win;
  }

  private compare(player: Player): void {
    const say = this.log.join("\n");
    const state = decodeState(player.server.get("cmi.suspend_data"));
    for (const n of this.finished) {
      assert.ok(player.tracker.progress.done(n), `lesson ${n} on the screen\n${say}`);
      assert.ok(state?.lessons.get(n)?.done, `lesson ${n} in the LMS\n${say}`);
    }
    const total = player.course.rules.tests.reduce((sum, n) => sum + (state?.tests.get(n)?.submissions ?? 0), 0);
    assert.equal(total, this.submissions, say);
    for (const session of this.tabs.flatMap(({ sessions }) => sessions)) assert.deepEqual(session.violations, [], say);
  }
}
