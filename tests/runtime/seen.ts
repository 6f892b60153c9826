/** What the learner sees, and what was called, at the end of rows of the truth table (`sees`, `calls`, `then`). */
import assert from "node:assert/strict";
import { decodeState } from "../../lernbuild/runtime/state.ts";
import { numberOf } from "./courses.ts";
import type { Player } from "./player.ts";

type Check = (player: Player) => void | Promise<void>;

const T = numberOf("T");

function firstQuestion(player: Player): string {
  const [n = 0] = player.tracker.progress.test(T).drawn;
  return player.tracker.progress.question(n).verdict;
}

function onlyOpensAndCloses(player: Player): void {
  assert.deepEqual(player.session.writes, []);
  assert.equal(player.session.count("commit"), 0);
  assert.equal(player.session.count("finish"), 1);
}

export const SEEN: Record<string, Check> = {
  "answered-not-handed-in": (player) => assert.equal(firstQuestion(player), "right"),
  "half-a-test-and-crash": ({ tracker }) => {
    const [q1 = 0, q2 = 0] = tracker.progress.test(numberOf("T1")).drawn;
    assert.deepEqual([tracker.progress.question(q1).verdict, tracker.progress.question(q2).verdict], ["right", "wrong"]);
  },
  "two-sittings": ({ sessions, server }) => {
    assert.equal(sessions.length, 2);
    assert.equal(server.held.get(server.model.name === "scorm12" ? "cmi.core.exit" : "cmi.exit"), "suspend");
  },
  "new-version-adds-lesson-to-open-course": ({ tracker }) => {
    assert.deepEqual([tracker.progress.changed(3), tracker.progress.changed(1), tracker.progress.lessonsTotal], ["new", "no", 3]);
  },
  "failed-then-visit": ({ tracker }) => {
    const { closed, left, bestPercent } = tracker.progress.test(T);
    assert.deepEqual({ closed, left, bestPercent }, { closed: true, left: 0, bestPercent: 0 });
  },
  "two-tests-half-way": ({ tracker }) => assert.equal(tracker.progress.score, 25),
  "two-tests-weighted": ({ tracker }) => assert.equal(tracker.progress.score, 87.5),
  "lms-pass-mark-higher": ({ tracker }) => assert.equal(tracker.progress.passMark, 90),
  "lms-pass-mark-lower": ({ tracker }) => assert.equal(tracker.progress.passMark, 50),
  "review-mode": onlyOpensAndCloses,
  "browse-mode": (player) => {
    player.close();
    onlyOpensAndCloses(player);
  },
  "crash-after-check": (player) => {
    assert.equal(firstQuestion(player), "right");
    assert.equal(player.tracker.progress.done(1), true);
  },
  "offline-hand-in": ({ savings, saving }) => {
    assert.ok(savings.includes("failed"), "said while offline");
    assert.equal(saving, "saved");
  },
  "new-version-adds-lesson": ({ tracker }) => assert.equal(tracker.progress.changed(3), "new"),
  "new-version-renames-and-moves": (player) => {
    assert.equal(firstQuestion(player), "right");
    assert.equal(player.tracker.progress.done(1), true);
  },
  "new-version-confirm-again": ({ tracker }) => {
    assert.equal(tracker.progress.mustConfirmAgain, true);
    assert.equal(tracker.progress.done(1), false);
  },
  "old-package-newer-state": ({ server }) => {
    const state = decodeState(server.get("cmi.suspend_data"));
    assert.equal(state?.lessons.get(77)?.done, true);
    assert.deepEqual(state?.questions.get(300)?.packed, { ints: [1201] });
    assert.deepEqual(state?.unknown, [{ tag: 9, bits: [1, 0, 1, 1, 0] }]);
    assert.equal(state?.lessons.get(1)?.done, true);
  },
  "privacy-minimal": ({ sessions }) => {
    const written = sessions.flatMap(({ writes }) => writes.map(({ element }) => element));
    assert.deepEqual(written.filter((element) => /interactions|objectives|session_time|score/.test(element)), []);
  },
  "no-lms": async (player) => {
    const { progress } = player.tracker;
    assert.equal(progress.place, "device");
    assert.equal(progress.done(1), true);
    assert.equal(progress.score, 100);
    assert.equal(player.saving, "device");
  },
};
