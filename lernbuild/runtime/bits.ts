/** Numbers to bits and bits to text of 64 letters; knows nothing of what the numbers mean. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NUMBERS = new Map([...LETTERS].map((letter, index) => [letter, index]));

export class BitWriter {
  private readonly bits: number[] = [];

  get length(): number {
    return this.bits.length;
  }

  bit(value: boolean): void {
    this.bits.push(value ? 1 : 0);
  }

  /** A whole number of 0 to 2^width - 1, highest bit first. */
  number(value: number, width: number): void {
    for (let power = 2 ** (width - 1); power >= 1; power /= 2) {
      this.bits.push(value >= power ? 1 : 0);
      if (value >= power) value -= power;
    }
  }

  /** A whole number >= 0 in groups of four bits, lowest first, each behind a bit that says "more follows". */
  varint(value: number): void {
    for (;;) {
      const rest = Math.floor(value / 16);
      this.bit(rest > 0);
      this.number(value % 16, 4);
      if (rest === 0) return;
      value = rest;
    }
  }

  /** A whole number of either sign: 0, -1, 1, -2 … as 0, 1, 2, 3 … */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  append(bits: readonly number[]): void {
    for (const bit of bits) this.bits.push(bit);
  }

  toBits(): number[] {
    return [...this.bits];
  }

  /** Filled up with zero bits to whole letters. */
  toText(): string {
    let text = "";
    for (let at = 0; at < this.bits.length; at += 6) {
      let value = 0;
      for (let place = 0; place < 6; place++) value = value * 2 + (this.bits[at + place] ?? 0);
      text += LETTERS[value];
    }
    return text;
  }
}

/** Thrown by a reader at the end of its bits or at a letter it does not know. */
export class BitsError extends Error {}

export class BitReader {
  private at = 0;

  constructor(private readonly bits: readonly number[]) {}

  static fromText(text: string): BitReader {
    const bits: number[] = [];
    for (const letter of text) {
      const value = NUMBERS.get(letter);
      if (value === undefined) throw new BitsError(`not a letter of the state: ${letter}`);
      for (let power = 32; power >= 1; power /= 2) bits.push(Math.floor(value / power) % 2);
    }
    return new BitReader(bits);
  }

  get left(): number {
    return this.bits.length - this.at;
  }

  bit(): boolean {
    return this.number(1) === 1;
  }

  number(width: number): number {
    if (width > this.left) throw new BitsError("the state ends too early");
    let value = 0;
    for (let place = 0; place < width; place++) value = value * 2 + (this.bits[this.at++] as number);
    return value;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 16) {
      const more = this.bit();
      value += this.number(4) * factor;
      if (!more) return value;
      if (factor > 2 ** 53) throw new BitsError("a number of the state is too large");
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  /** The next bits as they are. */
  take(count: number): number[] {
    if (count > this.left) throw new BitsError("the state ends too early");
    const taken = this.bits.slice(this.at, this.at + count);
    this.at += count;
    return taken;
  }
}
