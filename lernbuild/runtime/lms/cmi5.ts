/** cmi5 Quartz: the token that is given once, the LMS's launch data and the learner's preferences. Rules: A1-A12 of the tracking contract. */
import { registerAdapter } from "../registry.ts";
import { XapiAdapter, type Kind } from "./experience.ts";
import { object, succeeded } from "./lrs.ts";
import { modeOf } from "./notation.ts";
import type { Context } from "./vocabulary.ts";

export const CMI5: Kind = {
  name: "cmi5",
  cmi5: true,

  async authorize({ fetch }, sitting, lrs) {
    if (sitting.auth) return true;
    if (sitting.asked || !fetch) {
      sitting.ended = true;
      return false;
    }
    const answer = await lrs.fetchToken(fetch);
    if (answer.status === 0) return false;
    sitting.asked = true;
    const token = object(answer.text)["auth-token"];
    if (succeeded(answer) && typeof token === "string" && token) {
      sitting.auth = `Basic ${token.replace(/^Basic /i, "")}`;
      return true;
    }
    lrs.lastError = `fetch: ${answer.text.slice(0, 200)}`;
    sitting.ended = true;
    return false;
  },

  async terms({ actor, activityId, registration }, lrs) {
    const agent = JSON.stringify(actor);
    const data = await lrs.get("activities/state", { stateId: "LMS.LaunchData", activityId, agent, registration });
    if (!succeeded(data)) return null;
    const profile = await lrs.get("agents/profile", { profileId: "cmi5LearnerPreferences", agent });
    if (profile.status === 0 || profile.status >= 500) return null;
    const given = object(data.text);
    const mastery = typeof given.masteryScore === "number" ? given.masteryScore : null;
    return {
      mode: modeOf(given.launchMode),
      mastery: mastery !== null && mastery >= 0 && mastery <= 1 ? mastery : null,
      template: (given.contextTemplate && typeof given.contextTemplate === "object" ? given.contextTemplate : {}) as Context,
      returnUrl: typeof given.returnURL === "string" ? given.returnURL : "",
      silent: object(profile.text).audioPreference === "off",
    };
  },
};

registerAdapter(new XapiAdapter(CMI5));
