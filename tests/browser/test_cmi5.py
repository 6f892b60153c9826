"""The built cmi5 and xAPI packages in Chromium against a portal on another origin."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from lernbuild.validate import validate_package
from tests.browser.desk import Desk
from tests.browser.experience import judged, launch, wait_for
from tests.browser.lrs import ACTOR, REGISTRATION, UNIT, Portal

pytestmark = pytest.mark.browser

CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
BASE = "https://lernbuild.invalid/minimal"


def test_the_whole_way(learner: Desk, portal: Portal) -> None:
    """Read, reload, fail, pass, leave by the link: one session, everything in order."""
    course = launch(learner, portal, "cmi5")
    assert course.hook("leave").inner_text() == "Kurs verlassen"
    course.begin()
    course.arrive("lesson", "l1").hook("next").click()
    course.arrive("lesson", "l2")
    wait_for(lambda: portal.words == ["initialized", "experienced"])
    course.tab.keyboard.press("F5")
    course.tab.reload()
    course.arrive("lesson", "l2").hook("next").click()
    course.arrive("test", "t")
    course.answer_test(right=False)
    course.hand_in()
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for()
    assert "passed" not in portal.words
    course.frame.locator('main [data-lb="retry"]').click()
    course.arrive("test", "t")
    course.answer_test(right=True)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for()
    wait_for(lambda: "completed" in portal.words)
    course.hook("leave").click()
    course.tab.wait_for_url("**/portal.html")
    wait_for(lambda: portal.words[-1] == "terminated")

    once = ["initialized", "passed", "completed", "terminated"]
    assert [portal.words.count(word) for word in once] == [1, 1, 1, 1]
    assert (portal.words[0], portal.words.count("experienced"), portal.words.count("answered")) == ("initialized", 2, 6)
    assert portal.requests.index("GET /xapi/agents/profile cmi5LearnerPreferences") < portal.requests.index(
        "POST /xapi/statements"
    )
    assert portal.requests.count("POST /token") == 1
    assert judged(portal.statements) == []
    framed(portal.statements)
    told(
        next(
            one
            for one in portal.statements
            if one["object"]["id"] == f"{BASE}/frage/2" or "choices" in one["object"].get("definition", {})
        )
    )
    document = json.loads(portal.documents["lernbuild"])
    assert document["state"].startswith("lb1;")
    assert document["sent"] == {"completed": True, "passed": True, "failed": None, "lessons": [1, 2]}

    course = launch(learner, portal, "cmi5")
    assert "Sie haben den Kurs abgeschlossen" in course.hook("resume").inner_text()
    course.close()
    wait_for(lambda: portal.words.count("terminated") == 2)
    assert portal.words.count("completed") == portal.words.count("passed") == 1


def framed(statements: list[dict[str, Any]]) -> None:
    """A5 and A6: what the portal gave is in every statement, and about the unit are cmi5's only."""
    for one in statements:
        assert one["actor"] == ACTOR
        assert one["timestamp"].endswith("Z")
        context = one["context"]
        assert context["registration"] == REGISTRATION
        assert context["contextActivities"]["grouping"]
        assert context["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/sessionid"] == "sitzung-1"
        categories = [activity["id"] for activity in context["contextActivities"].get("category", [])]
        assert (CMI5 in categories) is (one["object"]["id"] == UNIT)


def told(answered: dict[str, Any]) -> None:
    """An answer says what was asked, offered, right and given."""
    definition = answered["object"]["definition"]
    assert definition["interactionType"] == "choice"
    assert definition["description"]["de"]
    ids = {choice["id"]: choice["description"]["de"] for choice in definition["choices"]}
    assert "Am Samstag" in ids.values() or len(ids) >= 2
    assert set(definition["correctResponsesPattern"][0].split("[,]")) <= ids.keys()
    assert set(answered["result"]["response"].split("[,]")) <= ids.keys()


