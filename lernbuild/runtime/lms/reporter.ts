/** Which statements a record asks for, each at most as often as cmi5 allows; sends nothing. */
import type { LessonData, Record_ } from "../types.ts";
import type { Sent } from "./document.ts";
import type { Sitting } from "./launch.ts";
import type { Item, Queue } from "./queue.ts";
import type { Statements } from "./statements.ts";
import type { Word } from "./vocabulary.ts";

export class Reporter {
  sent: Sent = { completed: false, passed: false, failed: null, lessons: [] };

  constructor(
    private readonly statements: Statements,
    private readonly queue: Queue,
    private readonly sitting: Sitting,
    private readonly now: () => number,
  ) {}

  begin(): void {
    if (!this.sitting.initialized) this.queue.add({ word: "initialized", statement: this.statements.initialized(this.now()) });
  }

  /** Answers of earlier sessions; all else follows from the state. */
  inherit(): void {
    this.queue.inherit((item) => (item.word === "answered" ? { ...item, statement: this.statements.adopt(item.statement) } : null));
  }

  /** Lessons and answers first, then passed or failed, then completed. */
  report(record: Record_): void {
    const { queue, statements } = this;
    this.work(record);
    const seconds = this.seconds(record.seconds);
    if (this.owes("passed", record)) queue.add({ word: "passed", statement: statements.judged(true, this.now(), seconds, record.score) });
    else if (this.owes("failed", record)) {
      queue.add({ word: "failed", about: record.score ?? -1, statement: statements.judged(false, this.now(), seconds, record.score) });
    }
    if (this.owes("completed", record)) queue.add({ word: "completed", statement: statements.completed(this.now(), seconds) });
  }

  /** What was read and answered. */
  work(record: Record_): void {
    for (const lesson of this.lessons(record)) this.queue.add({ word: "experienced", about: lesson.n, statement: this.statements.experienced(lesson, this.now()) });
    this.answers(record);
  }

  /** Lessons that the statements about a record would name. */
  names(record: Record_): LessonData[] {
    return [...this.lessons(record), ...record.interactions.flatMap((one) => this.statements.place(one)?.lesson ?? [])];
  }

  /** A test's answers count when it is handed in; practice (datenschutz: voll) each time. */
  answers({ interactions }: Record_): void {
    for (const record of interactions) {
      const placed = this.statements.place(record);
      if (!placed || (placed.lesson.kind === "test" && !record.final)) continue;
      this.queue.add({ word: "answered", statement: this.statements.answered(record, placed) });
    }
  }

  /** Answers wait, or something that the LMS goes by is not said yet. */
  wants(record: Record_): boolean {
    return this.queued("answered") || (["passed", "failed", "completed"] as const).some((word) => this.owes(word, record));
  }

  delivered({ word, about }: Item): void {
    const { sent, sitting } = this;
    if (word === "initialized") sitting.initialized = true;
    if (word === "passed" || word === "failed") sitting.judged = true;
    if (word === "completed" || word === "passed") this.sent = { ...sent, [word]: true };
    if (word === "failed") this.sent = { ...sent, failed: about ?? -1 };
    if (word === "experienced" && about !== undefined) this.sent = { ...sent, lessons: [...new Set([...sent.lessons, about])].sort((a, b) => a - b) };
  }

  end(seconds: number | null): Item {
    return { word: "terminated", statement: this.statements.terminated(this.now(), this.seconds(seconds)) };
  }

  /** A reload: the session goes on, its clock starts anew. */
  pause(seconds: number): void {
    this.sitting.seconds += seconds;
  }

  private owes(word: "passed" | "failed" | "completed", { completion, success, score }: Record_): boolean {
    const { sent, sitting } = this;
    if (this.queued(word)) return false;
    if (word === "completed") return completion === "completed" && !sent.completed;
    if (success !== word || sent.passed || sitting.judged || this.queued("passed") || this.queued("failed")) return false;
    return word === "passed" || sent.failed !== (score ?? -1);
  }

  private queued(word: Word): boolean {
    return this.queue.has((item) => item.word === word);
  }

  private lessons({ lessons = [] }: Record_): LessonData[] {
    const open = lessons.filter((n) => !this.sent.lessons.includes(n) && !this.queue.has(({ word, about }) => word === "experienced" && about === n));
    return this.statements.on.course.modules.flatMap((module) => module.lessons).filter(({ n }) => open.includes(n));
  }

  private seconds(seconds: number | null): number | null {
    return seconds === null ? null : seconds + this.sitting.seconds;
  }
}
