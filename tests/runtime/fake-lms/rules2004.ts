/** SCORM 2004 as strict as the tables say (R1-R19), with Moodle's refusals where they are harder. */
import { matches, oneOf, type Model, type Rule } from "./rules.ts";

const BAD = "406";
const real = matches(/^-?\d+(\.\d{1,7})?$/, BAD);
const nothing = (): string => "";
const span = matches(/^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/, BAD);
/** Moodle takes neither a zone without a fraction nor three decimals. */
const timestamp = matches(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2}Z?)?$/, BAD);
const id = matches(/^[^\s]+$/, BAD, 4000);
const line = (longest: number): Rule["check"] => matches(/^[^\r\n]*$/, BAD, longest);

function scaled(value: string): string {
  if (real(value)) return BAD;
  return Math.abs(Number(value)) <= 1 ? "" : "407";
}

function rule(pattern: RegExp, access: Rule["access"], check: Rule["check"] = nothing, optional = false): Rule {
  return { pattern, access, check, optional };
}

const INTERACTIONS = String.raw`^cmi\.interactions\.\d+\.`;

export const MODEL2004: Model = {
  name: "scorm2004",
  object: "API_1484_11",
  methods: {
    initialize: "Initialize", finish: "Terminate", get: "GetValue",
    set: "SetValue", commit: "Commit", error: "GetLastError",
  },
  codes: {
    unknown: "401", readOnly: "404", writeOnly: "405", gap: "351", needsId: "408", notOpen: "132", alreadyOpen: "103", closed: "133",
  },
  fresh: {
    "cmi.learner_id": "learner-1", "cmi.learner_name": "Jörg Weiß-Öztürk", "cmi.credit": "credit", "cmi.mode": "normal",
    "cmi.entry": "ab-initio", "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.location": "",
    "cmi.score.raw": "", "cmi.score.min": "", "cmi.score.max": "", "cmi.score.scaled": "", "cmi.total_time": "PT0H0M0S",
    "cmi.suspend_data": "", "cmi.launch_data": "", "cmi.scaled_passing_score": "",
  },
  children: {
    "cmi.interactions": "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
    "cmi.objectives": "id,score,success_status,completion_status,progress_measure,description",
  },
  rules: [
    rule(/^cmi\.(learner_id|learner_name|credit|entry|total_time|launch_data|max_time_allowed|time_limit_action|completion_threshold)$/, "r"),
    rule(/^cmi\.(mode|scaled_passing_score)$/, "r", nothing, true),
    rule(/^cmi\.completion_status$/, "rw", oneOf("completed incomplete unknown", BAD)),
    rule(/^cmi\.success_status$/, "rw", oneOf("passed failed unknown", BAD)),
    rule(/^cmi\.score\.scaled$/, "rw", scaled),
    rule(/^cmi\.score\.(raw|min|max)$/, "rw", real),
    rule(/^cmi\.progress_measure$/, "rw", (value) => (real(value) ? BAD : Number(value) < 0 || Number(value) > 1 ? "407" : ""), true),
    rule(/^cmi\.location$/, "rw", matches(/^[\s\S]*$/, BAD, 1000)),
    rule(/^cmi\.suspend_data$/, "rw", matches(/^[\x20-\x7e]*$/, BAD, 4000)),
    rule(/^cmi\.exit$/, "w", oneOf("_ suspend normal logout time-out", BAD)),
    rule(/^cmi\.session_time$/, "w", span),
    rule(/^cmi\.(interactions|objectives)\.(_children|_count)$/, "r", nothing, true),
    rule(/^cmi\.objectives\.\d+\.id$/, "rw", id, true),
    rule(/^cmi\.objectives\.\d+\.score\.scaled$/, "rw", scaled, true),
    rule(/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, "rw", real, true),
    rule(/^cmi\.objectives\.\d+\.success_status$/, "rw", oneOf("passed failed unknown", BAD), true),
    rule(/^cmi\.objectives\.\d+\.completion_status$/, "rw", oneOf("completed incomplete unknown", BAD), true),
    rule(new RegExp(`${INTERACTIONS}(id|objectives\\.\\d+\\.id)$`), "rw", id, true),
    rule(
      new RegExp(`${INTERACTIONS}type$`), "rw",
      oneOf("true-false choice fill-in long-fill-in likert matching performance sequencing numeric other", BAD), true,
    ),
    rule(new RegExp(`${INTERACTIONS}timestamp$`), "rw", timestamp, true),
    rule(new RegExp(`${INTERACTIONS}(learner_response|correct_responses\\.\\d+\\.pattern)$`), "rw", line(4000), true),
    rule(new RegExp(`${INTERACTIONS}weighting$`), "rw", real, true),
    rule(new RegExp(`${INTERACTIONS}latency$`), "rw", span, true),
    rule(new RegExp(`${INTERACTIONS}description$`), "rw", line(250), true),
    rule(
      new RegExp(`${INTERACTIONS}result$`), "rw",
      (value) => (/^(correct|incorrect|unanticipated|neutral)$/.test(value) ? "" : real(value)), true,
    ),
  ],
};

const NAME = "[A-Za-z0-9_.]+";

/** Form of a response of each type (R15). */
export const RESPONSES2004: Record<string, RegExp> = {
  "true-false": /^(true|false)$/,
  choice: new RegExp(`^(${NAME}(\\[,\\]${NAME})*)?$`),
  sequencing: new RegExp(`^(${NAME}(\\[,\\]${NAME})*)?$`),
  matching: /^([A-Za-z0-9_]+\[\.\][A-Za-z0-9_]+(\[,\][A-Za-z0-9_]+\[\.\][A-Za-z0-9_]+)*)?$/,
  numeric: /^(-?\d+(\.\d+)?)?$/,
  likert: new RegExp(`^(${NAME})?$`),
  "fill-in": /^.{0,2600}$/,
  "long-fill-in": /^.{0,4000}$/,
  other: /^.{0,4000}$/,
};

/** Correct patterns differ from responses only for numbers (R16). */
export const NUMERIC_PATTERN = /^(-?\d+(\.\d+)?)?\[:\](-?\d+(\.\d+)?)?$/;
