/** The theme's signs: a page has those that it shows itself, scripts and further pages bring theirs along. */

import { built } from "./dom.ts";

/** Takes over the signs of another page or fragment that this page does not have. */
export function takeSigns(from: ParentNode): void {
  const [own, other] = [document, from].map((one) => one.querySelector("symbol")?.parentElement);
  for (const sign of other?.children ?? []) {
    if (!document.getElementById(sign.id)) own?.append(document.importNode(sign, true));
  }
}

/** The same out of `<symbol>` elements as a script brings them. */
export function addSigns(symbols: string): void {
  takeSigns(built(`<svg>${symbols}</svg>`));
}
