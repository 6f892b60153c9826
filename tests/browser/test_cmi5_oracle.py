"""npm @xapi/cmi5, the profile's well-known library, says the same session: our statements have its shape."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.desk import Desk
from tests.browser.experience import REPOSITORY, launch, saved, wait_for
from tests.browser.lrs import Portal, word

pytestmark = pytest.mark.browser

LIBRARY = REPOSITORY / "node_modules" / "@xapi" / "cmi5" / "dist" / "Cmi5.umd.js"
DEFINED = ("initialized", "passed", "failed", "completed", "terminated")
SESSION = """async ({verdict, score}) => {
  // House rule: SCORM 2004 takes two decimals of a second, so everything here has two.
  const whole = Date.prototype.toISOString;
  Date.prototype.toISOString = function () { return whole.call(this).replace(/\\dZ$/, "Z"); };
  const unit = new Cmi5();
  await unit.initialize();
  const [words, choices] = [{de: "F"}, [{id: "a", description: {de: "A"}}]];
  await unit.interactionChoice("l1", "q1", ["a"], ["a"], choices, words, words, true);
  await unit[verdict](score);
  await unit.complete();
  await unit.terminate();
}"""


@pytest.fixture(scope="module")
def oracle(talkative: Path) -> str:
    shutil.copy(LIBRARY, talkative / "cmi5.js")
    (talkative / "oracle.html").write_text("<!doctype html><script src=cmi5.js></script>", encoding="utf-8")
    return "oracle.html"


def say(context: BrowserContext, address: str, verdict: str, scaled: float) -> None:
    tab = context.new_page()
    tab.goto(address)
    score = {"scaled": scaled, "raw": scaled * 100, "min": 0, "max": 100}
    tab.evaluate(SESSION, {"verdict": verdict, "score": score})
    tab.close()


def test_the_same_session(learner: Desk, portal: Portal, oracle: str) -> None:
    """Verbs, order, objects, categories, template, registration, pass mark and the parts of results."""
    say(learner.context, f"{learner.server}/{oracle}?{portal.launch('cmi5')}", "pass", 1)
    theirs = portal.statements
    assert portal.wrong == [], "the library keeps the rules of the strict portal"

    portal.reset(portal.return_url)
    course = launch(learner, portal, "cmi5")
    course.finish_lessons().answer_test(right=True)
    course.hand_in()
    saved(course)
    course.close()
    wait_for(lambda: "terminated" in portal.words)
    ours = portal.statements
    assert [word(one) for one in ours if word(one) in DEFINED] == [word(one) for one in theirs if word(one) in DEFINED]
    for verb in ("initialized", "passed", "completed", "terminated"):
        assert shape(first(ours, verb)) == shape(first(theirs, verb)), verb
    mine, other = first(ours, "answered"), first(theirs, "answered")
    assert mine["verb"]["id"] == other["verb"]["id"]
    assert frame(mine) == frame(other)
    wanted = {"type", "interactionType", "correctResponsesPattern", "description", "choices"}
    assert mine["object"]["definition"].keys() >= wanted
    assert other["object"]["definition"].keys() >= wanted
    assert mine["object"]["definition"]["type"] == other["object"]["definition"]["type"]
    assert mine["result"].keys() >= {"response", "success"} <= other["result"].keys()


def test_the_same_failure(learner: Desk, portal: Portal, oracle: str) -> None:
    """Against the statement in docs/xapi.md, which a unit test compares with what a course sends."""
    say(learner.context, f"{learner.server}/{oracle}?{portal.launch('cmi5')}", "fail", 0.5)
    text = (REPOSITORY / "docs" / "xapi.md").read_text(encoding="utf-8")
    shown = [json.loads(block) for block in re.findall(r"```json\n(\{.*?)\n```", text, re.DOTALL)]
    ours = first([one for one in shown if "verb" in one], "failed")
    assert shape(ours) == shape(first(portal.statements, "failed"))


def first(statements: list[dict[str, Any]], verb: str) -> dict[str, Any]:
    return next(one for one in statements if word(one) == verb)


def frame(statement: dict[str, Any]) -> dict[str, Any]:
    """What cmi5 asks of the context of every statement."""
    context = statement["context"]
    activities = context["contextActivities"]
    return {
        "registration": context["registration"],
        "grouping": activities["grouping"],
        "category": sorted(one["id"] for one in activities.get("category", [])),
        "extensions": context["extensions"],
    }


def shape(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement of the profile without moment, identity and what is said of the activity in words."""
    result = dict(statement.get("result", {}))
    duration = result.pop("duration", None)
    assert duration is None or re.fullmatch(r"PT(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?", duration), duration
    return {
        "verb": statement["verb"]["id"],
        "object": statement["object"]["id"],
        "actor": statement["actor"].get("account"),
        "timed": duration is not None,
        **frame(statement),
        **result,
    }
