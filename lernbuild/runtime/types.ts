/** Contracts of the browser side: what the build writes, what the parts owe each other. No code. */

/** The course as the runtime knows it; `compact.ts` makes it of what `assets/course.js` holds. */
export interface CourseData {
  format: 1;
  id: string;
  title: string;
  language: string;
  version: string;
  /** ISO date of the legal state, and the date until which it must be checked. */
  legalDate: string;
  checkBy?: string;
  rules: Rules;
  modules: ModuleData[];
  /** What the contents list where there are too many modules for that, or too long ones; absent: the modules. */
  entries?: ModuleData[];
  /** Lessons whose titles are fetched together; absent or one: all are known. */
  blocks?: LessonData[][];
  objectives: { n: number; id: string; title: string }[];
  /** Choice of Land at run time (`varianten-modus: auswahl`): ids and names; empty otherwise. */
  lands: { id: string; n: number; name: string }[];
  /** All words the runtime shows, by key; `{name}` marks a place to fill. */
  texts: Record<string, string>;
  draft: boolean;
  /** Signs of the theme that the script of the launch shows: `<symbol>` elements. */
  signs?: string;
}

export interface Rules {
  /** Pass mark in percent, 0 to 100. */
  pass: number;
  /** Lessons that must be finished: all, none, or their lock numbers. */
  lessons: "all" | "none" | number[];
  /** Lock numbers of the test pages that count for the course result. */
  tests: number[];
  privacy: "minimal" | "standard" | "full";
  /** Mark of the last change of law after which everyone starts anew; empty: none. */
  confirmAgain: string;
}

export interface ModuleData { title: string; lessons: LessonData[] }

export interface LessonData {
  /** Number from kurs.lock: the identity in the state. */
  n: number;
  id: string;
  /** Path from the package root. Like id and title empty as long as the lesson's block has not been fetched. */
  href: string;
  title: string;
  short?: string;
  kind: "lesson" | "test" | "survey" | "case";
  /** Language of the lesson where it is not the course's. */
  lang?: string;
  minutes?: number;
  /** Short hash of the content, to notice "aktualisiert seit Ihrem letzten Besuch" (6 characters of [0-9a-f]). */
  hash: string;
  /** Test page with `pflicht: ja`. */
  required?: boolean;
  /** Only for these Laender (ids); absent: all. */
  lands?: string[];
  /** Numbers of the objectives the lesson teaches, for "here it is worth a second look". */
  objectives?: number[];
  test?: TestData;
  questions: QuestionData[];
}

export interface TestData {
  /** Own pass mark in percent; absent: the course's. */
  pass?: number;
  /** Submissions; 0 = unlimited. */
  attempts: number;
  /** Questions drawn: a number, or numbers by objective number; absent: all. */
  draw?: number | Record<string, number>;
  shuffle: boolean;
  /** Time limit in minutes; 0 = none. */
  minutes: number;
  feedback: "each" | "end";
}

export interface QuestionData {
  n: number;
  /** Identity within the course for the LMS: `<lesson id>_<question key>`, [A-Za-z0-9_.-]. It, `key` and `kind` are taken from the question's page. */
  id: string;
  /** `data-lb-question` in the page. */
  key: string;
  kind: string;
  points: number;
  /** Checks allowed; 0 = unlimited. */
  attempts: number;
  required?: boolean;
  objective?: number;
  lands?: string[];
  /** First and last day on which the question may be newly drawn (ISO dates). */
  from?: string;
  until?: string;
}

// ---- question types -----------------------------------------------------------

/** An answer as numbers and text that the state can store. Option numbers come from kurs.lock. */
export interface Packed { ints: number[]; text?: string }

export interface Grade {
  /** 0 to 1; 1 = right, 0 = wrong, between = partly. */
  fraction: number;
}

export type Verdict = "open" | "right" | "partly" | "wrong";

/** Neutral form; the adapter writes the notation of its standard. See questions/model.py Interaction. */
export interface Interaction {
  type: "choice" | "true-false" | "fill-in" | "long-fill-in" | "matching" | "sequencing" | "numeric" | "likert" | "other";
  correct: unknown;
}

