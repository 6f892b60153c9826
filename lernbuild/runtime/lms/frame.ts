/** What an LMS that speaks xAPI does to the page around a course: a way out, silence, a word when the session is over. */

/** A visible way back to the LMS; the end of the page ends the session, as everywhere. */
export function offerExit(win: Window, url: string, words: string): void {
  const tools = win.document.querySelector?.(".bar__tools");
  if (!tools || !/^https?:\/\//i.test(url) || tools.querySelector('[data-lb="leave"]')) return;
  const link = win.document.createElement("a");
  link.className = "bar__tool";
  link.dataset.lb = "leave";
  link.href = url;
  link.textContent = words;
  tools.append(link);
}

/** Said where the page says that something is not saved. */
export function sayOver(win: Window, words: string): void {
  const region = win.document.querySelector?.('[data-lb="status"]');
  if (!region || region.querySelector('[data-lb="over"]')) return;
  const notice = win.document.createElement("div");
  notice.className = "notice";
  notice.dataset.lb = "over";
  const text = win.document.createElement("p");
  text.textContent = words;
  notice.append(text);
  region.append(notice);
}

/** The learner's preference: media start without sound, and may be turned on. */
export function muteMedia(win: Window): void {
  const known = new WeakSet<EventTarget>();
  win.document.addEventListener("play", ({ target }) => {
    if (!target || known.has(target)) return;
    known.add(target);
    (target as HTMLMediaElement).muted = true;
  }, true);
}

/** Long enough between the wish to reload and the end of the page. */
const SOON = 5_000;

/**
 * Says whether the page goes only to come back at once: after the keys for it, or when the Navigation API tells.
 *
 * The button of the browser cannot be told from closing the tab.
 */
export function watchReload(win: Window): () => boolean {
  let at = -Infinity;
  const wish = (reload: boolean) => void (at = reload ? win.performance.now() : -Infinity);
  const { navigation } = win as unknown as { navigation?: EventTarget };
  navigation?.addEventListener("navigate", (event) => wish((event as Event & { navigationType?: string }).navigationType === "reload"));
  win.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "F5" || ((ctrlKey || metaKey) && key.toLowerCase() === "r")) wish(true);
  });
  return () => at > -Infinity && win.performance.now() - at < SOON;
}
