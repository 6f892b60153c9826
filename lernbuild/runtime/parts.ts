/** Titles and addresses of lessons, fetched a block at a time when something is to show them; must not know pages. */

import { fetchChunk } from "./chunks.ts";
import { fill, type Part } from "./compact.ts";
import type { CourseData, LessonData } from "./types.ts";

export class Parts {
  /** What waits for a block, by its number. */
  private readonly waiting = new Map<number, (() => void)[]>();
  private readonly asked = new Set<number>();
  private readonly failed = new Set<number>();
  /** Kept when everything asked for by now has come, or has not. */
  settled: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly course: CourseData,
    private readonly root: string,
    /** Said for a block that did not come; `again` fetches it anew. */
    private readonly unreachable: (again: () => void) => void,
    private readonly fetch: <T>(root: string, name: string) => Promise<T> = fetchChunk,
  ) {}

  /** Runs at once when all titles are here, else when they have come. */
  know(lessons: readonly (LessonData | undefined)[], use: () => void): void {
    const missing = this.missing(lessons);
    let left = missing.size;
    if (!left) return use();
    for (const block of missing) this.wait(block, () => --left || use());
  }

  /** The same as a promise, which is kept also when they do not come. */
  async settle(lessons: readonly LessonData[]): Promise<void> {
    await Promise.all([...this.missing(lessons)].map((block) => this.load(block).catch(() => undefined)));
  }

  /** Another page is another chance; what the last one waited for is gone. */
  forgive(): void {
    for (const block of this.failed) {
      this.asked.delete(block);
      this.waiting.delete(block);
    }
    this.failed.clear();
  }

  private wait(block: number, use: () => void): void {
    this.waiting.set(block, [...(this.waiting.get(block) ?? []), use]);
    if (!this.asked.has(block)) this.ask(block);
  }

  private ask(block: number): void {
    this.asked.add(block);
    this.failed.delete(block);
    const came = this.load(block).then(
      () => {
        const waiting = this.waiting.get(block) ?? [];
        this.asked.delete(block);
        this.waiting.delete(block);
        for (const use of waiting) use();
      },
      () => {
        this.failed.add(block);
        this.unreachable(() => this.ask(block));
      },
    );
    this.settled = Promise.all([this.settled, came]);
  }

  private missing(lessons: readonly (LessonData | undefined)[]): Set<number> {
    const blocks = lessons.flatMap((lesson) => (lesson && !isKnown(lesson) ? [this.blockOf(lesson)] : []));
    return new Set(blocks.filter((block) => block >= 0));
  }

  private async load(block: number): Promise<void> {
    fill(this.course, block, await this.fetch<Part>(this.root, `course-${block + 1}`));
  }

  private blockOf(lesson: LessonData): number {
    return this.course.blocks?.findIndex((block) => block.includes(lesson)) ?? -1;
  }
}

export function isKnown(lesson: LessonData): boolean {
  return lesson.href !== "";
}
