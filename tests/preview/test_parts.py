"""Parts of the preview by themselves: record store, attempts, contents of packages, ranges, clocks, drives."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from lernbuild.preview import lrs
from lernbuild.preview.attempts import Attempts
from lernbuild.preview.contents import Contents, MemoryFiles, Unit, read_contents
from lernbuild.preview.course_door import ranged, with_clock, with_query
from lernbuild.preview.insights import editor_address
from lernbuild.preview.pages import as_data
from lernbuild.preview.passed import passed_values
from lernbuild.preview.plays import MOST, Play, Plays, Wish
from lernbuild.preview.watching import kind_of_mount
from tests.preview.packages import NEW, OLD

STATE = "activities/state"


@pytest.fixture
def attempts() -> Attempts:
    return Attempts(None)


def play(attempts: Attempts, standard: str = "cmi5", **wish: str) -> Play:
    unit = Unit("https://example.org/einheit", "Einheit", "index.html", mark="0.75", move_on="CompletedAndPassed")
    contents = Contents(standard, "Kurs", (unit,))
    return Plays().begin("p", "Kurs", contents, MemoryFiles({}), unit, attempts.new("p"), Wish(**wish))  # type: ignore[arg-type]


def ask(one: Play, method: str, path: str, body: str = "", headers: Mapping[str, str] = {}, **query: str) -> lrs.Reply:
    """A request as a careful unit makes it."""
    usual = {"authorization": f"Basic {lrs.basic(one)}", "x-experience-api-version": "1.0.3"}
    about = {"agent": json.dumps(lrs.actor_of(one)), "activityId": lrs.activity_of(one)}
    about["registration"] = one.attempt.registration
    return lrs.answer(one, method, path, {**about, **query}, {**usual, **headers}, body)


def statement(identity: str = "1", verb: str = "initialized") -> dict[str, object]:
    return {"id": identity, "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"}}


def test_the_token_is_given_once(attempts: Attempts) -> None:
    one = play(attempts)
    assert lrs.give_token(one, "GET").wrong
    assert json.loads(lrs.give_token(one, "POST").body) == {"auth-token": lrs.basic(one)}
    second = lrs.give_token(one, "POST")
    assert "error-code" in second.body and second.wrong[0].startswith("A2")


def test_strangers_get_nothing(attempts: Attempts) -> None:
    one = play(attempts)
    assert ask(one, "GET", "statements", headers={"authorization": "Basic eA=="}).status == 401
    assert ask(one, "GET", "statements", headers={"x-experience-api-version": ""}).status == 400
    assert ask(one, "GET", STATE, stateId="x", agent="{}").status == 400
    assert ask(one, "GET", STATE, stateId="x", registration="andere").status == 400
    assert ask(one, "GET", STATE, stateId="x", agent="kein JSON").status == 400
    assert ask(one, "GET", "irgendwo").status == 404


def test_launch_data_are_read_only(attempts: Attempts) -> None:
    one = play(attempts, mode="review", mark="80")
    data = json.loads(ask(one, "GET", STATE, stateId="LMS.LaunchData").body)
    assert data["launchMode"] == "Review" and data["masteryScore"] == 0.8 and data["moveOn"] == "CompletedAndPassed"
    assert one.session.read == {"LMS.LaunchData"}
    assert ask(one, "PUT", STATE, "{}", stateId="LMS.LaunchData").status == 403
    assert json.loads(ask(play(attempts), "GET", STATE, stateId="LMS.LaunchData").body)["masteryScore"] == 0.75


def test_documents_have_etags(attempts: Attempts) -> None:
    one = play(attempts)
    assert ask(one, "GET", STATE, stateId="s").status == 404
    first = ask(one, "PUT", STATE, '{"a":1}', {"if-none-match": "*"}, stateId="s")
    assert first.status == 204
    assert ask(one, "PUT", STATE, "{}", {"if-none-match": "*"}, stateId="s").status == 412
    assert ask(one, "PUT", STATE, "{}", {"if-match": '"x"'}, stateId="s").status == 412
    assert ask(one, "POST", STATE, '{"b":2}', {"if-match": first.etag}, stateId="s").status == 204
    assert json.loads(ask(one, "GET", STATE, stateId="s").body) == {"a": 1, "b": 2}
    assert json.loads(ask(one, "GET", STATE).body) == ["s"]
    assert ask(one, "DELETE", STATE, stateId="s").status == 204
    assert ask(one, "GET", STATE, stateId="s").status == 404


def test_statements_are_kept_once(attempts: Attempts) -> None:
    one = play(attempts)
    assert ask(one, "POST", "statements", json.dumps([statement("1"), statement("2", "passed")])).status == 200
    assert ask(one, "POST", "statements", json.dumps(statement("1"))).status == 200
    assert ask(one, "POST", "statements", json.dumps(statement("1", "failed"))).status == 409
    assert ask(one, "PUT", "statements", json.dumps({"verb": statement()["verb"]}), statementId="3").status == 204
    assert [one["id"] for one in one.attempt.statements] == ["1", "2", "3"]
    assert one.session.said == ["initialized", "passed", "initialized"]
    assert ask(one, "POST", "statements", "kein JSON").status == 400
    bare = json.dumps({"verb": statement()["verb"]})
    assert ask(one, "POST", "statements", bare).status == 400, "cmi5 9.2 asks for an id"
    assert ask(play(attempts, "xapi"), "POST", "statements", bare).status == 200, "xAPI leaves it to the store"


def test_attempts_come_back(tmp_path: Path) -> None:
    kept = Attempts(tmp_path / "tief" / "vorschau.sqlite")
    one = kept.new("p")
    one.units["sco"] = {"cmi.core.lesson_status": "incomplete"}
    one.documents["d"] = "Ä"
    kept.save(one)
    kept.new("p")
    kept.close()
    again = Attempts(tmp_path / "tief" / "vorschau.sqlite")
    assert [(a.name, a.begun) for a in again.of("p")] == [("Versuch 1", True), ("Versuch 2", False)]
    found = again.get(one.id)
    assert found is not None and found.units == one.units and found is again.get(one.id)
    registration = found.registration
    assert not again.reset(found).begun and found.registration != registration
    again.delete(one.id)
    assert again.get(one.id) is None and again.of("anderes") == []
    again.close()


def test_a_cache_that_cannot_be_written_is_replaced_by_memory(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("keine Datenbank" * 100)
    kept = Attempts(tmp_path / "datei")
    assert "gelten bis zum Beenden" in kept.problem
    assert kept.new("p").number == 1
    with pytest.raises(sqlite3.ProgrammingError):
        kept.close()
        kept.of("p")


def test_old_launches_are_forgotten(attempts: Attempts) -> None:
    plays, unit = Plays(), Unit("u", "U", "index.html")
    first = None
    for _ in range(MOST + 1):
        last = plays.begin("p", "K", Contents("none", "", (unit,)), MemoryFiles({}), unit, attempts.new("p"), Wish())
        first = first or last
    assert first and plays.get(first.id) is None and plays.recent()[0] is last


def manifest(scope: str, adlcp: str, version: str, items: str) -> dict[str, bytes]:
    text = f"""<manifest identifier="m" xmlns="{scope}" xmlns:adlcp="{adlcp}" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
 <metadata><schemaversion>{version}</schemaversion></metadata>
 <organizations default="b"><organization identifier="a"><title>A</title></organization>
  <organization identifier="b"><title> B\n  Kurs</title>{items}</organization></organizations>
 <resources><resource identifier="r" adlcp:scormtype="sco" adlcp:scormType="sco" href="x.html?a=1"/>
  <resource identifier="w" href="https://example.org/"/></resources></manifest>"""
    return {"imsmanifest.xml": text.encode()}


def test_contents_of_scorm() -> None:
    scope, adlcp, version, _ = OLD
    item = '<item identifier="i" identifierref="r" parameters="&amp;b=2"><title>I</title>'
    old = read_contents(
        MemoryFiles(manifest(scope, adlcp, version, f"{item}<adlcp:masteryscore>70</adlcp:masteryscore></item>"))
    )
    assert old == Contents("scorm12", "B Kurs", (Unit("i", "I", "x.html?a=1&b=2", mark="70"),))
    scope, adlcp, version, _ = NEW
    measure = "<imsss:sequencing><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure></imsss:sequencing>"
    new = read_contents(MemoryFiles(manifest(scope, adlcp, version, f"{item}{measure}</item>")))
    assert new is not None and new.standard == "scorm2004" and new.units[0].mark == "0.6"
    outside = read_contents(
        MemoryFiles(manifest(scope, adlcp, version, '<item identifier="o" identifierref="w"><title>O</title></item>'))
    )
    assert outside is not None and outside.first is None, "an address elsewhere is not launched"


def test_contents_of_cmi5_and_xapi() -> None:
    cmi5 = b"""<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://e.org/k"><title><langstring lang="de">Kurs</langstring></title></course>
