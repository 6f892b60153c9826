/** Gives the page in the document its behaviour, by what `data-lb-page` says. */

import { openQuestions } from "./asked.ts";
import { moveBlocks } from "./blocks.ts";
import { currentPage, waits, type App } from "./app.ts";
import { arrived } from "./chunks.ts";
import { showContents } from "./contents.ts";
import { openLesson } from "./lesson.ts";
import type { Age } from "./part/age.ts";
import type { Land } from "./part/land.ts";
import { openStart, updateStart } from "./start.ts";
import { showStates } from "./tasks.ts";
import { announcePage } from "./tools.ts";

/** `visited`: the page was open already and is only made anew. */
export function openPage(app: App, options: { visited?: boolean } = {}): void {
  const here = currentPage(app);
  if (!here) return;
  const { main, page, lesson } = here;
  if (!options.visited && lesson && !waits(app, lesson)) app.tracker.visit(lesson.n);
  // The start page must not forget where the learner was: the next step leads there.
  else if (page === "start" && !app.tracker.progress.bookmark) app.tracker.visit(0);
  arrived<Land>("land")?.showLands(app, main);
  const age = arrived<Age>("age");
  age?.markAged(app, main);
  if (page === "start" || lesson) age?.sayOverdue(app, main);
  moveBlocks(app, main);
  if (page === "start") openStart(app, main);
  else if (page === "contents") showStates(app, main);
  else if (lesson) {
    openLesson(app, main, lesson);
    openQuestions(app, main, lesson);
  }
  showContents(app);
  announcePage();
}

/** After every change of the progress: frame and start page follow. */
export function updatePage(app: App): void {
  showContents(app);
  updateStart(app);
  const here = currentPage(app);
  if (here?.page === "contents") showStates(app, here.main);
}
