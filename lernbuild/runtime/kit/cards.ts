// Case cards: front and back each fit on one sheet of A4. Knows the page's measures in print, nothing of cases.

/** Height for the text in millimetres: A4 less the margins, see .card in trainer.css. */
const HEIGHT = 250;
const WIDTH = 178;
const SMALLEST = 0.45;

/** The largest factor, in steps, at which something of this height fits; the smallest where nothing does. */
export function fitting(heightAt: (factor: number) => number, room: number): number {
  for (let factor = 1; factor > SMALLEST; factor -= 0.05) if (heightAt(factor) <= room) return factor;
  return SMALLEST;
}

function fit(card: HTMLElement, millimetre: number): void {
  const inside = card.querySelector<HTMLElement>(".card__in");
  if (!inside) return;
  card.classList.add("is-measured");
  const height = (factor: number): number => {
    card.style.width = `${WIDTH / factor}mm`;
    return inside.getBoundingClientRect().height * factor;
  };
  const factor = fitting(height, HEIGHT * millimetre);
  card.style.removeProperty("width");
  card.classList.remove("is-measured");
  card.style.setProperty("--fit", factor.toFixed(2));
}

/** Gives each side its foot line and the factor for print, once fonts and pictures are there. */
export function fitCards(): void {
  const articles = [...document.querySelectorAll<HTMLElement>("[data-kit=card]")];
  if (!articles.length) return;
  for (const article of articles)
    for (const inside of article.querySelectorAll(".card__in")) {
      const foot = document.createElement("p");
      foot.className = "card__foot";
      foot.textContent = article.dataset["foot"] ?? "";
      inside.append(foot);
    }
  const all = (): void => {
    const probe = document.createElement("div");
    probe.style.cssText = "position:absolute;width:100mm";
    document.body.append(probe);
    const millimetre = probe.getBoundingClientRect().width / 100;
    probe.remove();
    for (const card of document.querySelectorAll<HTMLElement>(".card")) fit(card, millimetre);
    document.body.dataset["ready"] = "";
  };
  addEventListener("load", () => void document.fonts.ready.then(all));
}
