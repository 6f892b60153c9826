"""What differs between editions, where and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lernbuild.rules import check_course

from .small_course import BASE, assemble, lesson

TEXT = """Für alle, auch {{behoerde.name}}.

::: nur bw {grund="§ 73 VwGO"}
Das Regierungspräsidium entscheidet.

::: frage Wer entscheidet? {id=rp-frage}
- (x) Das Regierungspräsidium
- ( ) Das Ministerium
:::
:::

::: ausser he
Mit Widerspruch.
:::

::: frage Und in Hessen? {id=he-frage nur=he grund="eigenes Gesetz"}
- (x) Niemand
- ( ) Jemand
:::
"""


def test_limits_with_reasons_and_what_is_left_out(tmp_path: Path) -> None:
    files = {
        "probe/01-modul/01-lektion.md": lesson(TEXT),
        "probe/01-modul/02-hessen.md": lesson("Text", "titel: Hessen\nnur: he"),
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert course.differences is not None
    found = [(one.kind, one.question, one.only, one.except_for, one.reason) for one in course.differences.limits]
    assert found == [
        ("block", "", ("bw",), (), "§ 73 VwGO"),
        ("question", "rp-frage", ("bw",), (), "§ 73 VwGO"),
        ("block", "", (), ("he",), ""),
        ("question", "he-frage", ("he",), (), "eigenes Gesetz"),
        ("lesson", "", ("he",), (), ""),
    ]
    left_out = {
        one.variant: (one.left_out_lessons, [key for _, key in one.left_out_questions])
        for one in course.differences.editions
    }
    assert left_out == {
        "": (("hessen",), ["rp-frage", "he-frage"]),
        "bw": (("hessen",), ["he-frage"]),
        "he": ((), ["rp-frage"]),
    }
    (text,) = course.differences.texts
    assert text == (
        "behoerde.name",
        (("allgemein", "Ihre Behörde"), ("bw", "Stadt Mannheim"), ("he", "Kreis Bergstraße")),
    )
    (missing,) = [d for d in check_course(course, today=date(2026, 7, 1)) if d.code == "variant-no-reason"]
    assert missing.span is not None
    assert missing.span.text == "::: ausser he"


def test_the_choice_leaves_nothing_out_of_the_general_edition(tmp_path: Path) -> None:
    files = {
        "probe/kurs.yaml": BASE["probe/kurs.yaml"] + "varianten-modus: auswahl\n",
        "probe/01-modul/01-lektion.md": lesson(TEXT),
    }
    course, _ = assemble(tmp_path, files)
    assert course.differences is not None
    assert [len(one.left_out_questions) for one in course.differences.editions] == [0, 1, 1]


def test_no_variants_no_report(tmp_path: Path) -> None:
    files = {"probe/kurs.yaml": BASE["probe/kurs.yaml"].replace("varianten: [bw, he]\n", "")}
    assert assemble(tmp_path, files)[0].differences is None
