"""Builds over kept results write the same bytes and say the same as builds without them, whatever was changed."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lernbuild.commands.keeping import FILE, open_keep
from lernbuild.commands.record import FOLDER, note_sources
from lernbuild.course import lesson_texts
from lernbuild.course.lesson_files import LessonFile, Work
from lernbuild.course.lesson_texts import Finished
from lernbuild.diagnostics.as_json import render
from lernbuild.keep import LIVES
from lernbuild.pipeline import build
from lernbuild.render.pages import Pages
from lernbuild.run import Request

REPOSITORY = Path(__file__).resolve().parent.parent.parent
STEPS = 400 if os.environ.get("LERNBUILD_FULL") else 24
SEEDS = range(3)
TODAY = date(2026, 11, 22)

LESSONS = {
    "01-eins/01-anfang.md": """---
titel: Anfang
---
Ein Text mit [Verweis](02-mitte.md), [](02-mitte.md#hier) und [](../02-zwei/01-ende.md). Siehe § 81 Abs. 4 AufenthG.

## Ein Abschnitt {#abschnitt}

::: einbinden bausteine/teil.md
:::

::: frage Was gilt?
- (x) Dies
- ( ) Das
  > Nein, § 4 AufenthG.
:::
""",
    "01-eins/02-mitte.md": """---
titel: Mitte
---
Eine Behörde hat eine Gebühr von {{gebuehr}}.[^1]

## Hier {#hier}

::: arbeitshilfe Ein Blatt
- [ ] Erst dies
:::

![Ein Zeichen](medien/zeichen.svg)

::: nur bw
Nur dort.
:::

[^1]: Eine Fußnote.
""",
    "02-zwei/01-ende.md": """---
titel: Ende
typ: test
---
::: frage Was stimmt? {id=x}
- [x] Eines
- [ ] Keines
- [x] Vieles
:::

::: frage Wie viel?
Antwort: {{gebuehr}}
:::
""",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two courses that share facts, variants, a glossary and a theme; a user's folder of its own."""
    _user(tmp_path / "user", monkeypatch)
    shutil.copytree(REPOSITORY / "tests/courses/wide", tmp_path / "project")
    courses = tmp_path / "project/courses"
    for name, text in LESSONS.items():
        write(courses / "klein" / name, text)
    head = "id: klein\ntitel: Kleiner Kurs\nsprache: de\nversion: '1.0'\nrechtsstand: 2026-08-19\ntheme: eigen\n"
    write(courses / "klein/kurs.yaml", head + "ziele: [scorm12, web]\nvarianten: [bw, he]\n")
    write(courses / "klein/bausteine/teil.md", "Ein Baustein nennt die Behörde.\n")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    write(courses / "klein/medien/zeichen.svg", svg)
    write(courses / "glossar.yaml", "- begriff: Behörde\n  kurz: Eine Stelle.\n")
    write(tmp_path / "project/themes/eigen/theme.yaml", "name: Eigen\nextends: standard\n")
    write(tmp_path / "project/themes/eigen/theme.css", ".eigen { color: #123 }\n")
    return tmp_path / "project"


def _user(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))  # for processes
    monkeypatch.setattr("click.get_app_dir", lambda name: str(folder / name))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files_in(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def kept(root: Path, request: Request) -> Request:
    return replace(request, keep=open_keep(root, note_sources(root, now=time.time_ns())))


def both(root: Path, request: Request) -> str:
    """What a build over kept results says, after a comparison with one that has none and its own folder of packages."""
    locks = {path: path.read_bytes() for path in root.glob("courses/*/kurs.lock")}
    results = []
    for name, one in (("dist", kept(root, request)), ("fresh", request)):
        for path in root.glob("courses/*/kurs.lock"):
            path.unlink()
        for path, data in locks.items():
            path.write_bytes(data)
        report = build(replace(one, out=root / name)).report
        results.append((render(report), {path: path.read_bytes() for path in root.glob("courses/*/kurs.lock")}))
    assert results[0] == results[1]
    warm, cold = files_in(root / "dist"), files_in(root / "fresh")
    assert warm.keys() == cold.keys()
    assert [name for name in cold if warm[name] != cold[name]] == []
    return results[0][0]


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


# ---- the file itself ----------------------------------------------------------


def keeps(root: Path) -> int:
    """How many lessons are not read anew by a build."""
    path = root / FOLDER / FILE
    keep = open_keep(root, note_sources(root, now=time.time_ns()))
    assert keep is not None and path.exists()
    return sum(name.startswith("finished:") for name in keep._parts)


@pytest.fixture
def built(root: Path) -> tuple[Path, Request]:
    """A project with kept results."""
    request = Request(root, TODAY, courses=("klein",))
    both(root, request)
    assert keeps(root) == 3
    return root, request


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


@pytest.mark.parametrize("harm", ["empty", "cut", "bit", "key", "program", "folder"])
def test_damaged_or_foreign_file_counts_as_none(
    built: tuple[Path, Request], harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, request = built
    path = root / FOLDER / FILE
    data = path.read_bytes()
    if harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "bit":
        path.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    elif harm == "key":
        _user(tmp_path / "another", monkeypatch)
    elif harm == "program":
        monkeypatch.setattr("lernbuild.commands.keeping.program", lambda: "another")
    else:
        path.unlink()
        path.mkdir()
    keep = open_keep(root, note_sources(root, now=time.time_ns()))
    assert keep is not None and not keep._parts
    both(root, request)


def test_results_of_strangers_are_not_even_read(built: tuple[Path, Request], tmp_path: Path) -> None:
    """A pickle runs what it says: only one that this user's key has signed may be looked at."""
    root, request = built
    trap = tmp_path / "trap"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (trap,)

    keep = open_keep(root, note_sources(root, now=time.time_ns()))
    assert keep is not None
    for name, (stamp, _, _) in list(keep._parts.items()):
        keep.put(name, stamp, pickle.dumps({"files": Trap(), "linked": Trap()}))
    replace(keep, key=b"x" * 32).save()
    both(root, request)
    assert not trap.exists()
    pickle.loads(pickle.dumps(Trap()))
    assert trap.exists()


def test_values_of_others_are_refused_even_when_signed(built: tuple[Path, Request], tmp_path: Path) -> None:
    root, request = built

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "trap",)

    keep = open_keep(root, note_sources(root, now=time.time_ns()))
    assert keep is not None
    for name, (stamp, _, _) in list(keep._parts.items()):
        if not name.startswith("page:"):
            keep.put(name, stamp, pickle.dumps({"files": Trap()}))
    keep.save()
    both(root, request)
    assert not (tmp_path / "trap").exists()


def test_nowhere_to_write(root: Path) -> None:
    """A file where the folder should be; nothing else is wrong."""
    (root / FOLDER).write_text("", encoding="utf-8")
    both(root, Request(root, TODAY, courses=("klein",)))
    assert (root / FOLDER).is_file()


def test_no_key_no_results(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    _user(tmp_path / "file", monkeypatch)
    assert open_keep(root, note_sources(root, now=0)) is None


def test_key_is_private(built: tuple[Path, Request], tmp_path: Path) -> None:
    keys = list((tmp_path / "user").rglob("kept.key"))
    assert [key.stat().st_mode & 0o077 for key in keys] == [0]


def test_results_nobody_asks_for_go(built: tuple[Path, Request]) -> None:
    root, request = built
    both(root, replace(request, variants=("bw",)))
    assert keeps(root) > 3
    for _ in range(LIVES + 1):
        both(root, request)
    assert keeps(root) == 3


def test_draft_of_a_killed_run_goes(built: tuple[Path, Request]) -> None:
    root, request = built
    old, fresh = (root / FOLDER / f"{FILE}.{number}" for number in (1, 2))
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, ns=(1, 1))
    both(root, request)
    assert (old.exists(), fresh.exists()) == (False, True)


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
