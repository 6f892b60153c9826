/** A learner whose LMS speaks xAPI: the player of the truth table with tabs that are launched, reloaded, closed and killed. */
import { CMI5 } from "../../../lernbuild/runtime/lms/cmi5.ts";
import { XapiAdapter } from "../../../lernbuild/runtime/lms/experience.ts";
import { XAPI } from "../../../lernbuild/runtime/lms/xapi.ts";
import { registry } from "../../../lernbuild/runtime/registry.ts";
import { createTracker } from "../../../lernbuild/runtime/tracker.ts";
import type { CourseData } from "../../../lernbuild/runtime/types.ts";
import type { Options } from "../fake-lms/lms.ts";
import { Player, type StandardName } from "../player.ts";
import { FakeStorage, fakeEnv, FakeWindow, settle } from "../sim.ts";
import { Lrs, type Settings } from "./lrs.ts";

export const USUAL: Settings = { kind: "cmi5", mode: "Normal", mastery: null, returnUrl: "", preferences: null, etags: false };

export class LrsPlayer extends Player {
  lrs = new Lrs({ ...USUAL });
  /** The page of this tab is still there. */
  private page = { alive: true };
  private tab = new FakeStorage();
  query = "";
  /** The browser knows the Navigation API. */
  modern = true;

  constructor(course: CourseData, standard: StandardName = "scorm2004", options: Options = { profile: "usual" }, special: Record<string, string> = {}) {
    super(course, standard, options, special);
  }

  override async launch(settings: Partial<Settings> = {}): Promise<void> {
    this.query = this.lrs.launch(settings);
    this.tab = new FakeStorage();
    await this.show(this.query);
  }

  /** F5; on a page of a lesson the address has lost its query. */
  async reload(search = this.query): Promise<void> {
    const { navigation } = this.win as unknown as { navigation?: EventTarget };
    navigation?.dispatchEvent(Object.assign(new Event("navigate"), { navigationType: "reload" }));
    this.close();
    this.time.stop();
    await this.show(search);
  }

  override close(): void {
    super.close();
    this.page.alive = false;
    this.mirror();
  }

  override crash(): void {
    this.page.alive = false;
    super.crash();
  }

  /** The browser opens the tabs of before again. */
  async restore(): Promise<void> {
    this.time.stop();
    await this.show(this.query);
  }

  override async wait(milliseconds = 3_000): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await settle();
    await super.wait(milliseconds);
    for (let turn = 0; turn < 10; turn++) await settle();
    await super.wait(0);
    this.mirror();
  }

  private async show(search: string): Promise<void> {
    const page = (this.page = { alive: true });
    this.win = new FakeWindow(this.time);
    Object.assign(this.win, {
      location: { search },
      localStorage: this.storage,
      sessionStorage: this.tab,
      performance: { now: () => this.time.ticks },
      clearTimeout: (id: number) => this.time.cancel(id),
      fetch: (url: string, init: RequestInit) => this.fetch(page, url, init),
      ...(this.modern ? { navigation: new EventTarget() } : {}),
    });
    await this.begin();
  }

  override async begin(): Promise<void> {
    Object.assign(registry(), { course: this.course, iri: `https://example.org/${this.course.id}` });
    this.lrs.online = this.server.online;
    const adapter = new XapiAdapter(this.lrs.settings.kind === "cmi5" ? CMI5 : XAPI, () => this.time.now);
    const env = fakeEnv(this.time, this.win, this.storage, () => this.server.online, () => this.random());
    this.tracker = createTracker(this.course, adapter, env);
    this.savings.length = 0;
    this.tracker.onSaving((saving) => this.savings.push(saving));
    let ready = false;
    void this.tracker.start().then(() => (ready = true));
    for (let turn = 0; turn < 100 && !ready; turn++) await this.time.advance(250);
    this.tracker.visit(0);
    await this.wait(2_000);
  }

  /** A page that is gone sends nothing and hears nothing. */
  private fetch(page: { alive: boolean }, url: string, init: RequestInit): Promise<unknown> {
    if (!page.alive) return new Promise(() => undefined);
    this.lrs.online = this.server.online;
    const reply = this.lrs.handle(url, init);
    return new Promise((resolve, reject) => {
      const answer = () => {
        if (!page.alive) return;
        if (!reply) return reject(new TypeError("Failed to fetch"));
        const headers = new Headers(reply.etag ? { ETag: reply.etag } : {});
        resolve({ ok: reply.status < 300, status: reply.status, headers, text: () => Promise.resolve(reply.text ?? "") });
      };
      init.signal?.addEventListener("abort", () => reject(new Error("AbortError")));
      if (this.lrs.delay) this.time.after(this.lrs.delay, answer);
      else answer();
    });
  }

  /** For the checks of the truth table: the state where SCORM has it. */
  private mirror(): void {
    const text = this.lrs.documents.get("lernbuild");
    if (text) this.server.held.set("cmi.suspend_data", (JSON.parse(text) as { state: string }).state);
  }
}
