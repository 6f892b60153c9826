/** Sets the date of a page that runs as if on another day; the time of day goes on. Loaded before every other script. */
{
  const day = document.currentScript?.dataset["day"] ?? "";
  const Real = Date;
  const now = new Real();
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const shift = new Real(year, month - 1, date, now.getHours(), now.getMinutes(), now.getSeconds()).getTime() - now.getTime();
  class Shifted extends Real {
    constructor(...given: unknown[]) {
      if (given.length) super(...(given as [number]));
      else super(Real.now() + shift);
    }
    static override now(): number {
      return Real.now() + shift;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
}
