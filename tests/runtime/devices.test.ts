/** One learner on two devices that know nothing of each other: no shared storage, one LMS. */
import assert from "node:assert/strict";
import { each, held, passed } from "./faulty.ts";
import { Player } from "./player.ts";

function second(player: Player): Player {
  const other = new Player(player.course, player.standard, player.options);
  return Object.assign(other, { server: player.server, time: player.time });
}

each("one after the other: what the first could not save comes in when it returns", async (player) => {
  const other = second(player);
  await player.launch();
  await player.finish("L1");
  player.server.online = false;
  await player.handIn("T", 1);
  player.close();
  player.server.online = true;
  await other.launch();
  assert.ok(other.tracker.progress.done(1), "the second device has what arrived");
  await other.finish("L2");
  other.close();
  await player.launch();
  await player.wait(90_000);
  const { lessons, tests } = held(player);
  assert.deepEqual([lessons.get(1)?.done, lessons.get(2)?.done, tests.get(11)?.submissions], [true, true, 1]);
  await player.handIn("T", 2);
  passed(player);
});

each("at the same time: the last state stays, the status does not fall", async (player) => {
  const other = second(player);
  await player.launch();
  await other.launch();
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 2);
  await other.finish("L1");
  await other.handIn("T", 1);
  player.close();
  other.close();
  const first = player.server.statuses.findIndex((status) => status === "passed");
  assert.deepEqual(player.server.statuses.slice(first).filter((status) => /failed|incomplete|unknown/.test(status)), []);
  await player.relaunch();
  await player.wait(90_000);
  const { progress } = player.tracker;
  assert.deepEqual([progress.completed, progress.success, progress.score], [true, "passed", 50]);
  assert.equal(held(player).lessons.get(1)?.done, true);
});
