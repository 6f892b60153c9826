"""One learner in Chromium who does anything in any order while portal and connection fail; knows no runtime code.

The actions are those of ``tests/runtime/walker.ts``, done to the pages of a real package in the strict portal.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error

from lernbuild.course.state import CourseState, StateError, decode_state
from tests.browser.desk import Course, Desk

STAYS = 4
STEPS = 7
PATIENCE = 15.0
"""Seconds after which everything must be saved when nothing is broken any more."""
_ACTIONS = (
    *(
        "go",
        "go",
        "go",
        "go",
        "visit",
        "answer",
        "answer",
        "answer",
        "answer",
        "solve",
        "solve",
        "solve",
        "submit",
        "retry",
    ),
    *("offline", "online", "faults", "calm", "hide", "freeze"),
)
_TERMINAL = ("passed", "completed")

_SCREEN = """() => {
  const main = document.querySelector('main');
  const marked = [...document.querySelectorAll('section[data-lb-question]')];
  return {
    page: `${main.dataset.lbPage} ${main.dataset.lbId ?? ''}`,
    progress: document.querySelector('[data-lb="progress"]').textContent,
    heading: document.querySelector('h1').innerText,
    resume: document.querySelector('[data-lb="resume"]')?.innerText ?? '',
    result: document.querySelector('[data-lb="result"]')?.innerText ?? '',
    unsaved: document.querySelector('[data-lb="unsaved"]') !== null,
    questions: Object.fromEntries(marked.map(section => [section.dataset.lbQuestion, section.dataset.lbState ?? ''])),
  };
}"""
_DO = """async ([action, chance]) => {
  const RIGHT = ['Dienstag', 'Am Samstag', 'Der Bescheid über', 'Das Verbot', 'Richtig'];
  const pick = list => list[Math.floor(chance * list.length)];
  const rest = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
  const press = selector => (document.querySelector(selector)?.click(), rest(30));
  const { lbPage: page } = document.querySelector('main').dataset;
  const contents = [...document.querySelectorAll('[data-lb="toc"] a, [data-lb-lesson] a')];
  if (action === 'solve' && page === 'result') await press('main [data-lb="retry"]');
  if (action === 'solve' && !['test', 'result'].includes(page)) contents.at(-1)?.click();
  if (action === 'answer' && !document.querySelector('section[data-lb-question]')) action = 'go';
  const onward = page === 'result' ? '[data-lb="toc"] a' : 'main [data-lb="start"], main [data-lb="next"]';
  if (action === 'go') await press(onward);
  if (action === 'visit') pick(contents)?.click();
  if (action === 'retry') await press('main [data-lb="retry"]');
  const all = [...document.querySelectorAll('section[data-lb-question]')];
  for (const section of action === 'solve' && page === 'test' ? all : action === 'answer' ? [pick(all)] : []) {
    const right = action === 'solve' || Math.floor(chance * 997) % 5 > 1;
    const fits = input => RIGHT.some(words => input.closest('label').innerText.includes(words)) === right;
    const groups = Map.groupBy(section?.querySelectorAll('input[type=radio]:enabled') ?? [], input => input.name);
    for (const group of groups.values()) {
      const no = group[0].closest('[role=radiogroup], fieldset').innerText.includes('Jeder Brief');
      (no && right ? group.at(-1) : (group.find(fits) ?? group[0])).click();
    }
    for (const box of section?.querySelectorAll('input[type=checkbox]:enabled') ?? []) {
      if (box.checked !== fits(box)) box.click();
    }
    section?.querySelector('[data-lb="check"]')?.click();
  }
  const submits = action === 'submit' || (['go', 'solve'].includes(action) && page === 'test');
  for (let times = submits ? 2 : 0; times > 0; times -= 1) await press('[data-lb="submit"]');
  const tell = (target, name, more) => target.dispatchEvent(Object.assign(new Event(name), more));
  for (const seen of action === 'hide' ? ['hidden', 'visible'] : []) {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: seen });
    tell(document, 'visibilitychange');
  }
  for (const name of action === 'freeze' ? ['pagehide', 'pageshow'] : []) tell(window, name, { persisted: true });
  if (action === 'online' || action === 'wake') tell(window, 'online');
  await rest(action === 'wake' ? 20 : 60);
}"""


@dataclass(slots=True)
class Held:
    """What the portal has."""

    completed: bool
    success: str
    raw: str
    state: CourseState | None


@dataclass(slots=True)
class Walk:
    """``run`` raises AssertionError, with everything that was done, when screen, state and portal disagree."""

    desk: Desk
    seed: int
    log: list[str] = field(default_factory=list)
    chance: random.Random = field(init=False)
    standard: str = field(init=False)
    profile: str = field(init=False)
    course: Course = field(init=False)
    _done: int = 0
    _reached: tuple[bool, str] = (False, "unknown")

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.standard = self.chance.choice(("scorm12", "scorm2004"))
        self.profile = self.chance.choice(("minimal", "usual", "hostile"))

    def run(self) -> None:
        for stay in range(STAYS):
            self._launch(stay)
            for _ in range(STEPS):
                self._step()
            self._leave(last=stay == STAYS - 1)

    def _launch(self, stay: int) -> None:
        self._online(True)
        options = {"profile": self.profile, "learner": f"walk-{self.seed}", "seed": str(self.seed * 10 + stay)}
        self.course = self.desk.launch(self.standard, portal="strict", **options)
        self.log.append(f"launch {self.standard} {self.profile}")
        self._agree()
        held, screen = self._held(), self._screen()
        assert not held.completed or "abgeschlossen" in screen["resume"], self._say(screen)
        assert not held.raw or held.raw.replace(".", ",") in screen["result"], self._say(screen)

    def _step(self) -> None:
        action = self.chance.choice(_ACTIONS)
        self.log.append(action)
        if action in ("offline", "online"):
            self._online(action == "online")
        if action in ("faults", "calm"):
            self.course.tab.evaluate("share => weather.faults = share", 0.3 if action == "faults" else 0)
        self.course.frame.evaluate(_DO, [action, self.chance.random()])
        self._agree()

    def _leave(self, *, last: bool) -> None:
        way = "save" if last else self.chance.choice(("close", "close", "crash", "save"))
        self.log.append(way)
        if way == "save":
            self._online(True)
            self.course.tab.evaluate("weather.faults = 0")
            self._save()
        assert self.course.tab.evaluate("violations") == [], self._say(None)
        if way == "crash":
            self.course.tab.close()
        else:
            self.course.close()

    def _online(self, online: bool) -> None:
        self.desk.context.set_offline(not online)
        if hasattr(self, "course") and not self.course.tab.is_closed():
            self.course.tab.evaluate("online => weather.online = online", online)

    def _save(self) -> None:
        """Waits until all three say the same; how far they are apart at the end is what went wrong."""
        end = time.monotonic() + PATIENCE
        while True:
            self.course.frame.evaluate(_DO, ["wake", 0])
            try:
                return self._equal()
            except AssertionError:
                if time.monotonic() > end:
                    raise

    def _agree(self) -> None:
        """The screen never goes back, the portal never falls."""
        held, screen = self._held(), self._screen()
        done = _done(screen)
        assert done >= self._done, f"a lesson was lost\n{self._say(screen)}"
        completed, success = self._reached
        assert held.completed or not completed, f"completed was taken back\n{self._say(screen)}"
        assert success != "passed" or held.success == "passed", f"passed was taken back\n{self._say(screen)}"
        if held.state:
            lessons = sum(record.done for number, record in held.state.lessons.items() if number < 3)
            assert lessons <= done, f"the portal is ahead\n{self._say(screen)}"
        self._done, self._reached = done, (held.completed, held.success)

    def _equal(self) -> None:
        held, screen = self._held(), self._screen()
        say = self._say(screen)
        assert not screen["unsaved"], say
        if held.state is None:
            assert _done(screen) == 0, say
            return
        state = held.state
        lessons = sum(record.done for record in state.lessons.values())
        assert lessons == _done(screen), say
        assert held.completed == state.completed, say
        assert held.success == (state.success if self.standard == "scorm2004" or state.completed else "unknown"), say
        assert held.raw == ("" if state.score is None else f"{state.score:.2f}".rstrip("0").rstrip(".")), say
        if screen["page"].startswith("result"):
            assert not screen["heading"].startswith("Bestanden") or state.success == "passed", say
        numbers = {"p": 1, "q1": 2, "q2": 3, "q3": 4}
        for key, shown in screen["questions"].items():
            record = state.questions.get(numbers[key])
            verdict = record.verdict if record else "wrong" if screen["page"].startswith("result") else "open"
            assert shown in ("", "given") or shown == verdict, f"{key}\n{say}"

    def _screen(self) -> dict[str, Any]:
        for _ in range(50):
            try:
                found: dict[str, Any] = self.course.frame.evaluate(_SCREEN)
                return found
            except Error:
                time.sleep(0.05)
        raise AssertionError(self._say(None))

    def _held(self) -> Held:
        kept = self.course.held()
        if self.standard == "scorm12":
            status = kept.get("cmi.core.lesson_status", "")
            success = status if status in ("passed", "failed") else "unknown"
            completed, raw = status in (*_TERMINAL, "failed"), kept.get("cmi.core.score.raw", "")
        else:
            success = kept.get("cmi.success_status", "unknown")
            completed, raw = kept.get("cmi.completion_status") == "completed", kept.get("cmi.score.raw", "")
        try:
            state = decode_state(kept.get("cmi.suspend_data", ""))
        except StateError:
            state = None
        return Held(completed, success, raw, state)

    def _say(self, screen: object) -> str:
        return f"seed {self.seed}\n{' · '.join(self.log)}\n{screen}\n{self._held()}"


def _done(screen: dict[str, Any]) -> int:
    found = re.search(r"\d+", screen["progress"])
    assert found is not None, screen
    return int(found[0])
