/** A browser without a browser: windows, storage and time that tests turn by hand. */
import type { Env } from "../../lernbuild/runtime/env.ts";

export class FakeStorage implements Storage {
  [name: string]: unknown;
  private readonly entries = new Map<string, string>();
  full = false;
  /** Other tabs that hear of a change. */
  readonly windows = new Set<FakeWindow>();
  /** The tab that writes at the moment. */
  writer: FakeWindow | null = null;

  get length(): number {
    return this.entries.size;
  }

  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) throw new Error("QuotaExceededError");
    this.entries.set(key, value);
    for (const win of this.windows) {
      if (win !== this.writer) win.dispatchEvent(Object.assign(new Event("storage"), { key, newValue: value }));
    }
  }

  removeItem(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }
}

interface Timer {
  id: number;
  due: number;
  action: () => void;
}

/** Time that only moves when told. */
export class Time {
  now = Date.UTC(2026, 10, 21, 20, 0, 0);
  ticks = 0;
  private timers: Timer[] = [];
  private last = 0;

  after(milliseconds: number, action: () => void): number {
    this.timers.push({ id: ++this.last, due: this.ticks + milliseconds, action });
    return this.last;
  }

  cancel(id: number): void {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  /** The page is gone, and with it what it had planned. */
  stop(): void {
    this.timers = [];
  }

  /** Time that passes inside a call: nothing else happens meanwhile. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.ticks += milliseconds;
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.ticks + milliseconds;
    await settle();
    for (;;) {
      const next = this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.cancel(next.id);
      this.pass(Math.max(0, next.due - this.ticks));
      next.action();
      await settle();
    }
    this.pass(Math.max(0, end - this.ticks));
  }
}

/** Lets everything run that waits for a promise only. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await null;
}

export class FakeWindow extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  readonly navigator = { onLine: true };
  parent: unknown = this;
  top: unknown = this;
  opener: unknown = null;
  [name: string]: unknown;

  constructor(private readonly time: Time) {
    super();
  }

  setTimeout(action: () => void, milliseconds: number): number {
    return this.time.after(milliseconds, action);
  }

  hide(): void {
    this.document.visibilityState = "hidden";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  show(): void {
    this.document.visibilityState = "visible";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  transition(name: "pagehide" | "pageshow", persisted: boolean): void {
    this.dispatchEvent(Object.assign(new Event(name), { persisted }));
  }

  /** What a browser does when a tab is closed. */
  close(): void {
    this.hide();
    this.transition("pagehide", false);
  }
}

/** One page in one browser; `online` says whether its server answers. */
export function fakeEnv(time: Time, win: FakeWindow, storage: Storage | null, online: () => boolean, random: () => number = Math.random): Env {
  return {
    window: win as unknown as Window,
    storage,
    now: () => time.now,
    ticks: () => time.ticks,
    after: (milliseconds, action) => time.after(milliseconds, action),
    cancel: (timer) => time.cancel(timer),
    random,
    probe: () => Promise.resolve(online()),
  };
}
