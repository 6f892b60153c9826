/** The statements in docs/xapi.md are those that a course sends; LERNBUILD_UPDATE=1 writes them anew. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { Statement } from "../../lernbuild/runtime/lms/vocabulary.ts";
import type { CourseData } from "../../lernbuild/runtime/types.ts";
import { makeCourse } from "./courses.ts";
import { wordOf } from "../../lernbuild/preview/strict/statements.ts";
import { Lrs } from "./fake-lrs/lrs.ts";
import { LrsPlayer, USUAL } from "./fake-lrs/player.ts";

declare const __ROOT__: string;

const DOCUMENT = `${__ROOT__}/docs/xapi.md`;
const BLOCK = /```json\n([\s\S]*?)\n```/g;

function course(shape: string): CourseData {
  const made = makeCourse(shape);
  const lessons = made.modules[0]?.lessons ?? [];
  Object.assign(made, { id: "basiswissen", title: "Basiswissen", objectives: [{ n: 2, id: "frist", title: "Sie berechnen Fristen." }] });
  for (const [at, title] of ["Wer ist zuständig?", "Wann beginnt die Frist?", "Lernkontrolle"].entries()) Object.assign(lessons[at] as object, { title });
  Object.assign(lessons[2]?.questions[0] as object, { objective: 2 });
  return made;
}

async function session(kind: "cmi5" | "xapi", shape: string, points: number): Promise<Statement[]> {
  const player = new LrsPlayer(course(shape));
  player.lrs = new Lrs({ ...USUAL, kind, mastery: kind === "cmi5" ? 0.75 : null });
  await player.launch();
  await player.finish("L1");
  await player.finish("L2");
  const { tracker } = player;
  for (let attempt = 0; attempt < (points === 2 ? 1 : 2); attempt++) {
    tracker.visit(11);
    if (attempt) tracker.restart(11);
    tracker.progress.test(11).drawn.forEach((question, at) => tracker.answer({
      question, packed: { ints: [at] }, fraction: at < points ? 1 : 0, seconds: 12,
      interaction: { type: "choice", correct: ["85"] }, response: [at < points ? "85" : "86"],
      description: "Der Bescheid geht am Freitag zu. Wann beginnt die Frist?", labels: { 85: "Am Samstag", 86: "Am Freitag", 87: "Am Montag" },
    }));
    await player.wait(30_000);
    tracker.submit(11);
    await player.wait();
  }
  player.close();
  assert.deepEqual(player.lrs.violations, []);
  return player.lrs.statements;
}

async function examples(): Promise<Statement[]> {
  const first = (statements: Statement[], word: string) => statements.find((one) => wordOf(one) === word) as Statement;
  const passing = await session("cmi5", "B", 2);
  const failing = await session("cmi5", "C", 1);
  const plain = await session("xapi", "B", 2);
  const words = ["initialized", "experienced", "answered", "passed", "completed", "terminated"];
  return [...words.map((word) => first(passing, word)), first(failing, "failed"), first(plain, "completed")];
}

test("docs/xapi.md shows what is sent", async () => {
  const statements = await examples();
  let text = readFileSync(DOCUMENT, "utf8");
  if (process.env.LERNBUILD_UPDATE) {
    let at = 0;
    text = text.replace(BLOCK, () => `\`\`\`json\n${JSON.stringify(statements[at++], null, 2)}\n\`\`\``);
    writeFileSync(DOCUMENT, text);
  }
  const shown = [...text.matchAll(BLOCK)].map(([, block]) => JSON.parse(block as string) as Statement);
  assert.deepEqual(shown, JSON.parse(JSON.stringify(statements)));
});
