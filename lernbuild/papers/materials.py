"""The bill of materials of a course's packages: what of other people is inside, which version, under which licence.

Data after CycloneDX 1.6 (ECMA-424); must not know how packages are made or where they lie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lernbuild import __version__, built
from lernbuild.course.model import Settings
from lernbuild.frozen import frozen

_NOTICES = "Copyright notices in the files"
_SCHEMAS = {
    "scorm12": ("SCORM 1.2 control documents", "1.2"),
    "scorm2004-3rd": ("SCORM 2004 3rd Edition control documents", "2004.3"),
    "scorm2004-4th": ("SCORM 2004 4th Edition control documents", "2004.4"),
}
_ROOT = "course"
_TOOL = "lernbuild"


@frozen
class Part:
    """Something that comes from elsewhere: ``files`` by their path in a package; a licence is an SPDX id or words."""

    id: str
    name: str
    version: str
    licence: str
    files: Mapping[str, bytes]
    npm: str = ""
    spdx: bool = True
    whole: bool = True
    """False: one of the files is enough."""

    def is_in(self, files: Mapping[str, bytes]) -> bool:
        """True when a package has the files of this part, byte for byte."""
        found = (files.get(path) == data for path, data in self.files.items())
        return all(found) if self.whole else any(found)

    def component(self) -> dict[str, Any]:
        """The part as CycloneDX has it, with a hash of each file."""
        words = {"id": self.licence} if self.spdx else {"name": self.licence}
        address = {"purl": f"pkg:npm/{self.npm.replace('@', '%40')}@{self.version}"} if self.npm else {}
        files = [
            {"type": "file", "name": path, "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}]}
            for path, data in sorted(self.files.items())
        ]
        return {
            "type": "library",
            "bom-ref": self.id,
            "name": self.name,
            "version": self.version,
            "licenses": [{"license": words}],
            **address,
            "components": files,
        }


@cache
def _parts() -> tuple[Part, ...]:
    """All parts that came with the installation, read once."""
    return tuple(_read_parts())


def _read_parts() -> Iterator[Part]:
    sources = built.sources()
    fonts = {f"assets/fonts/{name}": data for name, data in built.fonts().items()}
    source = sources["@fontsource/fira-sans"]
    yield Part("fira-sans", "Fira Sans", source.version, source.licence, fonts, source.name, whole=False)
    source = sources["@kern-ux/native"]
    licence = {f"assets/{name}": data for name, data in built.folder("kern").items() if name.endswith(".md")}
    yield Part("kern", "KERN: Design-Tokens", source.version, source.licence, licence, source.name)
    for name, (title, version) in _SCHEMAS.items():
        yield Part(name, title, version, _NOTICES, built.schemas(name), spdx=False)


def parts_inside(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Ids of the parts that a package with these files holds; lernbuild's own script counts as one."""
    own = (_TOOL,) if any(path.endswith(".js") or path.endswith(".css") for path in files) else ()
    return (*own, *(part.id for part in _parts() if part.is_in(files)))


def bill_of_materials(settings: Settings, packages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A CycloneDX document; ``packages`` are entries of the build record with ``path``, ``sha256`` and ``parts``."""
    inside = {str(one) for entry in packages for one in entry.get("parts", ())}
    components = [part.component() for part in _parts() if part.id in inside]
    own = [_lernbuild()] if _TOOL in inside else []
    known = {str(one["bom-ref"]) for one in (*own, *components)}
    edges = [
        {"ref": f"package:{entry['path']}", "dependsOn": sorted(known.intersection(map(str, entry.get("parts", ()))))}
        for entry in packages
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "lernbuild", "version": __version__}]},
            "component": _course(settings, packages),
        },
        "components": [*own, *components],
        "dependencies": [{"ref": _ROOT, "dependsOn": [str(edge["ref"]) for edge in edges]}, *edges],
    }


def _lernbuild() -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _TOOL,
        "name": "lernbuild",
        "version": __version__,
        "description": "Scripts and style sheets of the course pages",
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": f"pkg:pypi/lernbuild@{__version__}",
    }


def _course(settings: Settings, packages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The course with its packages; a folder's hash is that over its files, so it is left out here."""
    files = [
        {
            "type": "file",
            "bom-ref": f"package:{entry['path']}",
            "name": entry["path"],
            "version": settings.version,
            **({"hashes": [{"alg": "SHA-256", "content": entry["sha256"]}]} if _is_file(str(entry["path"])) else {}),
        }
        for entry in packages
    ]
    licence = {"licenses": [{"license": {"name": settings.licence}}]} if settings.licence else {}
    return {
        "type": "application",
        "bom-ref": _ROOT,
        "name": settings.id,
        "version": settings.version,
        "description": settings.title,
        **licence,
        "components": files,
    }


def _is_file(path: str) -> bool:
    return path.endswith((".zip", ".xml", ".txt"))
