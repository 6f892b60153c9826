/** What goes wrong between a course and a record store: nothing is lost, nothing is said twice, and the learner is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import { makeCourse, question } from "./courses.ts";
import { Lrs, type Settings } from "./fake-lrs/lrs.ts";
import { LrsPlayer, USUAL } from "./fake-lrs/player.ts";

function each(title: string, play: (player: LrsPlayer) => Promise<void>, settings: Partial<Settings> = {}): void {
  for (const kind of ["cmi5", "xapi"] as const) {
    test(`${title} · ${kind}`, async () => {
      const player = new LrsPlayer(makeCourse("B"));
      player.lrs = new Lrs({ ...USUAL, ...settings, kind });
      await play(player);
      assert.deepEqual(player.lrs.violations, []);
      const ids = player.lrs.statements.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, "nothing twice");
    });
  }
}

function only(title: string, play: (player: LrsPlayer) => Promise<void>, settings: Partial<Settings> = {}): void {
  test(title, async () => {
    const player = new LrsPlayer(makeCourse("B"));
    player.lrs = new Lrs({ ...USUAL, ...settings });
    await play(player);
    assert.deepEqual(player.lrs.violations, []);
  });
}

async function whole(player: LrsPlayer): Promise<void> {
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 2);
}

function counts(player: LrsPlayer): string[] {
  return player.lrs.words.filter((word) => /^(completed|passed|failed)$/.test(word));
}

function held(player: LrsPlayer): { state: string; bookmark: string } {
  return JSON.parse(player.lrs.documents.get("lernbuild") ?? "{}") as { state: string; bookmark: string };
}

const WHOLE = ["initialized", "experienced", "experienced", "answered", "answered", "passed", "completed", "terminated"];

each("a whole session, in order", async (player) => {
  await player.launch();
  await whole(player);
  assert.equal(player.saving, "saved");
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
  assert.equal(held(player).bookmark, "11");
});

each("closed at once after the hand-in: the farewell says it all, in order", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.tracker.visit(11);
  for (const n of player.tracker.progress.test(11).drawn) {
    player.tracker.answer({ question: n, packed: { ints: [1] }, fraction: 1, interaction: { type: "choice", correct: ["1"] }, response: ["1"], description: "F", seconds: 1 });
  }
  player.tracker.submit(11);
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
  assert.ok(player.lrs.calls.slice(-2).every(({ keepalive }) => keepalive));
  assert.equal(decodeState(held(player).state)?.completed, true);
});

each("a reload belongs to the session: one token, one beginning, one end", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.reload();
  assert.equal(player.tracker.progress.done(1), true);
  await player.finish("L2");
  await player.reload("");
  await player.handIn("T", 2);
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
  assert.equal(player.lrs.calls.filter(({ path }) => path === "/token").length, player.lrs.settings.kind === "cmi5" ? 1 : 0);
  const { duration } = player.lrs.statements.at(-1)?.result as { duration: string };
  assert.match(duration, /^PT1M(1|2|3)\d?S$/);
});

each("what was open at a reload goes out after it", async (player) => {
  await player.launch();
  player.lrs.fault = (_, path) => (path === "statements" ? "drop" : "");
  await player.finish("L1");
  player.lrs.fault = () => "";
  await player.reload();
  await player.wait(90_000);
  player.close();
  assert.deepEqual(player.lrs.words, ["initialized", "experienced", "terminated"]);
});

only("a browser that does not tell reloads: nothing after terminated, the rest with the next launch", async (player) => {
  player.modern = false;
  await player.launch();
  await player.finish("L1");
  await player.reload();
  await player.finish("L2");
  await player.handIn("T", 2);
  assert.equal(player.saving, "failed");
  assert.equal(decodeState(held(player).state)?.completed, true, "the state is safe all the same");
  player.close();
  assert.deepEqual(player.lrs.words, ["initialized", "experienced", "terminated"]);
  await player.relaunch();
  await player.wait(60_000);
  assert.deepEqual(player.lrs.words.slice(3), ["initialized", "answered", "answered", "experienced", "passed", "completed"]);
  assert.equal(player.saving, "saved");
});

each("the keys for a reload are known to every browser", async (player) => {
  player.modern = false;
  await player.launch();
  await player.finish("L1");
  player.win.dispatchEvent(Object.assign(new Event("keydown"), { key: "r", ctrlKey: true }));
  await player.reload();
  await player.finish("L2");
  await player.handIn("T", 2);
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
});

each("a crash, and the browser opens its tabs again: the session goes on", async (player) => {
  await player.launch();
  await player.finish("L1");
  player.crash();
  await player.restore();
  assert.equal(player.tracker.progress.done(1), true);
  await player.finish("L2");
  await player.handIn("T", 2);
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
});

each("offline while handing in: said, then all of it in order", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.server.online = false;
  await player.handIn("T", 2);
  assert.equal(player.saving, "failed");
  player.server.online = true;
  await player.wait(90_000);
  assert.equal(player.saving, "saved");
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
});

each("offline, handed in twice: the answers of the first try are said, too", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.server.online = false;
  await player.handIn("T", 0);
  await player.wait(1_000);
  player.tracker.restart(11);
  await player.handIn("T", 2);
  player.server.online = true;
  await player.wait(200_000);
  assert.equal(player.saving, "saved");
  player.close();
  assert.deepEqual(player.lrs.words.filter((word) => word === "answered").length, 4);
  assert.deepEqual(player.lrs.words.at(-1), "terminated");
});

each("offline and closed: the next session says it, answers too", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.server.online = false;
  await player.handIn("T", 2);
  player.close();
  player.server.online = true;
  await player.relaunch();
  await player.wait(10_000);
  assert.deepEqual(counts(player), ["passed", "completed"]);
  assert.equal(player.lrs.words.filter((word) => word === "answered").length, 2);
  assert.equal(player.saving, "saved");
});

for (const path of ["statements", "activities/state"]) {
  for (const fault of ["lost", "drop", 503, 429] as const) {
    each(`${path}: ${fault} for a minute`, async (player) => {
      await player.launch();
      player.lrs.fault = (method, at) => (at === path && method !== "GET" ? fault : "");
      await whole(player);
      assert.equal(player.saving, "failed");
      player.lrs.fault = () => "";
      await player.wait(120_000);
      assert.equal(player.saving, "saved");
      player.close();
      assert.deepEqual([...player.lrs.words].sort(), [...WHOLE].sort());
      assert.equal(player.lrs.words[0], "initialized");
      assert.equal(player.lrs.words.at(-1), "terminated");
    });
  }
}

for (const fault of [409, 412]) {
  each(`activities/state: ${fault} for a minute, although nobody else writes`, async (player) => {
    await player.launch();
    await player.finish("L1");
    player.lrs.fault = (method, at) => (at === "activities/state" && method === "PUT" ? fault : "");
    await player.finish("L2");
    await player.handIn("T", 2);
    assert.equal(player.saving, "failed");
    assert.deepEqual(counts(player), [], "what is said is never ahead of the state");
    player.lrs.fault = () => "";
    await player.wait(120_000);
    assert.equal(player.saving, "saved");
    player.close();
    assert.deepEqual([...player.lrs.words].sort(), [...WHOLE].sort());
    assert.equal(decodeState(held(player).state)?.completed, true);
  });
}

each("a slow store: five seconds for each answer", async (player) => {
  player.lrs.delay = 5_000;
  await player.launch();
  await whole(player);
  await player.wait(120_000);
  assert.equal(player.saving, "saved");
  player.close();
  assert.deepEqual([...player.lrs.words].sort(), [...WHOLE].sort());
});

each("answers that come too late are known by their id", async (player) => {
  await player.launch();
  player.lrs.delay = 30_000;
  await whole(player);
  player.lrs.delay = 0;
  await player.wait(200_000);
  assert.equal(player.saving, "saved");
  assert.deepEqual(counts(player), ["passed", "completed"]);
});

each("a token that has run out: said, kept, and said with the next launch", async (player) => {
  await player.launch();
  await player.finish("L1");
  player.lrs.expired = true;
  await player.finish("L2");
  await player.handIn("T", 2);
  assert.equal(player.saving, "failed");
  player.close();
  player.lrs.expired = false;
  await player.relaunch();
  await player.wait(10_000);
  assert.deepEqual(counts(player), ["passed", "completed"]);
});

only("a token that someone has fetched before: the course runs, the next launch says it", async (player) => {
  player.query = player.lrs.launch();
  const [launch] = player.lrs.launches;
  if (launch) launch.asked = 1;
  await player.restore();
  await whole(player);
  assert.equal(player.saving, "failed");
  player.close();
  assert.deepEqual(player.lrs.words, []);
  assert.deepEqual(player.lrs.violations.splice(0), ["A2 8.2.1.0-2: token asked twice"]);
  await player.relaunch();
  await player.wait(10_000);
  assert.deepEqual(counts(player), ["passed", "completed"]);
});

only("the LMS is not ready: launch data and preferences are asked again, nothing is said before", async (player) => {
  let broken = true;
  player.lrs.fault = (_, path) => (broken && /launch|profile/.test(path) ? 503 : "");
  await player.launch();
  assert.equal(player.saving, "failed");
  await player.finish("L1");
  assert.deepEqual(player.lrs.words, []);
  broken = false;
  await player.wait(120_000);
  assert.equal(player.saving, "saved");
  assert.deepEqual(player.lrs.words, ["initialized", "experienced"]);
});

only("preferences that may not be read are none", async (player) => {
  player.lrs.fault = (_, path) => {
    if (path !== "agents/profile") return "";
    player.lrs.launches[0]?.read.add("cmi5LearnerPreferences");
    return 403;
  };
  await player.launch();
  await whole(player);
  assert.deepEqual(counts(player), ["passed", "completed"]);
});

for (const etags of [true, false]) {
  each(`two devices: the work of both is kept (ETag with writes: ${etags})`, async (player) => {
    const other = new LrsPlayer(makeCourse("B"));
    Object.assign(other, { lrs: player.lrs, time: player.time, server: player.server });
    await player.launch();
    await other.launch();
    for (const launch of player.lrs.launches) launch.abandoned = false;
    await player.finish("L1");
    await other.finish("L2");
    await player.handIn("T", 2);
    await player.wait(60_000);
    assert.equal(player.tracker.progress.lessonsDone, 2);
    assert.deepEqual(counts(player), ["passed", "completed"]);
    assert.ok(player.lrs.calls.some(({ status, method }) => status === 412 || method === "GET"));
    other.close();
    player.close();
    assert.deepEqual(decodeState(held(player).state)?.lessons.get(2)?.done, true);
  }, { etags });
}

each("a store that refuses one answer: everything else is said", async (player) => {
  await player.launch();
  const { lrs } = player;
  const handle = lrs.handle.bind(lrs);
  lrs.handle = (address, init) => {
    const body = typeof init.body === "string" ? init.body : "";
    return address.includes("statements") && body.includes("/frage/21") ? { status: 400 } : handle(address, init);
  };
  await whole(player);
  assert.deepEqual(counts(player), ["passed", "completed"]);
  assert.equal(player.lrs.words.filter((word) => word === "answered").length, 1);
});

each("no storage at all: said as long as the page lives", async (player) => {
  player.storage = null;
  await player.launch();
  await whole(player);
  player.close();
  assert.deepEqual(player.lrs.words, WHOLE);
});

each("80 questions handed in and closed at once: the farewell is small enough, the answers come later", async (player) => {
  const page = player.course.modules[0]?.lessons.find(({ kind }) => kind === "test");
  for (let n = 100; n < 178; n++) page?.questions.push(question(n, `T_frage-mit-langem-namen-${n}`, 1));
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.tracker.visit(11);
  for (const n of player.tracker.progress.test(11).drawn) {
    const labels = { 1: "Eine lange Antwort ".repeat(8), 2: "Eine andere lange Antwort ".repeat(8) };
    player.tracker.answer({ question: n, packed: { ints: [1] }, fraction: 1, interaction: { type: "choice", correct: ["1"] }, response: ["1"], description: "F", seconds: 1, labels });
  }
  player.tracker.submit(11);
  player.close();
  assert.deepEqual(counts(player), ["passed", "completed"]);
  assert.equal(player.lrs.words.at(-1), "terminated");
  await player.relaunch();
  await player.wait(60_000);
  assert.equal(player.lrs.words.filter((word) => word === "answered").length, 80);
});

only("failed, then passed by more attempts: in another session", async (player) => {
  player.course = makeCourse("C");
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 0);
  await player.handIn("T", 1);
  assert.deepEqual(counts(player), ["failed", "completed"]);
  player.close();
  const page = player.course.modules[0]?.lessons.find(({ kind }) => kind === "test");
  if (page?.test) page.test.attempts = 0;
  await player.relaunch();
  await player.handIn("T", 2);
  player.close();
  assert.deepEqual(counts(player), ["failed", "completed", "passed"]);
  assert.equal(player.tracker.progress.success, "passed");
});

each("minimal privacy: no answers, no lessons, no scores, durations that say nothing", async (player) => {
  player.course.rules.privacy = "minimal";
  await player.launch();
  await whole(player);
  player.close();
  assert.deepEqual(player.lrs.words, ["initialized", "passed", "completed", "terminated"]);
  for (const { result } of player.lrs.statements.slice(1)) {
    assert.equal(result?.duration, "PT0S");
    assert.equal(result?.score, undefined);
  }
});

each("full privacy level: practice and latencies, too", async (player) => {
  player.course = makeCourse("G");
  player.course.rules.privacy = "full";
  await player.launch();
  await player.check("p", false);
  await player.check("p", true);
  await player.handIn("T", 2);
  const answers = player.lrs.statements.filter(({ verb }) => verb.id.endsWith("answered"));
  assert.deepEqual(answers.map(({ result }) => result?.success), [false, true, true, true]);
  assert.ok(answers.every(({ result }) => result?.duration === "PT12S"));
});

only("back-forward cache: state is saved, no end; the end comes once", async (player) => {
  await player.launch();
  player.tracker.visit(1);
  player.tracker.finish(1);
  player.win.hide();
  player.win.transition("pagehide", true);
  await player.wait(1_000);
  assert.equal(decodeState(held(player).state)?.lessons.get(1)?.done, true);
  player.win.transition("pageshow", true);
  player.win.show();
  player.close();
  assert.deepEqual(player.lrs.words, ["initialized", "experienced", "terminated"]);
});

only("launched by nobody: the course stays on this device", async (player) => {
  await player.restore();
  assert.equal(player.tracker.progress.place, "device");
  await whole(player);
  assert.equal(player.saving, "device");
  assert.deepEqual(player.lrs.calls, []);
});

only("the actor is echoed with everything it brings", async (player) => {
  const actor = { objectType: "Agent", name: "Jörg „Jo“ Weiß", account: { name: "ä-1", homePage: "https://lms.test/a?b=c&d=%20" } };
  player.lrs = new Lrs({ ...USUAL }, actor);
  await player.launch();
  await whole(player);
  assert.equal(player.tracker.progress.learnerName, actor.name);
  assert.deepEqual(counts(player), ["passed", "completed"]);
});

each("erneut-bestaetigen: what is to be done again stays so at the next launch, and what was said is not unsaid", async (player) => {
  await player.launch();
  await whole(player);
  player.close();
  player.course.rules.confirmAgain = "2026-11-01";
  await player.launch();
  assert.deepEqual([player.tracker.progress.completed, player.tracker.progress.success], [false, "unknown"]);
  player.close();
  await player.launch();
  assert.deepEqual([player.tracker.progress.completed, player.tracker.progress.success], [false, "unknown"]);
  await player.finish("L1");
  player.close();
  await player.launch();
  assert.deepEqual([player.tracker.progress.completed, player.tracker.progress.done(1), player.tracker.progress.done(2)], [false, true, false]);
  await whole(player);
  assert.deepEqual([player.tracker.progress.completed, player.tracker.progress.success], [true, "passed"]);
  player.close();
  assert.deepEqual(counts(player), ["passed", "completed"]);
});
