"""Rules about the folder of all courses: no course, no settings; must not know what a course means."""

from __future__ import annotations

from collections.abc import Sequence

from lernbuild.course.load import DEEPEST, LESSON, Project, is_foreign
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.questions.identity import slug
from lernbuild.rules.file_names import SHARED, misnamed


def project_empty(project: Project, courses: Sequence[str]) -> list[Diagnostic]:
    """Im Ordner gibt es keinen Kurs.

    Warum: lernbuild liest nur, was unter ``courses/`` liegt; ein Kurs ist ein Ordner mit einer Datei kurs.yaml.

    Schlecht:

        mein-kurs/kurs.yaml

    Gut:

        courses/mein-kurs/kurs.yaml
    """
    if project.course_ids or _folders(project) or any(meant.endswith("/kurs.yaml") for _, meant in misnamed(project)):
        return []
    hint = (
        "Öffnen Sie das Fenster in dem Ordner, in dem courses/ liegt, oder legen Sie einen Kurs an: "
        "lernbuild new course mein-kurs"
    )
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
    folders = _folders(project)
    named = {meant for _, meant in misnamed(project)} if folders else set()
    for folder, path in folders.items():
        if (not courses or folder in courses) and f"{folder}/kurs.yaml" not in named:
            span = project.source(path)[0].span(0)
            message = f"Dem Ordner „{folder}“ fehlt die Datei kurs.yaml, seine Lektionen erscheinen nirgends."
            hint = f"Legen Sie courses/{folder}/kurs.yaml an; die erste Zeile lautet: id: {slug(folder) or 'mein-kurs'}"
            out.append(error("course-without-settings", message, span, hint))
    return out


def _folders(project: Project) -> dict[str, str]:
    """Folders with lessons that are no course, each with its first lesson."""
    found: dict[str, str] = {}
    courses = {*SHARED, *project.course_ids}
    for path in project.files:
        folder, _, rest = path.partition("/")
        if folder not in courses and LESSON.fullmatch(rest):
            found.setdefault(folder, path)
    return found


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
        if is_foreign(path) and (not courses or path.partition("/")[0] in (*courses, *SHARED)):
            shown = project.shown(path).encode("utf-8", "replace").decode()
            message = f"Der Name „{shown}“ enthält Zeichen, die nicht zu lesen sind."
            hint = "Benennen Sie die Datei oder den Ordner um, am besten ohne Umlaute."
            if path.count("/") >= DEEPEST:
                message = f"Der Ordner „{shown[:80]}…“ liegt zu tief in anderen Ordnern."
                hint = "Löschen Sie ihn, oder legen Sie seinen Inhalt weiter oben ab."
            out.append(error("file-name-unreadable", message, None, hint))
    return out
