/** Starts the browser side of a package: tracker first, then the page; must not know a standard or a question type. */

import { fetchAhead } from "./ahead.ts";
import type { App } from "./app.ts";
import { expand } from "./compact.ts";
import { browserEnv } from "./env.ts";
import { startNavigation } from "./navigation.ts";
import { openPage, updatePage } from "./page.ts";
import { Parts } from "./parts.ts";
import { registry } from "./registry.ts";
import { forgetPlace, sayPlace, showSaving } from "./saving.ts";
import { addSigns } from "./signs.ts";
import { fetchStyles } from "./styles.ts";
import { makeTexts } from "./texts.ts";
import { offerTools } from "./tools.ts";
import { createTracker } from "./tracker.ts";
import { sayUnreachable } from "./unreachable.ts";

async function start(): Promise<void> {
  const found = registry();
  if (!found.course) return;
  found.signs = addSigns;
  addSigns(found.course.signs ?? "");
  const course = (found.course = expand(found.course));
  const root = new URL(document.body.dataset.lbRoot || "./", window.location.href.split(/[?#]/)[0]).href;
  const tracker = createTracker(course, found.adapter, browserEnv(window, root));
  const texts = makeTexts(course);
  const parts = new Parts(course, root, (again) => void sayUnreachable(texts, "chunk.failed", again));
  found.settle = (lessons) => parts.settle(lessons);
  const app: App = {
    course,
    tracker,
    texts,
    root,
    parts,
    saving: "saved",
    savedAt: null,
    refresh: () => openPage(app, { visited: true }),
  };
  tracker.onSaving((saving) => showSaving(app, saving));
  // Links are caught before a slow portal has answered: following one must not end the session.
  let ready = false;
  const opened = (): void => {
    forgetPlace();
    parts.forgive();
    if (ready) openPage(app);
  };
  offerTools(app);
  const leaving = (): void => {
    leave();
    void fetchStyles(root); // while the page itself is still on its way
  };
  startNavigation({ root, texts, leaving, prepare: (content) => fetchAhead(root, content), opened });
  await tracker.start();
  // The page breathes between the two halves of its start, as it does while a portal answers.
  await new Promise((go) => setTimeout(go));
  ready = true;
  tracker.onProgress(() => updatePage(app));
  openPage(app);
  sayPlace(app);
  await parts.settled;
  // A layout asks for the fonts.
  if (document.body.offsetHeight) await document.fonts.ready;
  document.body.dataset.lbReady = "";
}

/** Tells the page that it is about to go, so that it can keep what is on it. */
function leave(): void {
  document.querySelector("main")?.dispatchEvent(new Event("lernbuild:leave"));
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") leave();
});
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void start());
else void start();
