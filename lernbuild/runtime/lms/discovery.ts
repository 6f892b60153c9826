/** Finds the API of an LMS in the windows around; knows no standard. Source: SCORM RTE 3.1.3 and 3.2, bounded and guarded. */

/** Frames within frames, and windows opened by windows: deeper is a loop. */
const DEEPEST = 20;
const OPENERS = 3;

export type Api = Record<string, unknown>;

/** The object `name` that has the method `method`; own window chain first, then those of the openers. */
export function findApi(win: Window, name: string, method: string): Api | null {
  let from: Window | null = win;
  for (let opened = 0; from && opened <= OPENERS; opened++) {
    const found = upwards(from, name, method);
    if (found) return found;
    from = openerOf(from);
  }
  const top = openerOf(topOf(win));
  return top && upwards(top, name, method);
}

/** True when there is a window around that may still bring its API. */
export function hasSurroundings(win: Window): boolean {
  return parentOf(win) !== null || openerOf(win) !== null;
}

function upwards(win: Window, name: string, method: string): Api | null {
  let at: Window | null = win;
  for (let depth = 0; at && depth < DEEPEST; depth++) {
    const found = apiOf(at, name, method);
    if (found) return found;
    at = parentOf(at);
  }
  return null;
}

/** A window of another origin throws at any touch: it has no API for us, its parent may. */
function apiOf(win: Window, name: string, method: string): Api | null {
  try {
    const api = (win as unknown as Record<string, unknown>)[name] as Api | null | undefined;
    return api && typeof api[method] === "function" ? api : null;
  } catch {
    return null;
  }
}

function parentOf(win: Window): Window | null {
  try {
    return win.parent && win.parent !== win ? win.parent : null;
  } catch {
    return null;
  }
}

function openerOf(win: Window | null): Window | null {
  try {
    const opener = win?.opener as Window | null | undefined;
    return opener && opener !== win ? opener : null;
  } catch {
    return null;
  }
}

function topOf(win: Window): Window | null {
  try {
    return win.top;
  } catch {
    return null;
  }
}
