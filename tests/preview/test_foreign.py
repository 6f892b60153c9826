"""Packages that lernbuild did not make: played unit by unit, judged call by call, kept inside their zip."""

from __future__ import annotations

import json
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.preview.contents import open_foreign
from lernbuild.preview.course_door import streamed
from lernbuild.preview.library import Library
from tests.command import lernbuild
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


BROKEN_UNIT = """<!doctype html><title>Einheit</title><h1>Einheit</h1><script>
const given = Object.fromEntries(new URLSearchParams(location.search));
const word = (name, more = {}) => ({id: crypto.randomUUID(), timestamp: new Date().toISOString(),
  actor: JSON.parse(given.actor), verb: {id: `http://adlnet.gov/expapi/verbs/${name}`}, object: {id: given.activityId},
  context: {registration: given.registration}, ...more});
(async () => {
  const token = (await (await fetch(given.fetch, {method: "POST"})).json())["auth-token"];
  const headers = {Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3"};
  const send = (body) => fetch(`${given.endpoint}statements`, {method: "POST", headers, body: JSON.stringify(body)});
  await send(word("completed", {result: {completion: true}}));
  await fetch(given.fetch, {method: "POST"});
  document.querySelector("h1").textContent = "Gesendet";
})();
</script>"""


@pytest.mark.browser
def test_statements_that_break_cmi5_are_red(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path
) -> None:
    structure = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://e.org/k"><title><langstring lang="de">Kurs</langstring></title>
