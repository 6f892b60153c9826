"""A folder of pages for any web server or for opening from disk; knows no LMS."""

from __future__ import annotations

from collections.abc import Mapping

from lernbuild.packed import with_files
from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.manifest import playable, with_index


class Web:
    """No manifest; progress stays in the browser."""

    name = "web"
    label = "Web"
    limits = Limits()
    folder = True
    printed = True
    """Brings the whole course on one page, to print."""

    def files(self, site: Site) -> Mapping[str, bytes]:
        return with_index(site, self.name, with_files(playable(site, "none"), site.printed))