/** The JSON of a question in its page, decoded (runtime/keys.ts). All texts are HTML made by the build. */
export interface QuestionKey<K = unknown> {
  key: K;
  interaction: Interaction;
  /** Question text without markup, for descriptions (250 characters); absent: what the page says is that text. */
  description?: string;
  feedback: { always?: string; right?: string; partly?: string; wrong?: string };
  /** Feedback by option number. */
  options: Record<string, string>;
  hints: string[];
}

/** One kind of question. `K` = key data from Python, `A` = answer. All but the page functions are pure. */
export interface QuestionType<K, A> {
  name: string;
  /** The answer on the page; null when nothing or not enough was given. */
  read(root: HTMLElement): A | null;
  /** Puts an answer back on the page. */
  restore(root: HTMLElement, answer: A): void;
  grade(key: K, answer: A): Grade;
  pack(answer: A): Packed;
  /** The reverse; null when it no longer fits the question (options removed). */
  unpack(key: K, packed: Packed): A | null;
  /** The response in the neutral form of the interaction type. */
  response(key: K, answer: A): unknown;
  /** Marks parts after a check; `reveal`: the solution may be shown. `feedback` by option number. */
  show(root: HTMLElement, key: K, answer: A, reveal: boolean, feedback: Record<string, string>, texts: (key: string, values?: Record<string, string>) => string): void;
  /** Locks (aria-disabled, stays readable) or unlocks and clears the marks of `show`. */
  lock(root: HTMLElement, locked: boolean): void;
  /** Called once per page view, first of all: listeners of the type's own controls. A type that wants a check (a case
   * at its end) submits its form. */
  start?(root: HTMLElement, key: K, texts: (key: string, values?: Record<string, string>) => string): void;
  /** Nothing to judge (survey, case): after a check the verdict reads `question.verdict.done`, no points, no retry. */
  neutral?: boolean;
  /** Order of options, from a seed that is stable within an attempt; called before `restore`. */
  shuffle?(root: HTMLElement, seed: number): void;
}

// ---- tracking -------------------------------------------------------------------

export type Mode = "normal" | "review" | "browse";
export type Saving = "saved" | "saving" | "failed" | "device";

/** What learners see; always derived from the state, never stored. */
export interface Progress {
  mode: Mode;
  /** "lms", or "device": no LMS, the state stays in this browser. */
  place: "lms" | "device";
  learnerName: string;
  land: string;
  done(lesson: number): boolean;
  /** Content changed since the learner's last visit / lesson is new since then. */
  changed(lesson: number): "no" | "changed" | "new";
  question(question: number): QuestionState;
  test(lesson: number): TestState;
  bookmark: number;
  lastVisit: string;
  /** Finished and required lessons, for the current Land. */
  lessonsDone: number;
  lessonsTotal: number;
  completed: boolean;
  success: "unknown" | "passed" | "failed";
  /** Percent with at most two decimals, null: nothing to show. */
  score: number | null;
  /** The pass mark that counts (LMS over course), percent. */
  passMark: number;
  /** Set when `erneut-bestaetigen` reset the status at this start. */
  mustConfirmAgain: boolean;
}

export interface QuestionState {
  verdict: Verdict;
  checks: number;
  /** Right, or no checks left. */
  decided: boolean;
  /** Points of the last check in the current attempt. */
  points: number;
  answer: Packed | null;
}

export interface TestState {
  submissions: number;
  /** Submissions left; null = unlimited. */
  left: number | null;
  /** Points of the last submission, and what could be reached in it. */
  points: number;
  total: number;
  /** Percent of the best submission; null before the first. */
  bestPercent: number | null;
  passed: boolean;
  decided: boolean;
  /** Percent of the points that pass it. */
  needed: number;
  /** Question numbers drawn for the current attempt, in order shown. */
  drawn: number[];
  /** Seed of the current attempt, for the order of options. */
  seed: number;
  /** True after hand-in until the next attempt starts. */
  closed: boolean;
  /** Result of the last submission by question number: points. */
  last: Record<number, number>;
  /** Start of the current attempt (milliseconds since 1970, whole minutes), for time limits; 0 = not started. */
  started: number;
}

