/** The events of the window that begin, pause and end a session; never `unload` or `beforeunload` (Chrome blocks them in frames). */

export interface Moments {
  input(): void;
  hidden(): void;
  visible(): void;
  frozen(): void;
  thawed(): void;
  ended(): void;
  online(): void;
  /** Another tab wrote to localStorage. */
  stored(key: string, value: string): void;
}

export function watch(win: Window, moments: Moments): void {
  const { document } = win;
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    win.addEventListener(name, () => moments.input(), { passive: true, capture: true });
  }
  const look = (): void => (document.visibilityState === "hidden" ? moments.hidden() : moments.visible());
  document.addEventListener("visibilitychange", look);
  look(); // A tab may be opened behind the others.
  win.addEventListener("pagehide", (event) => ((event as PageTransitionEvent).persisted ? moments.frozen() : moments.ended()));
  win.addEventListener("pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) moments.thawed();
  });
  win.addEventListener("online", () => moments.online());
  win.addEventListener("storage", (event) => {
    if (event.key && event.newValue) moments.stored(event.key, event.newValue);
  });
}
