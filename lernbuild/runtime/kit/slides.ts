// The course as slides: turned by keys, solutions one press later, notes beside them. Knows no plan and no cards.
import { cut, type Kind } from "./cut";

const TASK = ".question, .case";
const SOLUTION = ".book__answer, .solve > li";

interface Slide {
  element: HTMLElement;
  lesson: string;
  title: string;
  notes: HTMLElement[];
  solutions: HTMLElement[];
}

function kindOf(element: Element): Kind {
  if (element.matches("aside.trainer")) return "note";
  if (element.matches("h2")) return "heading";
  if (element.matches(TASK)) return "task";
  return element.matches(".book__answer") ? "answer" : "text";
}

/** The heading under which a slide goes on. */
function again(words: string): HTMLElement {
  const made = document.createElement("h2");
  made.className = "slide__again";
  made.textContent = words;
  return made;
}

/** The slides of one lesson, put in its place. */
function slidesOf(article: HTMLElement): Slide[] {
  const head = article.querySelector<HTMLElement>("h2")!;
  const children = [...article.children] as HTMLElement[];
  let section = head.textContent!.trim();
  return cut(children.map(kindOf)).map((places) => {
    const element = document.createElement("section");
    element.className = "slide flow";
    element.hidden = true;
    const parts = places.map((place) => children[place]!);
    const notes = parts.filter((part) => kindOf(part) === "note");
    element.append(...parts.filter((part) => !notes.includes(part)));
    notes.push(...element.querySelectorAll<HTMLElement>("aside.trainer"));
    for (const note of notes) note.remove();
    const heading = element.querySelector<HTMLElement>(":scope > h2") ?? again(section);
    section = heading.textContent!.trim();
    if (heading.className === "slide__again") element.prepend(heading);
    const title = `${section} (${head.textContent!.trim()})`;
    element.setAttribute("aria-label", title);
    const solutions = [...element.querySelectorAll<HTMLElement>(SOLUTION)];
    for (const solution of solutions) solution.hidden = true;
    article.append(element);
    return { element, lesson: head.id, title, notes, solutions };
  });
}

const part = <T extends HTMLElement = HTMLElement>(name: string): T => document.querySelector<T>(`[data-kit=${name}]`)!;

class Show {
  private at = 0;
  private notes = true;

  constructor(
    private readonly main: HTMLElement,
    private readonly slides: Slide[],
  ) {}

  get here(): Slide {
    return this.slides[this.at]!;
  }

  go(to: number): void {
    const before = this.here;
    this.at = Math.max(0, Math.min(this.slides.length - 1, to));
    before.element.hidden = true;
    this.here.element.hidden = false;
    this.main.scrollTop = 0;
    part<HTMLSelectElement>("lesson").value = this.here.lesson;
    part("place").textContent = `Folie ${this.at + 1} von ${this.slides.length}`;
    part<HTMLButtonElement>("back").disabled = this.at === 0;
    part<HTMLButtonElement>("next").disabled = this.at === this.slides.length - 1;
    history.replaceState(null, "", `#${this.here.lesson}${this.within() ? `/${this.within()}` : ""}`);
    this.showNotes();
    this.showSolution();
  }

  turn(by: number): void {
    this.go(this.at + by);
  }

  /** Which slide of its lesson this is; a reload comes back to it. */
  private within(): number {
    return this.at - this.slides.findIndex((slide) => slide.lesson === this.here.lesson);
  }

  /** Rolls on; at the end of a slide the next one comes. */
  roll(by: number): void {
    const { scrollTop, scrollHeight, clientHeight } = this.main;
    const left = by > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (left > 4) this.main.scrollBy({ top: by * clientHeight * 0.85 });
    else this.turn(by);
  }

  /** To a lesson, „l.eins“, or a slide of it, „l.eins/3“. */
  find(address: string): void {
    const [lesson = "", within] = address.split("/");
    const first = this.slides.findIndex((slide) => slide.lesson === lesson);
    this.go(first < 0 ? 0 : first + (Number(within) || 0));
  }

  last(): void {
    this.go(this.slides.length - 1);
  }

  /** The next hidden part of the solution; when all are shown, none again. */
  solve(): void {
    const hidden = this.here.solutions.filter((one) => one.hidden);
    if (hidden.length) {
      hidden[0]!.hidden = false;
      hidden[0]!.scrollIntoView({ block: "nearest" });
    } else for (const one of this.here.solutions) one.hidden = true;
    this.showSolution();
  }

  toggleNotes(on = !this.notes): void {
    this.notes = on;
    this.showNotes();
  }

  private showSolution(): void {
    const { solutions } = this.here;
    const button = part<HTMLButtonElement>("solution");
    const open = solutions.length > 0 && solutions.every((one) => !one.hidden);
    button.disabled = !solutions.length;
    button.querySelector("span")!.textContent = open ? "Lösung verbergen" : "Lösung zeigen";
  }

  private showNotes(): void {
    const aside = part("aside");
    const button = part("notes");
    aside.replaceChildren(...this.here.notes);
    aside.hidden = !this.notes || !this.here.notes.length;
    button.setAttribute("aria-pressed", String(this.notes));
    button.querySelector("span")!.textContent = this.here.notes.length ? `Hinweise (${this.here.notes.length})` : "Hinweise";
  }
}

function toggleFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {
    part("place").textContent = "Vollbild lässt dieser Browser hier nicht zu; drücken Sie F11.";
  });
}

function keysOf(show: Show): Record<string, () => void> {
  return {
    ArrowRight: () => show.turn(1),
    ArrowLeft: () => show.turn(-1),
    PageDown: () => show.roll(1),
    PageUp: () => show.roll(-1),
    " ": () => show.roll(1),
    Home: () => show.go(0),
    End: () => show.last(),
    l: () => show.solve(),
    n: () => show.toggleNotes(),
    f: toggleFull,
  };
}

function onKey(event: KeyboardEvent, keys: Record<string, () => void>): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
  const letter = /^[a-z]$/i.test(event.key);
  if (letter && !part<HTMLInputElement>("letters").checked) return;
  if (event.target.matches("select, textarea, input:not([type=radio], [type=checkbox])")) return;
  if (!letter && event.target.matches("input")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return;
  const action = keys[letter ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Makes slides of the lessons in ``main`` and shows the one that the address names. */
export function startSlides(main: HTMLElement): void {
  const slides = [...main.querySelectorAll<HTMLElement>("article")].flatMap(slidesOf);
  if (!slides.length) return;
  const show = new Show(main, slides);
  document.body.classList.add("is-ready");
  part("bar").hidden = false;
  const keys = keysOf(show);
  addEventListener("keydown", (event) => onKey(event, keys));
  addEventListener("hashchange", () => show.find(decodeURIComponent(location.hash.slice(1))));
  document.addEventListener("fullscreenchange", () => show.toggleNotes(!document.fullscreenElement));
  part("back").addEventListener("click", () => show.turn(-1));
  part("next").addEventListener("click", () => show.turn(1));
  part("solution").addEventListener("click", () => show.solve());
  part("notes").addEventListener("click", () => show.toggleNotes());
  part("full").addEventListener("click", toggleFull);
  part("lesson").addEventListener("change", (event) => show.find((event.target as HTMLSelectElement).value));
  show.find(decodeURIComponent(location.hash.slice(1)));
}
