"""Each type of question as the platform gets it, from an author's words to the quiz."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.targets.xikolo import Xikolo
from lernbuild.targets.xikolo.edition import read_edition
from lernbuild.targets.xikolo.outline import Edition
from lernbuild.targets.xikolo.quiz import MANY, ONE, TEXT, Asked, Quiz
from lernbuild.targets.xikolo.report import became, report
from tests.course.small_course import assemble, lesson, one, project


def made(root: Path, text: str, head: str = "titel: Probe") -> Edition:
    return read_edition(one(root, text, head=head)[0])


def quiz(root: Path, text: str, head: str = "titel: Probe") -> Quiz:
    (found,) = made(root, text, head).quizzes
    return found


def rights(asked: Asked) -> list[str]:
    return [answer.text for answer in asked.answers if answer.right]


def test_choice_keeps_answers_reasons_and_explanation(tmp_path: Path) -> None:
    text = "::: frage Wer *darf* das? {mischen=ja}\n- (x) Die Behörde\n  > Nach dem Gesetz.\n- ( ) Alle\n\n"
    text += "Rückmeldung: Immer.\n:::"
    (asked,) = quiz(tmp_path, text).questions
    assert (asked.kind, asked.text, asked.shuffle) == (ONE, "Wer *darf* das?", True)
    assert [(a.text, a.right, a.explanation) for a in asked.answers] == [
        ("Die Behörde", True, "Nach dem Gesetz."),
        ("Alle", False, ""),
    ]
    assert asked.explanation == "Immer."


def test_several_answers_stay_one_question(tmp_path: Path) -> None:
    (asked,) = quiz(tmp_path, "::: frage Welche?\n- [x] A\n- [x] B\n- [ ] C\n:::").questions
    assert (asked.kind, rights(asked)) == (MANY, ["A", "B"])
    assert asked.text.endswith("Wählen Sie alle zutreffenden Antworten.")


def test_statements_become_choices_of_two(tmp_path: Path) -> None:
    found = quiz(
        tmp_path, "::: frage Stimmt das?\n- (richtig) Wasser ist nass.\n- (falsch) Eis ist heiß.\n:::"
    ).questions
    assert [one.kind for one in found] == [ONE, ONE]
    assert [one.text for one in found] == ["Stimmt das?\n\nWasser ist nass.", "Stimmt das?\n\nEis ist heiß."]
    assert [rights(one) for one in found] == [["Richtig"], ["Falsch"]]


def test_matching_becomes_several_choices(tmp_path: Path) -> None:
    found = quiz(tmp_path, "::: frage Ordnen Sie zu.\n- Berlin => Spree\n- Köln => Rhein\n- => Elbe\n:::").questions
    assert [one.text.rpartition("\n")[2] for one in found] == ["Was gehört zu: **Berlin**", "Was gehört zu: **Köln**"]
    assert [[answer.text for answer in one.answers] for one in found] == [["Elbe", "Rhein", "Spree"]] * 2
    bold = quiz(tmp_path, "::: frage Ordnen Sie zu.\n- **Antrag** stellen => A\n- Den **Antrag** => B\n:::").questions
    assert [one.text.rpartition(": ")[2] for one in bold] == ["**Antrag** stellen", "Den **Antrag**"]
    assert [rights(one) for one in found] == [["Spree"], ["Rhein"]]


def test_ordering_asks_for_each_place(tmp_path: Path) -> None:
    found = quiz(tmp_path, "::: frage Ordnen Sie.\n1. Prüfen\n2. Hören\n3. Entscheiden\n:::").questions
    assert [rights(one) for one in found] == [["Prüfen"], ["Hören"], ["Entscheiden"]]
    assert found[1].text == "Ordnen Sie.\n\nWelcher Schritt kommt an Stelle 2?"


def test_gaps_are_texts_and_choices(tmp_path: Path) -> None:
    text = "::: frage Ergänzen Sie.\nDie Frist ist [[vier|4]] Wochen, zuständig [[( ) Polizei | (x) Behörde]].\n:::"
    first, second = quiz(tmp_path, text).questions
    assert (first.kind, rights(first)) == (TEXT, ["vier", "4"])
    assert (second.kind, rights(second)) == (ONE, ["Behörde"])
    assert "\\_\\_\\_\\_\\_ (1) Wochen" in first.text and first.text.endswith("**Lücke 1:**")


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ("1.770 Euro", ["1.770", "1770"]),
        ("252,5", ["252,50", "252,5"]),
        ("3 bis 5", ["3", "4", "5"]),
        ("3 Jahre | 36 Monate", ["3 Jahre", "36 Monate"]),
    ],
)
def test_numbers_are_texts_in_every_way_of_writing(tmp_path: Path, answer: str, accepted: list[str]) -> None:
    (asked,) = quiz(tmp_path, f"::: frage Wie viel?\nAntwort: {answer}\n:::").questions
    assert (asked.kind, rights(asked)) == (TEXT, accepted)


def test_short_text_accepts_what_is_written_out(tmp_path: Path) -> None:
    (asked,) = quiz(tmp_path, "::: frage Wer?\nAntwort: Botschaft | Konsulat* {tippfehler=1}\n:::").questions
    assert (asked.kind, rights(asked)) == (TEXT, ["Botschaft", "Konsulat*"])  # compared, not shown: no Markdown


def test_survey_takes_scales_and_words(tmp_path: Path) -> None:
    text = "::: umfrage Wie war es?\n- Der Kurs half mir.\n\nSkala: 1 (gar nicht) bis 3 (sehr)\n:::\n\n"
    text += "::: frage Was fehlt? {typ=freitext}\n:::"
    found = quiz(tmp_path, text, "titel: Probe\ntyp: umfrage")
    assert (found.use, found.graded) == ("survey", False)
    scale, words = found.questions
    assert [answer.text for answer in scale.answers] == ["1 (gar nicht)", "2", "3 (sehr)"]
    assert (words.kind, [answer.text for answer in words.answers]) == (TEXT, [""])


def test_cases_and_model_answers_stand_in_the_text(tmp_path: Path) -> None:
    text = (
        "::: fall Am Schalter\n### Was tun Sie? {#start}\n\n- [Ablehnen](#nein)\n  > Zu früh.\n- [Prüfen](#ja) (x)\n\n"
        "### Nein {#nein}\nEnde.\n\n### Ja {#ja}\nGut.\n:::\n\n::: frage Begründen Sie.\nMusterlösung: So geht es.\n:::"
    )
    found = made(tmp_path, text)
    assert not found.quizzes
    ((_, item),) = found.items if not found.course.glossary else [next(found.items)]
    assert "<summary>Ablehnen</summary><div><p>Zu früh.</p>" in item.text
    assert "<summary>Musterlösung</summary><div><p>So geht es.</p>" in item.text
    assert [became(one) for _, one in found.mapped] == ["Text zum Aufklappen"] * 2


LEFT_OUT = [
    ("::: frage Wie viel?\nAntwort: 45.300 ± 100 Euro\n:::", "titel: Probe", "von 45.200 bis 45.400"),
    ("::: frage Welches Zeichen?\nAntwort: /[AB]-\\d+/\n:::", "titel: Probe", "ein Muster"),
    ("::: frage Begründen Sie.\nMusterlösung: So.\n:::", "titel: Probe\ntyp: test", "freien Text"),
]


@pytest.mark.parametrize(("text", "head", "why"), LEFT_OUT)
def test_what_the_platform_cannot_is_left_out_and_named(tmp_path: Path, text: str, head: str, why: str) -> None:
    course, _ = one(tmp_path, f"{text}\n\n::: frage Wer?\n- (x) A\n- ( ) B\n:::", head=head)
    code, told = Xikolo().check(course)
    assert (code.code, code.severity.value) == ("xikolo-no-course-code", "warning")
    assert (told.code, told.severity.value) == ("xikolo-question-left-out", "info")
    assert why in told.message and told.span is not None and told.span.text == text.partition("\n")[0]
    assert why in report(read_edition(course))
    assert len(read_edition(course).quizzes[0].questions) == 1


def test_only_a_course_with_its_code_is_ready(tmp_path: Path) -> None:
    head = 'id: probe\ntitel: P\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nxikolo: {kurscode: p-26}\n'
    files = {"probe/kurs.yaml": head, "probe/01-modul/01-a.md": lesson("::: frage Wer?\n- (x) A\n- ( ) B\n:::")}
    assert Xikolo().check(assemble(tmp_path, files)[0]) == []


TEST = "titel: Test\ntyp: test\nversuche: 3\nzeit: 10\nziehen: 1"


def test_a_test_keeps_attempts_time_and_weight(tmp_path: Path) -> None:
    text = "::: frage Wer? {punkte=2}\n- (x) A\n- ( ) B\n:::\n\n"
    text += "::: frage Ordnen Sie zu.\n- a => 1\n- b => 2\n- c => 3\n:::"
    found = made(tmp_path, text, TEST)
    (one_,) = found.quizzes
    assert (one_.attempts, one_.graded, one_.use) == (3, True, "test")
    assert one_.seconds == 1200  # ten minutes for one of two questions, and all are asked
    assert found.factor == 3
    assert [asked.points for asked in one_.questions] == [6, 1, 1, 1]
    assert "zählt jeder Punkt des Kurses 3 Punkte" in report(found)
    assert "lost keine Fragen aus" in report(found)


def test_names_stay_when_titles_change(tmp_path: Path) -> None:
    from lernbuild.course.present import numbered_editions

    text = "::: frage Wer? {id=q}\n- (x) A\n- ( ) B\n:::"
    loaded = project(tmp_path / "a", {"probe/01-modul/01-a.md": lesson(text, "titel: Alt\nid: a")})
    other = project(tmp_path / "b", {"probe/01-modul/01-a.md": lesson(text, "titel: Neu\nid: a")})
    refs = []
    for one_ in (loaded, other):
        numbered, _ = numbered_editions(one_, "probe", ())
        refs.append([(item.ref, item.title) for _, item in read_edition(numbered.editions[0].course).items][:2])
    assert refs == [
        [("probe.l1.text", "Alt"), ("probe.l1.exercise", "Übung: Alt")],
        [("probe.l1.text", "Neu"), ("probe.l1.exercise", "Übung: Neu")],
    ]
