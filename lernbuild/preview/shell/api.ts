/** Asks the preview's server; knows no element of the page. */
import type { Play } from "../player/messages.ts";

export interface Choice {
  id: string;
  label: string;
}

export interface Listed {
  courses: { id: string; title: string; variants: Choice[]; targets: Choice[]; lands: Choice[] }[];
  files: { id: string; title: string; standard: string }[];
  problems: string[];
  storage: string;
}

export interface Message {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  hint: string;
  place?: string;
  href?: string;
  lines: { number: number; text: string }[];
}

export interface Attempt {
  id: string;
  name: string;
  begun: boolean;
}

export interface Said {
  messages: Message[];
  stale?: boolean;
}

export interface Opened extends Said {
  package: string;
  title: string;
  play: Play | null;
  src?: string;
  attempts: Attempt[];
}

export interface Built extends Said {
  package: string;
  /** Nothing, fetch the page anew while the session goes on, or begin the course anew. */
  reload: "" | "page" | "course";
  took: number;
}

export interface Record {
  play: string;
  method: string;
  path: string;
  name: string;
  body: string;
  status: number;
  answer: string;
  wrong: string[];
}

export interface Lesson {
  key: string;
  number: number;
  title: string;
  kind: string;
  minutes: number;
  legal: string;
  check: string;
  questions: number;
  approved: boolean;
  approvals: string[];
  facts: { fact: string; value: string; until: string }[];
  place: string;
  href: string;
}

export interface Law {
  law: string;
  section: string;
  uses: { lesson: string; key: string; place: string; href: string }[];
}

const DEFECT = "Das ist ein Fehler in lernbuild, nicht in Ihrem Kurs. Im Fenster, in dem die Vorschau läuft, steht mehr.";
const GONE = "Die Vorschau läuft nicht mehr. Starten Sie „lernbuild preview“ neu.";

/** The answer to a question, or why there is none. */
export async function ask<Answer extends object>(name: string, body: object = {}): Promise<Answer | { problem: string }> {
  try {
    const answer = await fetch(`api/${name}`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
    return answer.status < 500 ? ((await answer.json()) as Answer) : { problem: DEFECT };
  } catch {
    return { problem: GONE };
  }
}
