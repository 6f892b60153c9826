/** The second row: learners, LMS, faults, screens; says what is wanted, opens nothing itself. */
import { ask } from "./api.ts";
import { byId, fill } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Stage } from "./stage.ts";

export interface Actions {
  /** Closes the session and launches anew, with another attempt if one is named. */
  relaunch(attempt?: string, words?: string): Promise<void>;
  crash(): Promise<void>;
}

export function startBench(model: Model, stage: Stage, actions: Actions): void {
  const more = byId<HTMLButtonElement>("more");
  more.addEventListener("click", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    byId("bench").hidden = !open;
  });
  attempts(model, actions);
  lms(model, actions);
  faults(model, stage, actions);
  screens(model, stage);
}

function attempts(model: Model, actions: Actions): void {
  const select = byId<HTMLSelectElement>("attempt");
  model.on(["play"], () => fill(select, model.attempts.map(({ id, name, begun }) => ({ id, label: begun ? name : `${name} (neu)` })), model.play?.attempt ?? ""));
  select.addEventListener("change", () => void actions.relaunch(select.value, "Anderer Versuch"));
  const does = (id: string, words: string): void => {
    byId(id).addEventListener("click", () => void change(id, words));
  };
  async function change(id: string, words: string): Promise<void> {
    const units = model.play?.units.filter(({ launches }) => launches).map(({ key }) => key) ?? [];
    const answer = await ask<{ attempt: string }>("attempt", {
      do: id, package: model.package, attempt: model.play?.attempt ?? "", standard: model.play?.packaged ?? "", units,
    });
    if ("attempt" in answer) await actions.relaunch(answer.attempt, words);
  }
  does("new", "Neue Lernende");
  does("passed", "Lernende, die schon bestanden haben");
  does("reset", "Versuch zurückgesetzt");
  does("delete", "Versuch gelöscht");
  lands(model, actions);
}

/** The Land is chosen as learners do it, on the start page; an edition for one Land has nothing to choose. */
function lands(model: Model, actions: Actions): void {
  const select = byId<HTMLSelectElement>("land");
  model.on(["list", "play"], () => {
    const offered = (!model.view.variant && model.list.courses.find(({ id }) => id === model.view.course)?.lands) || [];
    (select.parentElement as HTMLElement).hidden = !offered.length;
    fill(select, [{ id: "", label: "selbst wählen" }, ...offered], model.wish.land);
  });
  select.addEventListener("change", () => {
    model.wish.land = select.value;
    void actions.relaunch(undefined, `Land: ${select.selectedOptions[0]?.textContent ?? ""}`);
  });
}

function lms(model: Model, actions: Actions): void {
  const mode = byId<HTMLSelectElement>("mode");
  const [mark, day] = [byId<HTMLInputElement>("mark"), byId<HTMLInputElement>("day")];
  const [strict, without] = [byId<HTMLInputElement>("strict"), byId<HTMLInputElement>("without")];
  const changed = (): void => {
    if (!mark.checkValidity()) return void mark.reportValidity();
    model.wish = { ...model.wish, mode: mode.value, mark: mark.value, day: day.value, lms: !without.checked, strict: strict.checked };
    void actions.relaunch(undefined, "Das LMS wurde umgestellt");
  };
  for (const field of [mode, mark, day, strict, without]) field.addEventListener("change", changed);
}

function faults(model: Model, stage: Stage, actions: Actions): void {
  const [offline, commit, slow] = [byId<HTMLInputElement>("offline"), byId<HTMLInputElement>("failing"), byId<HTMLInputElement>("slow")];
  for (const field of [offline, commit, slow]) {
    field.addEventListener("change", () => {
      model.faults = { offline: offline.checked, commit: commit.checked, slow: slow.checked };
      stage.send({ type: "faults", faults: model.faults });
      if (model.play) void ask("faults", { play: model.play.play, ...model.faults });
      model.note(`${field.parentElement?.textContent?.trim() ?? ""}: ${field.checked ? "ein" : "aus"}`);
    });
  }
  byId("crash").addEventListener("click", () => void actions.crash());
}

function screens(model: Model, stage: Stage): void {
  const names = ["dark", "still", "print", "zoom"] as const;
  byId<HTMLInputElement>("dark").checked = model.looks.dark;
  for (const name of names) {
    byId<HTMLInputElement>(name).addEventListener("change", (event) => {
      model.looks = { ...model.looks, [name]: (event.target as HTMLInputElement).checked };
      stage.send({ type: "looks", looks: model.looks });
    });
  }
}
