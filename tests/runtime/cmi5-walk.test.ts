/**
 * Random sessions with faults in cmi5 and plain xAPI: no rule is ever broken, and once everything is saved the LMS knows what the screen says.
 *
 * LERNBUILD_WALK sets the number of learners (default 60), LERNBUILD_SEED the first seed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance } from "./chance.ts";
import { makeCourse, SHAPES } from "./courses.ts";
import { Lrs, type Fault } from "./fake-lrs/lrs.ts";
import { LrsPlayer, USUAL } from "./fake-lrs/player.ts";
import { answered } from "./player.ts";

const WALKS = Number(process.env.LERNBUILD_WALK ?? 60);
const FIRST = Number(process.env.LERNBUILD_SEED ?? 1);
const ACTIONS = ["visit", "finish", "finish", "answer", "answer", "submit", "restart", "retry", "offline", "online", "faults", "calm", "hide", "show", "freeze", "reload", "crash", "slow", "wait"];

class Walk {
  private readonly player: LrsPlayer;
  private faulty = 0;
  readonly log: string[] = [];

  constructor(private readonly chance: Chance) {
    const kind = chance.pick(["cmi5", "cmi5", "xapi"] as const);
    const course = makeCourse(chance.pick(Object.keys(SHAPES)));
    course.rules.privacy = chance.pick(["standard", "standard", "minimal", "full"]);
    this.player = new LrsPlayer(course);
    this.player.modern = chance.happens(0.5);
    this.player.random = () => chance.next();
    this.player.lrs = new Lrs({ ...USUAL, kind, etags: chance.happens(0.5), mastery: chance.pick([null, 0.5, 0.75, 1]) });
    if (kind === "xapi") this.player.lrs.settings.mastery = null;
    this.player.lrs.fault = () => (this.chance.happens(this.faulty) ? this.chance.pick<Fault>(["drop", "lost", 500, 503]) : "");
    this.log.push(`${course.id} ${kind} ${course.rules.privacy}`);
  }

  async run(): Promise<void> {
    const { player, chance } = this;
    for (let stay = 0; stay < 3; stay++) {
      await player.launch();
      for (let step = 0; step < 12; step++) await this.step();
      if (chance.happens(0.3)) player.crash();
      else player.close();
      player.time.stop();
    }
    this.calm();
    await player.relaunch();
    await player.wait(300_000);
    this.equal();
    player.close();
    this.rules();
  }

  private async step(): Promise<void> {
    const { player, chance } = this;
    const { tracker } = player;
    const lesson = chance.pick(player.course.modules.flatMap(({ lessons }) => lessons));
    const question = lesson.questions.length ? chance.pick(lesson.questions).n : 0;
    const action = chance.pick(ACTIONS);
    this.log.push(`${action} ${lesson.id}`);
    if (action === "visit") tracker.visit(lesson.n);
    else if (action === "finish") tracker.finish(lesson.n);
    else if (action === "answer") tracker.answer(answered(question, chance.pick([0, 0.5, 1, 1])));
    else if (action === "submit") tracker.submit(lesson.n);
    else if (action === "restart") tracker.restart(lesson.n);
    else if (action === "retry") tracker.retry(question);
    else if (action === "offline" || action === "online") player.server.online = action === "online";
    else if (action === "faults") this.faulty = 0.3;
    else if (action === "calm") this.calm();
    else if (action === "slow") player.lrs.delay = chance.pick([200, 4_000, 25_000]);
    else if (action === "hide" || action === "show") player.win[action]();
    else if (action === "freeze") (player.win.transition("pagehide", true), player.win.transition("pageshow", true));
    else if (action === "reload") await player.reload(chance.pick(["", player.query]));
    else if (action === "crash") (player.crash(), await player.restore());
    await player.wait(action === "wait" ? 60_000 : chance.pick([0, 200, 1_500]));
    this.rules();
  }

  private calm(): void {
    this.faulty = 0;
    this.player.lrs.delay = 0;
    this.player.server.online = true;
  }

  private rules(): void {
    const { lrs } = this.player;
    const asked = lrs.violations.filter((one) => !one.includes("token asked twice"));
    assert.deepEqual(asked, [], this.log.join("\n"));
  }

  private equal(): void {
    const { lrs, tracker, saving } = this.player;
    const { completed, success } = tracker.progress;
    const say = `${this.log.join("\n")}\n${lrs.words.join(" ")}`;
    if (saving) assert.equal(saving, "saved", say);
    assert.equal(lrs.words.includes("completed"), completed, `completed\n${say}`);
    assert.equal(lrs.words.includes("passed"), success === "passed", `passed\n${say}`);
    if (success === "failed") assert.ok(lrs.words.includes("failed"), `failed\n${say}`);
  }
}

test(`${WALKS} random learners`, { timeout: 3_600_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + WALKS; seed++) {
    const walk = new Walk(new Chance(seed));
    await walk.run().catch((error: unknown) => {
      throw error instanceof assert.AssertionError ? error : new Error(`seed ${seed}\n${walk.log.join("\n")}`, { cause: error });
    });
  }
});
