"""The output formats in the order in which help lists them; knows none of them closely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, cast

from lernbuild.course.model import Course
from lernbuild.course.tables import TARGETS as NAMES
from lernbuild.diagnostics import Diagnostic
from lernbuild.targets.base import Target

__all__ = ["NAMES", "Target", "check_targets", "chosen_targets", "find_target", "playable_targets"]

_CLASSES = {"scorm12": "Scorm12", "scorm2004": "Scorm2004", "cmi5": "Cmi5", "xapi": "Xapi", "web": "Web",
            "xikolo": "Xikolo", "moodle-xml": "MoodleXml", "gift": "Gift", "trainer": "Trainer"}  # fmt: skip


@cache
def _forms(name: str) -> tuple[Target, ...]:
    """What is written for a name: one package, or a folder and the same as a zip.

    The module is imported now: nine formats would cost each build more than a tenth of a second.
    """
    kind = getattr(import_module(f"lernbuild.targets.{name.replace('-', '_')}"), _CLASSES[name])
    return (kind(), kind(folder=False)) if name == "xikolo" else (kind(),)


def find_target(name: str) -> Target | None:
    """The target of this name."""
    return _forms(name)[0] if name in NAMES else None


def chosen_targets(names: Iterable[str], before: Mapping[str, Any] | None = None) -> tuple[Target, ...]:
    """The targets of these names, each once, in the order of NAMES; names nobody knows are left out.

    Those that can (``since``) tell what differs from ``before``.
    """
    wanted = set(names)
    chosen = tuple(target for name in NAMES if name in wanted for target in _forms(name))
    return chosen if before is None else tuple(_since(target, before) for target in chosen)


def _since(target: Target, before: Mapping[str, Any]) -> Target:
    tells = getattr(target, "since", None)
    return cast("Target", tells(before)) if tells else target


def playable_targets() -> tuple[Target, ...]:
    """The targets whose packages have pages that play."""
    return tuple(target for target in chosen_targets(NAMES) if not getattr(target, "material", False))


def check_targets(course: Course, names: Iterable[str]) -> list[Diagnostic]:
    """What these targets cannot take over of a course as it is; targets that take everything say nothing."""
    own = (getattr(target, "check", None) for target in chosen_targets(names))
    return [problem for check in own if check for problem in check(course)]
