"""Judges packages for LMSs, own and foreign: SCORM 1.2 and 2004, cmi5, xAPI; changes and extracts nothing.

Errors are what a specification makes fail, warnings are content and habits of LMSs. Every code is listed in ``codes``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lernbuild.diagnostics import Diagnostic, Report, error, info
from lernbuild.source import SourceFile, Span
from lernbuild.validate import files, lms, metadata, pages, sequencing, structure, tracking
from lernbuild.validate.archive import Archive, close_archive, open_archive, printable, refuse_pipe, unreadable
from lernbuild.validate.cmi5 import judge_cmi5
from lernbuild.validate.document import MAX_BYTES, Fault, Node, read_document
from lernbuild.validate.manifest import ADLCP_12, IMSCP_12, IMSCP_2004, NAME, Manifest
from lernbuild.validate.tincan import judge_tincan

LMS = ("moodle", "ilias", "openedx", "all")
MOST = 20
"""Findings of one code per package; a broken package shall not fill the screen."""
LONGEST = 1000
"""Characters of one message: names in a package may have megabytes."""

_HINTS = {
    "doctype": "Entfernen Sie die Zeile: SCORM und cmi5 erlauben sie nicht.",
    "encoding": 'Speichern Sie die Datei als UTF-8, mit <?xml version="1.0" encoding="UTF-8"?> am Anfang.',
}

RULES = (*structure.RULES, *files.RULES, *tracking.RULES, *sequencing.RULES, *metadata.RULES)


def validate_package(path: Path, *, lms: str = "all") -> Report:
    """Everything that is to be said about one zip, or about a bare cmi5.xml.

    ``lms`` limits the remarks on single LMSs to one of them; "" leaves them out.
    """
    shown = printable(path.as_posix())
    whole = SourceFile(shown, "").span(0)
    found = _bare(path, shown) if path.suffix.lower() == ".xml" else _zipped(path, shown, lms)
    return Report.of((_fit_to_print(one, whole) for one in _bounded(found)), files=1)


def _fit_to_print(one: Diagnostic, whole: Span) -> Diagnostic:
    """With a place, bounded, and without signs that names in a package could send to a terminal."""
    hint = _short(printable(one.hint)) if one.hint else None
    return replace(one, message=_short(printable(one.message)), hint=hint, span=one.span or whole)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def _zipped(path: Path, shown: str, lms: str) -> Iterator[Diagnostic]:
    archive, found = open_archive(path, shown)
    yield from found
    if archive is not None:
        try:
            yield from _judge(archive, lms)
        finally:
            close_archive(archive)


def _bare(path: Path, shown: str) -> Iterator[Diagnostic]:
    try:
        refuse_pipe(path)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        yield unreadable(problem, shown)
        return
    root, faults = read_document(shown, data)
    yield from _faults(faults)
    if root is not None and root.name in ("manifest", "tincan"):
        hint = "Packen Sie das Manifest mit allen Dateien des Kurses als ZIP-Datei und prüfen Sie diese."
        yield error("manifest-alone", "Ein Manifest ohne seine Dateien lässt sich nicht beurteilen.", root.span, hint)
    elif root is not None:
        yield from judge_cmi5(root, None)


def _judge(archive: Archive, lms: str) -> Iterator[Diagnostic]:
    known = 0
    for name, judge in ((NAME, _scorm), ("cmi5.xml", _cmi5), ("tincan.xml", _tincan)):
        if name not in archive.files:
            known += name in archive.unusable
            continue
        known += 1
        data = archive.read(name, MAX_BYTES)
        if data is None:
            yield _unread(archive, name)
            continue
        root, faults = read_document(f"{archive.path}/{name}", data)
        yield from _faults(faults)
        if root is not None:
            yield from judge(archive, root, lms)
    if not known and _is_export(archive):
        text = "Dies ist der Export für KommunalCampus, kein Paket für ein LMS: Hier gibt es nichts zu beurteilen."
        yield info("package-for-campus", text, None, "Wie er hochgeladen wird, steht in UPLOAD.html darin.")
        return
    if not known:
        yield _nothing(archive)
    yield from pages.judge_pages(archive)


def _is_export(archive: Archive) -> bool:
    """True for the zip of our target xikolo, which lies in dist/ beside the packages."""
    data = archive.read("lernbuild.json", MAX_BYTES) or b""
    try:
        index = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(index, dict) and index.get("target") == "xikolo"


def _unread(archive: Archive, name: str) -> Diagnostic:
    if archive.files[name].file_size > MAX_BYTES:
        return error("manifest-size", f"„{name}“ ist größer als {MAX_BYTES // 1024**2} MB.", None)
    return error("zip-file-broken", f"„{name}“ lässt sich nicht auspacken.", None, "Packen Sie den Kurs neu als ZIP.")


def _faults(faults: Iterable[Fault]) -> Iterator[Diagnostic]:
    """P1: well-formed XML without DOCTYPE."""
    for fault in faults:
        yield error(f"manifest-{fault.kind}", fault.message, fault.span, _HINTS.get(fault.kind))


def _nothing(archive: Archive) -> Diagnostic:
    """P1: the manifest lies at the root of the zip."""
    for name in sorted(archive.files, key=len):
        last = name.rpartition("/")[2]
        if last.lower() not in (NAME, "cmi5.xml", "tincan.xml"):
            continue
        if "/" in name:
            text = f"Das Manifest liegt als „{name}“ im Paket, nicht an der Wurzel."
            return error("manifest-misplaced", text, None, "Packen Sie den Inhalt des Ordners, nicht den Ordner.")
        return error("manifest-misplaced", f"Das Manifest heißt „{name}“.", None, f"Es muss „{last.lower()}“ heißen.")
    hint = "Ein Paket für ein LMS enthält imsmanifest.xml (SCORM), cmi5.xml oder tincan.xml (xAPI)."
    inside = next((name for name in sorted(archive.files) if name.lower().endswith(".zip")), None)
    if inside:
        hint = f"Vielleicht ist es in „{inside}“: Packen Sie diese Datei aus und laden Sie sie selbst hoch."
    return error("manifest-missing", f"„{archive.path}“ enthält kein Manifest.", None, hint)


def _scorm(archive: Archive, root: Node, lms_name: str) -> Iterator[Diagnostic]:
    if root.name != "manifest" or root.namespace not in (IMSCP_12, IMSCP_2004):
        hint = f'SCORM 1.2: xmlns="{IMSCP_12}"; SCORM 2004: xmlns="{IMSCP_2004}".'
        yield error("manifest-namespace", f"<{root.name}> ist kein Manifest von SCORM 1.2 oder 2004.", root.span, hint)
        return
    manifest = Manifest(archive, root, _is_old(root))
    if manifest.old and root.namespace != IMSCP_12:
        text = "Das Manifest nennt sich SCORM 1.2, hat aber den Namensraum von 2004; beurteilt wird es als 1.2."
        yield error("manifest-namespace", text, root.span, f'xmlns="{IMSCP_12}"')
    for rule in RULES:
        yield from rule(manifest)
    for name, rules in lms.RULES.items():
        if lms_name in (name, "all"):
            for habit in rules:
                yield from habit(manifest)


def _is_old(root: Node) -> bool:
    """SCORM 1.2: by its namespace, or by its version where ADL's words are of 1.2 as well."""
    if root.namespace == IMSCP_12:
        return True
    metadata = root.first("metadata")
    version = metadata.first("schemaversion") if metadata else None
    words = (name for node in root.walk() if node.name == "resource" for name in node.attributes)
    return version is not None and version.line == "1.2" and f"{{{ADLCP_12}}}scormtype" in words


def _cmi5(archive: Archive, root: Node, lms: str) -> Iterator[Diagnostic]:
    yield from judge_cmi5(root, archive)


def _tincan(archive: Archive, root: Node, lms: str) -> Iterator[Diagnostic]:
    yield from judge_tincan(root, archive)


def _bounded(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first of each code, each once, and how many are left out."""
    counts: Counter[str] = Counter()
    first: dict[str, Diagnostic] = {}
    seen: set[int] = set()
    for one in found:
        if hash(one) in seen:
            continue
        seen.add(hash(one))
        counts[one.code] += 1
        if counts[one.code] <= MOST:
            yield one
        else:
            first.setdefault(one.code, one)
    for code, one in first.items():
        rest = counts[code] - MOST
        said = "eine weitere Meldung" if rest == 1 else f"{rest} weitere Meldungen"
        yield replace(one, message=f"Ab hier gibt es {said} „{code}“.", hint=None, related=())
