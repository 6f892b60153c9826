/** SCORM 1.2 as strict as the tables say (T1-T15), with Moodle's refusals where they are harder. */
import { matches, oneOf, rule, type Model } from "./rules.ts";

const BAD = "405";
const decimal = matches(/^-?\d+(\.\d+)?$/, BAD);
const percent = (value: string): string => (value === "" || (decimal(value) === "" && Number(value) >= 0 && Number(value) <= 100) ? "" : BAD);
const span = matches(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/, BAD);
const id = matches(/^[\x21-\x7e]+$/, BAD, 255);
const STATUS = "passed completed failed incomplete browsed";
const TYPES = "true-false choice fill-in matching performance likert sequencing numeric";
const PERCENT = "leer oder eine Zahl von 0 bis 100 mit Punkt";
const SPAN = "HH:MM:SS oder HH:MM:SS.SS";
const ID = "druckbares ASCII ohne Leerzeichen und Umlaute, höchstens 255 Zeichen";
const OPTIONAL = { optional: true };

const INTERACTIONS = String.raw`^cmi\.interactions\.\d+\.`;

export const MODEL12: Model = {
  name: "scorm12",
  object: "API",
  methods: {
    initialize: "LMSInitialize", finish: "LMSFinish", get: "LMSGetValue",
    set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError",
  },
  codes: {
    unknown: "401", readOnly: "403", writeOnly: "404", gap: "201", needsId: "201", notOpen: "301", alreadyOpen: "101", closed: "301",
  },
  rows: { session: "T1", readOnly: "T7", writeOnly: "T8", unknown: "T9", order: "T15", response: "T11" },
  fresh: {
    "cmi.core.student_id": "learner-1", "cmi.core.student_name": "Öztürk, Jörg", "cmi.core.credit": "credit",
    "cmi.core.entry": "ab-initio", "cmi.core.lesson_mode": "normal", "cmi.core.lesson_status": "not attempted",
    "cmi.core.lesson_location": "", "cmi.core.score.raw": "", "cmi.core.score.min": "", "cmi.core.score.max": "",
    "cmi.core.total_time": "0000:00:00", "cmi.suspend_data": "", "cmi.launch_data": "", "cmi.student_data.mastery_score": "",
  },
  children: {
    "cmi.interactions": "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
    "cmi.objectives": "id,score,status",
  },
  rules: [
    rule("T7", /^cmi\.core\.(student_id|student_name|credit|entry|total_time)$/, "r"),
    rule("T7", /^cmi\.core\.lesson_mode$/, "r", "", undefined, OPTIONAL),
    rule("T7", /^cmi\.(launch_data|comments_from_lms)$/, "r"),
    rule("T7", /^cmi\.student_data\.(mastery_score|max_time_allowed|time_limit_action)$/, "r", "", undefined, OPTIONAL),
    rule("T2", /^cmi\.core\.lesson_status$/, "rw", `eines von ${STATUS}`, oneOf(STATUS, BAD)),
    rule("T5", /^cmi\.core\.lesson_location$/, "rw", "höchstens 255 Zeichen", matches(/^[\s\S]*$/, BAD, 255), { longest: 255 }),
    rule("T3", /^cmi\.core\.score\.raw$/, "rw", PERCENT, percent),
    rule("T3", /^cmi\.core\.score\.(min|max)$/, "rw", PERCENT, percent, OPTIONAL),
    rule("T4", /^cmi\.core\.(exit)$/, "w", "leer, suspend, logout oder time-out", oneOf("_ suspend logout time-out", BAD)),
    rule("T6", /^cmi\.core\.session_time$/, "w", SPAN, span),
    rule("T5", /^cmi\.suspend_data$/, "rw", "höchstens 4096 Zeichen ASCII", matches(/^[\x20-\x7e]*$/, BAD, 4096), { longest: 4096 }),
    rule("T8", /^cmi\.(interactions|objectives)\.(_children|_count)$/, "r", "", undefined, OPTIONAL),
    rule("T14", /^cmi\.objectives\.\d+\.id$/, "rw", ID, id, { optional: true, longest: 255 }),
    rule("T3", /^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, "rw", PERCENT, percent, OPTIONAL),
    rule("T2", /^cmi\.objectives\.\d+\.status$/, "rw", `eines von ${STATUS}`, oneOf(STATUS, BAD), OPTIONAL),
    rule("T14", new RegExp(`${INTERACTIONS}(id|objectives\\.\\d+\\.id)$`), "w", ID, id, { optional: true, longest: 255 }),
    rule("T13", new RegExp(`${INTERACTIONS}time$`), "w", "HH:MM:SS, ohne Datum", matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/, BAD), OPTIONAL),
    rule("T10", new RegExp(`${INTERACTIONS}type$`), "w", `eines von ${TYPES}`, oneOf(TYPES, BAD), OPTIONAL),
    rule(
      "T11", new RegExp(`${INTERACTIONS}(student_response|correct_responses\\.\\d+\\.pattern)$`), "w",
      "eine Zeile, höchstens 255 Zeichen", matches(/^[^\r\n]*$/, BAD, 255), { optional: true, longest: 255 },
    ),
    rule("T11", new RegExp(`${INTERACTIONS}weighting$`), "w", "eine Zahl mit Punkt", decimal, OPTIONAL),
    rule("T6", new RegExp(`${INTERACTIONS}latency$`), "w", SPAN, span, OPTIONAL),
    rule(
      "T12", new RegExp(`${INTERACTIONS}result$`), "w", "correct, wrong, unanticipated, neutral oder eine Zahl",
      (value) => (/^(correct|wrong|unanticipated|neutral)$/.test(value) ? "" : decimal(value)), OPTIONAL,
    ),
  ],
};

/** Form of a response of each type (T11). */
export const RESPONSES12: Record<string, RegExp> = {
  "true-false": /^[01tf]$/,
  choice: /^([0-9a-z](,[0-9a-z])*)?$/,
  matching: /^([0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*)?$/,
  sequencing: /^([0-9a-z](,[0-9a-z])*)?$/,
  numeric: /^-?\d+(\.\d+)?$/,
  likert: /^[0-9a-z]?$/,
  "fill-in": /^.{0,255}$/,
  performance: /^.{0,255}$/,
};
