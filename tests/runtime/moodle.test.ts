/** What Moodle does and other tests do not show: docs/lms-verhalten.md names the test of each behaviour. */
import assert from "node:assert/strict";
import type { Options } from "./fake-lms/lms.ts";
import { each, held, passed, whole } from "./faulty.ts";
import { numberOf } from "./courses.ts";
import type { Player } from "./player.ts";

const MOODLE: Options = { profile: "hostile", reviews: true, overrides: true };

function status(player: Player): string {
  return player.server.get(player.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.completion_status");
}

/** A pass mark that somebody wrote into the manifest; ours has none. */
function marked(player: Player): void {
  player.server.special["cmi.student_data.mastery_score"] = "80";
}

each("a pass mark that overrides the status finds no score before the test is handed in", async (player) => {
  if (player.standard === "scorm12") marked(player);
  await player.launch();
  await player.finish("L1");
  await player.check("q1", true);
  player.close();
  assert.equal(status(player), "incomplete");
  await player.relaunch();
  assert.equal(player.tracker.progress.mode, "normal");
  await whole(player);
  player.close();
  passed(player);
}, MOODLE);

each("without a pass mark in the manifest a test below it stays open for a retry", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 1);
  player.close();
  assert.equal(status(player), "incomplete");
  await player.relaunch();
  assert.equal(player.tracker.progress.mode, "normal");
  await player.handIn("T", 2);
  player.close();
  passed(player);
}, MOODLE);

each("with one, Moodle fails the learner and reviews: nothing is written over it", async (player) => {
  if (player.standard === "scorm2004") return;
  marked(player);
  await player.launch();
  await player.handIn("T", 1);
  player.close();
  assert.equal(status(player), "failed");
  const before = new Map(player.server.held);
  await player.relaunch();
  assert.equal(player.tracker.progress.mode, "review");
  await player.handIn("T", 2);
  player.close();
  assert.deepEqual(player.server.held, before);
  assert.equal(player.session.writes.length, 0);
}, MOODLE);

each("a retry in the same sitting passes before Moodle overrides", async (player) => {
  if (player.standard === "scorm12") marked(player);
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 1);
  await player.handIn("T", 2);
  player.close();
  passed(player);
}, MOODLE);

each("closed in the same moment as the last test is handed in: the last message holds it", async (player) => {
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  const n = numberOf("T");
  player.tracker.visit(n);
  await player.check("q1", true);
  await player.check("q2", true);
  player.tracker.submit(n);
  player.close();
  passed(player);
}, MOODLE);

each("raw is percent between 0 and 100, not points", async (player) => {
  await player.launch();
  await player.handIn("T", 1);
  const score = player.standard === "scorm12" ? "cmi.core.score" : "cmi.score";
  assert.deepEqual(["raw", "min", "max"].map((name) => player.server.get(`${score}.${name}`)), ["50", "0", "100"]);
}, MOODLE);

each("an LMS that sends each value by itself never holds a status ahead of the state", async (player) => {
  const { server } = player;
  const store = server.store.bind(server);
  const ahead: string[] = [];
  server.store = (values) => {
    store(values);
    const over = /^(passed|completed)$/.test(status(player));
    if (over && !held(player).completed) ahead.push(status(player));
  };
  await player.launch();
  await whole(player);
  player.close();
  passed(player);
  assert.deepEqual(ahead, []);
  assert.deepEqual(server.statuses.filter((one) => /failed|not attempted/.test(one)), []);
}, { ...MOODLE, autocommits: true });

for (const answer of ["", "false", "throws"] as const) {
  each(`the end is told once and nothing after it · Finish: ${answer || "true"}`, async (player) => {
    player.options.fault = (method) => (/Finish|Terminate/.test(method) ? answer : "");
    await player.launch();
    await whole(player);
    player.close();
    const calls = player.session.calls.length;
    assert.equal(player.session.count("finish"), 1);
    player.win.hide();
    player.close();
    await player.wait(120_000);
    assert.equal(player.session.count("finish"), 1);
    assert.ok(player.session.calls.length - calls <= 1, "an error code may be asked for");
    passed(player);
  }, MOODLE);
}
