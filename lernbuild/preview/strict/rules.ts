/** What an element of a data model allows, and what a strict LMS answers; filled in by rules12.ts and rules2004.ts. */

export interface Rule {
  pattern: RegExp;
  access: "rw" | "r" | "w";
  /** Row of the table of rules: T1 to T15 (SCORM 1.2, RTE section 3), R1 to R19 (SCORM 2004 4th Ed., RTE 4). */
  row: string;
  /** What is allowed, in German, for the person who looks at a refused call. */
  words: string;
  /** Error code for a forbidden value; "" = fine. */
  check(value: string): string;
  /** Characters that every LMS keeps; undefined: not limited. */
  longest?: number;
  /** Refused with 401 by the profile "minimal". */
  optional?: boolean;
}

export interface Codes {
  unknown: string;
  readOnly: string;
  writeOnly: string;
  gap: string;
  needsId: string;
  notOpen: string;
  alreadyOpen: string;
  closed: string;
}

export interface Model {
  name: "scorm12" | "scorm2004";
  object: "API" | "API_1484_11";
  methods: { initialize: string; finish: string; get: string; set: string; commit: string; error: string };
  rules: Rule[];
  codes: Codes;
  /** Rows of the table for what is not about one element. */
  rows: { session: string; readOnly: string; writeOnly: string; unknown: string; order: string; response: string };
  /** What a new learner's data hold. */
  fresh: Record<string, string>;
  children: Record<string, string>;
}

type Check = Rule["check"];

/** One rule: a value of `pattern` is judged by `check`; `words` say what is allowed. */
export function rule(row: string, pattern: RegExp, access: Rule["access"], words = "", check: Check = () => "", more: Partial<Rule> = {}): Rule {
  return { row, pattern, access, words, check, ...more };
}

export function oneOf(words: string, code: string): Check {
  const allowed = words.split(" ").map((word) => (word === "_" ? "" : word));
  return (value) => (allowed.includes(value) ? "" : code);
}

export function matches(pattern: RegExp, code: string, longest = Infinity): Check {
  return (value) => (pattern.test(value) && value.length <= longest ? "" : code);
}
