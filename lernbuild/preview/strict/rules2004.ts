/** SCORM 2004 as strict as the tables say (R1-R19), with Moodle's refusals where they are harder. */
import { matches, oneOf, rule, type Model, type Rule } from "./rules.ts";

const BAD = "406";
const real = matches(/^-?\d+(\.\d{1,7})?$/, BAD);
const span = matches(/^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/, BAD);
/** Moodle takes neither a zone without a fraction nor three decimals. */
const timestamp = matches(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2}Z?)?$/, BAD);
const id = matches(/^[^\s]+$/, BAD, 4000);
const line = (longest: number): Rule["check"] => matches(/^[^\r\n]*$/, BAD, longest);
const TYPES = "true-false choice fill-in long-fill-in likert matching performance sequencing numeric other";
const SCALED = "eine Zahl von -1 bis 1 mit Punkt";
const REAL = "eine Zahl mit Punkt";
const SPAN = "eine Dauer wie PT1M30S, höchstens zwei Nachkommastellen";
const ID = "ohne Leerzeichen, höchstens 4000 Zeichen";
const OPTIONAL = { optional: true };

function scaled(value: string): string {
  if (real(value)) return BAD;
  return Math.abs(Number(value)) <= 1 ? "" : "407";
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
  rows: { session: "R1", readOnly: "R9", writeOnly: "R10", unknown: "R11", order: "R12", response: "R15" },
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
    rule("R9", /^cmi\.(learner_id|learner_name|credit|entry|total_time|launch_data|max_time_allowed|time_limit_action|completion_threshold)$/, "r"),
    rule("R9", /^cmi\.(mode|scaled_passing_score)$/, "r", "", undefined, OPTIONAL),
    rule("R2", /^cmi\.completion_status$/, "rw", "completed, incomplete oder unknown", oneOf("completed incomplete unknown", BAD)),
    rule("R2", /^cmi\.success_status$/, "rw", "passed, failed oder unknown", oneOf("passed failed unknown", BAD)),
    rule("R3", /^cmi\.score\.scaled$/, "rw", SCALED, scaled),
    rule("R3", /^cmi\.score\.(raw|min|max)$/, "rw", REAL, real),
    rule("R4", /^cmi\.progress_measure$/, "rw", "eine Zahl von 0 bis 1 mit Punkt", (value) => (real(value) ? BAD : Number(value) < 0 || Number(value) > 1 ? "407" : ""), OPTIONAL),
    rule("R6", /^cmi\.location$/, "rw", "höchstens 1000 Zeichen", matches(/^[\s\S]*$/, BAD, 1000), { longest: 1000 }),
    rule("R6", /^cmi\.suspend_data$/, "rw", "höchstens 4000 Zeichen ASCII", matches(/^[\x20-\x7e]*$/, BAD, 4000), { longest: 4000 }),
    rule("R5", /^cmi\.exit$/, "w", "leer, suspend, normal, logout oder time-out", oneOf("_ suspend normal logout time-out", BAD)),
    rule("R7", /^cmi\.session_time$/, "w", SPAN, span),
    rule("R12", /^cmi\.(interactions|objectives)\.(_children|_count)$/, "r", "", undefined, OPTIONAL),
    rule("R13", /^cmi\.objectives\.\d+\.id$/, "rw", ID, id, { optional: true, longest: 4000 }),
    rule("R3", /^cmi\.objectives\.\d+\.score\.scaled$/, "rw", SCALED, scaled, OPTIONAL),
    rule("R3", /^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, "rw", REAL, real, OPTIONAL),
    rule("R2", /^cmi\.objectives\.\d+\.success_status$/, "rw", "passed, failed oder unknown", oneOf("passed failed unknown", BAD), OPTIONAL),
    rule("R2", /^cmi\.objectives\.\d+\.completion_status$/, "rw", "completed, incomplete oder unknown", oneOf("completed incomplete unknown", BAD), OPTIONAL),
    rule("R13", new RegExp(`${INTERACTIONS}(id|objectives\\.\\d+\\.id)$`), "rw", ID, id, { optional: true, longest: 4000 }),
    rule("R14", new RegExp(`${INTERACTIONS}type$`), "rw", `eines von ${TYPES}`, oneOf(TYPES, BAD), OPTIONAL),
    rule("R8", new RegExp(`${INTERACTIONS}timestamp$`), "rw", "JJJJ-MM-TTThh:mm:ss, höchstens zwei Nachkommastellen", timestamp, OPTIONAL),
    rule(
      "R15", new RegExp(`${INTERACTIONS}(learner_response|correct_responses\\.\\d+\\.pattern)$`), "rw",
      "eine Zeile, höchstens 4000 Zeichen", line(4000), { optional: true, longest: 4000 },
    ),
    rule("R3", new RegExp(`${INTERACTIONS}weighting$`), "rw", REAL, real, OPTIONAL),
    rule("R7", new RegExp(`${INTERACTIONS}latency$`), "rw", SPAN, span, OPTIONAL),
    rule("R18", new RegExp(`${INTERACTIONS}description$`), "rw", "eine Zeile, höchstens 250 Zeichen", line(250), { optional: true, longest: 250 }),
    rule(
      "R17", new RegExp(`${INTERACTIONS}result$`), "rw", "correct, incorrect, unanticipated, neutral oder eine Zahl",
      (value) => (/^(correct|incorrect|unanticipated|neutral)$/.test(value) ? "" : real(value)), OPTIONAL,
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
  performance: /^.{0,4000}$/,
  other: /^.{0,4000}$/,
};

/** Correct patterns differ from responses only for numbers (R16). */
export const NUMERIC_PATTERN = /^(-?\d+(\.\d+)?)?\[:\](-?\d+(\.\d+)?)?$/;
