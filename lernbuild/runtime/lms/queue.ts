/** Statements on their way: in order, each once, kept over reloads in localStorage; knows what no statement says. */
import { bytes, FAREWELL, succeeded, type Answer, type Lrs } from "./lrs.ts";
import type { Statement, Word } from "./vocabulary.ts";

export interface Item {
  word: Word;
  statement: Statement;
  /** The lesson of `experienced`, the percent of `failed` (-1: without). */
  about?: number;
  /** The store refused it in this many sessions. */
  refused?: number;
}

const BATCH = 20;
/** Refused so often, it is given up. */
const SESSIONS = 2;

export class Queue {
  private items: Item[] = [];
  private readonly known = new Set<string>();
  /** Refused in this session: others go past it. */
  private readonly parked = new Set<string>();
  private readonly flying = new Set<string>();

  /** `name` of this session, below `family`, the name of all sessions of this learner in this course. */
  constructor(
    private readonly lrs: Lrs,
    private readonly storage: Storage | null,
    private readonly family: string,
    private readonly name: string,
    private readonly delivered: (item: Item) => void,
  ) {
    for (const item of this.read(this.key)) this.add(item);
  }

  get idle(): boolean {
    return this.items.length === 0;
  }

  has(test: (item: Item) => boolean): boolean {
    return this.items.some(test);
  }

  add(item: Item): void {
    const { id } = item.statement;
    if (this.known.has(id)) return;
    this.known.add(id);
    this.items.push(item);
    this.keep();
  }

  /** Takes over what earlier sessions could not deliver; only they know it. */
  inherit(adopt: (item: Item) => Item | null): void {
    for (const key of this.relatives()) {
      for (const item of this.read(key)) {
        const mine = (item.refused ?? 0) < SESSIONS && adopt(item);
        if (mine) this.add(mine);
      }
      this.forget(key);
    }
  }

  /** True: nothing is left. */
  async drain(keepalive: boolean): Promise<boolean> {
    for (;;) {
      const batch = this.batch();
      if (!batch.length) return this.idle;
      const answer = await this.send(batch, keepalive);
      if (succeeded(answer)) this.done(batch);
      else if (isTrouble(answer)) return false;
      else if (batch.length > 1) {
        for (const item of batch) if (!(await this.single(item, keepalive))) return false;
      } else this.judge(batch[0] as Item, answer);
    }
  }

  /** The page goes: all at once, in order, without waiting; what is under way already is not said twice. */
  farewell(last: Item | null): void {
    if (last) this.add(last);
    const open = this.items.filter(({ statement }) => !this.flying.has(statement.id) && !this.parked.has(statement.id));
    const body = (items: Item[]) => JSON.stringify(items.map(({ statement }) => statement));
    // Too much for a browser that leaves: answers wait on this device for the next session.
    const fitting = bytes(body(open)) < FAREWELL ? open : open.filter(({ word }) => word !== "answered");
    if (fitting.length) void this.lrs.post("statements", body(fitting), true);
  }

  private batch(): Item[] {
    const open = this.items.filter(({ statement }) => !this.parked.has(statement.id));
    return open.slice(0, BATCH);
  }

  private async send(batch: Item[], keepalive: boolean): Promise<Answer> {
    const statements = batch.map(({ statement }) => statement);
    const body = JSON.stringify(statements.length === 1 ? statements[0] : statements);
    for (const { id } of statements) this.flying.add(id);
    const answer = await this.lrs.post("statements", body, keepalive && bytes(body) < FAREWELL);
    for (const { id } of statements) this.flying.delete(id);
    return answer;
  }

  /** False: no use to go on now. */
  private async single(item: Item, keepalive: boolean): Promise<boolean> {
    const answer = await this.send([item], keepalive);
    if (succeeded(answer)) this.done([item]);
    else if (isTrouble(answer)) return false;
    else this.judge(item, answer);
    return true;
  }

  /** 409: the store has a statement of this id. 400, 413: it will never take this one. Else: perhaps in another session. */
  private judge(item: Item, { status }: Answer): void {
    if (status === 409) return this.done([item]);
    if (status === 400 || status === 413) this.items = this.items.filter((one) => one !== item);
    else {
      this.parked.add(item.statement.id);
      item.refused = (item.refused ?? 0) + 1;
    }
    this.keep();
  }

  private done(items: Item[]): void {
    this.items = this.items.filter((item) => !items.includes(item));
    this.keep();
    for (const item of items) this.delivered(item);
  }

  private get key(): string {
    return `${this.family}:${this.name}`;
  }

  private relatives(): string[] {
    const keys: string[] = [];
    try {
      for (let at = 0; at < (this.storage?.length ?? 0); at++) keys.push(this.storage?.key(at) ?? "");
    } catch {
      return [];
    }
    return keys.filter((key) => key.startsWith(`${this.family}:`) && key !== this.key);
  }

  private read(key: string): Item[] {
    try {
      const items: unknown = JSON.parse(this.storage?.getItem(key) ?? "[]");
      return Array.isArray(items) ? (items as Item[]).filter((item) => typeof item?.statement?.id === "string") : [];
    } catch {
      return [];
    }
  }

  private keep(): void {
    if (!this.items.length) return this.forget(this.key);
    try {
      this.storage?.setItem(this.key, JSON.stringify(this.items));
    } catch {
      // Full or forbidden: they go out from here as long as the page lives.
    }
  }

  private forget(key: string): void {
    try {
      this.storage?.removeItem(key);
    } catch {
      // Taken over once more next time: its ids are the same.
    }
  }
}

/** Worth another try later: no answer, no right (any more), too many, broken. */
function isTrouble({ status }: Answer): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}
