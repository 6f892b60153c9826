// Clock times of a day's plan. Knows no page.

export interface Part {
  minutes: number;
  pause: number;
}

/** Minutes since midnight of „09:30“; null for anything else. */
export function minutesOf(clock: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(clock);
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** „09:30“; after midnight it goes on with 00:00. */
export function clockOf(minutes: number): string {
  const day = ((minutes % 1440) + 1440) % 1440;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(day / 60))}:${two(day % 60)}`;
}

/** From and to of each part, null for a part of 0 minutes, which takes no pause either; and when all is over. */
export function timetable(start: number, parts: Part[]): { rows: ([number, number] | null)[]; end: number } {
  let at = start;
  let end = start;
  const rows = parts.map(({ minutes, pause }): [number, number] | null => {
    if (!minutes) return null;
    const row: [number, number] = [at, at + minutes];
    end = at + minutes;
    at = end + pause;
    return row;
  });
  return { rows, end };
}

/** A number of minutes as someone typed it: whole, from 0 to 600. */
export function typed(text: string): number {
  const found = Math.round(Number(text.replace(",", ".")));
  return Number.isFinite(found) ? Math.min(600, Math.max(0, found)) : 0;
}
