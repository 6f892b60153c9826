/** News from the server. A browser keeps six connections to a server, so one tab listens and tells the others. */

const KINDS = ["built", "record", "blocked", "list", "replaced", "error", "open"] as const;
export type Kind = (typeof KINDS)[number];

/** `hear` gets each kind with its data; "error" and "open" have none. */
export function listen(hear: (kind: Kind, data: unknown) => void): void {
  const name = `vorschau${window.location.pathname}`;
  const tabs = new BroadcastChannel(name);
  const tell = (kind: Kind, data: unknown): void => {
    tabs.postMessage({ kind, data });
    hear(kind, data);
  };
  tabs.addEventListener("message", ({ data: { kind, data } }: MessageEvent<{ kind: Kind; data: unknown }>) => hear(kind, data));
  // The lock is held until the tab is closed; then the next one gets it, and listens.
  void window.navigator.locks.request(name, () => new Promise<never>(() => {
    const source = new EventSource("news");
    for (const kind of KINDS) {
      source.addEventListener(kind, (event: Event) => tell(kind, event instanceof MessageEvent ? JSON.parse(event.data as string) : null));
    }
  }));
}
