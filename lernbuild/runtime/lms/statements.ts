/** The statements of a course: verbs of ADL, ids that a second try repeats, the frame of cmi5 where there is one. Sends nothing. */
import { identifier } from "../records.ts";
import type { CourseData, InteractionRecord, LessonData, QuestionData } from "../types.ts";
import { definition, isOpinion, response } from "./answers.ts";
import { decimal } from "./notation.ts";
import { CMI5, duration, GERMAN, marker, timestamp, TYPES, uuid, VERBS, type Activity, type Context, type Statement, type Word } from "./vocabulary.ts";

/** What is the same in all statements of a session. */
export interface Occasion {
  actor: Record<string, unknown>;
  activityId: string;
  registration: string;
  /** As the LMS gave it; every statement of cmi5 is built on it. */
  template: Context;
  cmi5: boolean;
  /** 0 to 1; null: the LMS has none. */
  mastery: number | null;
  /** Different in each session. */
  session: string;
  /** The same in all sessions of this learner in this course. */
  enrolment: string;
  course: CourseData;
  /** Address of the course; lessons, questions and objectives lie below it. */
  iri: string;
}

export class Statements {
  constructor(readonly on: Occasion) {}

  initialized(time: number): Statement {
    return this.ofCourse("initialized", time, this.on.session);
  }

  terminated(time: number, seconds: number | null): Statement {
    return this.ofCourse("terminated", time, this.on.session, { duration: duration(seconds) });
  }

  completed(time: number, seconds: number | null): Statement {
    return this.ofCourse("completed", time, this.on.enrolment, { completion: true, duration: duration(seconds) });
  }

  /** `percent` null: the level of privacy keeps it. */
  judged(passed: boolean, time: number, seconds: number | null, percent: number | null): Statement {
    const word = passed ? "passed" : "failed";
    const key = passed ? this.on.enrolment : `${this.on.enrolment} ${String(percent)}`;
    const score = percent === null ? {} : { score: { scaled: this.scaled(percent, passed), raw: percent, min: 0, max: 100 } };
    return this.ofCourse(word, time, key, { success: passed, ...score, duration: duration(seconds) });
  }

  experienced(lesson: LessonData, time: number): Statement {
    return this.make("experienced", time, `${this.on.enrolment} ${lesson.n}`, this.lesson(lesson));
  }

  answered(record: InteractionRecord, { question, lesson }: Placed): Statement {
    const { interaction, seconds } = record;
    const time = record.time.getTime();
    const asked: Activity = { objectType: "Activity", id: `${this.on.iri}/frage/${question.n}`, definition: definition(record, this.language) };
    const given = response(interaction, record.response);
    const result = {
      ...(given ? { response: given } : {}),
      ...(isOpinion(interaction) ? {} : { success: record.result === "right" }),
      ...(seconds === null ? {} : { duration: duration(seconds) }),
    };
    const objective = this.on.course.objectives.find(({ n }) => n === question.objective);
    const around = { parent: [this.lesson(lesson)], ...(objective ? { other: [this.objective(objective)] } : {}) };
    return this.make("answered", time, `${this.on.enrolment} ${question.n} ${time}`, asked, result, around);
  }

  /** The question that a record of the runtime belongs to. */
  place(record: InteractionRecord): Placed | null {
    const { course } = this.on;
    for (const lesson of course.modules.flatMap((module) => module.lessons)) {
      const question = lesson.questions.find((one) => (record.question === undefined ? identifier(`${course.id}_${one.id}`) === record.id : one.n === record.question));
      if (question) return { question, lesson };
    }
    return null;
  }

  /** A statement that an earlier session could not deliver, as one of this session. */
  adopt(statement: Statement): Statement {
    const { contextActivities } = statement.context;
    const around = { parent: list(contextActivities?.parent), other: list(contextActivities?.other) };
    return { ...statement, actor: this.on.actor, context: this.context(false, false, around) };
  }

  /** cmi5: about the unit itself, with the categories that its LMS goes by. */
  private ofCourse(word: Word, time: number, key: string, result?: Record<string, unknown>): Statement {
    const { activityId, course, cmi5 } = this.on;
    const known = { type: `${TYPES}course`, name: { [this.language]: course.title } };
    const object: Activity = { objectType: "Activity", id: activityId, ...(cmi5 ? {} : { definition: known }) };
    return this.make(word, time, key, object, result);
  }

  private make(word: Word, time: number, key: string, object: Activity, result?: Record<string, unknown>, around: Around = {}): Statement {
    const defined = object.id === this.on.activityId;
    const counts = defined && !!result && ("completion" in result || "success" in result);
    const context = this.context(defined, counts, defined ? around : { parent: [this.unit], ...around });
    const { mastery } = this.on;
    if (this.on.cmi5 && mastery !== null && counts && "success" in result) {
      context.extensions = { ...context.extensions, [`${CMI5}extensions/masteryscore`]: mastery };
    }
    return {
      id: uuid(`${word} ${key}`),
      timestamp: timestamp(time),
      actor: this.on.actor,
      verb: { id: VERBS + word, display: { en: word, de: GERMAN[word] } },
      object,
      ...(result && Object.keys(result).length ? { result } : {}),
      context,
    };
  }

  /** The template with what is added; nothing in it is overwritten. */
  private context(defined: boolean, counts: boolean, around: Around): Context {
    const { template, registration, cmi5 } = this.on;
    const context = JSON.parse(JSON.stringify(template)) as Context;
    if (registration) context.registration ??= registration;
    const activities: Record<string, Activity[]> = {};
    for (const [name, given] of Object.entries(context.contextActivities ?? {})) activities[name] = list(given);
    const category = !cmi5 || !defined ? [] : [marker("cmi5"), ...(counts ? [marker("moveon")] : [])];
    for (const [name, more] of Object.entries({ ...around, category })) {
      const known = activities[name] ?? [];
      const added = [...known, ...more.filter(({ id }) => !known.some((one) => one.id === id))];
      if (added.length) activities[name] = added;
    }
    if (Object.keys(activities).length) context.contextActivities = activities;
    return context;
  }

  /** Rounding must not put a pass below the mark of the LMS, nor a fail on it (cmi5 9.3.4, 9.3.5). */
  private scaled(percent: number, passed: boolean): number {
    const { mastery } = this.on;
    const scaled = Number(decimal(percent / 100, 4));
    if (mastery === null) return scaled;
    return passed ? Math.max(scaled, mastery) : scaled < mastery ? scaled : Math.max(0, Number(decimal(mastery - 0.0001, 4)));
  }

  private get unit(): Activity {
    return { objectType: "Activity", id: this.on.activityId };
  }

  private lesson({ n, title, kind }: LessonData): Activity {
    const type = `${TYPES}${kind === "test" ? "assessment" : "lesson"}`;
    return { objectType: "Activity", id: `${this.on.iri}/lektion/${n}`, definition: { type, ...(title ? { name: { [this.language]: title } } : {}) } };
  }

  private objective({ n, title }: CourseData["objectives"][number]): Activity {
    return { objectType: "Activity", id: `${this.on.iri}/ziel/${n}`, definition: { type: `${TYPES}objective`, name: { [this.language]: title } } };
  }

  private get language(): string {
    return this.on.course.language.replace(/^de-einfach$/, "de") || "de";
  }
}

export interface Placed {
  question: QuestionData;
  lesson: LessonData;
}

type Around = Record<string, Activity[]>;

function list(given: Activity[] | Activity | undefined): Activity[] {
  return !given ? [] : Array.isArray(given) ? given : [given];
}
