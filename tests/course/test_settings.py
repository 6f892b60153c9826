"""kurs.yaml and lesson heads: every key, every mistake with its place, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lernbuild.course.lesson_head import LessonHead, read_head
from lernbuild.course.settings import CourseHead, read_settings
from lernbuild.course.tables import COURSE_FIELDS, LESSON_FIELDS
from lernbuild.diagnostics import Diagnostic
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile

from .small_course import QUESTION, assemble, codes, lesson

KURS = 'id: probe\ntitel: Probe\nsprache: de\nversion: "1.0"\nrechtsstand: 2026-06-01\n'


def settings(text: str) -> tuple[CourseHead | None, list[Diagnostic]]:
    value, said = parse_yaml(SourceFile("kurs.yaml", text))
    head, more = read_settings(value, "probe", ("bw", "he"))
    return head, [*said, *more]


def head(text: str) -> tuple[LessonHead, list[Diagnostic]]:
    value, said = parse_yaml(SourceFile("01-modul/01-lektion.md", text))
    found, more = read_head(value, "01-lektion")
    return found, [*said, *more]


def test_every_key_of_a_course() -> None:
    found, said = settings(
        KURS.replace('"1.0"', "1.10")
        + "untertitel: U\nbeschreibung: B\npruefen-bis: 2027-01-01\nautoren: [A, B]\nherausgeber: H\nlizenz: L\n"
        + "foerderung: {text: F, logo: l.png, alt: EU}\nschlagworte: eins, zwei\nzielgruppe: Z\ndauer: 60\n"
        + "lernziele: [Eins können]\ntheme: eigen\nziele: [web, cmi5]\nvarianten: bw,he\nvarianten-modus: auswahl\n"
        + "abschluss: {bestehen: 66.7, lektionen: keine, test: t, versuche: 3}\ndatenschutz: voll\n"
        + "erneut-bestaetigen: 2026-08\niri: https://example.org/x\nscorm2004: {edition: 3}\n"
        + "xikolo: {kurscode: k}\nkontakt: {mail: a@example.org, text: Redaktion}\nmodule: [02-b, 01-a]\n"
    )
    assert said == []
    assert found is not None
    s = found.settings
    assert (s.version, s.legal_date, s.check_by) == ("1.10", date(2026, 6, 1), date(2027, 1, 1))
    assert (s.authors, s.keywords, s.variants) == (("A", "B"), ("eins", "zwei"), ("bw", "he"))
    assert (s.targets, s.variant_mode, s.privacy) == (("web", "cmi5"), "auswahl", "voll")
    assert (s.completion.pass_percent, s.completion.lessons, s.completion.test) == (66.7, "keine", "t")
    assert s.completion.attempts == 3
    assert s.funding is not None
    assert (s.funding.text, s.funding.logo, s.funding.alt) == ("F", "l.png", "EU")
    assert (s.scorm2004_edition, s.xikolo_code, s.confirm_again, s.minutes) == (3, "k", "2026-08", 60)
    assert dict(s.contact) == {"mail": "a@example.org", "text": "Redaktion"}
    assert [goal.key for goal in found.goals] == ["eins-koennen"]
    assert found.module_order == ("02-b", "01-a")


def test_defaults() -> None:
    found, said = settings(KURS)
    assert said == []
    assert found is not None
    s = found.settings
    assert (s.targets, s.theme, s.privacy) == (("scorm12", "scorm2004", "web"), "standard", "standard")
    assert (s.completion.pass_percent, s.completion.lessons) == (75, "alle")


def test_english_names() -> None:
    found, said = settings(
        "id: probe\ntitle: T\nlanguage: en\nversion: 1\nlegal-date: 2026-06-01\ntargets: [web]\nprivacy: full\n"
        "completion: {pass: 80, lessons: all}\nvariant-mode: choice\n"
    )
    assert said == []
    assert found is not None
    assert (found.settings.title, found.settings.completion.lessons) == ("T", "alle")
    assert (found.settings.privacy, found.settings.variant_mode) == ("voll", "auswahl")
    lesson_head, said = head("title: T\ntype: test\npass: 60\ndraw: 3\nfeedback: end\nonly: bw\n")
    assert said == []
    assert lesson_head.test is not None
    assert (lesson_head.kind, lesson_head.test.draw, lesson_head.test.feedback) == ("test", 3, "ende")


def test_every_key_of_a_test_page() -> None:
    found, said = head(
        "titel: T\nkurztitel: K\nid: eigen\ntyp: test\ndauer: 10\nlernziele: [A]\nrechtsstand: 2026-01-01\n"
        "pruefen-bis: 2027-01-01\ngueltig-ab: 2026-01-01\ngueltig-bis: 2026-12-31\nnur: [bw]\npflicht: ja\n"
        "stichworte: a, b\nsprache: de\nbestehen: 50\nversuche: 2\nziehen: {a: 1}\nmischen: nein\nzeit: 30\n"
        "rueckmeldung: ende\n"
    )
    assert said == []
    assert (found.title, found.short_title, found.id, found.required) == ("T", "K", "eigen", True)
    assert [word for word, _ in found.only] == ["bw"]
    assert found.test is not None
    assert (found.test.pass_percent, found.test.attempts, found.test.draw) == (50, 2, {"a": 1})
    assert (found.test.shuffle, found.test.minutes, found.test.feedback) == (False, 30, "ende")


@pytest.mark.parametrize("field", [*COURSE_FIELDS, *LESSON_FIELDS], ids=lambda f: f.key)
def test_no_key_crashes_on_any_value(field: object) -> None:
    key = field.key  # type: ignore[attr-defined]
    for value in (
        "",
        "x",
        "1",
        "-1",
        "0.5",
        "99999999999",
        "ja",
        "[a, 1, {b: c}]",
        "{a: {b: [c]}}",
        "2026-13-45",
        '""',
    ):
        settings(f"{KURS}{key}: {value}\n" if f"\n{key}:" not in f"\n{KURS}" else f"{key}: {value}\n")
        head(f"titel: T\n{key}: {value}\n" if key != "titel" else f"titel: {value}\n")


def test_all_problems_at_once_with_their_places() -> None:
    found, said = settings(
        "id: Probe\nTitel: T\nsprache: deutsch\nversion: 1\nrechtsstand: 31.02.2026\ndauer: lang\nziele: [scorm13]\n"
        "abschluss: {bestehen: 120, lektionn: alle}\nkontakt: x@example.org\nfarbe: rot\n"
    )
    assert found is None
    shown = {(d.code, d.span.place.removeprefix("kurs.yaml:")) for d in said if d.span}
    assert shown == {
        ("course-id", "1:5"),
        ("course-unknown-key", "2:1"),
        ("course-value", "3:10"),
        ("date-impossible", "5:14"),
        ("course-number", "6:8"),
        ("course-value", "7:9"),
        ("course-number", "8:23"),
        ("course-unknown-key", "8:28"),
        ("course-value", "9:10"),
        ("course-unknown-key", "10:1"),
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("typ: Test", "front-matter-value"),
        ("dauer: -3", "front-matter-number"),
        ("dauer: 2.5", "front-matter-number"),
        ("rechtsstand: 2026", "date-format"),
        ("rechtsstand: 2026-6-1", "date-format"),
        ("rechtsstand: 1. Juni 2026", "date-format"),
        ("ziehen: 3", "front-matter-test-only"),
        ("gueltig-ab: 2026-02-01\ngueltig-bis: 2026-01-01", "date-order"),
        ("id: Groß und klein", "front-matter-value"),
        ("pflicht: vielleicht", "front-matter-value"),
        ("lernziele: [[a]]", "front-matter-value"),
        ("nur: {a: b}", "front-matter-value"),
    ],
)
def test_mistakes_in_a_head(line: str, code: str) -> None:
    assert codes(head(f"titel: T\n{line}\n")[1]) == [code]


def test_broken_yaml_brings_no_messages_about_missing_keys(tmp_path: Path) -> None:
    files = {"probe/01-m/01-a.md": lesson("Text", 'titel: "offen'), "probe/01-m/02-b.md": "---\ntitel: B\n\nText\n"}
    _, said = assemble(tmp_path, files)
    assert not [d for d in said if d.code == "front-matter-required"]
    assert len({d.span.file.path for d in said if d.span}) == len(said) == 2


@pytest.mark.parametrize(("line", "attempts"), [("", 3), ("\nversuche: 2", 2), ("\nversuche: 0", 0)])
def test_a_test_without_a_number_of_attempts_has_that_of_the_course(tmp_path: Path, line: str, attempts: int) -> None:
    files = {
        "probe/kurs.yaml": KURS + "abschluss: {versuche: 3}\n",
        "probe/01-modul/01-test.md": lesson(QUESTION, f"titel: Probe\ntyp: test{line}"),
    }
    course, said = assemble(tmp_path, files)
    assert not said
    test = course.lessons[0].test
    assert test
    assert test.attempts == attempts


@pytest.mark.parametrize(
    ("folder", "found", "hint"),
    [
        ("probe", "feg", "Schreiben Sie: id: probe"),
        ("feg - Kopie", "feg", "Nennen Sie den Ordner courses/feg-kopie. Schreiben Sie: id: feg-kopie"),
        ("Mein Kurs", "mein-kurs", "Nennen Sie den Ordner courses/mein-kurs. Schreiben Sie: id: mein-kurs"),
    ],
)
def test_an_id_that_is_not_the_folder(folder: str, found: str, hint: str) -> None:
    """What is to be written is an id, also where the folder's name could be none."""
    value, _ = parse_yaml(SourceFile("kurs.yaml", KURS.replace("id: probe", f"id: {found}")))
    assert [(d.code, d.hint) for d in read_settings(value, folder, ())[1]] == [("course-id", hint)]


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("kontakt: {mail: kein mail}", "6:17", "Schreiben Sie: mail: lernen@example.org"),
        ("kontakt: {mail: 'mailto:a@example.org'}", "6:17", "Schreiben Sie: mail: a@example.org"),
        ("kontakt: {url: www.example.org/hilfe}", "6:16", "Schreiben Sie: url: https://www.example.org/hilfe"),
        ("kontakt: {url: 'javascript:alert(1)'}", "6:16", "Schreiben Sie: url: https://www.example.org"),
        ("kontakt: {url: 'https://example.org/?a=b', mail: a.b+c@amt.example.org}", "", ""),
    ],
)
def test_a_contact_leads_somewhere(line: str, place: str, hint: str) -> None:
    """In a package a bare www.… would be a file beside the page."""
    said = settings(f"{KURS}{line}\n")[1]
    assert [(d.code, d.span.place, d.hint) for d in said if d.span] == [
        *([("course-value", f"kurs.yaml:{place}", hint)] if place else [])
    ]


@pytest.mark.parametrize("value", ['""', "' '"])
def test_a_title_is_more_than_nothing(value: str) -> None:
    """An LMS would list the course under no name."""
    found, said = settings(KURS.replace("titel: Probe", f"titel: {value}"))
    assert found is None
    assert [(d.code, d.span.place) for d in said if d.span] == [("course-required", "kurs.yaml:2:8")]
    assert [d.code for d in head(f"titel: {value}\n")[1]] == ["front-matter-required"]


def test_a_part_that_is_not_indented() -> None:
    said = settings(KURS + "abschluss:\nbestehen: 60\n")[1]
    assert [(d.code, d.span.place) for d in said if d.span] == [("course-unknown-key", "kurs.yaml:7:1")]
    assert said[0].hint == "Schreiben Sie sie unter die Zeile „abschluss:“, mit zwei Leerzeichen davor:   bestehen: 60"
