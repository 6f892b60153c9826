/** What goes wrong in browsers, and what an LMS is spared: windows, storage, clocks, tabs, sizes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCourse, question } from "./courses.ts";
import { each, held, passed, whole } from "./faulty.ts";
import type { Record_ } from "../../lernbuild/runtime/types.ts";
import { adapterFor, answered, modelOf, Player } from "./player.ts";
import { FakeWindow } from "./sim.ts";

each("no API: the state stays on this device, and that is said", async (player) => {
  for (let visits = 0; visits < 2; visits++) {
    player.win = new FakeWindow(player.time);
    await player.begin();
    assert.equal(player.tracker.progress.place, "device");
    assert.equal(player.saving, "device");
    if (visits === 0) await whole(player);
    player.close();
  }
  assert.equal(player.tracker.progress.score, 100);
  assert.equal(player.tracker.progress.success, "passed");
});

each("an API that comes late is found", async (player) => {
  await player.launch();
  const { parent } = player.win as unknown as { parent: Record<string, unknown> };
  const name = modelOf(player.standard).object;
  player.close();
  player.win = new FakeWindow(player.time);
  const late = new FakeWindow(player.time);
  player.win.parent = late;
  player.time.after(1_200, () => void Object.assign(late, { [name]: parent[name] }));
  player.session.phase = "new";
  await player.begin();
  assert.equal(player.tracker.progress.place, "lms");
});

each("an API behind a frame of another origin is found", async (player) => {
  await player.launch();
  const { parent } = player.win as unknown as { parent: FakeWindow };
  player.close();
  player.win = new FakeWindow(player.time);
  player.win.parent = new Proxy(new FakeWindow(player.time), {
    get: (_, name) => {
      if (name === "parent") return parent;
      throw new Error("SecurityError");
    },
  });
  player.session.phase = "new";
  await player.begin();
  assert.equal(player.tracker.progress.place, "lms");
});

each("storage full or forbidden: the LMS gets everything all the same", async (player) => {
  if (player.storage) player.storage.full = true;
  await player.launch();
  await whole(player);
  passed(player);
  player.close();
  player.storage = null;
  await player.relaunch();
  assert.equal(player.tracker.progress.success, "passed");
});

test("storage full and no LMS: the learner is told", async () => {
  const player = new Player(makeCourse("B"), "none");
  if (player.storage) player.storage.full = true;
  await player.launch();
  await player.finish("L1");
  assert.equal(player.saving, "failed");
  player.tracker.saveNow();
  assert.equal(player.saving, "failed");
  if (player.storage) player.storage.full = false;
  player.tracker.saveNow();
  assert.equal(player.saving, "device", "the button tries again");
  await player.launch();
  assert.equal(player.tracker.progress.done(1), true);
});

test("without an LMS each change that is stored is told: its time is shown", async () => {
  const player = new Player(makeCourse("B"), "none");
  await player.launch();
  const told = player.savings.length;
  await player.finish("L1");
  assert.ok(player.savings.length > told);
});

each("back-forward cache: commit and pause, no end; the end comes once", async (player) => {
  await player.launch();
  await player.open("L1");
  player.tracker.finish(1);
  player.win.hide();
  player.win.transition("pagehide", true);
  assert.equal(held(player).lessons.get(1)?.done, true);
  assert.equal(player.session.count("finish"), 0);
  await player.wait(3_600_000);
  player.win.transition("pageshow", true);
  player.win.show();
  await player.wait(10_000);
  player.close();
  player.win.transition("pagehide", false);
  assert.equal(player.session.count("finish"), 1);
  const time = player.server.get(player.standard === "scorm12" ? "cmi.core.session_time" : "cmi.session_time");
  assert.match(time, /^(0000:00:[12]\d|PT0H0M[12]\dS)$/);
  const calls = player.session.calls.length;
  player.tracker.finish(2);
  await player.wait(60_000);
  assert.equal(player.session.calls.length, calls, "nothing after the end");
});

each("the clock of the computer jumps: session time does not", async (player) => {
  await player.launch();
  player.time.now += 86_400_000 * 400;
  await player.finish("L1");
  player.time.now -= 86_400_000 * 800;
  await player.finish("L2");
  player.close();
  const time = player.server.get(player.standard === "scorm12" ? "cmi.core.session_time" : "cmi.session_time");
  assert.match(time, /^(0000:00:(4|5)\d|PT0H0M(4|5)\dS)$/);
  assert.ok(held(player).lessons.get(2)?.done);
});

each("hidden for hours without input counts ten minutes", async (player) => {
  await player.launch();
  await player.open("L1");
  player.win.dispatchEvent(new Event("keydown"));
  player.win.hide();
  await player.wait(7_200_000);
  player.win.show();
  player.close();
  const time = player.server.get(player.standard === "scorm12" ? "cmi.core.session_time" : "cmi.session_time");
  assert.match(time, /^(0000:10:0\d|PT0H10M[0-9]S)$/);
});

each("opened in a tab behind and looked at after hours counts ten minutes, too", async (player) => {
  await player.launch();
  const { parent } = player.win;
  player.close();
  player.win = new FakeWindow(player.time);
  Object.assign(player.win, { parent });
  player.win.document.visibilityState = "hidden";
  player.session.phase = "new";
  await player.begin();
  await player.wait(7_200_000);
  player.win.show();
  player.close();
  const time = player.server.get(player.standard === "scorm12" ? "cmi.core.session_time" : "cmi.session_time");
  assert.match(time, /^(0000:10:0\d|PT0H10M[0-9]S)$/);
});

each("two tabs: the work of both is kept", async (player) => {
  const other = new Player(player.course, player.standard, { profile: "usual" });
  Object.assign(other, { server: player.server, time: player.time, storage: player.storage });
  await player.launch();
  await other.launch();
  const { storage } = player;
  storage?.windows.add(player.win).add(other.win);
  if (storage) storage.writer = player.win;
  await player.finish("L1");
  if (storage) storage.writer = other.win;
  await other.finish("L2");
  if (storage) storage.writer = player.win;
  await player.handIn("T", 2);
  player.close();
  if (storage) storage.writer = other.win;
  other.close();
  passed(player);
  assert.equal(held(player).completed, true);
});

function eightyQuestions(player: Player): void {
  const test = player.course.modules[0]?.lessons.find(({ kind }) => kind === "test");
  for (let n = 100; n < 178; n++) test?.questions.push(question(n, `T_frage-mit-langem-namen-${n}`, 1));
}

each("80 questions in a test: all are reported, the last message stays under 64 KiB", async (player) => {
  eightyQuestions(player);
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 80);
  player.close();
  const [last] = player.session.calls.slice(-1);
  assert.equal(last?.code, "0");
  passed(player);
  assert.equal(new Set(player.server.rows("interactions")).size, 80);
  await player.relaunch();
  await player.open("L1");
  player.close();
  assert.equal(player.session.calls.slice(-1)[0]?.code, "0");
}, { profile: "hostile" });

each("80 answers and the tab closed at once: status and result go out, the next start brings the answers", async (player) => {
  eightyQuestions(player);
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.tracker.visit(11);
  for (const n of player.tracker.progress.test(11).drawn) player.tracker.answer(answered(n, 1));
  player.tracker.submit(11);
  player.close();
  passed(player);
  assert.ok(player.server.rows("interactions").length < 80);
  await player.relaunch();
  await player.wait(10_000);
  passed(player);
  assert.equal(new Set(player.server.rows("interactions")).size, 80);
}, { profile: "hostile" });

each("what a page leaves out on leaving is not saved, and goes out when it stays", async (player) => {
  await player.launch();
  const adapter = adapterFor(player.standard);
  player.session.phase = "new";
  await adapter.start(player.win as unknown as Window);
  const record: Record_ = {
    completion: "incomplete", success: "unknown", score: null, location: "1", state: "lb1;A", seconds: 1, lessons: [], objectives: [],
    interactions: [{ ...answered(21, 1), id: "q1", time: new Date(0), final: true, result: "right", weighting: 1, seconds: null }],
  };
  player.server.online = false;
  assert.equal(adapter.save(record), true, "Moodle says so");
  adapter.distrust?.();
  player.server.online = true;
  assert.equal(adapter.save(record, true), false);
  assert.deepEqual(player.server.rows("interactions"), []);
  assert.equal(adapter.save(record), true);
  assert.deepEqual(player.server.rows("interactions"), ["q1"]);
}, { profile: "hostile" });

each("answers that Moodle believes it sent go out again with the connection", async (player) => {
  const prefix = player.standard === "scorm12" ? "LMS" : "";
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.options.fault = (method) => {
    if (method === `${prefix}Commit` && player.tracker.progress.test(11).submissions) player.server.online = false;
    return "";
  };
  await player.handIn("T", 1);
  assert.equal(player.saving, "failed");
  player.options.fault = () => "";
  player.server.online = true;
  await player.wait(90_000);
  assert.equal(player.saving, "saved");
  const rows = player.server.rows("interactions");
  assert.deepEqual(rows, ["kurs-b_T_q1", "kurs-b_T_q2"]);
  for (const [place, [result, response]] of [["correct", "85"], [player.standard === "scorm12" ? "wrong" : "incorrect", "90"]].entries()) {
    const row = `cmi.interactions.${place}`;
    const given = player.standard === "scorm12" ? "student_response" : "learner_response";
    assert.equal(player.server.get(`${row}.result`), result);
    assert.equal(player.server.get(`${row}.type`), "choice");
    if (player.standard === "scorm2004") assert.equal(player.server.get(`${row}.${given}`), response);
  }
}, { profile: "hostile" });

each("a whole course: at most 15 calls at the start, at most 10 commits", async (player) => {
  await player.launch();
  const launch = player.session.calls.length;
  await whole(player);
  player.close();
  assert.ok(launch <= 15, `${launch} calls`);
  assert.ok(player.session.count("commit") <= 10, `${player.session.count("commit")} commits`);
  assert.equal(player.session.count("initialize"), 1);
  assert.equal(player.session.count("finish"), 1);
});

each("an answer checked twice in a second is one commit", async (player) => {
  await player.launch();
  const before = player.session.count("commit");
  const [first = 0, second = 0] = player.tracker.progress.test(11).drawn;
  player.tracker.answer(answered(first, 1));
  player.tracker.answer(answered(second, 0));
  await player.wait();
  assert.equal(player.session.count("commit"), before + 1);
});

each("offline with nothing to save: nothing is said", async (player) => {
  await player.launch();
  await player.finish("L1");
  player.server.online = false;
  player.win.dispatchEvent(new Event("online"));
  await player.wait(200_000);
  assert.equal(player.saving, "saved");
  player.tracker.finish(2);
  await player.wait();
  assert.equal(player.saving, "failed");
});

each("the button behind a failed save tries at once", async (player) => {
  await player.launch();
  player.server.online = false;
  player.tracker.finish(1);
  await player.wait(60_000);
  assert.equal(player.saving, "failed");
  player.server.online = true;
  player.tracker.saveNow();
  await player.wait(10);
  assert.equal(player.saving, "saved");
});
