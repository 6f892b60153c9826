/** A question and an answer in the notation of xAPI (data 2.4.4.1 and appendix C); knows no LMS and no statement around it. */
import type { Interaction, InteractionRecord } from "../types.ts";
import { decimal, finite, line, pairs, range, texts, truth } from "./notation.ts";

export type LanguageMap = Record<string, string>;

export interface Component {
  id: string;
  description?: LanguageMap;
}

export interface InteractionDefinition {
  type: string;
  description: LanguageMap;
  interactionType: string;
  correctResponsesPattern?: string[];
  choices?: Component[];
  scale?: Component[];
  source?: Component[];
  target?: Component[];
}

const TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction";
/** Patterns of a text with several gaps that each take several answers. */
const PATTERNS = 20;
const LONGEST = 4000;

export function definition(record: InteractionRecord, language: string): InteractionDefinition {
  const { interaction } = record;
  const correct = patterns(interaction);
  return {
    type: TYPE,
    description: { [language]: line(record.description, 250) || record.id },
    interactionType: interaction.type,
    ...(correct.length ? { correctResponsesPattern: correct } : {}),
    ...components(record, language),
  };
}

/** No right and wrong: scales, open answers. */
export function isOpinion({ type, correct }: Interaction): boolean {
  return type === "likert" || correct === null || correct === undefined;
}

export function response(interaction: Interaction, value: unknown): string {
  if (value === null || value === undefined) return "";
  switch (interaction.type) {
    case "true-false": return truth(value) ? "true" : "false";
    case "choice": case "sequencing": return texts(value).map(id).join("[,]");
    case "matching": return pairs(value).map((pair) => pair.map(id).join("[.]")).join("[,]");
    case "likert": return id(texts(value)[0] ?? "");
    case "numeric": return bound(finite(texts(value)[0]));
    case "fill-in": return texts(value).map(typed).join("[,]");
    default: return texts(value).join("; ").slice(0, LONGEST);
  }
}

function patterns(interaction: Interaction): string[] {
  const { type, correct } = interaction;
  if (isOpinion(interaction)) return [];
  if (type === "numeric") {
    const [low, high] = range(correct);
    return low === null && high === null ? [] : [`${bound(low)}[:]${bound(high)}`];
  }
  if (type === "fill-in") return combined(correct).map((words) => words.map(typed).join("[,]"));
  const pattern = response(interaction, correct);
  return pattern ? [pattern] : [];
}

/** Every way to fill all gaps rightly, the first ones. */
function combined(correct: unknown): string[][] {
  const gaps = (Array.isArray(correct) ? correct : [correct]) as unknown[];
  let found: string[][] = [[]];
  for (const gap of gaps) {
    const accepted = (Array.isArray(gap) ? gap : [gap]).map(String);
    found = found.flatMap((words) => accepted.map((word) => [...words, word])).slice(0, PATTERNS);
  }
  return found;
}

/** What was offered, as far as the page said it; else what was right or chosen. */
function components(record: InteractionRecord, language: string): Partial<InteractionDefinition> {
  const { interaction, labels = {} } = record;
  const make = (ids: Iterable<string>): Component[] =>
    [...new Set(ids)].filter(Boolean).map((one) => ({ id: id(one), ...(labels[one] ? { description: { [language]: labels[one] } } : {}) }));
  const given = [...texts(interaction.correct), ...texts(record.response)];
  const listed = Object.keys(labels);
  switch (interaction.type) {
    case "choice": case "sequencing": return { choices: make([...listed, ...given]) };
    case "likert": return { scale: make(texts(record.response)) };
    case "matching": {
      const all = [...pairs(interaction.correct), ...pairs(record.response)];
      const sources = all.map(([source]) => source);
      const targets = all.map(([, target]) => target);
      const rest = listed.filter((one) => !sources.includes(one));
      return { source: make(sources), target: make([...targets, ...rest]) };
    }
    default: return {};
  }
}

function id(option: string): string {
  return option.replace(/\s+/g, "_").slice(0, 250) || "_";
}

/** Delimiters must not come from what people type. */
function typed(text: string): string {
  return line(text.replace(/\[([,.:])\]/g, "($1)").replace(/^\{/, "("), 250);
}

function bound(value: number | null): string {
  return value === null ? "" : decimal(value, 7);
}
