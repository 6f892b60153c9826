/** What the page around a course and the preview's page say to each other. */

export interface Unit {
  key: string;
  title: string;
  mark: string;
  data: string;
}

export interface Play {
  play: string;
  package: string;
  title: string;
  /** What the frame speaks now, and what the package was made for. */
  standard: string;
  packaged: string;
  unit: Unit;
  units: { key: string; title: string; depth: number; launches: boolean }[];
  learner: { id: string; name: string };
  attempt: string;
  held: Record<string, string>;
  mode: string;
  mark: string;
  day: string;
  strict: boolean;
  land: string;
}

export interface Launch {
  actor: Record<string, unknown>;
  activity: string;
  registration: string;
  template: Record<string, unknown>;
  mastery: number | null;
  statements: Record<string, unknown>[];
}

export interface Config extends Play {
  launch: string;
  shell: string;
  lrs?: Launch;
}

/** A call to the LMS, or a request to the record store, as the log shows it. */
export interface Call {
  at: number;
  method: string;
  element: string;
  value: string;
  answer: string;
  /** Error code or HTTP status; "0" or below 400: fine. */
  code: string;
  /** Row of the table of rules that the call breaks; "" = none. */
  row: string;
  /** What would be allowed. */
  words: string;
  /** A write that changes what the LMS holds. */
  writes: boolean;
  milliseconds: number;
}

export interface Looks {
  dark: boolean;
  still: boolean;
  print: boolean;
  zoom: boolean;
}

export interface Faults {
  offline: boolean;
  commit: boolean;
  slow: boolean;
}

export interface Finding {
  id: string;
  impact: string;
  help: string;
  url: string;
  targets: string[];
}

/** From the page around the course. */
export type FromPlayer =
  | { type: "ready"; launch: Launch | null }
  | { type: "calls"; calls: Call[] }
  | { type: "values"; values: Record<string, string>; stored: Record<string, string>; limits: Record<string, number> }
  | { type: "page"; title: string; href: string; lesson: string; kind: string }
  | { type: "left" }
  | { type: "ended" }
  | { type: "restored" }
  | { type: "checked"; findings: Finding[]; heading: string; controls: number }
  | { type: "failed"; words: string };

/** From the preview's page. */
export type ToPlayer =
  | { type: "looks"; looks: Looks }
  | { type: "faults"; faults: Faults }
  | { type: "reload" }
  | { type: "refresh" }
  | { type: "end" }
  | { type: "crash" }
  | { type: "check" }
  | { type: "show"; target: string }
  | { type: "go"; href: string };
