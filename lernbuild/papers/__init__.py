"""The papers beside a package: what an LMS stores, what its question ids mean, how to upload it, how editions differ,
how accessible it is, what of others is inside; German texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lernbuild.course.model import Course
from lernbuild.papers.accessibility import accessibility_draft
from lernbuild.papers.leaflet import leaflet
from lernbuild.papers.materials import bill_of_materials, parts_inside
from lernbuild.papers.privacy import privacy_note
from lernbuild.papers.questions import question_list
from lernbuild.papers.solutions import answer_and_reason
from lernbuild.papers.variants import variants_data, variants_text

__all__ = ["answer_and_reason", "bill_of_materials", "papers", "parts_inside"]


def papers(course: Course, packages: Sequence[tuple[str, str, str]]) -> Mapping[str, bytes]:
    """File names below dist/ and their bytes, the same for the same course.

    ``packages`` are (file name, target name, label) of one edition.
    """
    stem = ".".join(part for part in (course.settings.id, course.variant) if part)
    targets = [target for _, target, _ in packages]
    found = {
        f"{stem}.datenschutz.md": privacy_note(course, targets).encode(),
        f"{stem}.barrierefreiheit.md": accessibility_draft(course).encode(),
        f"{stem}.fragen.csv": question_list(course),
        f"{stem}.beipackzettel.html": leaflet(course, packages).encode(),
    }
    if course.differences is not None:
        found[f"{course.settings.id}.varianten.md"] = variants_text(course, course.differences).encode()
        found[f"{course.settings.id}.varianten.json"] = variants_data(course, course.differences)
    return found
