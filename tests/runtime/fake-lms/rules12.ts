/** SCORM 1.2 as strict as the tables say (T1-T15), with Moodle's refusals where they are harder. */
import { matches, oneOf, type Model, type Rule } from "./rules.ts";

const BAD = "405";
const decimal = matches(/^-?\d+(\.\d+)?$/, BAD);
const percent = (value: string): string => (value === "" || (decimal(value) === "" && Number(value) >= 0 && Number(value) <= 100) ? "" : BAD);
const span = matches(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/, BAD);
const id = matches(/^[\x21-\x7e]+$/, BAD, 255);
const status = oneOf("passed completed failed incomplete browsed", BAD);
const nothing = (): string => "";

function rule(pattern: RegExp, access: Rule["access"], check: Rule["check"] = nothing, optional = false): Rule {
  return { pattern, access, check, optional };
}

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
    rule(/^cmi\.core\.(student_id|student_name|credit|entry|total_time)$/, "r"),
    rule(/^cmi\.core\.lesson_mode$/, "r", nothing, true),
    rule(/^cmi\.(launch_data|comments_from_lms)$/, "r"),
    rule(/^cmi\.student_data\.(mastery_score|max_time_allowed|time_limit_action)$/, "r", nothing, true),
    rule(/^cmi\.core\.lesson_status$/, "rw", status),
    rule(/^cmi\.core\.lesson_location$/, "rw", matches(/^[\s\S]*$/, BAD, 255)),
    rule(/^cmi\.core\.score\.raw$/, "rw", percent),
    rule(/^cmi\.core\.score\.(min|max)$/, "rw", percent, true),
    rule(/^cmi\.core\.(exit)$/, "w", oneOf("_ suspend logout time-out", BAD)),
    rule(/^cmi\.core\.session_time$/, "w", span),
    rule(/^cmi\.suspend_data$/, "rw", matches(/^[\x20-\x7e]*$/, BAD, 4096)),
    rule(/^cmi\.(interactions|objectives)\.(_children|_count)$/, "r", nothing, true),
    rule(/^cmi\.objectives\.\d+\.id$/, "rw", id, true),
    rule(/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, "rw", percent, true),
    rule(/^cmi\.objectives\.\d+\.status$/, "rw", status, true),
    rule(new RegExp(`${INTERACTIONS}(id|objectives\\.\\d+\\.id)$`), "w", id, true),
    rule(new RegExp(`${INTERACTIONS}time$`), "w", matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/, BAD), true),
    rule(new RegExp(`${INTERACTIONS}type$`), "w", oneOf("true-false choice fill-in matching performance likert sequencing numeric", BAD), true),
    rule(new RegExp(`${INTERACTIONS}(student_response|correct_responses\\.\\d+\\.pattern)$`), "w", matches(/^[^\r\n]*$/, BAD, 255), true),
    rule(new RegExp(`${INTERACTIONS}weighting$`), "w", decimal, true),
    rule(new RegExp(`${INTERACTIONS}latency$`), "w", span, true),
    rule(
      new RegExp(`${INTERACTIONS}result$`), "w",
      (value) => (/^(correct|wrong|unanticipated|neutral)$/.test(value) ? "" : decimal(value)), true,
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
