/** The one door from pages to tracking: every action of a learner is a change of the state. Knows no standard. */
import * as actions from "./actions.ts";
import type { Env } from "./env.ts";
import { Session } from "./session.ts";
import type { Adapter, Answered, CourseData, Progress, Saving, Tracker } from "./types.ts";

export function createTracker(course: CourseData, adapter: Adapter | undefined, env: Env): Tracker {
  return new CourseTracker(course, adapter, env);
}

class CourseTracker extends Session implements Tracker {
  /** The start page is not worth a commit of its own. */
  visit(lesson: number): void {
    if (!this.outline.lesson(lesson)) return actions.visit(this.kase(), lesson);
    this.change(() => actions.visit(this.kase(), lesson));
  }

  finish(lesson: number): void {
    this.change(() => actions.finish(this.kase(), lesson));
  }

  answer(answered: Answered): void {
    const { question, packed, fraction } = answered;
    this.change(() => {
      if (actions.answer(this.kase(), question, packed, fraction)) this.note(answered);
    });
  }

  recall(answered: Answered): void {
    if (this.outline.graded(answered.question) && !this.testClosed(answered.question)) this.note(answered);
  }

  retry(question: number): void {
    this.change(() => actions.retry(this.kase(), question));
  }

  submit(test: number): void {
    this.change(() => {
      if (actions.submit(this.kase(), test)) this.interactions.close(this.kase(), test);
    }, true);
  }

  restart(test: number): void {
    this.change(() => actions.restart(this.kase(), test));
  }

  setLand(land: string): void {
    this.change(() => actions.setLand(this.kase(), land));
  }

  onProgress(listener: (progress: Progress) => void): void {
    this.listeners.onProgress(listener);
  }

  onSaving(listener: (saving: Saving) => void): void {
    this.listeners.onSaving(listener);
  }

  saveNow(): void {
    if (this.saver) this.saver.now();
    else this.hurry();
  }

  private note(answered: Answered): void {
    const practice = !this.outline.graded(answered.question);
    const final = practice && this.progress.question(answered.question).decided;
    this.interactions.add(answered, new Date(this.env.now()), final);
  }

  private testClosed(question: number): boolean {
    const test = this.outline.question(question)?.lesson.n ?? 0;
    return this.state.tests.get(test)?.closed ?? false;
  }
}
