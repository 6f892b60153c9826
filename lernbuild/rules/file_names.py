"""Rules about names of files that nothing reads, or reads twice; must not know what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from lernbuild.course.load import LESSON, Project
from lernbuild.diagnostics import Diagnostic, error, info, warning
from lernbuild.questions.identity import slug
from lernbuild.source import SourceFile

SHARED = ("fakten", "varianten", "bausteine", "recht")
_TABLES = frozenset({"fakten", "varianten", "recht"})
_NOTES = re.compile(r"(?:REDAKTION|README|LIESMICH|CHANGELOG|NOTIZEN).*", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:(?P<yaml>ya?ml)|md|markdown|mdown|mkd)(?:\.txt)?|\.txt", re.IGNORECASE)
_OF_COURSE = frozenset({"kurs.yaml", "glossar.yaml", "freigaben.yaml"})
_OF_ALL = frozenset({"glossar.yaml", "recht.yaml"})
_ADDITION = re.compile(r"\s*[ ._(–-]")
"""How what a copy's name has more begins."""
_TITLE = re.compile(r"^(?:titel|title):(.*)$", re.MULTILINE)


def file_name(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Eine Datei heißt nur fast so, wie lernbuild sie liest, oder liegt im falschen Ordner.

    Warum: lernbuild erkennt Dateien an Name, Endung und Ordner. Windows blendet Endungen aus, und manche Editoren
    hängen beim Speichern ``.txt`` an; die Datei sieht dann richtig aus und fehlt trotzdem im Kurs.

    Schlecht:

        courses/probe/01-modul/02-fristen.md.txt
        courses/probe/fakten/gebuehren.yml

    Gut:

        courses/probe/01-modul/02-fristen.md
        courses/fakten/gebuehren.yaml
    """
    out: list[Diagnostic] = []
    for path, meant in misnamed(project):
        folder, inside, _ = path.partition("/")
        if courses and inside and folder not in courses and folder.lower() not in SHARED:
            continue
        name = PurePosixPath(meant).name
        message = f"Diese Datei wird nicht gelesen, ihr Name müsste „{name}“ sein."
        hint = f"Benennen Sie sie um: courses/{meant}"
        if path.lower().endswith(".txt"):
            hint = f"Lassen Sie im Explorer „Dateinamenerweiterungen“ anzeigen und benennen Sie sie um: courses/{meant}"
        if PurePosixPath(path).name == name:
            message = "Diese Datei wird nicht gelesen, weil sie im falschen Ordner liegt."
            hint = f"Verschieben Sie sie: courses/{meant}"
        say = error if name == "kurs.yaml" else warning  # without it there is no course
        out.append(say("file-name", message, project.source(path)[0].span(0), hint))
    return out


def misnamed(project: Project) -> Iterator[tuple[str, str]]:
    """Files that nothing reads, each with the path under which it would be read; none that is there already."""
    for path in project.files:
        meant = _meant(path)
        if meant and meant not in project.files and (name_is_enough(meant) or _is_lesson(project.source(path)[0])):
            yield path, meant


def name_is_enough(path: str) -> bool:
    """True where only files of lernbuild have such a name; a numbered text may be anything."""
    return path.endswith(".yaml")


def _meant(path: str) -> str:
    """What a path would have to be for its file to be read; empty when it is read, or is something else."""
    if LESSON.fullmatch(path.partition("/")[2]):
        return ""
    *folders, name = path.split("/")
    ending = _ENDING.search(name)
    while ending and ending.end() != len(name):
        ending = _ENDING.search(name, ending.start() + 1)
    if not ending:
        return ""
    known = _known(folders, name[: ending.start()] + (".yaml" if ending["yaml"] else ".md"))
    return known if known != path else ""


def _known(folders: list[str], name: str) -> str:
    """The path with the letter case and the folder in which it is read; empty when nothing reads such a file."""
    low, places = name.lower(), [folder.lower() for folder in folders]
    if name.endswith(".md"):
        return "/".join((*folders, name)) if LESSON.fullmatch("/".join((*folders[1:], name))) else ""
    if places and places[0] in _TABLES:
        return "/".join((places[0], *folders[1:], name))
    if len(places) == 2 and places[1] in _TABLES:
        return f"{places[1]}/{name}"
    if len(places) == 2 and low == "modul.yaml":
        return "/".join((*folders, low))
    if len(places) == 1 and low in _OF_COURSE:
        return f"{folders[0]}/{low}"
    return low if len(places) < 2 and low in _OF_ALL else ""


def _is_lesson(source: SourceFile) -> bool:
    return source.line(1).rstrip() == "---" and _TITLE.search(source.text) is not None


def lesson_not_numbered(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Eine Datei sieht aus wie eine Lektion, ihr Name beginnt aber nicht mit einer Zahl und einem Strich.

    Warum: Nur Dateien der Form ``NN-modul/NN-lektion.md`` werden Lektionen; die Zahl gibt die Reihenfolge an.

    Schlecht:

        01-modul/einstieg.md

    Gut:

        01-modul/01-einstieg.md
    """
    out: list[Diagnostic] = []
    for course in courses or project.course_ids:
        for path in project.below(course):
            parts = path.removeprefix(f"{course}/").split("/")
            if not path.endswith(".md") or LESSON.fullmatch("/".join(parts)) or _NOTES.fullmatch(parts[-1]):
                continue
            source = project.source(path)[0]
            if not _is_lesson(source):
                continue
            message = "Diese Datei hat einen Kopf wie eine Lektion, wird aber nicht gelesen."
            folder = next((part for part in parts[:-1] if re.match(r"\d+-", part)), "01-modul")
            hint = f"Nennen Sie sie: {folder}/{_numbered(parts[-1])}"
            out.append(info("lesson-not-numbered", message, source.span(0), hint))
    return out


def _numbered(name: str) -> str:
    """A name of a lesson: with its own number when it begins with one."""
    if re.match(r"\d+-", name):
        return name
    number, words = re.match(r"(\d*)(.*)\.md", name).groups()  # type: ignore[union-attr]
    return f"{number or '01'}-{slug(words) or 'lektion'}.md"


def lesson_copy(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Zwei Lektionen eines Moduls haben denselben Titel, und eine heißt wie die andere mit einem Zusatz.

    Warum: OneDrive und andere legen eine zweite Datei an, wenn zwei Menschen zugleich schreiben
    (``01-fristen-PC-AMT.md``), ebenso der Explorer beim Kopieren (``01-fristen - Kopie.md``). Lernende bekämen beide.

    Schlecht:

        01-modul/01-fristen.md
        01-modul/01-fristen-PC-AMT.md

    Gut:

        01-modul/01-fristen.md
    """
    out: list[Diagnostic] = []
    for course in courses or project.course_ids:
        for path, first in _copies(path[:-3] for path in project.below(course) if path.endswith(".md")):
            lessons = all(LESSON.fullmatch(one.partition("/")[2]) for one in (path, first))
            if lessons and _title(project, first) == _title(project, path):
                name = PurePosixPath(first).name
                message = f"Diese Lektion ist wohl eine Kopie von „{name}“, der Titel ist derselbe."
                hint = "Vergleichen Sie die beiden und löschen Sie die Datei, oder geben Sie ihr einen eigenen Titel."
                out.append(warning("lesson-copy", message, project.source(path)[0].span(0), hint))
    return out


def _copies(stems: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files whose names are that of another with an addition, each with the other."""
    open_: list[str] = []
    for stem in sorted(stems):  # a name stands before all that begin with it
        while open_ and not stem.startswith(open_[-1]):
            open_.pop()
        first = next((one for one in open_ if _ADDITION.match(stem, len(one))), "")
        if first:
            yield f"{stem}.md", f"{first}.md"
        open_.append(stem)


def _title(project: Project, path: str) -> str:
    found = _TITLE.search(project.source(path)[0].text)
    return found[1].strip(" \"'\r") if found else ""
