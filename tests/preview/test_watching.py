"""What is noticed: files and folders that come, go and are replaced; what is handed out when much changes at once."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
import watchfiles

from lernbuild.preview import watching
from lernbuild.preview.attempts import Attempts
from lernbuild.preview.events import News
from lernbuild.preview.library import Library
from lernbuild.preview.plays import Plays, Wish
from lernbuild.preview.rebuild import Rebuilder
from lernbuild.preview.watching import changes, replaced
from lernbuild.preview.workshop import Key, Made, Workshop
from tests.preview.packages import multi_sco

KEY: Key = ("minimal", "", "scorm12")
TODAY = date(2026, 7, 1)
Found = TypeVar("Found")


def run(work: Coroutine[Any, Any, Found]) -> Found:
    """What comes of the work in a thread: Playwright's loop runs in that of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def first(found: AsyncIterator[set[Path]], *acts: Callable[[], object]) -> set[Path]:
    """What is told first; the acts follow one another while it is waited for."""
    told: asyncio.Task[set[Path]] = asyncio.ensure_future(anext(found))
    for act in acts:
        await asyncio.sleep(1.2)
        act()
    return await asyncio.wait_for(told, 20)


def anew(path: Path) -> None:
    """As a build writes: another file takes the place of the old one."""
    multi_sco(path.with_suffix(".new"), old=False).replace(path)


def test_a_zip_in_whose_place_a_build_puts_another(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    package = multi_sco(tmp_path / "dist" / "kurs.zip")

    async def twice() -> list[set[Path]]:
        told = replaced((package, tmp_path / "fehlt.zip"), asyncio.Event())
        found = [await first(told, lambda: anew(package))]
        return [*found, await first(told, lambda: multi_sco(package), package.unlink, lambda: multi_sco(package))]

    assert run(twice()) == [{package}, {package}]


def test_a_folder_that_comes_later_and_comes_back(tmp_path: Path) -> None:
    courses, themes = tmp_path / "courses", tmp_path / "themes"
    courses.mkdir()

    def write(folder: Path) -> None:
        (folder / "neu.md").write_text("neu", "utf-8")

    def emptied() -> None:
        shutil.rmtree(courses)
        courses.mkdir()

    async def told() -> list[set[Path]]:
        found = changes([courses, themes], asyncio.Event())
        return [
            await first(found, themes.mkdir),
            await first(found, lambda: write(themes)),
            await first(found, emptied),
        ]

    came, inside, back = run(told())
    assert came == {courses, themes} and inside == {themes / "neu.md"} and courses in back


def test_without_watches_the_drive_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scarce(*places: Path, force_polling: bool | None, **more: Any) -> AsyncIterator[Any]:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return watchfiles.awatch(*places, force_polling=True, **more)

    monkeypatch.setattr(watching, "awatch", scarce)
    file = tmp_path / "neu.md"

    async def told() -> set[Path]:
        return await first(changes([tmp_path], asyncio.Event()), lambda: file.write_text("neu", "utf-8"))

    assert file in run(told())


class Slow(Workshop):
    """Says when it has begun to build, and waits to be let go."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, TODAY)
        self.begun, self.go = threading.Event(), threading.Event()

    def make(self, key: Key) -> Made:
        made = super().make(key)
        self.begun.set()
        assert self.go.wait(20)
        return made


def test_what_changes_while_a_build_goes_on_is_not_lost(project: Path) -> None:
    """A new title, and before it is built another sentence: the page must be loaded anew, not only fetched."""
    workshop = Slow(project)
    workshop.go.set()
    library, plays, news = Library(workshop, []), Plays(), News()
    told: list[str] = []
    news.tell = lambda kind, **data: told.append(data["reload"]) if kind == "built" else None  # type: ignore[method-assign]
    rebuilder = Rebuilder(library, plays, news, lambda made: {}, lambda problem: None)
    opened = library.open_course(KEY)
    assert opened and opened.contents and opened.contents.first and opened.files
    unit, attempt = opened.contents.first, Attempts(None).new("p")
    play = plays.begin("/".join(KEY), "", opened.contents, opened.files, unit, attempt, Wish())
    settings, lesson = (next((project / "courses").rglob(name)) for name in ("kurs.yaml", "01-frist.md"))

    async def edits() -> None:
        workshop.begun.clear()
        workshop.go.clear()
        settings.write_text(settings.read_text("utf-8").replace("titel: ", "titel: Ganz "), "utf-8")
        await rebuilder.changed()
        await asyncio.to_thread(workshop.begun.wait, 20)
        lesson.write_text(lesson.read_text("utf-8") + "\nNoch ein Satz.\n", "utf-8")
        workshop.go.set()
        await rebuilder.changed()
        for _ in range(500):
            if play.files.read("lernbuild.json") == wanted:
                return
            await asyncio.sleep(0.02)

    anew = shutil.copytree(project, project.with_name("anew"))
    for name in (settings, lesson):
        path = anew / name.relative_to(project)
        text = path.read_text("utf-8")
        path.write_text(text.replace("titel: ", "titel: Ganz ") if name is settings else text + "\nNoch ein Satz.\n")
    made = Workshop(anew, TODAY).make(KEY)
    assert made.files
    wanted = made.files.read("lernbuild.json")
    run(edits())
    assert play.files.read("lernbuild.json") == wanted
    assert "course" in told


def test_zips_of_one_name_and_one_that_goes(tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    one, other = multi_sco(tmp_path / "kurs.zip"), multi_sco(tmp_path / "alt" / "kurs.zip", old=False)
    library = Library(None, [one, other, one])
    names = [entry["id"] for entry in library.listed()["files"]]
    assert names == ["kurs.zip", other.as_posix()]
    opened = [library.open_file(name) for name in names]
    assert [found and found.contents and found.contents.standard for found in opened] == ["scorm12", "scorm2004"]
    one.write_bytes(b"PK\x05\x06 halb")
    assert library.refresh_zips({one}) == ["kurs.zip"]
    assert library.open_file("kurs.zip") is None and "keine ZIP-Datei oder nur ein Teil" in library.why_not("kurs.zip")
    assert opened[1] and opened[1].files and opened[1].files.read("zwei.html"), "the other one is open still"
    multi_sco(one)
    library.refresh_zips({one})
    assert library.open_file("kurs.zip") is not None and not library.problems
