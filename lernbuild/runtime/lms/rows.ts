/** An array of an LMS (`cmi.interactions`, `cmi.objectives`): which row belongs to which id; knows no notation of the fields. */
import type { Pair, Wire } from "./wire.ts";

/** Moodle sends all rows again with the last message of a session, which holds 64 KiB. */
const MOST = 40;

export class Rows {
  private readonly places = new Map<string, number>();
  /** Rows of the LMS; null: not read yet, -1: it has none of these. */
  private count: number | null = null;

  /** `readable`: ids of earlier sessions can be read back. */
  constructor(
    private readonly wire: Wire,
    private readonly name: string,
    private readonly readable: boolean,
  ) {}

  /** Writes a row at its place, a new one at the end; false: try again later. */
  write(id: string, fields: Pair[]): boolean {
    this.count ??= this.read();
    if (this.count < 0) return true;
    const place = this.places.get(id) ?? this.count;
    if (place >= MOST) return true;
    const row = `${this.name}.${place}`;
    if (!this.wire.put([`${row}.id`, id])) return false;
    if (this.wire.wasRefused(`${row}.id`)) return true;
    if (place === this.count) this.count++;
    this.places.set(id, place);
    return fields.every(([field, value]) => this.wire.put([`${row}.${field}`, value]));
  }

  private read(): number {
    const children = this.wire.get(`${this.name}._children`);
    const count = this.wire.get(`${this.name}._count`);
    if (!/\bid\b/.test(children) || !/^\d{1,6}$/.test(count)) return -1;
    if (this.readable) {
      for (let place = 0; place < Number(count) && place < MOST; place++) {
        const element = `${this.name}.${place}.id`;
        const id = this.wire.get(element);
        if (id) {
          this.wire.know(element, id);
          this.places.set(id, place);
        }
      }
    }
    return Number(count);
  }
}
