/** Adds session times to total times, in the notation of each standard. */

/** HHHH:MM:SS.SS (SCORM 1.2) or an ISO 8601 duration (2004), in hundredths of a second. */
export function hundredths(text: string): number {
  const clock = /^(\d+):(\d+):(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (clock) return ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 100 + Number((clock[4] ?? "").padEnd(2, "0"));
  const span = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!span) return 0;
  const [days, hours, minutes, seconds] = span.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 100);
}

export function clock(total: number): string {
  const seconds = Math.floor(total / 100);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(total % 100)}`;
}

export function span(total: number): string {
  const seconds = Math.floor(total / 100);
  const rest = total % 100 ? `.${String(total % 100).padStart(2, "0")}` : "";
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}${rest}S`;
}
