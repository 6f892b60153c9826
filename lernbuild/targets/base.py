"""What a target is; knows no single standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from lernbuild.frozen import frozen
from lernbuild.render.site import Site


@frozen
class Limits:
    """Bounds of a standard that are checked before packaging; 0 = none. Characters unless said."""

    suspend_data: int = 0
    location: int = 0
    title: int = 0


class Target(Protocol):
    """One output format; one module in ``lernbuild/targets``.

    A target may have more: ``printed`` True (it brings the whole course on one page); ``kit`` True (it brings the
    trainer's kit); ``material`` True (it hands material to another editor and has no pages that play, so the preview
    does not offer it); ``check(course)``, the diagnostics about what the format cannot take over; ``suffix`` other
    than "zip" (its one file is the package).
    """

    @property
    def name(self) -> str:
        """As in ``--target`` and in file names."""

    @property
    def label(self) -> str:
        """For people: "SCORM 1.2"."""

    @property
    def limits(self) -> Limits:
        """What is checked before packaging."""

    @property
    def folder(self) -> bool:
        """True: written as a folder ``dist/<id>.<name>/``, else as a zip."""

    def files(self, site: Site) -> Mapping[str, bytes]:
        """Every file of the package by its path, ``lernbuild.json`` included."""
