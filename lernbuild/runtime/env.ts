/** What the tracker needs of the browser, so that tests can stand in for it. */

export interface Env {
  /** For events and for finding an LMS. */
  window: Window;
  /** null: forbidden or missing. */
  storage: Storage | null;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that is never set. */
  ticks(): number;
  /** Runs `action` once later; the number cancels it. */
  after(milliseconds: number, action: () => void): number;
  cancel(timer: number): void;
  /** 0 to 1. */
  random(): number;
  /** Asks the server for a file of the package; false: it cannot be reached. */
  probe(): Promise<boolean>;
}

const PROBE_TIMEOUT = 8_000;

/** `root`: absolute address of the package's folder. */
export function browserEnv(win: Window, root: string): Env {
  return {
    window: win,
    storage: storageOf(win),
    now: () => Date.now(),
    ticks: () => win.performance.now(),
    after: (milliseconds, action) => win.setTimeout(action, milliseconds),
    cancel: (timer) => win.clearTimeout(timer),
    random: () => Math.random(),
    probe: () => reachable(win, `${root}assets/course.js`),
  };
}

/** Any answer of the server will do, also a refusal: only a dead connection counts. */
async function reachable(win: Window, url: string): Promise<boolean> {
  const controller = new AbortController();
  const timer = win.setTimeout(() => controller.abort(), PROBE_TIMEOUT);
  try {
    await win.fetch(url, { method: "HEAD", cache: "no-store", signal: controller.signal });
    return true;
  } catch {
    return false;
  } finally {
    win.clearTimeout(timer);
  }
}

function storageOf(win: Window): Storage | null {
  try {
    return win.localStorage;
  } catch {
    return null;
  }
}
