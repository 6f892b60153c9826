/** What an element of a data model allows, and what a strict LMS answers; filled in by rules12.ts and rules2004.ts. */

export interface Rule {
  pattern: RegExp;
  access: "rw" | "r" | "w";
  /** Error code for a forbidden value; "" = fine. */
  check(value: string): string;
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
  /** What a new learner's data hold. */
  fresh: Record<string, string>;
  children: Record<string, string>;
}

export function oneOf(words: string, code: string): (value: string) => string {
  const allowed = words.split(" ").map((word) => (word === "_" ? "" : word));
  return (value) => (allowed.includes(value) ? "" : code);
}

export function matches(pattern: RegExp, code: string, longest = Infinity): (value: string) => string {
  return (value) => (pattern.test(value) && value.length <= longest ? "" : code);
}
