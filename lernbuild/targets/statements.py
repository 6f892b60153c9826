"""What packages that send statements have in common: the course's address, pages that may reach a record store."""

from __future__ import annotations

import json
import re

from lernbuild.render.site import Site
from lernbuild.targets.manifest import playable

UNKNOWN = "https://lernbuild.invalid"
"""Where courses live that have no address of their own."""

_CLOSED = re.compile(rb"connect-src (?:'|&#39;)self(?:'|&#39;)")
"""As in the pages: templates escape the quotes."""


def course_iri(site: Site) -> str:
    """The address that names the course in statements; lessons, questions and objectives lie below it."""
    return str(site.options.get("iri") or f"{UNKNOWN}/{site.id}").rstrip("/")


def talkative(site: Site, adapter: str) -> dict[str, bytes]:
    """The files of a site whose script knows the course's address."""
    files = {name: _reachable(name, data) for name, data in playable(site, adapter).items()}
    line = f"(globalThis.lernbuild??={{}}).iri={json.dumps(course_iri(site))};\n"
    files[site.script] = line.encode() + files[site.script]
    return files


def _reachable(name: str, data: bytes) -> bytes:
    """Pages may call the record store, whose address only the launch tells."""
    return _CLOSED.sub(rb"\g<0> https: http:", data) if name.endswith(".html") else data
