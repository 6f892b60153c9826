"""Rules about the folder of all courses: files that nothing reads; must not know what a course means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernbuild.course.load import DEEPEST, LESSON, Project, is_foreign
from lernbuild.diagnostics import Diagnostic, error, info

_SHARED = ("fakten", "varianten", "bausteine", "recht")
_NOTES = re.compile(r"(?:REDAKTION|README|LIESMICH|CHANGELOG|NOTIZEN).*", re.IGNORECASE)


def project_empty(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Im Ordner gibt es keinen Kurs.

    Warum: lernbuild liest nur, was unter ``courses/`` liegt; ein Kurs ist ein Ordner mit einer Datei kurs.yaml.

    Schlecht:

        mein-kurs/kurs.yaml

    Gut:

        courses/mein-kurs/kurs.yaml
    """
    if project.course_ids:
        return []
    hint = "Legen Sie einen an: lernbuild new course mein-kurs"
    return [error("project-empty", "Hier gibt es keinen Kurs (courses/…/kurs.yaml).", None, hint)]


def course_without_settings(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Ein Ordner enthält Lektionen, aber keine Datei kurs.yaml.

    Warum: Ohne kurs.yaml ist er kein Kurs, und seine Lektionen erscheinen nirgends.

    Schlecht:

        courses/probe/01-modul/01-lektion.md

    Gut:

        courses/probe/kurs.yaml
        courses/probe/01-modul/01-lektion.md
    """
    out: list[Diagnostic] = []
    seen: set[str] = set()
    for path in project.files:
        folder, _, rest = path.partition("/")
        if folder in seen or folder in _SHARED or folder in project.course_ids or not LESSON.fullmatch(rest):
            continue
        seen.add(folder)
        if not courses or folder in courses:
            span = project.source(path)[0].span(0)
            message = f"Dem Ordner „{folder}“ fehlt die Datei kurs.yaml, seine Lektionen erscheinen nirgends."
            hint = f"Legen Sie courses/{folder}/kurs.yaml an; die erste Zeile lautet: id: {folder}"
            out.append(error("course-without-settings", message, span, hint))
    return out


def file_name_unreadable(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Der Name einer Datei oder eines Ordners enthält Zeichen, die niemand lesen kann, oder sie liegt zu tief.

    Warum: So ein Name ist kein Text; er entsteht oft, wenn ein ZIP mit Umlauten auf einem anderen Computer entpackt
    wird. Die Datei erschiene in keinem Paket.

    Schlecht:

        courses/probe/medien/b?ro.png

    Gut:

        courses/probe/medien/buero.png
    """
    out: list[Diagnostic] = []
    for path in sorted(project.refused):
        if is_foreign(path) and (not courses or path.partition("/")[0] in (*courses, *_SHARED)):
            shown = project.shown(path).encode("utf-8", "replace").decode()
            message = f"Der Name „{shown}“ enthält Zeichen, die nicht zu lesen sind."
            hint = "Benennen Sie die Datei oder den Ordner um, am besten ohne Umlaute."
            if path.count("/") >= DEEPEST:
                message = f"Der Ordner „{shown[:80]}…“ liegt zu tief in anderen Ordnern."
                hint = "Löschen Sie ihn, oder legen Sie seinen Inhalt weiter oben ab."
            out.append(error("file-name-unreadable", message, None, hint))
    return out


def lesson_not_numbered(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Eine Datei sieht aus wie eine Lektion, ihr Name beginnt aber nicht mit einer Zahl.

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
            if source.line(1).rstrip() != "---" or not re.search(r"^titel:", source.text, re.MULTILINE):
                continue
            message = "Diese Datei hat einen Kopf wie eine Lektion, wird aber nicht gelesen."
            good = parts[-1] if re.match(r"\d+-", parts[-1]) else f"01-{parts[-1]}"
            folder = next((part for part in parts[:-1] if re.match(r"\d+-", part)), "01-modul")
            out.append(info("lesson-not-numbered", message, source.span(0), f"Nennen Sie sie: {folder}/{good}"))
    return out
