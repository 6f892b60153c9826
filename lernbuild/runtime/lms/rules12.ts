/** What SCORM 1.2 allows in each element that this package writes (rules T2-T14); anything else is not sent. */

const DECIMAL = /^-?\d+(\.\d+)?$/;
const PERCENT = /^(100(\.0+)?|\d{1,2}(\.\d+)?)$/;
const SPAN = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
const ID = /^[A-Za-z0-9_.-]{1,255}$/;
const ASCII = /^[\x20-\x7e]*$/;

const RULES: [RegExp, (value: string) => boolean][] = [
  [/^cmi\.core\.lesson_status$/, (value) => /^(passed|completed|failed|incomplete|browsed)$/.test(value)],
  [/^cmi\.core\.lesson_location$/, (value) => value.length <= 255 && ASCII.test(value)],
  [/^cmi\.core\.score\.(raw|min|max)$/, (value) => PERCENT.test(value)],
  [/^cmi\.core\.exit$/, (value) => /^(|suspend|logout|time-out)$/.test(value)],
  [/^cmi\.core\.session_time$/, (value) => SPAN.test(value)],
  [/^cmi\.suspend_data$/, (value) => value.length <= 4096 && ASCII.test(value)],
  [/^cmi\.objectives\.\d+\.id$/, (value) => ID.test(value)],
  [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, (value) => PERCENT.test(value)],
  [/^cmi\.objectives\.\d+\.status$/, (value) => /^(passed|completed|failed|incomplete|browsed)$/.test(value)],
  [/^cmi\.interactions\.\d+\.(id|objectives\.\d+\.id)$/, (value) => ID.test(value)],
  [/^cmi\.interactions\.\d+\.time$/, (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value)],
  [/^cmi\.interactions\.\d+\.type$/, (value) => /^(true-false|choice|fill-in|matching|performance|likert|sequencing|numeric)$/.test(value)],
  [/^cmi\.interactions\.\d+\.(student_response|correct_responses\.\d+\.pattern)$/, (value) => value.length <= 255],
  [/^cmi\.interactions\.\d+\.weighting$/, (value) => DECIMAL.test(value)],
  [/^cmi\.interactions\.\d+\.result$/, (value) => /^(correct|wrong|unanticipated|neutral)$/.test(value) || DECIMAL.test(value)],
  [/^cmi\.interactions\.\d+\.latency$/, (value) => SPAN.test(value)],
];

export function legal12(element: string, value: string): boolean {
  return RULES.some(([pattern, allows]) => pattern.test(element) && allows(value));
}
