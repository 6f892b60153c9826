/** What goes wrong with LMSs, browsers and connections: nothing is lost, and the learner is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState, type State } from "../../lernbuild/runtime/state.ts";
import { makeCourse, question } from "./courses.ts";
import type { Fault, Options } from "./fake-lms/lms.ts";
import { answered, modelOf, Player } from "./player.ts";
import { FakeWindow } from "./sim.ts";

const BOTH = ["scorm12", "scorm2004"] as const;

function each(title: string, play: (player: Player) => Promise<void>, options: Options = { profile: "usual" }, course = "B"): void {
  for (const standard of BOTH) {
    test(`${title} · ${standard}`, async () => {
      const player = new Player(makeCourse(course), standard, { ...options });
      await play(player);
      for (const session of player.sessions) assert.deepEqual(session.violations, []);
    });
  }
}

function held(player: Player): State {
  return decodeState(player.server.get("cmi.suspend_data")) as State;
}

function passed(player: Player): void {
  const status = player.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.success_status";
  assert.equal(player.server.get(status), "passed");
  assert.equal(player.server.get(player.standard === "scorm12" ? "cmi.core.score.raw" : "cmi.score.raw"), "100");
  assert.equal(held(player).success, "passed");
}

async function whole(player: Player): Promise<void> {
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 2);
}

/** Only calls of these methods go wrong, and only while `on` says so. */
function failing(fault: Fault, methods: RegExp, on: () => boolean): NonNullable<Options["fault"]> {
  return (method) => (methods.test(method) && on() ? fault : "");
}

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

for (const fault of ["throws", "false", "null"] as const) {
  let broken = false;
  each(`SetValue and Commit: ${fault}; said, kept, saved when it works again`, async (player) => {
    broken = false;
    await player.launch();
    await player.finish("L1");
    broken = true;
    await player.finish("L2");
    await player.handIn("T", 2);
    assert.equal(player.saving, "failed");
    assert.equal(player.tracker.progress.success, "passed");
    broken = false;
    await player.wait(90_000);
    assert.equal(player.saving, "saved");
    passed(player);
  }, { profile: "usual", fault: failing(fault, /Set|Commit/, () => broken) });

  let refused = false;
  each(`Initialize: ${fault} at first; what was done meanwhile is saved later`, async (player) => {
    refused = true;
    await player.launch();
    assert.equal(player.saving, "failed");
    await whole(player);
    refused = false;
    await player.wait(120_000);
    assert.equal(player.saving, "saved");
    passed(player);
  }, { profile: "usual", fault: failing(fault, /Initialize|GetValue/, () => refused) });
}

{
  let element = "";
  let broken = false;
  const fault: Options["fault"] = (method, name) => (broken && /GetValue/.test(method) && name === element ? "false" : "");
  for (const [standard, status] of [["scorm12", "cmi.core.lesson_status"], ["scorm2004", "cmi.completion_status"]] as const) {
    test(`a read that fails never leads to writing over what is there · ${standard}`, async () => {
      for (const vital of ["cmi.suspend_data", status]) {
        const player = new Player(makeCourse("B"), standard, { profile: "usual", fault });
        await player.launch();
        await whole(player);
        player.close();
        [element, broken] = [vital, true];
        player.storage?.clear();
        await player.relaunch();
        await player.open("L1");
        passed(player);
        broken = false;
        await player.wait(120_000);
        passed(player);
        assert.equal(player.tracker.progress.success, "passed");
      }
    });
  }
}

each("an LMS that has no room for rows and scores of objectives is served without", async (player) => {
  player.course.objectives = [{ n: 1, id: "ziel-ä", title: "Ziel" }];
  await player.launch();
  await whole(player);
  player.close();
  passed(player);
}, { profile: "minimal" });

each("the connection dies between probe and commit, and the LMS says yes", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.options.fault = (method) => {
    if (/Commit/.test(method) && player.tracker.progress.success === "passed") player.server.online = false;
    return "";
  };
  await player.handIn("T", 2);
  await player.wait(5_000);
  assert.equal(player.saving, "failed");
  player.options.fault = () => "";
  player.server.online = true;
  await player.wait(90_000);
  assert.equal(player.saving, "saved");
  passed(player);
}, { profile: "hostile" });

each("hidden while offline: the LMS is not told, so it cannot believe that it knows", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.server.online = false;
  await player.handIn("T", 2);
  player.win.hide();
  player.win.show();
  player.server.online = true;
  await player.wait(90_000);
  passed(player);
}, { profile: "hostile" });

each("commits that take ten seconds become fewer, not lost", async (player) => {
  player.options.slow = () => player.time.pass(10_000);
  await player.launch();
  await whole(player);
  await player.wait(60_000);
  passed(player);
  assert.ok(player.session.count("commit") <= 8, `${player.session.count("commit")}`);
});

each("the session of the LMS expires: told, and the next start brings it in", async (player) => {
  let expired = false;
  player.options.fault = () => (expired ? "false" : "");
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  expired = true;
  await player.handIn("T", 2);
  assert.equal(player.saving, "failed");
  player.close();
  expired = false;
  await player.relaunch();
  await player.wait(5_000);
  passed(player);
  assert.equal(player.server.rows("interactions").length, 2);
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

each("80 questions in a test: the last message stays under 64 KiB", async (player) => {
  const test = player.course.modules[0]?.lessons.find(({ kind }) => kind === "test");
  for (let n = 100; n < 178; n++) test?.questions.push(question(n, `T_frage-mit-langem-namen-${n}`, 1));
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 80);
  player.close();
  const [last] = player.session.calls.slice(-1);
  assert.equal(last?.code, "0");
  passed(player);
  await player.relaunch();
  await player.open("L1");
  player.close();
  assert.equal(player.session.calls.slice(-1)[0]?.code, "0");
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