<block id="https://e.org/b"><title><langstring>Block</langstring></title>
<au id="https://e.org/u" masteryScore="0.5" moveOn="Passed">
<title><langstring>Einheit</langstring></title><url>a/b.html</url></au></block>
</courseStructure>"""
    found = read_contents(MemoryFiles({"cmi5.xml": cmi5}))
    assert found is not None and found.title == "Kurs"
    assert [(one.key, one.href, one.depth, one.mark, one.move_on) for one in found.units] == [
        ("https://e.org/b", "", 0, "", "NotApplicable"),
        ("https://e.org/u", "a/b.html", 1, "0.5", "Passed"),
    ]
    tincan = b"""<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://e.org/a" type="x">
<name lang="de">Name</name><launch lang="de">los.html</launch></activity></activities></tincan>"""
    xapi = read_contents(MemoryFiles({"tincan.xml": tincan}))
    assert xapi == Contents("xapi", "Name", (Unit("https://e.org/a", "Name", "los.html"),))
    assert read_contents(MemoryFiles({"x.txt": b""})) is None
    assert read_contents(MemoryFiles({"imsmanifest.xml": b"<kaputt", "index.html": b""})) is not None


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    (("", 200, b"0123456789"), ("bytes=2-4", 206, b"234"), ("bytes=7-", 206, b"789"), ("bytes=-2", 206, b"89"),
     ("bytes=5-99", 206, b"56789"), ("bytes=20-", 416, b""), ("bytes=-", 200, b"0123456789"),
     ("Zeilen=1-2", 200, b"0123456789")),
)  # fmt: skip
def test_ranges(asked: str, status: int, body: bytes) -> None:
    answer = ranged(b"0123456789", "video/mp4", asked)
    assert (answer.status_code, answer.body) == (status, body)


def test_small_things() -> None:
    assert with_query("a.html?x=1#/start", "y=2") == "a.html?x=1&y=2#/start" and with_query("a", "y=2") == "a?y=2"
    page = with_clock(b"<!doctype html><HEAD data-x><title>", "/uhr.js", "2031-02-03")
    assert page.startswith(b'<!doctype html><HEAD data-x><script src="/uhr.js" data-day="2031-02-03"></script><title>')
    assert str(as_data({"a": "</script><!--"})) == '{"a": "\\u003c/script\\u003e\\u003c!--"}'
    assert passed_values("scorm12")["cmi.core.lesson_status"] == "passed" and passed_values("cmi5") == {}
    assert editor_address("", Path("x"), 1, 1) == ""
    address = editor_address("ed://{path}:{line}:{column}", Path("/kurse/mit leer/ä.md"), 3, 4)
    assert address == "ed://kurse/mit%20leer/%C3%A4.md:3:4"


def test_drives() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "srv:/k /mnt/kurse nfs4 rw 0 0",
        "//s/f /mnt/mit\\040leer cifs rw 0 0",
        "krumm",
    ]
    assert kind_of_mount(mounts, Path("/home/x")) == "ext4"
    assert kind_of_mount(mounts, Path("/mnt/kurse/courses")) == "nfs4"
    assert kind_of_mount(mounts, Path("/mnt/mit leer/courses")) == "cifs"
    assert kind_of_mount([], Path("/x")) == ""
