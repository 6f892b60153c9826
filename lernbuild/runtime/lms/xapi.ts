/** Plain xAPI, launched the way of Tin Can: the right to write stands in the address; no frame of sessions, no pass mark. */
import { registerAdapter } from "../registry.ts";
import { XapiAdapter, type Kind } from "./experience.ts";

export const XAPI: Kind = {
  name: "xapi",
  cmi5: false,
  authorize: ({ auth }, sitting) => {
    // The address is as good after a reload as before: a session that ended may begin anew.
    if (sitting.ended) Object.assign(sitting, { ended: false, initialized: false, judged: false, seconds: 0, begun: sitting.begun + 1 });
    sitting.auth = /^$|\s/.test(auth) ? auth : `Basic ${auth}`;
    return Promise.resolve(true);
  },
  terms: () => Promise.resolve({ mode: "normal", mastery: null, template: {}, returnUrl: "", silent: false }),
};

registerAdapter(new XapiAdapter(XAPI));
