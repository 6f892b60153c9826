// The running plan: clock times from a start, minutes and pauses that can be changed. Knows no slides.
import { clockOf, minutesOf, timetable, typed } from "./times";

interface Kept {
  start?: string;
  minutes?: Record<string, string>;
  pauses?: Record<string, string>;
}

interface Row {
  element: HTMLElement;
  key: string;
  clock: HTMLElement;
  minutes: HTMLInputElement;
  pause: HTMLInputElement;
  usual: string;
}

function load(key: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

function keep(key: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: the plan holds while the page is open.
  }
}

const part = (root: ParentNode, name: string): HTMLElement => root.querySelector<HTMLElement>(`[data-kit=${name}]`)!;

function field(label: string, value: string): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "number";
  made.min = "0";
  made.max = "600";
  made.inputMode = "numeric";
  made.value = value;
  made.setAttribute("aria-label", label);
  return made;
}

function rowOf(element: HTMLElement): Row {
  const title = element.querySelector("a")?.textContent?.trim() ?? "";
  const shown = part(element, "minutes");
  const usual = shown.textContent?.trim() ?? "0";
  const minutes = field(`Minuten: ${title}`, usual);
  const pause = field(`Pause nach: ${title}, in Minuten`, "");
  shown.replaceWith(minutes);
  minutes.parentElement!.dataset["label"] = "Minuten";
  const cell = part(element, "pause");
  cell.dataset["label"] = "Pause danach";
  cell.append(pause);
  return { element, key: element.dataset["lesson"] ?? "", clock: part(element, "clock"), minutes, pause, usual };
}

/** Makes the table a plan to change; what is typed stays in this browser, by the course. */
export function startPlan(root: HTMLElement, course: string): void {
  const store = `lernbuild-plan:${course}`;
  const start = root.querySelector<HTMLInputElement>("#beginn")!;
  const rows = [...root.querySelectorAll<HTMLElement>("[data-kit=row]")].map(rowOf);
  const fill = (kept: Kept): void => {
    start.value = kept.start ?? "09:00";
    for (const row of rows) {
      row.minutes.value = kept.minutes?.[row.key] ?? row.usual;
      row.pause.value = kept.pauses?.[row.key] ?? "";
    }
  };
  const show = (): void => {
    const parts = rows.map((row) => ({ minutes: typed(row.minutes.value), pause: typed(row.pause.value) }));
    const begin = minutesOf(start.value) ?? 540;
    const { rows: times, end } = timetable(begin, parts);
    rows.forEach((row, at) => {
      const time = times[at];
      row.clock.textContent = time ? `${clockOf(time[0])}–${clockOf(time[1])}` : "entfällt";
      row.element.classList.toggle("is-left-out", !time);
    });
    const sum = parts.reduce((all, one) => all + one.minutes, 0);
    part(root, "sum").textContent = String(sum);
    part(root, "end").textContent = `${sum} Minuten ohne Pausen, Ende um ${clockOf(end)} Uhr`;
  };
  root.addEventListener("input", () => {
    const minutes = Object.fromEntries(rows.filter((r) => r.minutes.value !== r.usual).map((r) => [r.key, r.minutes.value]));
    const pauses = Object.fromEntries(rows.filter((r) => r.pause.value).map((r) => [r.key, r.pause.value]));
    keep(store, { start: start.value, minutes, pauses });
    show();
  });
  part(root, "reset").addEventListener("click", () => {
    keep(store, null);
    fill({});
    show();
  });
  for (const hidden of root.querySelectorAll<HTMLElement>("[hidden]")) hidden.hidden = false;
  fill(load(store));
  show();
}
