/** What goes wrong with LMSs and connections: nothing is lost, and the learner is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import { makeCourse } from "./courses.ts";
import type { Options } from "./fake-lms/lms.ts";
import { each, failing, passed, whole } from "./faulty.ts";
import { Player } from "./player.ts";

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

  each(`Initialize: ${fault} at first; the button tries at once, and once only`, async (player) => {
    refused = true;
    await player.launch();
    await whole(player);
    await player.wait(61_000);
    refused = false;
    player.tracker.saveNow();
    player.tracker.saveNow();
    await player.wait(5_000);
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

/** Ends of names: what an LMS refuses for good is left out. */
for (const element of ["location", "session_time", "score.min", "score.max", "exit", "interactions.0.id", "interactions.0.weighting", "interactions.1.result"]) {
  each(`${element} refused: everything else is saved`, async (player) => {
    await player.launch();
    refuse(player, (name) => name.endsWith(element));
    await whole(player);
    player.close();
    passed(player);
    assert.equal(player.saving, "saved");
  });
}

for (const element of ["suspend_data", "status"]) {
  each(`${element} refused: said, and saved as soon as it is taken`, async (player) => {
    await player.launch();
    await player.finish("L1");
    let refusing = true;
    refuse(player, (name) => refusing && name.endsWith(element));
    await player.finish("L2");
    await player.handIn("T", 2);
    assert.equal(player.saving, "failed");
    assert.equal(player.tracker.progress.success, "passed");
    refusing = false;
    await player.wait(90_000);
    assert.equal(player.saving, "saved");
    passed(player);
  });
}

for (const [yes, no] of [["true", "false"], [true, false], [1, 0], ["1", "0"], [" TRUE ", "False"], [null, undefined]]) {
  each(`an LMS that says yes as ${JSON.stringify(yes)} and no as ${JSON.stringify(no) ?? "undefined"}`, async (player) => {
    await player.launch();
    let broken = false;
    const { methods } = player.server.model;
    for (const name of [methods.set, methods.commit]) {
      const inner = player.session.api[name] as (...given: string[]) => unknown;
      player.session.api[name] = (...given) => (!broken && /true/.test(String(inner(...given))) ? yes : no);
    }
    const code = player.session.api[methods.error] as () => string;
    player.session.api[methods.error] = () => (broken ? "101" : code());
    await player.finish("L1");
    broken = true;
    await player.finish("L2");
    await player.handIn("T", 2);
    assert.equal(player.saving, "failed");
    broken = false;
    await player.wait(90_000);
    assert.equal(player.saving, "saved");
    passed(player);
  });
}

each("what decides the course is told at once: a browser that dies a moment later takes nothing along", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.handIn("T", 2);
  player.tracker.visit(2);
  await player.wait(20_000);
  player.tracker.finish(2);
  await player.wait(100);
  player.crash();
  passed(player);
  assert.equal(player.server.get(player.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.completion_status"), player.standard === "scorm12" ? "passed" : "completed");
});

each("each commit carries a higher counter, so that no LMS takes it for the last one", async (player) => {
  await player.launch();
  await whole(player);
  player.close();
  const counters = player.session.writes
    .filter(({ element }) => element === "cmi.suspend_data")
    .map(({ value }) => decodeState(value)?.counter ?? 0);
  assert.ok(counters.length >= 3);
  assert.deepEqual([...new Set(counters)].sort((a, b) => a - b), counters);
}, { profile: "hostile" });

/** From now on the LMS does not know some elements. */
function refuse(player: Player, which: (element: string) => boolean): void {
  const { methods, codes } = player.server.model;
  const api = player.session.api as Record<string, (...given: string[]) => unknown>;
  const [set, error] = [api[methods.set], api[methods.error]] as [(...given: string[]) => unknown, () => unknown];
  let refused = false;
  api[methods.set] = (element = "", value = "") => {
    refused = which(element);
    return refused ? "false" : set(element, value);
  };
  api[methods.error] = () => (refused ? codes.unknown : error());
}

for (const standard of ["scorm12", "scorm2004"] as const) {
  const core = standard === "scorm12" ? "cmi.core." : "cmi.";
  for (const special of [{ [`${core}${standard === "scorm12" ? "lesson_mode" : "mode"}`]: "Review" }, { [`${core}credit`]: "No-Credit" }]) {
    test(`${JSON.stringify(special)}: nothing is written however it is spelled · ${standard}`, async () => {
      const player = new Player(makeCourse("B"), standard, { profile: "usual" }, special);
      await player.launch();
      await whole(player);
      player.close();
      assert.deepEqual(player.session.writes, []);
    });
  }
}
