// A learning portal around one package: scorm-again as API, every call written down, values kept between launches
// in localStorage as a portal keeps them: only what was committed.
// Parameters: standard=scorm12|scorm2004, mode=normal|review|browse, learner=ID, mastery=PERCENT, total=SECONDS.
(() => {
  const query = new URLSearchParams(location.search);
  const standard = query.get("standard");
  const old = standard === "scorm12";
  const shelf = `portal:${standard}:${query.get("learner") ?? "lernende-1"}`;
  const committed = JSON.parse(localStorage.getItem(shelf) ?? "{}");
  const pending = { ...committed };
  const calls = (window.calls = []);
  window.held = () => JSON.parse(localStorage.getItem(shelf) ?? "{}");

  const api = new (old ? window.Scorm12API : window.Scorm2004API)({ autocommit: false, logLevel: 5 });
  const core = old ? "cmi.core." : "cmi.";
  const start = { ...committed };
  for (const name of ["session_time", "exit"]) delete start[core + name];
  start[`${core}${old ? "student" : "learner"}_id`] = query.get("learner") ?? "lernende-1";
  start[`${core}${old ? "student" : "learner"}_name`] = "Beispiel, Alex";
  start[`${core}entry`] = Object.keys(committed).length ? "resume" : "ab-initio";
  start[`${core}${old ? "lesson_mode" : "mode"}`] = query.get("mode") ?? "normal";
  start[`${core}credit`] = (query.get("mode") ?? "normal") === "normal" ? "credit" : "no-credit";
  if (query.get("mastery")) {
    if (old) start["cmi.student_data.mastery_score"] = query.get("mastery");
    else start["cmi.scaled_passing_score"] = String(Number(query.get("mastery")) / 100);
  }
  if (query.get("total")) {
    const hours = String(query.get("total") / 3600);
    start[`${core}total_time`] = old ? `${hours.padStart(4, "0")}:00:00` : `PT${hours}H`;
  }
  api.loadFromFlattenedJSON(start);

  const names = old
    ? { LMSInitialize: 1, LMSFinish: 1, LMSGetValue: 1, LMSSetValue: 1, LMSCommit: 1 }
    : { Initialize: 1, Terminate: 1, GetValue: 1, SetValue: 1, Commit: 1 };
  const lastError = () => String(old ? api.lmsGetLastError() : api.lmsGetLastError());
  const door = {};
  for (const name of Object.keys(names)) {
    const inner = api[name] ?? api[`lms${name.replace("LMS", "")}`];
    door[name] = (...given) => {
      const answer = inner.apply(api, given);
      const call = { name: name.replace("LMS", ""), given: given.map(String), answer: String(answer), error: lastError() };
      calls.push(call);
      if (call.name === "SetValue" && call.error === "0") pending[given[0]] = String(given[1]);
      if (/Commit|Finish|Terminate/.test(name)) localStorage.setItem(shelf, JSON.stringify(pending));
      return answer;
    };
  }
  for (const name of ["GetLastError", "GetErrorString", "GetDiagnostic"]) {
    const full = old ? `LMS${name}` : name;
    const inner = api[full] ?? api[`lms${name}`];
    door[full] = (...given) => inner.apply(api, given);
  }
  window[old ? "API" : "API_1484_11"] = door;

  addEventListener("DOMContentLoaded", () => {
    const frame = document.createElement("iframe");
    frame.name = "sco";
    frame.title = "Kurs";
    frame.src = `../${query.get("course") ?? "minimal"}/${standard}/index.html`;
    document.body.append(frame);
  });
})();