def test_closing_the_tab_ends_the_session(learner: Desk, portal: Portal) -> None:
    course = launch(learner, portal, "cmi5")
    course.begin()
    course.arrive("lesson", "l1").hook("next").click()
    course.arrive("lesson", "l2")
    course.close()
    wait_for(lambda: portal.words == ["initialized", "experienced", "terminated"])
    assert portal.statements[-1]["result"]["duration"].startswith("PT")

    course = launch(learner, portal, "cmi5")
    assert course.hook("start").inner_text() == "Weiter: Was ist ein Verwaltungsakt?"
    course.close()


def test_after_the_reload_button_the_next_launch_says_the_rest(learner: Desk, portal: Portal) -> None:
    """The browser does not tell a reload from closing the tab: the session is over, and that is said."""
    course = launch(learner, portal, "cmi5")
    course.begin()
    course.arrive("lesson", "l1").hook("next").click()
    course.arrive("lesson", "l2")
    course.tab.reload()
    course.arrive("lesson", "l2")
    assert "Diese Sitzung ist beendet" in course.hook("over").inner_text()
    course.hook("next").click()
    course.arrive("test", "t").answer_test(right=True)
    course.hand_in()
    assert course.heading == "Bestanden: 4 von 4 Punkten"
    course.close()
    assert portal.words == ["initialized", "experienced", "terminated"]

    launch(learner, portal, "cmi5")
    wait_for(lambda: "completed" in portal.words)
    assert portal.words[3:] == ["initialized", *["answered"] * 3, "experienced", "passed", "completed"]


def test_a_look_only_says_that_it_was_there(learner: Desk, portal: Portal) -> None:
    portal.mode = "Review"
    portal.return_url = ""
    course = launch(learner, portal, "cmi5")
    assert "Es wird nichts gespeichert" in course.hook("status").inner_text()
    assert course.hook("leave").count() == 0
    course.finish_lessons()
    course.close()
    wait_for(lambda: portal.words == ["initialized", "terminated"])
    assert "lernbuild" not in portal.documents


def test_plain_xapi(learner: Desk, portal: Portal) -> None:
    course = launch(learner, portal, "xapi")
    course.finish_lessons()
    course.answer_test(right=True)
    course.hand_in()
    course.hook("saved").get_by_text("Vom Lernportal gespeichert").wait_for()
    course.close()
    wait_for(lambda: "terminated" in portal.words)
    assert portal.words == [
        "initialized",
        "experienced",
        "experienced",
        *["answered"] * 3,
        "passed",
        "completed",
        "terminated",
    ]
    assert judged(portal.statements) == []
    assert all(
        "category" not in one["context"]["contextActivities"]
        for one in portal.statements
        if "contextActivities" in one["context"]
    )


@pytest.mark.parametrize("kind", ["cmi5", "xapi"])
def test_the_package_speaks_one_standard(talkative: Path, kind: str) -> None:
    path = talkative / "dist" / f"minimal.{kind}.zip"
    found = [one for one in validate_package(path).diagnostics if one.severity.name == "ERROR"]
    assert found == []
    with zipfile.ZipFile(path) as archive:
        script = archive.read("assets/lernbuild.js")
        assert not [name for name in archive.namelist() if name.endswith((".xsd", ".dtd")) or "imsmanifest" in name]
        assert b"connect-src 'self' https: http:;" in archive.read("index.html")
    for word in (b"API_1484_11", b"LMSInitialize", b"cmi.core", b"cmi.suspend_data"):
        assert word not in script


@pytest.mark.parametrize("kind", ("cmi5", "xapi"))
def test_a_certificate_with_the_name_of_the_actor(learner: Desk, portal: Portal, kind: str) -> None:
    course = launch(learner, portal, kind)
    course.finish_lessons().answer_test(right=True)
    course.hand_in()
    wait_for(lambda: "Vom Lernportal gespeichert" in course.hook("saved").inner_text())
    course.hook("certificate").click()
    course.frame.locator(".cert").wait_for()
    words = course.frame.locator(".cert").inner_text()
    assert "Alex Beispiel" in words and "Angaben des Lernportals" in words
    assert "in dieser Sitzung; frühere Sitzungen sind hier nicht bekannt" in words
    course.close()
    wait_for(lambda: "terminated" in portal.words)
