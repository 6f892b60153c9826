"""Packages that lernbuild did not make: played unit by unit, judged call by call, kept inside their zip."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.preview.contents import open_foreign
from tests.preview.desk import Desk, Server
from tests.preview.packages import multi_sco, slipping

MISTAKES = """api.LMSSetValue("cmi.core.lesson_status", "bestanden");
api.LMSSetValue("cmi.core.exit", "normal");
api.LMSSetValue("cmi.suspend_data", "x".repeat(4097));
api.LMSSetValue("cmi.core.lesson_location", "hier");
api.LMSCommit("");
document.getElementById("said").textContent = api.LMSGetLastError();"""
MISTAKES_2004 = """api.SetValue("cmi.completion_status", "passed");
api.SetValue("cmi.session_time", "PT5.234S");
api.SetValue("cmi.location", "dort"); api.SetValue("cmi.exit", "suspend");
api.Commit("");"""


def course(desk: Desk, heading: str) -> None:
    desk.page.frame_locator("#place iframe").frame_locator("iframe").get_by_role("heading", name=heading).wait_for()


@pytest.mark.browser
def test_a_multi_sco_package_with_its_contents(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path
) -> None:
    package = multi_sco(tmp_path / "fremd.zip", first=MISTAKES)
    one = desk(serve(str(package)))
    one.page.goto(f"{one.address}#file=fremd.zip")
    course(one, "Erste Seite")
    contents = one.page.get_by_role("navigation", name="Inhalt des Pakets")
    assert contents.locator("li").all_inner_texts() == ["Teil A", "Eins", "Zwei", "Lesen"]
    refused = one.refused()
    assert [text.split(":")[0] for text in refused] == ["Regel T5", "Regel T4", "Regel T2"]
    one.waits_for("lesson_location", "hier")
    assert "teil=1" in one.course().url
    contents.get_by_role("button", name="Zwei").click()
    course(one, "Zweite Seite")
    contents.get_by_role("button", name="Lesen").click()
    course(one, "Nur lesen")
    contents.get_by_role("button", name="Eins").click()
    course(one, "Erste Seite")
    assert one.course().locator("#back").inner_text() == "hier"


@pytest.mark.browser
def test_a_package_of_scorm_2004_and_its_log_as_a_file(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path
) -> None:
    package = multi_sco(tmp_path / "neu.zip", old=False, first=MISTAKES_2004)
    one = desk(serve(str(package)))
    one.page.goto(f"{one.address}#file=neu.zip")
    course(one, "Erste Seite")
    refused = one.refused()
    assert [text.split(":")[0] for text in refused] == ["Regel R7", "Regel R2"]
    with one.page.expect_download() as saved:
        one.page.get_by_role("button", name="Speichern (JSON)").click()
    data = json.loads(Path(saved.value.path()).read_text("utf-8"))
    calls = [entry for entry in data["entries"] if "method" in entry]
    assert calls[0]["method"] == "Initialize"
    assert [call["row"] for call in calls if call["element"] == "cmi.session_time"] == ["R7"]


@pytest.mark.browser
def test_strictness_can_be_given_up(desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path) -> None:
    package = multi_sco(tmp_path / "fremd.zip", first='api.LMSSetValue("cmi.core.exit", "normal"); api.LMSCommit("");')
    one = desk(serve(str(package)))
    one.page.goto(f"{one.address}#file=fremd.zip")
    course(one, "Erste Seite")
    one.tab("LMS").get_by_text("(leer)").first.wait_for(state="detached")
    one.bench().get_by_label("streng").uncheck()
    one.tab("LMS").locator("tr", has_text="cmi.core.exit").get_by_text("normal").wait_for()
    assert any(text.startswith("Regel T4") for text in one.refused()), "still said"


def test_what_leads_out_of_the_zip_is_left_out(tmp_path: Path) -> None:
    foreign, said = open_foreign(slipping(tmp_path / "boese.zip"))
    assert foreign is not None
    assert any("führt aus dem Paket hinaus" in text for text in said)
    assert foreign.files.names() == ["a/eins.html", "imsmanifest.xml", "lesen.html", "zwei.html"]
    for name in ("../../draussen.html", "/absolut.html", "a/../../x", "absolut.html"):
        assert foreign.files.read(name) is None
    foreign.files.close()


def test_a_zip_without_a_manifest_is_refused_in_words(tmp_path: Path, serve: Callable[..., Server]) -> None:
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(b"PK\x05\x06 nichts")
    with pytest.raises(AssertionError, match="keine vollständige ZIP-Datei"):
        serve(str(broken))
