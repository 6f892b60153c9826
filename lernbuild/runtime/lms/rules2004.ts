/** What SCORM 2004 allows in each element that this package writes (rules R2-R18); anything else is not sent. */

const REAL = /^-?\d+(\.\d{1,7})?$/;
const SPAN = /^PT\d+H\d+M\d+S$/;
const ID = /^[A-Za-z0-9_.-]{1,4000}$/;
const LONGEST = 4000;

const RULES: [RegExp, (value: string) => boolean][] = [
  [/^cmi\.(objectives\.\d+\.)?completion_status$/, (value) => /^(completed|incomplete)$/.test(value)],
  [/^cmi\.(objectives\.\d+\.)?success_status$/, (value) => /^(passed|failed|unknown)$/.test(value)],
  [/^cmi\.(objectives\.\d+\.)?score\.scaled$/, (value) => REAL.test(value) && Math.abs(Number(value)) <= 1],
  [/^cmi\.(objectives\.\d+\.)?score\.(raw|min|max)$/, (value) => REAL.test(value)],
  [/^cmi\.location$/, (value) => value.length <= 1000],
  [/^cmi\.exit$/, (value) => value === "suspend"],
  [/^cmi\.session_time$/, (value) => SPAN.test(value)],
  [/^cmi\.suspend_data$/, (value) => value.length <= LONGEST],
  [/^cmi\.(objectives|interactions)\.\d+\.id$/, (value) => ID.test(value)],
  [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, (value) => ID.test(value)],
  [/^cmi\.interactions\.\d+\.type$/, (value) => /^(true-false|choice|(long-)?fill-in|likert|matching|sequencing|numeric|other)$/.test(value)],
  [/^cmi\.interactions\.\d+\.timestamp$/, (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value)],
  [/^cmi\.interactions\.\d+\.(learner_response|correct_responses\.\d+\.pattern)$/, (value) => value.length <= LONGEST && !/[\r\n]/.test(value)],
  [/^cmi\.interactions\.\d+\.weighting$/, (value) => REAL.test(value)],
  [/^cmi\.interactions\.\d+\.result$/, (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || REAL.test(value)],
  [/^cmi\.interactions\.\d+\.latency$/, (value) => SPAN.test(value)],
  [/^cmi\.interactions\.\d+\.description$/, (value) => value.length <= 250 && !/[\r\n]/.test(value)],
];

export function legal2004(element: string, value: string): boolean {
  return RULES.some(([pattern, allows]) => pattern.test(element) && allows(value));
}
