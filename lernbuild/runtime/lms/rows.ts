/** An array of an LMS (`cmi.interactions`, `cmi.objectives`): which row belongs to which id; knows no notation of the fields. */
import type { Pair, Wire } from "./wire.ts";

/** Eight fields each: PHP takes 1,000 fields of a request, if nobody changes that, and Moodle sends all rows at once. */
const MOST = 120;
/** An LMS that saves so often and cannot say whether it has rows has none. */
const TRIES = 4;
/** Behind an id that is about to be replaced. */
const PASSING = ".-.";

export class Rows {
  private readonly places = new Map<string, number>();
  /** Rows that were written since the LMS was last sure to have them. */
  private readonly unsure = new Set<string>();
  /** Places below `end` that hold nothing: an LMS lost what was to stand there. */
  private holes: number[] = [];
  /** Place behind the last row; null: not read yet, -1: the LMS has no such rows. */
  private end: number | null = null;

  private asked = false;
  private unread = 0;

  /** `readable`: ids of earlier sessions can be read back; `field`: what else every row has. */
  constructor(
    private readonly wire: Wire,
    private readonly name: string,
    private readonly readable: boolean,
    private readonly field = "",
  ) {}

  /** Writes a row at its place, a new one at the first that is free; false: try again later. */
  write(id: string, fields: Pair[]): boolean {
    this.end ??= this.unread < TRIES ? this.read() : -1;
    if (this.end === null) return false;
    if (this.end < 0) return true;
    const place = this.places.get(id) ?? this.holes[0] ?? this.end;
    if (place >= MOST) return true;
    const row = `${this.name}.${place}`;
    if (!this.wire.put([`${row}.id`, id])) return false;
    if (this.wire.wasRefused(`${row}.id`)) return true;
    if (place === this.end) this.end++;
    this.holes = this.holes.filter((hole) => hole !== place);
    this.places.set(id, place);
    this.unsure.add(id);
    return fields.every(([field, value]) => this.wire.put([`${row}.${field}`, value]));
  }

  /** The LMS has saved something: what it could not read now is no matter of the connection. */
  saved(): void {
    if (this.asked && this.end === null) this.unread++;
  }

  /** Ids of rows of which nobody knows whether the LMS has them. */
  get unsureIds(): string[] {
    return [...this.unsure];
  }

  /** What was written is sure to have arrived. */
  trust(): void {
    this.unsure.clear();
  }

  /** Writes other values over a row that may be lost, for `write` to replace; `rename`: another id, too. */
  detour(id: string, others: Pair[], rename: boolean): boolean {
    const place = this.places.get(id);
    if (place === undefined || !this.unsure.has(id)) return true;
    const row = `${this.name}.${place}`;
    const pairs: Pair[] = others.map(([field, value]) => [`${row}.${field}`, value]);
    if (rename) pairs.unshift([`${row}.id`, `${id.slice(0, 240)}${PASSING}`]);
    return pairs.every((pair) => this.wire.pass(pair));
  }

  private read(): number | null {
    this.asked = true;
    const children = this.wire.ask(`${this.name}._children`);
    const count = this.wire.ask(`${this.name}._count`);
    if (children === null || count === null) return null;
    if (!/\bid\b/.test(children) || !/^\d{1,6}$/.test(count)) return -1;
    return this.readable ? this.ids(Number(count)) : Number(count);
  }

  /**
   * Moodle counts the rows it has: behind a hole there are more, and a piece of a lost row counts, too. New rows go to
   * the first free place, one after the other: only so none is ever further than the LMS counts.
   */
  private ids(count: number): number | null {
    const read = new Map<string, number>();
    const empty: number[] = [];
    for (let place = 0; read.size < count && place < Math.min(2 * count, MOST); place++) {
      const element = `${this.name}.${place}.id`;
      const id = this.wire.ask(element);
      if (id === null) return null;
      if (!id) empty.push(place);
      else {
        this.wire.know(element, id);
        read.set(id.endsWith(PASSING) ? id.slice(0, -PASSING.length) : id, place);
      }
    }
    const hidden = read.size === 0 && count > 0 ? this.hidden(count) : false;
    if (hidden === null) return null;
    const end = Math.max(-1, ...read.values()) + 1;
    for (const [id, place] of read) this.places.set(id, place);
    this.holes = hidden ? [] : empty.filter((place) => place < end);
    return hidden ? Math.max(count, end) : end;
  }

  /** Rows whose ids cannot be read are no holes: another field of all of them can. A piece of a lost row stands alone. */
  private hidden(count: number): boolean | null {
    for (let place = 0; this.field && place < Math.min(count, MOST); place++) {
      const value = this.wire.ask(`${this.name}.${place}.${this.field}`);
      if (!value) return value === null ? null : false;
    }
    return this.field !== "";
  }
}
