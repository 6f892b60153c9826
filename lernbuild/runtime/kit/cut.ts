// Where one slide ends and the next begins. Knows kinds of elements, no element.

export type Kind = "heading" | "task" | "answer" | "note" | "text";

/** The places of the elements of each slide: a heading begins one, each task has its own, with heading and answer. */
export function cut(kinds: Kind[]): number[][] {
  const slides: number[][] = [];
  let here: number[] = [];
  const only = (kind: Kind): boolean => here.every((place) => kinds[place] === kind);
  const holds = (kind: Kind): boolean => here.some((place) => kinds[place] === kind);
  kinds.forEach((kind, place) => {
    const begins =
      (kind === "heading" && !only("heading")) ||
      (kind === "task" && !only("heading")) ||
      (kind === "text" && holds("task"));
    if (begins && here.length) {
      slides.push(here);
      here = [];
    }
    here.push(place);
  });
  if (here.length) slides.push(here);
  return slides;
}
