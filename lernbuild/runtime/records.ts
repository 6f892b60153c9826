/** What an adapter is given: the record of a moment, with what the privacy level allows; knows no standard. */
import { drawn } from "./draw.ts";
import type { Outline } from "./outline.ts";
import { objectiveResults, type Case } from "./policy.ts";
import type { Answered, InteractionRecord, QuestionData, Record_ } from "./types.ts";

/** Interactions of this session, by their identity. */
export class Interactions {
  private readonly records = new Map<string, InteractionRecord>();

  constructor(private readonly outline: Outline) {}

  add(answered: Answered, time: Date, final: boolean): void {
    const { question: n, interaction, response, description, fraction } = answered;
    const placed = this.outline.question(n);
    const { privacy } = this.outline.course.rules;
    if (!placed || privacy === "minimal" || (privacy === "standard" && !this.outline.graded(n))) return;
    const objective = this.outline.course.objectives.find((one) => one.n === placed.question.objective);
    const id = this.idOf(placed.question);
    this.records.set(id, {
      id, question: n, interaction, response, description, fraction, time, final,
      result: fraction >= 1 ? "right" : fraction > 0 ? "partly" : "wrong",
      weighting: placed.question.points,
      seconds: privacy === "full" ? answered.seconds : null,
      ...(objective ? { objective: identifier(objective.id) } : {}),
      ...(answered.labels ? { labels: answered.labels } : {}),
    });
  }

  /** A test was handed in: its answers are final. */
  close(kase: Case, test: number): void {
    const lesson = this.outline.lesson(test);
    if (!lesson?.test) return;
    for (const question of drawn(this.outline, kase.state, lesson, kase.now)) {
      const id = this.idOf(question);
      const record = this.records.get(id);
      if (record) this.records.set(id, { ...record, final: true });
    }
  }

  list(only?: readonly string[]): InteractionRecord[] {
    return [...this.records.values()].filter(({ id }) => !only || only.includes(id));
  }

  /** Records that an earlier session could not deliver, of questions that there still are. */
  restore(records: InteractionRecord[]): void {
    const { course } = this.outline;
    for (const record of records) {
      const there = record.question === undefined || this.outline.question(record.question);
      if (there && record.id.startsWith(identifier(`${course.id}_`))) this.records.set(record.id, record);
    }
  }

  private idOf(question: QuestionData): string {
    return identifier(`${this.outline.course.id}_${question.id}`);
  }
}

export function makeRecord(kase: Case, state: string, seconds: number, interactions: InteractionRecord[]): Record_ {
  const { rules, objectives } = kase.outline.course;
  const minimal = rules.privacy === "minimal";
  const results = minimal ? [] : objectiveResults(kase).filter(({ score, completion }) => score !== null || completion === "completed");
  return {
    completion: kase.state.completed ? "completed" : "incomplete",
    success: kase.state.success,
    score: minimal || kase.state.score === null ? null : kase.state.score / 100,
    location: String(kase.state.bookmark),
    state,
    seconds: minimal ? null : seconds,
    interactions,
    lessons: minimal ? [] : [...kase.state.lessons].filter(([, lesson]) => lesson.done).map(([n]) => n),
    objectives: results.map((result) => ({
      ...result,
      id: identifier(objectives.find(({ n }) => n === result.n)?.id ?? String(result.n)),
    })),
  };
}

/** Letters, digits and `_ . -` only, as every standard takes it. */
export function identifier(text: string): string {
  const plain = text.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
  return plain.replace(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 250);
}