<description><langstring lang="de">Kurs</langstring></description></course>
<au id="https://e.org/u" moveOn="Completed"><title><langstring lang="de">Einheit</langstring></title>
<description><langstring lang="de">Einheit</langstring></description><url>index.html</url></au></courseStructure>"""
    with zipfile.ZipFile(tmp_path / "cmi5.zip", "w") as archive:
        archive.writestr("cmi5.xml", structure)
        archive.writestr("index.html", BROKEN_UNIT)
    one = desk(serve(str(tmp_path / "cmi5.zip")))
    one.page.goto(f"{one.address}#file=cmi5.zip")
    course(one, "Gesendet")
    one.tab("Protokoll")
    one.page.locator("#panel-protokoll .bad").nth(1).wait_for()
    said = " ".join(one.refused())
    for row in ("A2 8.2.1", "A3 10.2.1", "A4 9.3.0: completed before initialized", "A7 9.5.3"):
        assert row in said
    one.page.get_by_text("Inhalt", exact=True).first.click()
    assert '"http://adlnet.gov/expapi/verbs/completed"' in one.page.locator("#panel-protokoll").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(
    "target",
    (
        "scorm2004",
        "cmi5",
        pytest.param("scorm12", marks=pytest.mark.full),
        pytest.param("xapi", marks=pytest.mark.full),
    ),
)
def test_our_own_packages_as_files(
    desk: Callable[..., Desk], serve: Callable[..., Server], project: Path, tmp_path: Path, target: str
) -> None:
    done = lernbuild(project, "build", "--target", target, "--out", str(tmp_path / "dist"))
    assert done.returncode == 0
    one = desk(serve(str(tmp_path / "dist" / f"minimal.{target}.zip"), root=tmp_path))
    one.page.goto(one.address)
    one.ready()
    one.hook("start").click()
    one.arrive("lesson", "l1")
    one.hook("next").click()
    one.arrive("lesson", "l2")
    one.tab("LMS").get_by_text("Stand: noch nicht abgeschlossen").wait_for()
    assert one.refused() == []
    assert one.tab("Meldungen").locator(".diag--error").count() == 0


@pytest.mark.browser
def test_a_package_that_is_replaced_is_opened_anew(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path
) -> None:
    (tmp_path / "dist").mkdir()
    package = multi_sco(tmp_path / "dist" / "fremd.zip")
    one = desk(serve(str(package), str(multi_sco(tmp_path / "anderes.zip"))))
    one.page.goto(f"{one.address}#file=anderes.zip")
    course(one, "Erste Seite")
    other = one.context.new_page()
    other.goto(f"{one.address}#file=fremd.zip")
    seen = other.frame_locator("#place iframe").frame_locator("iframe").get_by_role("heading")
    seen.get_by_text("Erste Seite").wait_for()
    for words in ("Neue Seite", "Noch eine"):
        multi_sco(tmp_path / "neu.zip", first=f'document.querySelector("h1").textContent = "{words}";')
        (tmp_path / "neu.zip").replace(package)
        seen.get_by_text(words).wait_for()
    other.get_by_text("Geöffnet").wait_for()
    package.write_bytes(b"PK\x05\x06 halb")
    other.locator(".empty", has_text="keine ZIP-Datei oder nur ein Teil").wait_for()
    assert one.page.locator("#panel-protokoll .mark").count() <= 1
    one.tab("Protokoll")
    assert one.page.locator("#panel-protokoll b", has_text="LMSInitialize").count() == 1, "it was left alone"


OUTSIDE = """document.body.insertAdjacentHTML("beforeend",
'<a href="https://example.org/weg">Weg</a><img alt="" src="https://example.org/bild.png">');"""


@pytest.mark.browser
def test_what_a_package_loads_from_elsewhere_is_named(
    desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path
) -> None:
    one = desk(serve(str(multi_sco(tmp_path / "fremd.zip", first=OUTSIDE))))
    one.page.goto(one.address)
    course(one, "Erste Seite")
    log = one.tab("Protokoll")
    log.get_by_text("(https://example.org/bild.png)").wait_for()
    one.course().get_by_role("link", name="Weg").click()
    course(one, "Hier führt der Kurs hinaus")
    log.get_by_text("(https://example.org)").or_(log.get_by_text("(https://example.org/weg)")).wait_for()
    one.page.get_by_text("Der Kurs führt hinaus").wait_for()
    one.page.get_by_role("button", name="Zwei").click()
    course(one, "Zweite Seite")
    assert all("Content Security Policy" in said for said in one.errors)
    one.errors.clear()
    one.foreign.clear()


def test_a_long_film_is_not_held_in_memory(tmp_path: Path) -> None:
    package = multi_sco(tmp_path / "film.zip")
    film = random.Random(1).randbytes(1 << 20) * 40
    with zipfile.ZipFile(package, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", film)
    foreign, _ = open_foreign(package)
    assert foreign is not None and foreign.files.size("film.mp4") == len(film)
    tracemalloc.start()
    seen = zlib.crc32(b"")
    for piece in foreign.files.pieces("film.mp4", 0, len(film)):
        seen = zlib.crc32(piece, seen)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == zlib.crc32(film) and most < 8 << 20
    start, end = 9_000_001, 9_900_000
    assert b"".join(foreign.files.pieces("film.mp4", start, end)) == film[start:end]
    answer = streamed(lambda one, other: iter([film[one:other]]), len(film), "video/mp4", "bytes=10-19")
    assert answer.status_code == 206 and answer.headers["content-length"] == "10"
    package.write_bytes(b"weg")
    assert list(foreign.files.pieces("film.mp4", 0, 10)) == []


def test_what_leads_out_of_the_zip_is_left_out(tmp_path: Path) -> None:
    foreign, said = open_foreign(slipping(tmp_path / "boese.zip"))
    assert foreign is not None
    assert any("führt aus dem Paket hinaus" in text for text in said)
    assert foreign.files.names() == ["a/eins.html", "imsmanifest.xml", "lesen.html", "zwei.html"]
    for name in ("../../draussen.html", "/absolut.html", "a/../../x", "absolut.html"):
        assert foreign.files.read(name) is None and foreign.files.size(name) is None


@pytest.mark.browser
def test_an_old_package_in_latin_1(desk: Callable[..., Desk], serve: Callable[..., Server], tmp_path: Path) -> None:
    """A script without an encoding of its own is read in that of its page, as from an LMS."""
    with zipfile.ZipFile(tmp_path / "alt.zip", "w") as archive:
        page = '<!doctype html><meta charset="iso-8859-1"><title>Alt</title><h1></h1><script src="wort.js"></script>'
        archive.writestr("index.html", page)
        archive.writestr("wort.js", 'document.querySelector("h1").textContent = "Prüfung";'.encode("latin-1"))
    one = desk(serve(str(tmp_path / "alt.zip")))
    one.page.goto(one.address)
    course(one, "Prüfung")


def test_why_a_package_cannot_be_played(tmp_path: Path) -> None:
    with zipfile.ZipFile(multi_sco(tmp_path / "gut.zip")) as good:
        files = {name: good.read(name).decode() for name in good.namelist()}
    packages = {
        "ordner.zip": {f"kurs/{name}": text for name, text in files.items()},
        "kaputt.zip": {**files, "imsmanifest.xml": files["imsmanifest.xml"].replace("Fremdes", "A & B")},
    }
    for name, content in packages.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for path, text in content.items():
                archive.writestr(path, text)
    library = Library(None, [tmp_path / name for name in packages])
    assert "Packen Sie den Inhalt des Ordners, nicht den Ordner." in library.why_not("ordner.zip")
    assert "kein wohlgeformtes XML" in library.why_not("kaputt.zip")
    assert "(imsmanifest.xml:4:" in library.why_not("kaputt.zip") and ":1:1" not in library.why_not("ordner.zip")


def test_a_zip_without_a_manifest_is_refused_in_words(tmp_path: Path, serve: Callable[..., Server]) -> None:
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(b"PK\x05\x06 nichts")
    with pytest.raises(AssertionError, match="keine ZIP-Datei oder nur ein Teil"):
        serve(str(broken))
