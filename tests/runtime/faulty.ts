/** What the tests of faults have in common: a learner per standard, the whole course, and what the LMS must hold. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState, type State } from "../../lernbuild/runtime/state.ts";
import { makeCourse } from "./courses.ts";
import type { Fault, Options } from "./fake-lms/lms.ts";
import { Player } from "./player.ts";

const BOTH = ["scorm12", "scorm2004"] as const;

export function each(title: string, play: (player: Player) => Promise<void>, options: Options = { profile: "usual" }, course = "B"): void {
  for (const standard of BOTH) {
    test(`${title} · ${standard}`, async () => {
      const player = new Player(makeCourse(course), standard, { ...options });
      await play(player);
      for (const session of player.sessions) assert.deepEqual(session.violations, []);
    });
  }
}

export function held(player: Player): State {
  return decodeState(player.server.get("cmi.suspend_data")) as State;
}

export function passed(player: Player): void {
  const status = player.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.success_status";
  assert.equal(player.server.get(status), "passed");
  assert.equal(player.server.get(player.standard === "scorm12" ? "cmi.core.score.raw" : "cmi.score.raw"), "100");
  assert.equal(held(player).success, "passed");
}

export async function whole(player: Player): Promise<void> {
  await player.finish("L1");
  await player.finish("L2");
  await player.handIn("T", 2);
}

/** Only calls of these methods go wrong, and only while `on` says so. */
export function failing(fault: Fault, methods: RegExp, on: () => boolean): NonNullable<Options["fault"]> {
  return (method) => (methods.test(method) && on() ? fault : "");
}
