"""A small project and builds of it, over kept results and without; must not know what is changed between them."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lernbuild.commands.keeping import FILE, open_keep
from lernbuild.commands.record import FOLDER, Run, note_sources
from lernbuild.diagnostics.as_json import render
from lernbuild.pipeline import build
from lernbuild.run import Request

REPOSITORY = Path(__file__).resolve().parent.parent.parent
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


def make_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two courses that share facts, variants, a glossary and a theme; a user's folder of its own."""
    user_folder(tmp_path / "user", monkeypatch)
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


def user_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which the user's key lies."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))  # for processes
    monkeypatch.setattr("click.get_app_dir", lambda name: str(folder / name))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files_in(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run_of(root: Path) -> Run:
    """A build of the project, as far as what is kept asks for it."""
    return Run("build", root, "", {})


def kept(root: Path, request: Request) -> Request:
    return replace(request, keep=open_keep(run_of(root), note_sources(root, now=time.time_ns())))


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
        results.append(
            (render(report), report.files, {path: path.read_bytes() for path in root.glob("courses/*/kurs.lock")})
        )
    assert results[0] == results[1]
    warm, cold = files_in(root / "dist"), files_in(root / "fresh")
    assert warm.keys() == cold.keys()
    assert [name for name in cold if warm[name] != cold[name]] == []
    return results[0][0]


def keeps(root: Path) -> int:
    """How many lessons are not read anew by a build."""
    path = root / FOLDER / FILE
    keep = open_keep(run_of(root), note_sources(root, now=time.time_ns()))
    assert keep is not None and path.exists()
    return sum(name.startswith("finished:") for name in keep._parts)
