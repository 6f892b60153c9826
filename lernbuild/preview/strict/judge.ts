/** Judges each value that is written: vocabulary, form, order of rows, form of responses. */
import { RESPONSES12 } from "./rules12.ts";
import { NUMERIC_PATTERN, RESPONSES2004 } from "./rules2004.ts";
import type { Model, Rule } from "./rules.ts";

export type Profile = "minimal" | "usual" | "hostile";

export class Judge {
  constructor(
    private readonly model: Model,
    private readonly profile: Profile,
    private readonly values: ReadonlyMap<string, string>,
    private readonly violations: string[],
  ) {}

  /** Error code for a value, "" = fine. */
  write(element: string, value: string, phase: string): string {
    const { model } = this;
    if (phase !== "open") {
      this.violations.push(`${element} set in phase ${phase}`);
      return phase === "closed" ? model.codes.closed : model.codes.notOpen;
    }
    const rule = this.rule(element);
    if (!rule) {
      if (!this.refused(element)) this.violations.push(`${element} is not in the data model`);
      return model.codes.unknown;
    }
    const code = rule.access === "r" ? model.codes.readOnly : rule.check(value) || this.order(element, value) || this.response(element, value);
    if (code) this.violations.push(`${element} = ${JSON.stringify(value)} -> ${code}`);
    return code;
  }

  /** The row of the table that a refused call breaks, and what would be allowed (German). */
  explain(element: string, value: string, code: string): { row: string; words: string } {
    const { codes, rows } = this.model;
    const rule = this.rule(element);
    if (code === codes.notOpen || code === codes.closed) return { row: rows.session, words: "Die Sitzung ist nicht offen." };
    if (!rule) return { row: rows.unknown, words: "Diesen Wert kennt der Standard nicht." };
    if (code === codes.readOnly && rule.access === "r") return { row: rows.readOnly, words: "Diesen Wert setzt nur das LMS." };
    if (code === codes.writeOnly && rule.access === "w") return { row: rows.writeOnly, words: "Dieser Wert lässt sich nicht lesen." };
    if (rule.check(value)) return { row: rule.row, words: `Erlaubt: ${rule.words}.` };
    if (this.order(element, value)) return { row: rows.order, words: "Zeilen der Reihe nach, zuerst id, dann type, dann die Antwort; jede id nur einmal." };
    return { row: rows.response, words: "Diese Form der Antwort passt nicht zum Typ der Aufgabe." };
  }

  /** Characters that every LMS keeps of an element; undefined: not limited, or not known. */
  longest(element: string): number | undefined {
    return this.rule(element)?.longest;
  }

  rule(element: string): Rule | undefined {
    if (this.refused(element)) return undefined;
    return this.model.rules.find(({ pattern }) => pattern.test(element));
  }

  /** Moodle counts the rows it has, also behind a gap. */
  size(array: string): number {
    if (this.profile === "hostile") return this.places(array).length;
    let count = 0;
    while (this.values.has(`${array}.${count}.id`)) count++;
    return count;
  }

  private refused(element: string): boolean {
    return this.profile === "minimal" && this.model.rules.some(({ pattern, optional }) => optional && pattern.test(element));
  }

  /** Rows one after the other, the id first and only once, in 2004 the type before responses. */
  private order(element: string, value: string): string {
    const found = /^(cmi\.(?:interactions|objectives))\.(\d+)\.(.+)$/.exec(element);
    if (!found) return "";
    const [array, index, field] = [found[1] as string, found[2] as string, found[3] as string];
    const { codes, name } = this.model;
    if (Number(index) > this.size(array)) return codes.gap;
    const row = `${array}.${index}`;
    if (field !== "id" && !this.values.has(`${row}.id`)) return codes.needsId;
    if (field === "id" && name === "scorm2004" && this.taken(array, element, value)) return codes.gap;
    if (/response/.test(field) && !this.values.has(`${row}.type`)) return codes.needsId;
    return "";
  }

  private taken(array: string, element: string, value: string): boolean {
    return this.places(array).map((place) => `${array}.${place}.id`).some((other) => other !== element && this.values.get(other) === value);
  }

  private places(array: string): string[] {
    const row = new RegExp(`^${array.replace(".", "\\.")}\\.(\\d+)\\.`);
    return [...new Set([...this.values.keys()].map((element) => row.exec(element)?.[1]).filter((place) => place !== undefined))];
  }

  private response(element: string, value: string): string {
    const found = /^(cmi\.interactions\.\d+)\.(student_response|learner_response|correct_responses\.\d+\.pattern)$/.exec(element);
    if (!found) return "";
    const type = this.values.get(`${found[1] as string}.type`) ?? "";
    const v2004 = this.model.name === "scorm2004";
    if (v2004 && type === "numeric" && /pattern$/.test(element)) return NUMERIC_PATTERN.test(value) ? "" : "406";
    const form = (v2004 ? RESPONSES2004 : RESPONSES12)[type];
    return form?.test(value) ? "" : v2004 ? "406" : "405";
  }
}
