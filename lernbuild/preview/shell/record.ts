/** Requests to the record store as lines of the log, each statement judged by rows A1 to A12. */
import type { Call } from "../player/messages.ts";
import type { Context, Statement } from "../../runtime/lms/vocabulary.ts";
import { judge, type Session } from "../strict/statements.ts";
import type { Record as Asked } from "./api.ts";
import type { Model } from "./model.ts";

/** What this launch has said and read so far. */
export class Recorder {
  private readonly said: string[] = [];
  private readonly read = new Set<string>();

  constructor(private readonly model: Model) {}

  hear(asked: Asked): void {
    const { model } = this;
    if (!model.launch || asked.play !== model.play?.play) return;
    if (asked.path === "statements" && asked.method !== "GET") this.statements(asked);
    else this.note(asked, asked.name, asked.wrong);
    if (asked.name && asked.method === "GET") this.read.add(asked.name);
    if (asked.name && asked.method !== "GET" && asked.status < 300) model.stored = { ...model.stored, [`State: ${asked.name}`]: asked.body };
    if (asked.name && asked.method === "GET" && asked.status === 200 && asked.name !== "LMS.LaunchData") model.stored = { ...model.stored, [`State: ${asked.name}`]: asked.answer };
    model.tell("log", "values");
  }

  private statements(asked: Asked): void {
    const given = parsed(asked.body);
    if (!given.length) return this.note(asked, "", asked.wrong);
    for (const statement of given) {
      const wrong = [...asked.wrong, ...this.judged(statement)];
      const word = String(statement.verb?.id ?? "").split("/").at(-1) ?? "";
      this.note(asked, word, wrong, JSON.stringify(statement, null, 1));
      if (asked.status >= 300 || this.known(statement)) continue;
      this.said.push(word);
      this.model.launch?.statements.push(statement as unknown as Record<string, unknown>);
    }
  }

  private known(statement: Statement): boolean {
    return this.model.launch?.statements.some((one) => one["id"] === statement.id) ?? false;
  }

  private judged(statement: Statement): string[] {
    const { launch, play } = this.model;
    if (!launch || !play || this.known(statement)) return [];
    const modes = { review: "Review", browse: "Browse", normal: "Normal" } as const;
    const session: Session = {
      kind: play.packaged === "cmi5" ? "cmi5" : "xapi", mode: modes[play.mode as keyof typeof modes] ?? "Normal",
      mastery: launch.mastery, actor: launch.actor, registration: launch.registration, activityId: launch.activity,
      template: launch.template as unknown as Context, read: this.read, said: this.said,
    };
    try {
      return judge(statement, session, launch.statements as unknown as Statement[]);
    } catch {
      return ["xAPI: Diese Aussage ist unvollständig."];
    }
  }

  private note(asked: Asked, element: string, wrong: string[], detail?: string): void {
    const rows = wrong.map((text) => /^(A\d+|xAPI)/.exec(text)?.[1] ?? "LRS");
    const refused = asked.status >= 400 && ![404, 412].includes(asked.status) && !wrong.length;
    const call: Call = {
      at: Date.now(), method: `${asked.method} ${asked.path}`, element, value: "", milliseconds: 0,
      answer: String(asked.status), code: "", writes: asked.method !== "GET",
      row: rows[0] ?? (refused ? "LMS" : ""), words: wrong.join("; ") || (refused ? `Der Speicher antwortet mit ${asked.status}.` : ""),
    };
    this.model.log.push({ kind: "call", call, ...(detail ? { detail } : asked.body ? { detail: asked.body } : {}) });
  }
}

function parsed(body: string): Statement[] {
  try {
    const given = JSON.parse(body) as Statement | Statement[];
    return Array.isArray(given) ? given : [given];
  } catch {
    return [];
  }
}
