/** A new attempt in the LMS begins empty, whatever this browser remembers; an attempt that goes on loses nothing. */
import assert from "node:assert/strict";
import { each, passed, whole } from "./faulty.ts";

each("closed right after the last answer, then a new attempt: it begins empty", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.tracker.finish(1);
  player.close();
  assert.equal(player.storage?.length, 1, "the journal is still there");
  player.server.held.clear();
  await player.relaunch();
  await player.wait(120_000);
  player.win.hide();
  await player.wait();
  player.win.show();
  assert.equal(player.tracker.progress.done(1), false);
  assert.equal(player.tracker.progress.lessonsDone, 0);
  await player.open("L1");
  assert.equal(player.saving, "saved");
  assert.equal(player.storage?.length, 0, "the old journal is gone");
});

each("the LMS lost the state but not the status: the journal helps", async (player) => {
  await player.launch();
  await player.finish("L1");
  player.tracker.finish(2);
  player.close();
  player.server.held.delete("cmi.suspend_data");
  await player.relaunch();
  assert.equal(player.tracker.progress.done(2), true);
});

each("an attempt that never reached the LMS goes on at the next start", async (player) => {
  player.options.fault = (method) => (/Set|Commit/.test(method) ? "false" : "");
  await player.launch();
  await player.finish("L1");
  player.close();
  player.options.fault = () => "";
  player.server.held.clear();
  await player.relaunch();
  await player.wait();
  assert.equal(player.tracker.progress.done(1), true);
});

each("a learner whom the LMS does not name keeps the journal by the state's seed", async (player) => {
  player.server.special[player.standard === "scorm12" ? "cmi.core.student_id" : "cmi.learner_id"] = "";
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  player.server.online = false;
  await player.handIn("T", 2);
  player.crash();
  player.server.online = true;
  await player.relaunch();
  await player.wait(5_000);
  passed(player);
});

each("another learner at the same computer sees nothing of the first", async (player) => {
  await player.launch();
  player.server.online = false;
  await whole(player);
  player.close();
  player.server.online = true;
  player.server.held.clear();
  player.server.special[player.standard === "scorm12" ? "cmi.core.student_id" : "cmi.learner_id"] = "learner-2";
  await player.relaunch();
  assert.equal(player.tracker.progress.success, "unknown");
  assert.equal(player.tracker.progress.lessonsDone, 0);
});