export interface Answered {
  question: number;
  packed: Packed;
  fraction: number;
  interaction: Interaction;
  response: unknown;
  description: string;
  /** Seconds from showing the question to the check. */
  seconds: number;
  /** Words of the options by their number, for standards that tell what was offered. */
  labels?: Record<string, string>;
}

/** The one door from pages to tracking. Never throws; failures show in `onSaving`. */
export interface Tracker {
  start(): Promise<Progress>;
  readonly progress: Progress;
  /** A page was opened (bookmark). 0 = start page. */
  visit(lesson: number): void;
  finish(lesson: number): void;
  answer(answered: Answered): void;
  /** An answer of an open test that was put back on the page after a reload: so that hand-in can report it. Counts nothing. */
  recall(answered: Answered): void;
  /** Practice question: next try; test question before hand-in: answer again. */
  retry(question: number): void;
  submit(test: number): void;
  /** Starts the next attempt of a test: new draw, answers empty. */
  restart(test: number): void;
  setLand(land: string): void;
  onProgress(listener: (progress: Progress) => void): void;
  onSaving(listener: (saving: Saving) => void): void;
  /** Tries to save now (the button behind a failed save). */
  saveNow(): void;
  /** Working time: `seconds` of this session, `total` of earlier ones as the LMS counts them; null: it does not say. */
  learned(): { seconds: number; total: number | null };
}

// ---- LMS adapters ---------------------------------------------------------------

/** What the LMS gave back at the start. */
export interface Loaded {
  found: boolean;
  /** Found, but it refused to start: worth trying again. */
  refused?: boolean;
  mode: Mode;
  credit: boolean;
  learnerId: string;
  learnerName: string;
  status: { completion: "unknown" | "incomplete" | "completed"; success: "unknown" | "passed" | "failed" };
  /** Percent; null: none. */
  score: number | null;
  location: string;
  state: string;
  /** Pass mark of the LMS in percent; null: none. */
  passMark: number | null;
}

/** Everything the LMS is to hold; an adapter sends only what changed. */
export interface Record_ {
  completion: "incomplete" | "completed";
  success: "unknown" | "passed" | "failed";
  score: number | null;
  location: string;
  state: string;
  /** Seconds since the start of this session; null: not sent. */
  seconds: number | null;
  interactions: InteractionRecord[];
  /** Numbers of the finished lessons (datenschutz: none with `minimal`). */
  lessons?: number[];
  objectives: { n: number; id: string; score: number | null; success: "unknown" | "passed" | "failed"; completion: "incomplete" | "completed" }[];
}

export interface InteractionRecord {
  id: string;
  /** Number of the question; absent in records of older packages. */
  question?: number;
  interaction: Interaction;
  response: unknown;
  result: "right" | "partly" | "wrong";
  fraction: number;
  weighting: number;
  /** Latency; null: not sent (datenschutz). */
  seconds: number | null;
  /** Local time of the answer. */
  time: Date;
  description: string;
  objective?: string;
  labels?: Record<string, string>;
  /** Nothing will change any more in this attempt; standards that cannot rewrite send only these. */
  final: boolean;
}

/** One per standard; registered by its chunk as `globalThis.lernbuild.adapter`. Synchronous where the standard is. */
export interface Adapter {
  name: string;
  start(win: Window): Loaded | Promise<Loaded>;
  /** Sends what changed and commits; false: not saved (reason in `lastError`). `leaving`: perhaps the last message of the page. */
  save(record: Record_, leaving?: boolean): boolean | Promise<boolean>;
  /** Takes in what must not be lost before the next `save`, which waits for the connection; sends nothing. */
  note?(record: Record_): void;
  /** Ends the session (2004 Terminate, 1.2 Finish); once. */
  stop(record: Record_): boolean;
  lastError: string;
  /** Seconds of earlier sessions; null, or missing: the standard does not say. Asked only when someone wants to know. */
  total?(): number | null;
  /** What was sent since the last trusted save may be lost although the LMS said yes: send it again so that it gets out. */
  distrust?(): void;
  /** What was sent so far is sure to have arrived. */
  trust?(): void;
  /** Ids of answers that the last message left out, for the next one or the next start to bring. */
  readonly owing?: readonly string[];
  /** Set by the session: takes in a newer state that another device left, and gives the record of both. */
  meet?: (state: string) => Record_;
}
