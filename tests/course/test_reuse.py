"""What a state of a folder hands to the next never shows: the same course and messages as read afresh."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lernbuild.course.assemble import assemble_course
from lernbuild.course.edition import ALL, Edition, chosen_editions
from lernbuild.course.load import Project, load_project
from lernbuild.course.lock import number_editions, write_lock
from lernbuild.rules import check_course

WORDS = (
    "\nNach § 81 Abs. 4 AufenthG gilt das.\n", "\n## Frist {#frist}\n", "\n## Andere Worte {#frist}\n",
    "\n{{gebuehr}} sind fällig.\n",
    "\n::: nur bw\nHier gilt {{behoerde}}.\n:::\n", "\n::: einbinden baustein.md\n", "\n::: merke\n",
    "\n::: frage Was gilt?\n- (x) Dies\n- ( ) Das\n:::\n", "\n[Siehe](01-eins.md#frist) und [](02-zwei.md).\n",
    "\n::: einbinden ../01-modul/01-eins.md\n:::\n", "\nDie Duldung ist kein Titel.\n", "\n[](03-drei.md#frist)\n",
)  # fmt: skip
FILES = {
    "kurs/kurs.yaml": "id: kurs\ntitel: Kurs\nsprache: de\nversion: '1'\n"
    "rechtsstand: 2026-01-01\nvarianten: [bw, he]\n",
    "kurs/01-modul/01-eins.md": "---\ntitel: Eins\n---\n\nText eins.\n",
    "kurs/01-modul/02-zwei.md": "---\ntitel: Zwei\n---\n\nText zwei.\n",
    "kurs/01-modul/03-drei.md": "---\ntitel: Drei\n---\n\nText drei.\n",
    "bausteine/baustein.md": "Ein Baustein.\n",
    "varianten/bw.yaml": "name: Baden-Württemberg\nbehoerde: Amt in BW\n",
    "varianten/he.yaml": "name: Hessen\nbehoerde: Amt in HE\n",
    "fakten/alle.yaml": "- id: gebuehr\n  aussage: Die Gebühr\n  einheit: Euro\n  norm: § 45 AufenthV\n"
    "  quelle: Gesetz\n  pruefstatus: gesetzestext\n  werte:\n    - {ab: 2020-01-01, wert: 100}\n",
    "glossar.yaml": "- begriff: Duldung\n  kurz: Aussetzung der Abschiebung\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "courses" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _said(project: Project) -> tuple[str, list[str]]:
    """Every edition of the course and every message, as text with places."""
    editions: list[Edition] = []
    said: list[Any] = []
    for variant in chosen_editions(project, "kurs", (ALL,)):
        course, problems = assemble_course(project, "kurs", variant=variant)
        said += problems
        if course is not None:
            editions.append(Edition("kurs", variant, course))
            said += check_course(course, today=date(2026, 6, 1))
    numbered, problems = number_editions(project, "kurs", editions)
    write_lock(numbered)
    said += problems
    places = [(one.code, one.span and one.span.place, one.message, one.hint) for one in said]
    return repr(numbered.editions), [repr(place) for place in places]


def _change(root: Path, rng: random.Random) -> None:
    courses = root / "courses"
    lessons = sorted(courses.glob("kurs/01-modul/*.md"))
    path = rng.choice(lessons)
    text = path.read_text(encoding="utf-8")
    others: list[Callable[[], object]] = [
        lambda: (courses / "glossar.yaml").write_text(f"- begriff: Titel\n  kurz: {rng.random()}\n", encoding="utf-8"),
        lambda: (courses / "bausteine/baustein.md").write_text(f"Neu {rng.random()}.\n", encoding="utf-8"),
        lambda: (courses / "kurs/01-modul/04-vier.md").write_text("---\ntitel: Vier\n---\n\nVier.\n", encoding="utf-8"),
        lambda: (courses / "kurs/01-modul/04-vier.md").unlink(missing_ok=True),
        lambda: (courses / "varianten/bw.yaml").write_text(f"name: BW\nbehoerde: {rng.random()}\n", encoding="utf-8"),
        lambda: (courses / "kurs/kurs.lock").unlink(missing_ok=True),
    ]
    if rng.random() < 0.25:
        rng.choice(others)()
    elif rng.random() < 0.2:
        path.write_text(text.replace("titel: ", f"titel: {rng.choice('ABC')}", 1), encoding="utf-8")
    elif rng.random() < 0.2:
        path.write_text(FILES.get(f"kurs/01-modul/{path.name}", text), encoding="utf-8")
    else:
        path.write_text(text + rng.choice(WORDS), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_random_edits(root: Path, seed: int) -> None:
    rng = random.Random(seed)
    project = load_project(root)
    _said(project)
    for step in range(14):
        _change(root, rng)
        if (root / "courses/kurs/01-modul/04-vier.md").exists() and rng.random() < 0.1:
            shutil.copy(root / "courses/kurs/01-modul/01-eins.md", root / "courses/kurs/01-modul/04-vier.md")
        lock = root / "courses/kurs/kurs.lock"
        before = lock.read_bytes() if lock.exists() else None
        project = load_project(root, project)
        now = _said(project)
        if before is None:
            lock.unlink(missing_ok=True)
        else:
            lock.write_bytes(before)
        assert _said(load_project(root)) == now, f"seed {seed}, step {step}"


def test_unchanged_lessons_are_not_read_again(root: Path) -> None:
    project = load_project(root)
    first, _ = assemble_course(project, "kurs")
    path = root / "courses/kurs/01-modul/01-eins.md"
    path.write_text(FILES["kurs/01-modul/01-eins.md"] + "\nMehr.\n", encoding="utf-8")
    second, _ = assemble_course(load_project(root, project), "kurs")
    assert first is not None and second is not None
    assert [a.blocks is b.blocks for a, b in zip(first.lessons, second.lessons, strict=True)] == [False, True, True]


def test_words_of_another_lesson(root: Path) -> None:
    """A link without words shows the heading that it leads to, also when only that heading has changed."""
    folder = root / "courses/kurs/01-modul"
    (folder / "01-eins.md").write_text("---\ntitel: Eins\n---\n\n## Alt {#frist}\n\nText.\n", encoding="utf-8")
    (folder / "02-zwei.md").write_text("---\ntitel: Zwei\n---\n\n[](01-eins.md#frist)\n", encoding="utf-8")
    project = load_project(root)
    assemble_course(project, "kurs")
    (folder / "01-eins.md").write_text("---\ntitel: Eins\n---\n\n## Neues {#frist}\n\nText.\n", encoding="utf-8")
    course, _ = assemble_course(load_project(root, project), "kurs")
    assert course is not None and "Neues" in repr(course.lessons[1].blocks)
