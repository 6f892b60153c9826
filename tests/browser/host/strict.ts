/** The strict fake LMS of tests/runtime in a page: same window.calls and window.held() as host.js, and window.violations, and window.weather. */
import { Chance } from "../../runtime/chance.ts";
import { Session, type Fault, type Profile } from "../../runtime/fake-lms/lms.ts";
import { MODEL12 } from "../../../lernbuild/preview/strict/rules12.ts";
import { MODEL2004 } from "../../../lernbuild/preview/strict/rules2004.ts";
import { Server } from "../../runtime/fake-lms/server.ts";

const query = new URLSearchParams(location.search);
const standard = query.get("standard") ?? "scorm12";
const old = standard === "scorm12";
const learner = query.get("learner") ?? "lernende-1";
const shelf = `portal:${standard}:${learner}`;
const mode = query.get("mode") ?? "normal";
const mastery = query.get("mastery");
const special = old
  ? {
      "cmi.core.student_id": learner,
      "cmi.core.lesson_mode": mode,
      "cmi.core.credit": mode === "normal" ? "credit" : "no-credit",
      ...(mastery && { "cmi.student_data.mastery_score": mastery }),
    }
  : {
      "cmi.learner_id": learner,
      "cmi.mode": mode,
      "cmi.credit": mode === "normal" ? "credit" : "no-credit",
      ...(mastery && { "cmi.scaled_passing_score": String(Number(mastery) / 100) }),
    };

const server = new Server(old ? MODEL12 : MODEL2004, special);
server.store(new Map(Object.entries(JSON.parse(localStorage.getItem(shelf) ?? "{}") as Record<string, string>)));
const keep = (): void => localStorage.setItem(shelf, JSON.stringify(Object.fromEntries(server.held)));
/** Set from outside: whether the portal can be reached, and how many of its calls go wrong (0 to 1). */
const weather = { online: true, faults: 0 };
const chance = new Chance(Number(query.get("seed") ?? "1"));
const session = new Session(server, {
  profile: (query.get("profile") ?? "usual") as Profile,
  fault: (method) => (/Set|Commit/.test(method) && chance.happens(weather.faults) ? chance.pick<Fault>(["throws", "false", "null"]) : ""),
});
const door = Object.fromEntries(
  Object.entries(session.api).map(([name, inner]) => [
    name,
    (...given: string[]): unknown => {
      server.online = weather.online;
      const answer = inner(...given);
      if (/Commit|Finish|Terminate/.test(name) && server.held.size) keep();
      return answer;
    },
  ]),
);

Object.assign(window, {
  [server.model.object]: door,
  violations: session.violations,
  weather,
  held: () => JSON.parse(localStorage.getItem(shelf) ?? "{}") as unknown,
});
Object.defineProperty(window, "calls", {
  get: () => session.calls.map(({ method, element, value, code }) => ({ name: method.replace("LMS", ""), given: [element, value], error: code })),
});

addEventListener("DOMContentLoaded", () => {
  const frame = document.createElement("iframe");
  frame.name = "sco";
  frame.title = "Kurs";
  frame.src = `../${query.get("course") ?? "minimal"}/${standard}/index.html`;
  document.body.append(frame);
});
