"""The output formats in the order in which help lists them; knows none of them closely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic
from lernbuild.targets.base import Target
from lernbuild.targets.cmi5 import Cmi5
from lernbuild.targets.gift import Gift
from lernbuild.targets.moodle_xml import MoodleXml
from lernbuild.targets.scorm12 import Scorm12
from lernbuild.targets.scorm2004 import Scorm2004
from lernbuild.targets.trainer import Trainer
from lernbuild.targets.web import Web
from lernbuild.targets.xapi import Xapi
from lernbuild.targets.xikolo import Xikolo

__all__ = ["TARGETS", "Target", "check_targets", "chosen_targets", "find_target", "playable_targets"]

TARGETS: tuple[Target, ...] = (
    *(Scorm12(), Scorm2004(), Cmi5(), Xapi(), Web()),
    *(Xikolo(), Xikolo(folder=False), MoodleXml(), Gift(), Trainer()),
)


def find_target(name: str) -> Target | None:
    """The target of this name."""
    return next((target for target in TARGETS if target.name == name), None)


def chosen_targets(names: Iterable[str], before: Mapping[str, Any] | None = None) -> tuple[Target, ...]:
    """The targets of these names, each once, in the order of TARGETS; names nobody knows are left out.

    Those that can (``since``) tell what differs from ``before``.
    """
    wanted = set(names)
    chosen = tuple(target for target in TARGETS if target.name in wanted)
    return chosen if before is None else tuple(_since(target, before) for target in chosen)


def _since(target: Target, before: Mapping[str, Any]) -> Target:
    tells = getattr(target, "since", None)
    return cast("Target", tells(before)) if tells else target


def playable_targets() -> tuple[Target, ...]:
    """The targets whose packages have pages that play."""
    return tuple(target for target in TARGETS if not getattr(target, "material", False))


def check_targets(course: Course, names: Iterable[str]) -> list[Diagnostic]:
    """What these targets cannot take over of a course as it is; targets that take everything say nothing."""
    own = (getattr(target, "check", None) for target in chosen_targets(names))
    return [problem for check in own if check for problem in check(course)]
