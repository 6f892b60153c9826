"""The solutions of a course stand on a page of their own, made only on request."""

from __future__ import annotations

import re
from pathlib import Path

from lernbuild.questions.branch import branch
from lernbuild.questions.gallery import COURSE, gallery_files
from tests.command import lernbuild
from tests.questions.reading import read


def test_every_type_with_a_right_answer_is_solved(tmp_path: Path) -> None:
    for name, data in gallery_files():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    done = lernbuild(tmp_path, "solutions", COURSE)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "dist" / f"{COURSE}.loesungen.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.partition("</ol>")[0].count("<li>") == 11, "a survey has nothing right or wrong"
    whole = " ".join(re.sub(r"<[^>]*>", " ", page).replace("\xa0", " ").split())
    for words in (
        "Lösung: Blaue Karte EU nach § 18g AufenthG",
        "Lösung: Gültiger Pass; Nachweis der Qualifikation",
        "durchführen.: richtig; Das beschleunigte Verfahren ist gebührenfrei.: falsch",
        "Lösung: 18g; 4 | vier; Ausländerbehörde",
        "Lösung: 411 Euro",
        "Blaue Karte EU → § 18g AufenthG",
        "Vereinbarung mit dem Arbeitgeber schließen; Anerkennung",
        "Lösung: Auslandsvertretung | Botschaft | Konsulat",
        "Lösung: Gültig bis",
        "Lösung: Maßgeblich ist § 18g AufenthG",
        "Herr Okafor am Schalter Übung ohne Punkte Lösung: Auf Passverlängerung hinweisen und Antrag annehmen",
    ):
        assert words in whole, words


def test_a_build_writes_no_solutions(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    assert not list((project / "dist").glob("*loesungen*"))


def test_a_case_is_solved_by_its_recommended_way_through_outcomes() -> None:
    source = """\
::: fall Ein Antrag
### Was zuerst? {#a}
- [Prüfen](#a-ja) (x)
- [Ablehnen](#a-nein)

### Genau {#a-ja}
Das passt. [Weiter](#b)

### Zu früh {#a-nein}
[Zurück](#a)

### Und dann? {#b}
- [Bescheinigen](#ende) (x)
- [Warten](#ende)

### Ende {#ende}
Fertig.
:::
"""
    question, found = read(source)
    assert question is not None and found == []
    assert branch.solution(question.content) == "Prüfen → Bescheinigen"
    unmarked, _ = read(source.replace("(#ende) (x)", "(#ende)"))
    assert unmarked is not None
    assert branch.solution(unmarked.content) == ""
