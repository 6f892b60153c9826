"""What a learner prefers (Agent Profile cmi5LearnerPreferences, cmi5 section 11), honoured in Chromium."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests.browser.desk import Course, Desk
from tests.browser.experience import launch, wait_for
from tests.browser.lrs import Portal

pytestmark = pytest.mark.browser

PLAY = """async () => {
  const main = document.querySelector("main");
  const sound = main.querySelector("audio") ?? main.appendChild(document.createElement("audio"));
  sound.src ||= new URL("stille.wav", document.baseURI).href;
  const playing = new Promise(resolve => sound.addEventListener("play", resolve, {once: true}));
  sound.play().catch(() => undefined);
  await playing;
  const { muted } = sound;
  sound.pause();
  return muted;
}"""


@pytest.fixture(scope="module")
def sound(talkative: Path) -> None:
    """A second of silence beside the pages."""
    for folder in (talkative / "cmi5", talkative / "cmi5" / "lektion"):
        with wave.open(str(folder / "stille.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(1)
            file.setframerate(8000)
            file.writeframes(bytes([128]) * 8000)


def begun(learner: Desk, portal: Portal) -> Course:
    course = launch(learner, portal, "cmi5")
    wait_for(lambda: "initialized" in portal.words)
    course.begin()
    return course.arrive("lesson", "l1")


@pytest.mark.usefixtures("sound")
def test_sound_is_off_until_the_learner_wants_it(learner: Desk, portal: Portal) -> None:
    portal.preferences = {"audioPreference": "off"}
    course = begun(learner, portal)
    assert course.frame.evaluate(PLAY) is True
    course.frame.evaluate("document.querySelector('audio').muted = false")
    assert course.frame.evaluate(PLAY) is False, "turned on by hand it stays on"
    course.close()


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize("preferences", [None, {"audioPreference": "on"}, {"audioPreference": "laut"}])
def test_sound_is_on_otherwise(learner: Desk, portal: Portal, preferences: dict[str, str] | None) -> None:
    portal.preferences = preferences
    course = begun(learner, portal)
    assert course.frame.evaluate(PLAY) is False
    course.close()


@pytest.mark.parametrize("languages", ["de-DE,en-US", "en-US,fr"])
def test_a_package_has_one_language(learner: Desk, portal: Portal, languages: str) -> None:
    """The preference is for units that have several (11.3): pages, words and statements stay in the course's own."""
    portal.preferences = {"languagePreference": languages, "audioPreference": "on"}
    course = begun(learner, portal)
    assert course.frame.locator("html").get_attribute("lang") == "de"
    course.hook("next").click()
    wait_for(lambda: "experienced" in portal.words)
    assert list(portal.statements[-1]["object"]["definition"]["name"]) == ["de"]
    course.close()
    wait_for(lambda: portal.words[-1] == "terminated")
