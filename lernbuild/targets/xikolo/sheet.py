"""``UPLOAD.html``: click by click from the folder to a course on the platform; one file, no network, German.

Its own content security policy names the one script and the one style by their hash: nothing else runs.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lernbuild import built
from lernbuild.course.words import german_date
from lernbuild.targets.xikolo.changes import KINDS, Changes, Export, in_words
from lernbuild.targets.xikolo.outline import Edition, Item
from lernbuild.targets.xikolo.quizzes import NO_CODE
from lernbuild.targets.xikolo.report import OUR_NAMES, became, differences, left_out
from lernbuild.templates import SHEET, environment

_HERE = Path(__file__).parent
_SCRIPT = "sheet-xikolo"
CHECKS = (
    ("lernende", "Den Kurs als lernende Person ansehen (andere Anmeldung oder Vorschau)"),
    ("tabellen", "Einen Text mit Tabelle und einen mit Kasten öffnen: Beide sind lesbar, es steht kein HTML im Text"),
    ("aufklappen", "Aufklappbare Teile öffnen sich mit Maus und Tastatur"),
    ("bilder", "Jedes Bild erscheint; kein Text enthält noch „bilder/“, „videos/“ oder „dateien/“"),
    ("links", "Ein Link auf ein Gesetz öffnet sich in einem neuen Tab"),
    ("quiz", "Ein Übungsquiz bearbeiten: Antworten, Punkte und Erklärungen stimmen"),
    ("test", "Den gewerteten Test öffnen: Versuche und Zeit stimmen"),
    ("handy", "Eine Lektion auf dem Handy ansehen"),
    ("veroeffentlichen", "Elemente veröffentlichen; der Import legt Quizze unveröffentlicht an"),
)
"""What to look at afterwards, with a key for the ticks."""


def sheet(edition: Edition, data: Export, changes: Changes | None) -> bytes:
    """A whole page; every value of the course is escaped. Raises ``built.BuiltMissing`` without the browser side."""
    script = built.chunk(_SCRIPT).decode().strip().replace("</", "<\\/")
    style = (_HERE / "upload.css").read_text(encoding="utf-8").strip()
    page = environment(SHEET, _HERE).get_template("upload.html")
    own = {"script": Markup(script), "style": Markup(style)}  # noqa: S704 (files of this package)
    text = page.render(**own, policy=_policy(script, style), **_values(edition, data, changes))
    return (text.strip() + "\n").encode()


def _policy(script: str, style: str) -> str:
    """Nothing is loaded but what stands in the page; form fields send nowhere."""
    codes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{codes[0]}'; style-src 'sha256-{codes[1]}'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _values(edition: Edition, data: Export, changes: Changes | None) -> dict[str, Any]:
    course = edition.course
    settings = course.settings
    hashes = {item["ref"]: item["sha256"] for item in data["items"]}
    touched = {entry.ref for entry in (*changes.new, *changes.changed)} if changes else set()
    return {
        "title": " – ".join(part for part in (settings.title, course.variant_name) if part),
        "stem": ".".join(part for part in (settings.id, course.variant) if part),
        "version": settings.version,
        "legal": german_date(settings.legal_date),
        "open": sum(not lesson.approved for lesson in course.lessons),
        "all": len(course.lessons),
        "code": settings.xikolo_code or NO_CODE,
        "no_code": not settings.xikolo_code,
        "description": settings.description,
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "items": [_item(item, hashes[item.ref], changes, touched) for item in section.items],
            }
            for section in edition.sections
        ],
        "films": " und Videos" if any(item.kind == "video" for _, item in edition.items) else "",
        "quizzes": len(edition.quizzes),
        "graded": [quiz.name for quiz in edition.quizzes if quiz.graded],
        "files": _files(edition, data),
        "changes": None if changes is None else in_words(changes),
        "delete": changes.delete_first if changes else (),
        "left": [(lesson.title, OUR_NAMES[one.kind], one.title, one.reason) for lesson, one in left_out(edition)],
        "mapped": _counts(edition),
        "checks": CHECKS,
        "differences": list(differences(edition)),
    }


def _item(item: Item, sha256: str, changes: Changes | None, touched: set[str]) -> dict[str, Any]:
    return {
        "ref": item.ref,
        "kind": item.kind,
        "word": KINDS[item.kind],
        "title": item.title,
        "file": item.file,
        "text": item.text,
        "hash": sha256[:16],
        "asked": len(item.quiz.questions) if item.quiz else 0,
        "graded": bool(item.quiz and item.quiz.graded),
        "state": "" if changes is None else "neu zu übertragen" if item.ref in touched else "unverändert",
    }


def _files(edition: Edition, data: Export) -> list[dict[str, Any]]:
    """What to upload: pictures and papers, with the texts that name them; films are elements of their own."""
    films = {item.file for _, item in edition.items if item.kind == "video"}
    out = []
    for name in edition.files.values():
        if name in films:
            continue
        users = [item.title for _, item in edition.items if _names(item, name)]
        out.append({"name": name, "users": users, "hash": data["files"][name][:16]})
    return out


def _names(item: Item, name: str) -> bool:
    if name in item.text:
        return True
    return item.quiz is not None and any(name in asked.text for asked in item.quiz.questions)


def _counts(edition: Edition) -> Mapping[str, int]:
    """„Auswahl → Einfachauswahl“ and how often."""
    counts: dict[str, int] = {}
    for _, one in edition.mapped:
        key = f"{OUR_NAMES[one.kind]} → {became(one)}"
        counts[key] = counts.get(key, 0) + 1
    return counts
