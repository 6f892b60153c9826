"""The trainer's kit: a folder with plan, slides, case cards and the whole course with solutions; knows no LMS."""

from __future__ import annotations

from collections.abc import Mapping

from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import with_index


class Trainer:
    """Opens from disk; not for learners, since it holds the solutions."""

    name = "trainer"
    label = "Lehrende"
    limits = Limits()
    folder = True
    printed = True
    """Brings the whole course on one page, with solutions."""
    material = True
    kit = True

    def files(self, site: Site) -> Mapping[str, bytes]:
        """No files where the site has no kit."""
        return with_index(site, self.name, {**site.kit, **site.beside}) if site.kit else {}
