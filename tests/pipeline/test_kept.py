"""Builds over kept results write the same bytes and say the same as builds without them, whatever was changed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lernbuild.course import lesson_texts, lock
from lernbuild.course.lesson_files import LessonFile, Work
from lernbuild.course.lesson_texts import Finished
from lernbuild.pipeline import build
from lernbuild.render.pages import Pages
from lernbuild.run import Request
from tests.pipeline.kept_project import LESSONS, REPOSITORY, TODAY, both, files_in, kept, write

STEPS = 400 if os.environ.get("LERNBUILD_FULL") else 24
SEEDS = range(3)

# ---- what an author may do ----------------------------------------------------


def lessons(root: Path) -> list[Path]:
    return sorted(root.glob("courses/*/[0-9]*/[0-9]*.md"))


def _text(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    more = rng.choice(
        [
            "Ein Satz mehr über die Behörde.",
            f"## Neuer Abschnitt {rng.randrange(9)}",
            "## Hier {#hier}",
            "![](medien/fehlt.png)",
            "Siehe [](01-anfang.md) und [dort](#nirgends).",
            "::: frage Noch eine Frage?\n- (x) Ja\n- ( ) Nein\n:::",
            "::: achtung Bald vorbei {gueltig-bis=2026-11-25}\nText\n:::",
            "::: nur he\nNur hier.\n:::",
            "#### Ein Sprung",
            "Nach § 18a AufenthG, und {{stelle}} oder {{gebuehr}}.",
            "Eine Formel $x^2$ und `Code`.",
            "| A | B |\n| --- | --- |\n| 1 | 2 |",
            "::: einbinden ../02-zwei/01-ende.md\n:::",
            "::: trainer\nFür Lehrende.\n:::",
        ]
    )
    write(path, path.read_text(encoding="utf-8") + f"\n{more}\n")


def _shorter(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    text = path.read_text(encoding="utf-8")
    write(path, text[: text.rstrip().rfind("\n\n")] + "\n")


def _back(root: Path, rng: random.Random) -> None:
    name = rng.choice(list(LESSONS))
    write(root / "courses/klein" / name, LESSONS[name])


def _title(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("titel: ", f"titel: {rng.choice('ABC')} ", 1))


def _key(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    write(path, path.read_text(encoding="utf-8").replace("titel: ", f"id: {rng.choice('pq')}\ntitel: ", 1))


def _name(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    path.rename(path.with_name(f"{rng.randrange(10, 99)}-{path.name.partition('-')[2]}"))


def _module(root: Path, rng: random.Random) -> None:
    path = rng.choice(lessons(root))
    path.rename(rng.choice(lessons(root)).with_name(f"{rng.randrange(10, 99)}-{path.name.partition('-')[2]}"))


def _new(root: Path, rng: random.Random) -> None:
    write(rng.choice(lessons(root)).with_name(f"{rng.randrange(10, 99)}-neu.md"), "---\ntitel: Neu\n---\nNeuer Text.\n")


def _gone(root: Path, rng: random.Random) -> None:
    if len(lessons(root)) > 4:
        rng.choice(lessons(root)).unlink()


def _snippet(root: Path, rng: random.Random) -> None:
    write(root / "courses/klein/bausteine/teil.md", f"Ein Baustein, {rng.randrange(9)} Mal.\n\n## Auch {{#auch}}\n")


def _fact(root: Path, rng: random.Random) -> None:
    path = root / "courses/fakten/betraege.yaml"
    write(path, path.read_text(encoding="utf-8").replace("wert: 1", f"wert: {rng.randrange(1, 3)}", 1))


def _glossary(root: Path, rng: random.Random) -> None:
    write(
        root / "courses/glossar.yaml",
        f"- begriff: {rng.choice(['Behörde', 'Text'])}\n  kurz: Wort {rng.randrange(9)}.\n",
    )


def _variant(root: Path, rng: random.Random) -> None:
    path = root / "courses/varianten/bw.yaml"
    write(path, f"name: Baden {rng.randrange(9)}\nland: bw\nstelle: die Stelle\n")


def _settings(root: Path, rng: random.Random) -> None:
    path = root / "courses/klein/kurs.yaml"
    lines = [
        "untertitel: Neu",
        "abschluss: {bestehen: 50}",
        "varianten-modus: auswahl",
        "datenschutz: minimal",
        "# nichts",
    ]
    write(path, path.read_text(encoding="utf-8").partition("#")[0] + f"#\n{rng.choice(lines)}\n")


def _medium(root: Path, rng: random.Random) -> None:
    size = rng.randrange(9, 99)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="9"><path d="M0 0h9v9z"/></svg>'
    write(root / "courses/klein/medien/zeichen.svg", svg)


def _theme(root: Path, rng: random.Random) -> None:
    write(root / "themes/eigen/theme.css", f".eigen {{ color: #{rng.randrange(100, 999)} }}\n")


def _lock(root: Path, rng: random.Random) -> None:
    (root / "courses/klein/kurs.lock").unlink(missing_ok=True)


def _nothing(root: Path, rng: random.Random) -> None:
    rng.choice(lessons(root)).touch()


def _as_at_first(root: Path) -> None:
    """Courses that can be built again, after mistakes."""
    for path in lessons(root):
        path.unlink()
    shutil.copytree(REPOSITORY / "tests/courses/wide", root, dirs_exist_ok=True)
    for name, text in LESSONS.items():
        write(root / "courses/klein" / name, text)


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_text, _text, _text, _text, _shorter, _shorter, _back, _back, _title, _key, _name, _module, _new, _gone),
    *(_snippet, _fact, _glossary, _variant, _settings, _medium, _theme, _lock, _nothing),
)


def requests(root: Path, rng: random.Random) -> Iterator[Request]:
    """One call after the other, with the options of commands."""
    while True:
        yield Request(
            root,
            rng.choice([TODAY, TODAY, date(2029, 1, 1)]),
            courses=rng.choice([("klein",), ("klein",), ("wide", "klein")]),
            variants=rng.choice([(), (), ("bw",), ("alle",)]),
            targets=rng.choice([(), (), ("scorm2004",), ("cmi5", "web"), ("xikolo",), ("trainer", "gift")]),
            strict=rng.random() < 0.1,
            release=rng.random() < 0.05,
            locked=rng.random() < 0.05,
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_any_edit(root: Path, seed: int) -> None:
    rng = random.Random(seed)
    calls = requests(root, rng)
    refused = built = 0
    for _ in range(STEPS // len(SEEDS)):
        for _ in range(rng.choice([1, 1, 1, 3])):
            rng.choice(EDITS)(root, rng)
        said = both(root, next(calls))
        refused = refused + 1 if '"severity": "error"' in said else 0
        built += not refused
        if refused > 1:
            _as_at_first(root)
    assert built > STEPS // len(SEEDS) // 4, "most courses were refused, so nothing was compared"


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__[1:])
def test_each_edit(root: Path, edit: Callable[[Path, random.Random], None]) -> None:
    request = Request(root, TODAY, courses=("klein",))
    assert '"severity": "error"' not in both(root, request)
    edit(root, random.Random(5))
    both(root, request)


def test_place_that_went_is_missed_by_those_that_link_to_it(root: Path) -> None:
    """Nothing but the lesson with the place has changed; the message stands in another."""
    request = Request(root, TODAY, courses=("klein",))
    both(root, request)
    path = root / "courses/klein/01-eins/02-mitte.md"
    write(path, path.read_text(encoding="utf-8").replace(" {#hier}", " {#dort}"))
    assert '"anchor-missing"' in both(root, request)
    write(path, path.read_text(encoding="utf-8").replace(" {#dort}", " {#hier}"))
    assert '"anchor-missing"' not in both(root, request)


def test_a_day_that_passes_keeps_the_script_that_marks_it(root: Path) -> None:
    """The page with the day is taken over; what it needs beside itself comes along."""
    request = Request(root, TODAY, courses=("klein",), variants=("bw",), targets=("web",))
    day = "::: achtung Bald vorbei {gueltig-bis=2026-11-25}\nText\n:::"
    for name, more in (("01-eins/02-mitte.md", day), ("02-zwei/01-ende.md", "Ein Satz mehr.")):
        path = root / "courses/klein" / name
        write(path, f"{path.read_text(encoding='utf-8')}\n{more}\n")
        both(root, request)
        assert b"fact--aged" in (root / "dist/klein.bw.web/assets/lernbuild.js").read_bytes()


def test_captions_count_as_read(root: Path) -> None:
    """What is said at the end names how many files were read: not fewer the second time."""
    for name in ("film.vtt", "film.md"):
        shutil.copy(REPOSITORY / "docs/beispiele/medien" / name, root / "courses/klein/medien" / name)
    (root / "courses/klein/medien/film.mp4").write_bytes(b"film")
    path = root / "courses/klein/01-eins/02-mitte.md"
    film = "![Film](medien/film.mp4){untertitel=medien/film.vtt transkript=medien/film.md}"
    write(path, path.read_text(encoding="utf-8") + f"\n{film}\n")
    request = Request(root, TODAY, courses=("klein",))
    both(root, request)
    both(root, request)


# ---- what is made anew -----------------------------------------------------


def test_only_the_changed_lesson_is_made(built: tuple[Path, Request], monkeypatch: pytest.MonkeyPatch) -> None:
    root, request = built
    made: list[str] = []
    finish = lesson_texts._finish

    def noted(work: Work, file: LessonFile, *more: Any) -> Finished:
        made.append(file.key)
        return finish(work, file, *more)

    monkeypatch.setattr(lesson_texts, "_finish", noted)
    path = root / "courses/klein/01-eins/01-anfang.md"
    write(path, path.read_text(encoding="utf-8") + "\nEin Satz mehr.\n")
    build(replace(kept(root, request), out=root / "dist"))
    assert made == ["anfang"]


def test_numbers_are_found_once(built: tuple[Path, Request], monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as kurs.lock and all keys are the same; a number that somebody changed by hand is believed."""
    root, request = built
    build(kept(root, request))
    asked: list[int] = []
    whole = lock.update_lock

    def counted(*given: Any) -> Any:
        asked.append(1)
        return whole(*given)

    monkeypatch.setattr(lock, "update_lock", counted)
    path, numbers = root / "courses/klein/01-eins/01-anfang.md", root / "courses/klein/kurs.lock"
    write(path, path.read_text(encoding="utf-8") + "\nEin Satz mehr.\n")
    build(kept(root, request))
    assert asked == []
    write(path, path.read_text(encoding="utf-8") + "\n::: frage Noch eine?\n- (x) Ja\n- ( ) Nein\n:::\n")
    build(kept(root, request))
    assert len(asked) == 1
    write(numbers, numbers.read_text(encoding="utf-8").replace("lektion 1 ", "lektion 9 "))
    both(root, request)
    assert len(asked) == 3


def test_many_editions_in_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other processes of a run have found out is kept, too."""
    monkeypatch.setattr("lernbuild.jobs.MANY_PAGES", 1)
    request = Request(root, TODAY, courses=("klein",), variants=("alle",), jobs=2)
    both(root, request)
    monkeypatch.setattr(Pages, "lesson", lambda *_: pytest.fail("made anew"))
    build(replace(kept(root, request), out=root / "dist"))


def test_two_at_once(root: Path) -> None:
    """Two builds of one folder into two others."""
    command = [sys.executable, "-m", "lernbuild", "build", "--root", str(root), "--force", "--out"]
    runs = [subprocess.Popen([*command, str(root / out)], stdout=subprocess.DEVNULL) for out in ("one", "two")]
    assert [run.wait() for run in runs] == [0, 0]
    assert files_in(root / "one") == files_in(root / "two")
    both(root, Request(root, TODAY, courses=("klein",)))
