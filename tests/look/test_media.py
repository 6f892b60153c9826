"""Figures open large and come back; films and sounds have a pace, captions and a text to read."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.command import lernbuild
from tests.look.conftest import Built
from tests.look.viewer import OUTSIDE, Scheme, axe, seen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), ((1280, "light"), (360, "dark")))
def test_a_figure_opens_large_and_comes_back(looked: Built, chromium: Browser, width: int, scheme: Scheme) -> None:
    with seen(chromium, looked("feg", "standard"), "lektion/schwellen.html", width, 800, scheme) as page:
        figure = page.locator("figure:has([data-lb=enlarge])").first
        button = figure.get_by_role("button", name="Groß ansehen")
        before = figure.evaluate("e => e.outerHTML")
        button.focus()
        page.keyboard.press("Enter")
        shown = page.locator("dialog.enlarged")
        shown.wait_for()
        assert shown.get_attribute("aria-label") == figure.locator("figcaption").inner_text()
        across = shown.locator("svg.lbf").bounding_box()
        assert across and across["width"] >= 600
        assert shown.locator("svg.lbf .w").first.evaluate("e => getComputedStyle(e).display") != "none"
        assert axe(page) == []
        assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == (
            page.locator("[id]").count()
        )
        page.keyboard.press("Escape")
        assert shown.count() == 0
        assert figure.evaluate("e => e.outerHTML").replace(' style=""', "") == before
        assert button.evaluate("e => e === document.activeElement")
        assert page.evaluate(OUTSIDE) == []


def test_sound_has_a_pace_and_a_text(chromium: Browser, project: Path) -> None:
    course = project / "courses" / "minimal"
    (course / "medien").mkdir()
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    (course / "medien" / "ton.wav").write_bytes(out.getvalue())
    (course / "medien" / "ton.md").write_text("Guten Tag, was kann ich für Sie tun?\n", encoding="utf-8")
    lesson = course / "01-grundlagen" / "01-frist.md"
    more = "\n![Ein Anruf](../medien/ton.wav){transkript=../medien/ton.md}\n"
    lesson.write_text(lesson.read_text("utf-8") + more, encoding="utf-8")
    done = lernbuild(project, "build", "--target", "web")
    assert done.returncode == 0, done.stderr
    with seen(chromium, project / "dist" / "minimal.web", "lektion/l1.html", 360) as page:
        pace = page.get_by_label("Tempo")
        pace.select_option("1.5")
        assert page.locator("audio").evaluate("e => e.playbackRate") == 1.5
        text = page.locator("details", has_text="Text zum Mitlesen")
        text.locator("summary").click()
        assert text.get_by_text("was kann ich für Sie tun?").is_visible()
        assert axe(page) == []
        assert page.evaluate(OUTSIDE) == []
