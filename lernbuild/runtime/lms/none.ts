/** No LMS (web, file://): the tracker keeps the state in this browser; nothing is reported. */
import { registerAdapter } from "../registry.ts";
import type { Adapter, Loaded } from "../types.ts";

const NOTHING: Loaded = {
  found: false, mode: "normal", credit: true, learnerId: "", learnerName: "", location: "", state: "",
  status: { completion: "unknown", success: "unknown" }, score: null, passMark: null,
};

export const NONE: Adapter = {
  name: "none",
  lastError: "",
  start: () => NOTHING,
  save: () => true,
  stop: () => true,
};

registerAdapter(NONE);
