"""The output formats in the order in which help lists them; knows none of them closely."""

from __future__ import annotations

from lernbuild.targets.base import Target
from lernbuild.targets.scorm12 import Scorm12
from lernbuild.targets.scorm2004 import Scorm2004
from lernbuild.targets.web import Web

TARGETS: tuple[Target, ...] = (Scorm12(), Scorm2004(), Web())


def find_target(name: str) -> Target | None:
    """The target of this name."""
    return next((target for target in TARGETS if target.name == name), None)
