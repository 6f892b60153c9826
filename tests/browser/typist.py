"""A learner who has a keyboard only: Tab, arrows, Space, Enter and letters; every stop on the way must be seen."""

from __future__ import annotations

from playwright.sync_api import Locator

from lernbuild.questions.model import Question
from tests.browser.desk import Course
from tests.browser.solver import Step, steps_for
from tests.look.viewer import COVERED

MOST_STOPS = 400
MOST_CHOICES = 60
WAY = """target => {
  const e = document.activeElement;
  if (e === target || (e.type === 'radio' && e.name === target.name && e.form === target.form)) return '';
  return e.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? 'Tab' : 'Shift+Tab';
}"""
"""The key that leads nearer; a group of radios is one stop."""
IN_ORDER = """(section, selectors) => selectors.map(one => [...section.querySelectorAll('*')]
  .indexOf(section.querySelector(one)))"""
PLACE = "row => [...row.parentElement.children].indexOf(row)"


class Typist:
    """Works on an open course; ``stops`` counts the places where the focus stood."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.stops = 0

    def press(self, key: str) -> None:
        self.course.tab.keyboard.press(key)

    def reach(self, target: Locator) -> None:
        """Tab until the focus stands there; each stop is in the window, under nothing, with a ring."""
        for _ in range(MOST_STOPS):
            key = target.evaluate(WAY)
            if not key:
                return
            self.press(key)
            self.stops += 1
            wrong = self.course.frame.evaluate(COVERED)
            assert not wrong, (wrong, self.course.focus)
        raise AssertionError(f"Tab never reached {target}")

    def use(self, target: Locator) -> None:
        """Enter on a button or link."""
        self.reach(target)
        self.press("Enter")

    def pick(self, control: Locator) -> None:
        """A radio by arrows, a checkbox by Space."""
        self.reach(control)
        for _ in range(MOST_CHOICES):
            if control.is_checked():
                return
            self.press("Space" if control.evaluate("e => e === document.activeElement") else "ArrowDown")
        raise AssertionError(f"no key picked {control}")

    def fill(self, control: Locator, value: str) -> None:
        """Letters into a field, arrows in a list."""
        self.reach(control)
        if control.evaluate("e => e.tagName") != "SELECT":
            self.press("Control+A")
            self.course.tab.keyboard.type(value)
            return
        for key in ["ArrowUp"] * MOST_CHOICES + ["ArrowDown"] * MOST_CHOICES:
            if control.input_value() == value:
                return
            self.press(key)
        raise AssertionError(f"no key chose {value} in {control}")

    def lift(self, row: Locator, place: int) -> None:
        """A step of an ordering up to its place."""
        for _ in range(MOST_CHOICES):
            if row.evaluate(PLACE) <= place:
                return
            self.use(row.locator('[data-lb-move="up"]'))
        raise AssertionError(f"no key lifted {row}")

    def answer(self, section: Locator, question: Question) -> None:
        """A right answer, neither checked nor handed in."""
        steps = steps_for(question, right=True)
        if steps and steps[0][0] != "lift":
            order = section.evaluate(IN_ORDER, [selector for _, selector, _ in steps])
            steps = [step for _, step in sorted(zip(order, steps, strict=True))]
        for step in steps:
            self._do(section, step)

    def _do(self, section: Locator, step: Step) -> None:
        what, selector, value = step
        control = section.locator(selector).first
        if what == "click":
            self.pick(control)
        elif what == "fill":
            self.fill(control, value)
        else:
            self.lift(control, int(value))

    def practise(self, section: Locator) -> None:
        """Checks an answer; a free text is first compared with the model answer and rated."""
        self.use(section.locator('[data-lb="check"]'))
        if section.get_attribute("data-lb-type") == "essay":
            self.pick(section.locator('[data-lb="essay"] input[value="2"]'))
            self.use(section.locator('[data-lb="check"]'))
        assert section.get_attribute("data-lb-state") in ("right", "done"), section.get_attribute("id")
