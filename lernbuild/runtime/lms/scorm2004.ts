/** SCORM 2004, 3rd and 4th edition: elements, vocabularies and notation (RTE 4th Ed. section 4; rules R1-R19). */
import { registerAdapter } from "../registry.ts";
import type { Interaction, Loaded } from "../types.ts";
import { clockTime, decimal, finite, line, modeOf, pairs, parts, range, texts, truth, two } from "./notation.ts";
import { legal2004 } from "./rules2004.ts";
import { ScormAdapter, type Standard } from "./scorm.ts";
import type { Pair } from "./wire.ts";

export const SCORM2004: Standard = {
  name: "scorm2004",
  api: "API_1484_11",
  dialect: {
    methods: {
      initialize: "Initialize", terminate: "Terminate", get: "GetValue",
      set: "SetValue", commit: "Commit", error: "GetLastError",
    },
    permanent: new Set(["351", "401", "402", "403", "404", "405", "406", "407", "408"]),
    joined: "103",
    probe: "cmi.learner_id",
    legal: legal2004,
  },
  rewrites: true,
  load,
  total: "cmi.total_time",
  vital: ["cmi.suspend_data", "cmi.completion_status"],
  opening({ status }) {
    const fresh = status.completion === "unknown";
    const exit: Pair = ["cmi.exit", "suspend"];
    return fresh ? [exit, ["cmi.completion_status", "incomplete"]] : [exit];
  },
  location: (record) => ["cmi.location", record.location],
  state: (record) => ["cmi.suspend_data", record.state],
  time: (seconds) => ["cmi.session_time", span(seconds)],
  score: (percent) => scores("cmi.score", percent),
  status: ({ success, completion }) => [
    ["cmi.success_status", success],
    ["cmi.completion_status", completion],
  ],
  detour({ success, completion, score }) {
    const pairs: Pair[] = [];
    if (score !== null) pairs.push(["cmi.score.raw", respelled(decimal(score))], ["cmi.score.scaled", respelled(decimal(score / 100, 4))]);
    if (success !== "unknown") pairs.push(["cmi.success_status", "unknown"]);
    if (completion === "completed") pairs.push(["cmi.completion_status", "incomplete"]);
    return pairs;
  },
  interaction({ interaction, response, result, fraction, weighting, seconds, time, description, objective }) {
    const fields: Pair[] = [["type", interaction.type]];
    if (objective) fields.push(["objectives.0.id", objective]);
    fields.push(["timestamp", timestamp(time)]);
    const pattern = correctPattern(interaction);
    if (pattern) fields.push(["correct_responses.0.pattern", pattern]);
    fields.push(["weighting", decimal(weighting)]);
    const given = format(interaction, response);
    if (given) fields.push(["learner_response", given]);
    fields.push(["result", opinion(interaction) ? "neutral" : result === "right" ? "correct" : result === "wrong" ? "incorrect" : decimal(fraction)]);
    if (seconds !== null) fields.push(["latency", span(seconds)]);
    const words = line(description, 250);
    if (words) fields.push(["description", words]);
    return fields;
  },
  objective({ score, success, completion }) {
    const fields: Pair[] = score === null ? [] : scores("score", score);
    if (success !== "unknown") fields.push(["success_status", success]);
    fields.push(["completion_status", completion]);
    return fields;
  },
};

function load(get: (element: string) => string): Loaded {
  const mode = modeOf(get("cmi.mode"));
  const credit = get("cmi.credit");
  const completion = get("cmi.completion_status").toLowerCase();
  const success = get("cmi.success_status").toLowerCase();
  const mark = finite(get("cmi.scaled_passing_score"));
  return {
    found: true,
    mode,
    credit: credit.toLowerCase() !== "no-credit",
    learnerId: get("cmi.learner_id"),
    learnerName: get("cmi.learner_name"),
    status: {
      completion: completion === "completed" || completion === "incomplete" ? completion : "unknown",
      success: success === "passed" || success === "failed" ? success : "unknown",
    },
    score: finite(get("cmi.score.raw")),
    location: get("cmi.location"),
    state: get("cmi.suspend_data"),
    passMark: mark !== null && mark > 0 && mark <= 1 ? Math.round(mark * 1e6) / 1e4 : null,
  };
}

function scores(prefix: string, percent: number): Pair[] {
  return [
    [`${prefix}.min`, "0"],
    [`${prefix}.max`, "100"],
    [`${prefix}.raw`, decimal(percent)],
    [`${prefix}.scaled`, decimal(percent / 100, 4)],
  ];
}

/** The same number in other letters: an LMS that compares texts takes it for a new one. */
function respelled(text: string): string {
  return text.includes(".") ? `${text}0` : `${text}.0`;
}

function span(seconds: number): string {
  const [hours, minutes, rest] = parts(seconds);
  return `PT${hours}H${minutes}M${rest}S`;
}

/** Local time without fraction and zone: the one form that every LMS takes (8.2: Moodle). */
function timestamp(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${clockTime(time)}`;
}

function opinion({ type, correct }: Interaction): boolean {
  return type === "likert" || correct === null || correct === undefined;
}

function short(option: string): string {
  return option.replace(/[^A-Za-z0-9_.]+/g, "_").slice(0, 250) || "_";
}

/** Delimiters of the standard must not come from what learners type. */
function typed(text: string, length: number): string {
  return line(text.replace(/\[([,.:])\]/g, "($1)").replace(/^\{/, "("), length);
}

function format(interaction: Interaction, value: unknown): string {
  if (value === null || value === undefined) return "";
  switch (interaction.type) {
    case "true-false": return truth(value) ? "true" : "false";
    case "choice": case "sequencing": return texts(value).map(short).join("[,]");
    case "matching": return pairs(value).map((pair) => pair.map(short).join("[.]")).join("[,]");
    case "likert": return short(texts(value)[0] ?? "");
    case "numeric": return bound(finite(texts(value)[0]));
    case "fill-in": return texts(value).slice(0, 10).map((text) => typed(text, 250)).join("[,]");
    default: return typed(texts(value).join("; "), 4000);
  }
}

function correctPattern(interaction: Interaction): string {
  const { type, correct } = interaction;
  if (type === "likert" || correct === null || correct === undefined) return "";
  if (type !== "numeric") return format(interaction, correct);
  const [low, high] = range(correct);
  return low === null && high === null ? "" : `${bound(low)}[:]${bound(high)}`;
}

function bound(value: number | null): string {
  return value === null ? "" : decimal(value, 7);
}

registerAdapter(new ScormAdapter(SCORM2004));
