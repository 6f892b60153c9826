/** What the preview's page knows at the moment, and who wants to hear of changes; no element, no request. */
import type { Call, Faults, Finding, Launch, Looks, Play } from "../player/messages.ts";
import type { Attempt, Listed, Message } from "./api.ts";

/** What is being shown: a course's package or a zip, and one of its units. */
export interface View {
  course: string;
  target: string;
  variant: string;
  file: string;
  unit: string;
}

export interface Wish {
  mode: string;
  mark: string;
  day: string;
  lms: boolean;
  strict: boolean;
  /** The Land that the learner chooses; "" = as it is. */
  land: string;
}

/** A line of the log: a call, or a remark of the preview. */
export type Entry = { kind: "call"; call: Call; detail?: string } | { kind: "mark"; at: number; words: string };

export type Topic = "list" | "messages" | "play" | "values" | "log" | "page" | "checked" | "built";

export class Model {
  list: Listed = { courses: [], files: [], problems: [], storage: "" };
  view: View = { course: "", target: "", variant: "", file: "", unit: "" };
  wish: Wish = { mode: "normal", mark: "", day: "", lms: true, strict: true, land: "" };
  looks: Looks = { dark: window.matchMedia("(prefers-color-scheme: dark)").matches, still: false, print: false, zoom: false };
  faults: Faults = { offline: false, commit: false, slow: false };
  width = "voll";
  messages: Message[] = [];
  stale = false;
  package = "";
  play: Play | null = null;
  launch: Launch | null = null;
  attempts: Attempt[] = [];
  values: Record<string, string> = {};
  stored: Record<string, string> = {};
  limits: Record<string, number> = {};
  log: Entry[] = [];
  page = { title: "", href: "", lesson: "", kind: "" };
  findings: Finding[] | null = null;
  checked = "";
  private readonly listeners: { topics: Topic[]; hear: () => void }[] = [];

  on(topics: Topic[], hear: () => void): void {
    this.listeners.push({ topics, hear });
  }

  tell(...topics: Topic[]): void {
    for (const { hear, topics: wanted } of this.listeners) if (wanted.some((topic) => topics.includes(topic))) hear();
  }

  note(words: string): void {
    this.log.push({ kind: "mark", at: Date.now(), words });
    this.tell("log");
  }

  /** What the server needs to find the package. */
  get asked(): object {
    const { course, target, variant, file } = this.view;
    return file ? { file } : { course, target, variant };
  }

  get refused(): number {
    return this.log.filter((entry) => entry.kind === "call" && entry.call.row !== "").length;
  }

  get calls(): number {
    return this.log.filter((entry) => entry.kind === "call").length;
  }
}
