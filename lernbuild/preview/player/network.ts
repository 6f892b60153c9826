/** Takes the network from a frame and gives it back; what is refused looks as it does without a cable. */

interface Cut {
  off: boolean;
}

const cuts = new WeakMap<Window, Cut>();

export function cut(win: Window & typeof globalThis, off: boolean): void {
  const known = cuts.get(win);
  if (!known && !off) return;
  const state = known ?? { off };
  if (!known) {
    cuts.set(win, state);
    patch(win, state);
  }
  if (known && known.off === off) return;
  state.off = off;
  win.dispatchEvent(new win.Event(off ? "offline" : "online"));
}

function patch(win: Window & typeof globalThis, state: Cut): void {
  const { fetch } = win;
  win.fetch = (...given) => (state.off ? Promise.reject(new win.TypeError("Failed to fetch")) : fetch.apply(win, given));
  const { send } = win.XMLHttpRequest.prototype;
  win.XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body) {
    if (!state.off) return send.call(this, body);
    this.abort();
    this.dispatchEvent(new win.ProgressEvent("error"));
  };
  const beacon = win.navigator.sendBeacon.bind(win.navigator);
  win.navigator.sendBeacon = (...given) => !state.off && beacon(...given);
}
