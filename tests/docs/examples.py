"""The examples of docs/*.md as one project: files, lessons, heads, settings; knows no rule and no page.

A code block is an example by its language and its first line:

- ``markdown``: a lesson, whole (with a head) or only its text; ``markdown falsch CODE`` must give that message;
- ``yaml`` beginning with ``# courses/…`` or ``# themes/…``: that file; with ``# kurs.yaml``: a part of the settings
  of a course; with ``# Kopf``: the head of a lesson (``# Kopf einer Lernkontrolle``: of a test);
- ``css`` beginning with ``/* themes/… */``: that file.

A picture in the line behind a block shows its result.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
OTHERS = ("xapi.md", "lms-verhalten.md")
"""Pages with examples of other kinds."""

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]+)\n(?P<text>.*?)\n(?P=fence)$", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\((?P<path>bilder/[\w-]+\.png)\)")
_FILE = re.compile(r"(?:#|/\*) (?P<path>(?:courses|themes)/[\w./-]+\.(?:yaml|css))\b")
_QUESTION = "::: frage Ist das eine Frage? {id=immer}\n- (x) Ja\n- ( ) Nein\n\n:::\n"
_HEAD = "---\ntitel: Beispiel\n---\n\nBeispiel.\n\n## Beispiel {#beispiel}\n\n"
_SETTINGS = {"titel": "Beispiel", "sprache": "de", "version": "1.0", "rechtsstand": "2026-06-01"}
COURSE = "beispiel"


@dataclass(frozen=True, slots=True)
class Example:
    """One code block of a page; ``wrong`` is the code of the message that it must give."""

    page: str
    line: int
    language: str
    text: str
    wrong: str = ""
    picture: str = ""

    @property
    def name(self) -> str:
        return f"{self.page.removesuffix('.md')}-{self.line}"


def pages() -> list[Path]:
    return [page for page in sorted(DOCS.glob("*.md")) if page.name not in OTHERS]


def examples() -> list[Example]:
    return [example for page in pages() for example in _of_page(page)]


def _of_page(page: Path) -> Iterator[Example]:
    source = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(source):
        language, _, rest = match["info"].strip().partition(" ")
        wrong = rest.removeprefix("falsch").strip() if rest.startswith("falsch") else ""
        shown = _PICTURE.match(source, match.end())
        line = source.count("\n", 0, match.start()) + 1
        yield Example(page.name, line, language, match["text"], wrong, shown["path"] if shown else "")


def write_project(root: Path) -> dict[str, Example]:
    """Writes all examples below ``root``; the example of each file, by its path."""
    made: dict[str, Example] = {}
    _write_helpers(root / "courses")
    for example in examples():
        for path, text in _files(example):
            target = root / path
            assert not target.exists(), f"{example.name}: {path} stands in the docs twice"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            made.setdefault(path, example)
    for sheet in root.glob("themes/*/theme.css"):
        settings = sheet.with_name("theme.yaml")
        if not settings.exists():
            settings.write_text(f"name: {sheet.parent.name}\nextends: standard\n", encoding="utf-8")
    return made


def _write_helpers(courses: Path) -> None:
    """What the examples speak of: media, a snippet, another lesson, and a course for the wrong ones."""
    for course in (COURSE, "falsch"):
        shutil.copytree(DOCS / "beispiele" / "medien", courses / course / "medien")
    for name in ("film.mp4", "gespraech.mp3"):
        (courses / COURSE / "medien" / name).write_bytes(b"\x00" * 64)
    shutil.copytree(DOCS / "beispiele" / "bausteine", courses / "bausteine")
    other = courses / COURSE / "01-grundlagen" / "01-zustaendigkeit.md"
    other.parent.mkdir()
    other.write_text("---\ntitel: Wer ist zuständig?\n---\n\nEin Satz.\n", encoding="utf-8")
    (courses / "falsch" / "kurs.yaml").write_text(_settings(Example("falsch.md", 0, "yaml", "id: falsch")), "utf-8")


def _files(example: Example) -> Iterator[tuple[str, str]]:
    first = example.text.splitlines()[0]
    if example.language == "markdown":
        course = "falsch" if example.wrong else COURSE
        yield _lesson_path(course, example), lesson_text(example.text)
    elif match := _FILE.match(first):
        yield match["path"], example.text + "\n"
    elif first == "# kurs.yaml":
        yield f"courses/{example.name}/kurs.yaml", _settings(example)
        yield from _lessons(f"courses/{example.name}")
    elif first.startswith("# Kopf"):
        text = f"---\n{example.text}\n---\n\nEin Satz.\n\n"
        yield _lesson_path(COURSE, example), text + (_QUESTION if "Lernkontrolle" in first else "")


def _lesson_path(course: str, example: Example) -> str:
    number = [page.name for page in pages()].index(example.page) + 2
    folder = f"{number:02}-{example.page.removesuffix('.md')}"
    return f"courses/{course}/{folder}/{example.line:03}-{example.name}.md"


def lesson_text(text: str) -> str:
    """A whole lesson; what is only text gets a head, a first sentence and a heading, which the pictures leave out."""
    return text + "\n" if text.startswith("---\n") else f"{_HEAD}{text}\n"


def _settings(example: Example) -> str:
    written = yaml.safe_load(example.text) or {}
    rest = {"id": example.name, **_SETTINGS}
    lines = [f"{key}: '{value}'" if key == "version" else f"{key}: {value}" for key, value in rest.items()]
    return "\n".join(line for line in lines if line.split(":")[0] not in written) + f"\n{example.text}\n"


def _lessons(course: str) -> Iterator[tuple[str, str]]:
    yield f"{course}/01-einstieg/01-aufgaben.md", "---\ntitel: Aufgaben\n---\n\nEin Satz.\n"
    yield f"{course}/02-abschluss/01-abschlusstest.md", f"---\ntitel: Abschlusstest\ntyp: test\n---\n\n{_QUESTION}"
    yield f"{course}/02-abschluss/medien/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>\n'
