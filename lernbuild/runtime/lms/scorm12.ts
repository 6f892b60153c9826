/** SCORM 1.2: elements, vocabularies and notation (RTE 1.2 section 3; rules T1-T15 of the tracking contract). */
import { registerAdapter } from "../registry.ts";
import type { Interaction, Loaded, Record_ } from "../types.ts";
import { clockTime, decimal, finite, line, modeOf, pairs, parts, range, texts, truth, two } from "./notation.ts";
import { legal12 } from "./rules12.ts";
import { ScormAdapter, type Standard } from "./scorm.ts";
import type { Pair } from "./wire.ts";

const CORE = "cmi.core";

export const SCORM12: Standard = {
  name: "scorm12",
  api: "API",
  dialect: {
    methods: {
      initialize: "LMSInitialize", terminate: "LMSFinish", get: "LMSGetValue",
      set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError",
    },
    permanent: new Set(["201", "202", "203", "401", "402", "403", "404", "405"]),
    joined: "101",
    probe: `${CORE}.student_id`,
    legal: legal12,
  },
  rewrites: false,
  load,
  total: `${CORE}.total_time`,
  vital: ["cmi.suspend_data", `${CORE}.lesson_status`],
  opening({ status }) {
    const fresh = status.completion === "unknown";
    const exit: Pair = [`${CORE}.exit`, "suspend"];
    return fresh ? [exit, [`${CORE}.lesson_status`, "incomplete"]] : [exit];
  },
  location: (record) => [`${CORE}.lesson_location`, record.location],
  state: (record) => ["cmi.suspend_data", record.state],
  time: (seconds) => [`${CORE}.session_time`, span(seconds)],
  score: (percent) => [
    [`${CORE}.score.min`, "0"],
    [`${CORE}.score.max`, "100"],
    [`${CORE}.score.raw`, decimal(percent)],
  ],
  status: (record) => [[`${CORE}.lesson_status`, statusOf(record)]],
  detour(record) {
    const status = statusOf(record);
    const other = status === "passed" ? "completed" : status === "incomplete" ? "" : "incomplete";
    const pairs: Pair[] = other ? [[`${CORE}.lesson_status`, other]] : [];
    if (record.score !== null) pairs.push([`${CORE}.score.raw`, respelled(record.score)]);
    return pairs;
  },
  interaction({ interaction, response, result, fraction, weighting, seconds, time, objective }) {
    const fields: Pair[] = [];
    if (objective) fields.push(["objectives.0.id", objective]);
    fields.push(["time", clockTime(time)], ["type", typeOf(interaction)]);
    const pattern = format(interaction, interaction.correct);
    if (pattern) fields.push(["correct_responses.0.pattern", pattern]);
    fields.push(["weighting", decimal(weighting)]);
    const given = format(interaction, response);
    if (given) fields.push(["student_response", given]);
    fields.push(["result", opinion(interaction) ? "neutral" : result === "right" ? "correct" : result === "wrong" ? "wrong" : decimal(fraction)]);
    if (seconds !== null) fields.push(["latency", span(seconds)]);
    return fields;
  },
  objective({ score, success, completion }) {
    const fields: Pair[] = [];
    if (score !== null) fields.push(["score.min", "0"], ["score.max", "100"], ["score.raw", decimal(score)]);
    fields.push(["status", success === "unknown" ? completion : success]);
    return fields;
  },
};

function load(get: (element: string) => string): Loaded {
  const mode = modeOf(get(`${CORE}.lesson_mode`));
  const credit = get(`${CORE}.credit`);
  const status = get(`${CORE}.lesson_status`).toLowerCase();
  const mark = finite(get("cmi.student_data.mastery_score"));
  return {
    found: true,
    mode,
    credit: credit.toLowerCase() !== "no-credit",
    learnerId: get(`${CORE}.student_id`),
    learnerName: get(`${CORE}.student_name`),
    status: {
      completion: /^(passed|completed|failed)$/.test(status) ? "completed" : /^(incomplete|browsed)$/.test(status) ? "incomplete" : "unknown",
      success: status === "passed" || status === "failed" ? status : "unknown",
    },
    score: finite(get(`${CORE}.score.raw`)),
    location: get(`${CORE}.lesson_location`),
    state: get("cmi.suspend_data"),
    passMark: mark !== null && mark > 0 && mark <= 100 ? mark : null,
  };
}

/** One status for two questions: passed or failed only once everything else is done, too. */
function statusOf({ completion, success }: Record_): string {
  if (completion === "incomplete") return "incomplete";
  return success === "unknown" ? "completed" : success;
}

/** The same number in other letters: an LMS that compares texts takes it for a new one. */
function respelled(percent: number): string {
  const text = decimal(percent);
  return text.includes(".") ? percent.toFixed(2) === text ? `${text}0` : percent.toFixed(2) : `${text}.0`;
}

/** HHHH:MM:SS */
function span(seconds: number): string {
  const [hours, minutes, rest] = parts(Math.min(seconds, 9999 * 3600));
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(rest)}`;
}

function opinion({ type, correct }: Interaction): boolean {
  return type === "likert" || correct === null || correct === undefined;
}

function typeOf({ type }: Interaction): string {
  return type === "long-fill-in" || type === "other" ? "fill-in" : type;
}

/** Options are single characters 0-9a-z. */
function single(option: string): string {
  const number = Number(option);
  if (Number.isInteger(number) && number >= 0) return (number % 36).toString(36);
  return (/[0-9a-z]/.exec(option.toLowerCase()) ?? ["0"])[0];
}

function format(interaction: Interaction, value: unknown): string {
  if (value === null || value === undefined) return "";
  switch (interaction.type) {
    case "true-false": return truth(value) ? "t" : "f";
    case "choice": case "sequencing": return texts(value).map(single).join(",");
    case "matching": return pairs(value).map(([source, target]) => `${single(source)}.${single(target)}`).join(",");
    case "likert": return single(texts(value)[0] ?? "");
    case "numeric": return number(value);
    default: return line(texts(value).join("; "), 255);
  }
}

/** 1.2 knows no range: a pattern only where one number is right. */
function number(value: unknown): string {
  const [low, high] = range(value);
  return low !== null && low === high ? decimal(low, 7) : "";
}

registerAdapter(new ScormAdapter(SCORM12));
