// The sheet UPLOAD.html: copies texts, puts addresses of uploaded files into them, keeps ticks in this browser.
// Knows nothing of courses; a tick counts for the content it was set for.

const course = document.body.dataset["course"] ?? "";
const KEY = `lernbuild-upload:${course}`;

interface Kept {
  ticks: Record<string, string>;
  addresses: Record<string, string>;
}

/** What this browser keeps; nothing where storage is closed. */
function load(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>;
    return { ticks: kept.ticks ?? {}, addresses: kept.addresses ?? {} };
  } catch {
    return { ticks: {}, addresses: {} };
  }
}

const kept = load();

function save(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    say("Dieser Browser merkt sich die Häkchen nicht.");
  }
}

const all = <T extends Element>(selector: string): T[] => [...document.querySelectorAll<T>(selector)];
const ticks = all<HTMLInputElement>("[data-tick]");
const progress = document.getElementById("progress");

function say(words: string): void {
  if (progress) progress.textContent = words;
}

function count(): string {
  return `${ticks.filter((tick) => tick.checked).length} von ${ticks.length} Schritten erledigt`;
}

function show(tick: HTMLInputElement): void {
  tick.closest(".steps > li")?.classList.toggle("is-done", tick.checked);
}

/** A tick for other content does not hold: the words say so. */
function restore(tick: HTMLInputElement): void {
  const name = tick.dataset["tick"] ?? "";
  const before = kept.ticks[name];
  tick.checked = before === tick.dataset["hash"];
  if (before !== undefined && !tick.checked && tick.nextElementSibling) {
    const note = document.createElement("span");
    note.className = "soft";
    note.textContent = " – seit Ihrem Häkchen geändert";
    tick.nextElementSibling.append(note);
  }
  show(tick);
}

function toggled(tick: HTMLInputElement): void {
  const name = tick.dataset["tick"] ?? "";
  if (tick.checked) kept.ticks[name] = tick.dataset["hash"] ?? "";
  else delete kept.ticks[name];
  save();
  show(tick);
  say(count());
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The text with the address of each uploaded file in the place of its name. */
function filled(text: string): string {
  for (const [name, address] of Object.entries(kept.addresses)) {
    if (address) text = text.replace(new RegExp(`${quoted(name)}(?=[")\\s])`, "g"), () => address);
  }
  return text;
}

const originals = new Map(all<HTMLTextAreaElement>("textarea.source").map((area) => [area, area.value]));

function fillAll(): void {
  for (const [area, text] of originals) area.value = filled(text);
}

/** Copies by the clipboard, else by selecting; false when the browser allows neither. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  if (!source) return;
  const text = source instanceof HTMLTextAreaElement ? source.value : (source.textContent ?? "");
  if (await copied(text)) {
    say(`Kopiert (${text.length.toLocaleString("de")} Zeichen). ${count()}`);
    return;
  }
  source.closest("details")?.setAttribute("open", "");
  source.removeAttribute("hidden");
  if (source instanceof HTMLTextAreaElement) source.select();
  say("Kopieren geht hier nicht von selbst: Drücken Sie Strg+C.");
}

for (const tick of ticks) {
  restore(tick);
  tick.addEventListener("change", () => toggled(tick));
}
for (const field of all<HTMLInputElement>("[data-address]")) {
  const name = field.dataset["address"] ?? "";
  field.value = kept.addresses[name] ?? "";
  field.addEventListener("input", () => {
    kept.addresses[name] = field.value.trim();
    save();
    fillAll();
  });
}
for (const button of all<HTMLElement>("[data-copy]")) button.addEventListener("click", () => void copy(button));
document.querySelector("[data-reset]")?.addEventListener("click", () => {
  kept.ticks = {};
  save();
  for (const tick of ticks) {
    tick.checked = false;
    show(tick);
  }
  say(count());
});
fillAll();
say(count());
