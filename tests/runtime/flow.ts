/** Reads the one form of YAML that truth-table.yaml has: rows of `- {key: value, list: [a, b]}`. */

export type Flow = string | Flow[] | { [key: string]: Flow };

export function readRows(text: string): Record<string, Flow>[] {
  const rows: Record<string, Flow>[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("- {")) rows.push(new Reader(line.slice(2)).map());
  }
  return rows;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  map(): Record<string, Flow> {
    const entries: Record<string, Flow> = {};
    this.expect("{");
    while (!this.ends("}")) {
      const key = this.plain(/[:]/);
      this.expect(":");
      entries[key] = this.value();
      if (this.peek() === ",") this.at++;
    }
    return entries;
  }

  private list(): Flow[] {
    const values: Flow[] = [];
    this.expect("[");
    while (!this.ends("]")) {
      values.push(this.value());
      if (this.peek() === ",") this.at++;
    }
    return values;
  }

  private value(): Flow {
    const next = this.peek();
    if (next === "{") return this.map();
    if (next === "[") return this.list();
    if (next === '"') {
      const end = this.text.indexOf('"', this.at + 1);
      const quoted = this.text.slice(this.at + 1, end);
      this.at = end + 1;
      return quoted;
    }
    return this.plain(/[,}\]]/);
  }

  private plain(stop: RegExp): string {
    this.peek();
    const start = this.at;
    while (this.at < this.text.length && !stop.test(this.text[this.at] as string)) this.at++;
    return this.text.slice(start, this.at).trim();
  }

  private peek(): string | undefined {
    while (this.text[this.at] === " ") this.at++;
    return this.text[this.at];
  }

  private expect(letter: string): void {
    if (this.peek() !== letter) throw new Error(`expected ${letter} at ${this.at} in ${this.text}`);
    this.at++;
  }

  private ends(letter: string): boolean {
    if (this.peek() !== letter) return false;
    this.at++;
    return true;
  }
}
