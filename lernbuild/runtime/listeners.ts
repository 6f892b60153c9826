/** Who wants to hear of progress and saving; says nothing twice but when the device took something. */
import type { Progress, Saving } from "./types.ts";

export class Listeners {
  private saving: Saving | null = null;
  private readonly progressHeard: ((progress: Progress) => void)[] = [];
  private readonly savingHeard: ((saving: Saving) => void)[] = [];

  onProgress(listener: (progress: Progress) => void): void {
    this.progressHeard.push(listener);
  }

  /** Also says what was said last. */
  onSaving(listener: (saving: Saving) => void): void {
    this.savingHeard.push(listener);
    if (this.saving) listener(this.saving);
  }

  tellProgress(progress: Progress): void {
    for (const listener of this.progressHeard) listener(progress);
  }

  tellSaving(saving: Saving): void {
    if (this.saving === saving && saving !== "device") return;
    this.saving = saving;
    for (const listener of this.savingHeard) listener(saving);
  }
}
