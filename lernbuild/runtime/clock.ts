/** Working time of a session: runs while the page is visible, and hidden for ten minutes after the last input. */

const PATIENCE = 10 * 60_000;

export class Clock {
  private total = 0;
  private since: number | null;
  private hiddenAt: number | null = null;
  private touched: number;

  /** `ticks`: milliseconds of a clock that is never set. */
  constructor(private readonly ticks: () => number) {
    this.since = this.touched = ticks();
  }

  get seconds(): number {
    return Math.floor((this.total + this.running()) / 1000);
  }

  /** The learner did something. */
  touch(): void {
    this.touched = this.ticks();
  }

  hidden(): void {
    this.hiddenAt ??= this.ticks();
  }

  visible(): void {
    this.settle();
    this.hiddenAt = null;
  }

  /** The page is frozen (back-forward cache). */
  pause(): void {
    this.settle();
    this.since = null;
  }

  resume(): void {
    this.since ??= this.ticks();
    this.hiddenAt = null;
  }

  private settle(): void {
    this.total += this.running();
    if (this.since !== null) this.since = this.ticks();
  }

  private running(): number {
    if (this.since === null) return 0;
    const now = this.ticks();
    const end = this.hiddenAt === null ? now : Math.min(now, Math.max(this.hiddenAt, this.touched + PATIENCE));
    return Math.max(0, end - this.since);
  }
}
