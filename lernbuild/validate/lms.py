"""What single LMSs would do with a SCORM package (measured or read from their sources); warnings only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lernbuild.diagnostics import Diagnostic, info, warning
from lernbuild.validate.archive import some
from lernbuild.validate.manifest import ADLCP_2004, ADLNAV, ADLSEQ, IMSSS, Manifest
from lernbuild.validate.structure import VERSIONS_2004

_PREFIXES = {ADLSEQ: "adlseq", ADLNAV: "adlnav", IMSSS: "imsss"}
_EXECUTABLE = re.compile(r"\.(php\d?|phtml|phar|cgi|pl|py|rb|sh|bat|cmd|exe|jsp|asp|aspx|inc|htaccess)$", re.IGNORECASE)


def moodle_prefixes(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle compares prefixes as text: another prefix makes every SCO an asset, which is complete when viewed."""
    if manifest.root.prefix:
        text = f"Moodle liest kein Manifest mit dem Präfix „{manifest.root.prefix}:“; die Aktivität ist dann defekt."
        yield warning("moodle-root-prefix", text, manifest.root.span, f'<manifest xmlns="{manifest.imscp}">')
    names = {**_PREFIXES, manifest.adlcp: "adlcp"}
    declared: set[str] = set()
    for node in manifest.nodes:
        for prefix, uri in node.declared.items():
            wanted = names.get(uri)
            if wanted and prefix != wanted and prefix not in declared:
                declared.add(prefix)
                lost = "SCOs gelten dann als Asset" if wanted == "adlcp" else "diese Angaben gelten dann nicht"
                text = f"Moodle erkennt nur das Präfix „{wanted}:“, nicht „{prefix}:“; {lost}."
                yield warning("moodle-prefix", text, node.span, f'xmlns:{wanted}="{uri}"')


def moodle_titles(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle refuses titles over 255 characters and drops blanks that stand alone between two entities."""
    for node in [*manifest.every("organization"), *manifest.every("item")]:
        title = node.first("title")
        if title is None:
            continue
        if len(title.text) > 255:
            yield warning("moodle-title", "Moodle lehnt Titel mit mehr als 255 Zeichen ab.", title.span)
        if re.search(r"[&<>]\s+[&<>]", title.text):
            text = "Moodle lässt das Leerzeichen zwischen zwei Sonderzeichen weg."
            yield warning("moodle-title-space", text, title.span, "Nehmen Sie ein geschütztes Leerzeichen.")


def moodle_names(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle removes some characters from file names, and then does not find the file."""
    odd = sorted(name for name in manifest.archive.files if re.search("['&:]", name))
    if odd:
        text = f"Moodle streicht ' & : aus Dateinamen und findet die Datei nicht mehr: {some(odd)}."
        yield warning("moodle-file-name", text, None, "Nur A–Z, a–z, 0–9, „.“, „_“ und „-“.")
    long = sorted(name for name in manifest.archive.files if any(len(part.encode()) > 255 for part in name.split("/")))
    if long:
        yield warning("moodle-file-name-long", "Moodle nimmt keine Namen mit mehr als 255 Bytes.", None)


def moodle_mastery(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle turns an unfinished attempt into „failed“ when there is a mastery score and a score."""
    for node in manifest.ours("masteryscore", manifest.adlcp):
        text = "Moodle macht aus einem unterbrochenen Versuch mit Punkten „nicht bestanden“."
        yield warning("moodle-mastery-score", text, node.span, "Lassen Sie den Kurs entscheiden, ohne masteryscore.")


def moodle_several(manifest: Manifest) -> Iterator[Diagnostic]:
    """In Moodle an untouched second SCO of SCORM 1.2 becomes complete."""
    scos = [item for item, _ in manifest.launched if manifest.is_sco(item)]
    if len(scos) > 1:
        text = f"Das Paket hat {len(scos)} SCOs; Moodle hält auch unberührte für abgeschlossen."
        yield warning("moodle-several-scos", text, scos[1].span, "Ein SCO für den ganzen Kurs ist sicherer.")


def ilias_file_name(manifest: Manifest) -> Iterator[Diagnostic]:
    """ILIAS asks the uploader for the version and does not look into the manifest."""
    name = manifest.archive.path.replace("\\", "/").rpartition("/")[2].lower()
    if not re.search(r"2004" if not manifest.old else r"1[._-]?2", name):
        word = "scorm12" if manifest.old else "scorm2004"
        text = "ILIAS fragt beim Hochladen nach der Version; der Dateiname nennt sie nicht."
        yield info("ilias-file-name", text, None, f"Zum Beispiel kurs.{word}.zip.")


def ilias_titles(manifest: Manifest) -> Iterator[Diagnostic]:
    """ILIAS removes line breaks and tabs in titles without leaving a blank."""
    for node in manifest.every("title"):
        if re.search(r"[\n\t]", node.line):
            yield warning("ilias-title-break", "ILIAS zieht die Wörter am Zeilenumbruch zusammen.", node.span)


def ilias_prefixes(manifest: Manifest) -> Iterator[Diagnostic]:
    """ILIAS compares the words of SCORM 1.2 as text, with their prefix; in 2004 prefixes are free."""
    if not manifest.old:
        return
    if manifest.root.prefix:
        text = f"ILIAS liest kein Manifest von SCORM 1.2 mit dem Präfix „{manifest.root.prefix}:“."
        yield warning("ilias-prefix", text, manifest.root.span, f'<manifest xmlns="{manifest.imscp}">')
    for node in manifest.nodes:
        other = next((one for one, uri in node.declared.items() if uri == manifest.adlcp and one != "adlcp"), None)
        if other is not None:
            text = f"ILIAS erkennt in SCORM 1.2 nur „adlcp:scormtype“, nicht „{other}:scormtype“."
            yield warning("ilias-prefix", text, node.span, f'xmlns:adlcp="{manifest.adlcp}"')
            return


def ilias_markup(manifest: Manifest) -> Iterator[Diagnostic]:
    """ILIAS names the course after the organization and removes what looks like a tag."""
    for node in manifest.every("organization"):
        title = node.first("title")
        if title is not None and re.search(r"<[^\s]", title.text):
            text = "ILIAS lässt im Titel weg, was wie ein HTML-Befehl aussieht: alles ab „<“."
            yield warning("ilias-title-markup", text, title.span, "Schreiben Sie den Titel ohne „<“.")


def ilias_executables(manifest: Manifest) -> Iterator[Diagnostic]:
    """ILIAS renames files that a server could run."""
    odd = sorted(name for name in manifest.archive.files if _EXECUTABLE.search(name))
    if odd:
        yield warning("ilias-executable", f"ILIAS benennt ausführbare Dateien um: {some(odd)}.", None)


def openedx_launch(manifest: Manifest) -> Iterator[Diagnostic]:
    """Open edX starts the first resource that has an href, whatever the items say."""
    if manifest.root.prefix:
        text = "Open edX findet ohne unpräfixierten Namensraum keine Startseite."
        yield warning("openedx-root-prefix", text, manifest.root.span, f'<manifest xmlns="{manifest.imscp}">')
    first = next((one for one in manifest.every("resource") if one.get("href")), None)
    if first is not None and manifest.launched and manifest.launched[0][1] is not first:
        text = "Open edX startet die erste Ressource mit href, nicht die des ersten Eintrags."
        yield warning("openedx-first-resource", text, first.span, "Führen Sie die Ressource des SCO zuerst auf.")


def openedx_version(manifest: Manifest) -> Iterator[Diagnostic]:
    """Open edX takes every version but „1.2“ for 2004, and a manifest without one for 1.2."""
    version = manifest.version
    if (version is None or version.text == "1.2") == manifest.old:
        return
    wrong, right = ("2004", "1.2") if manifest.old else ("1.2", VERSIONS_2004[0])
    span = version.span if version else manifest.root.span
    hint = f"<schemaversion>{right}</schemaversion>"
    yield warning("openedx-version", f"Open edX hält das Paket für SCORM {wrong}.", span, hint)


def openedx_several(manifest: Manifest) -> Iterator[Diagnostic]:
    """Open edX launches one SCO and grades that one; the others are never seen."""
    scos = [item for item, _ in manifest.launched if manifest.is_sco(item)]
    if len(scos) > 1:
        text = f"Das Paket hat {len(scos)} SCOs; Open edX zeigt und bewertet nur eines."
        yield warning("openedx-several-scos", text, scos[1].span, "Ein SCO für den ganzen Kurs ist sicherer.")


def moodle_version(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle takes every version that it does not know for 1.2."""
    version = manifest.version.text if manifest.version else ""
    if not manifest.old and version not in VERSIONS_2004:
        span = manifest.version.span if manifest.version else manifest.root.span
        yield warning("moodle-version", "Moodle hält das Paket für SCORM 1.2.", span)


def moodle_measure(manifest: Manifest) -> Iterator[Diagnostic]:
    """Moodle never derives the success of a 2004 SCO from its pass mark, but its completion from the threshold."""
    for node in manifest.ours("minNormalizedMeasure", IMSSS):
        text = "Moodle leitet aus dieser Grenze kein Bestehen ab."
        yield warning("moodle-measure", text, node.span, "Der Kurs muss success_status selbst melden.")
    for node in manifest.ours("completionThreshold", ADLCP_2004):
        text = "Moodle schließt ab, sobald der Fortschritt die Grenze erreicht, was immer der Kurs meldet."
        yield warning("moodle-threshold", text, node.span)


Rule = Callable[[Manifest], Iterator[Diagnostic]]
RULES: dict[str, tuple[Rule, ...]] = {
    "moodle": (
        moodle_prefixes,
        moodle_version,
        moodle_titles,
        moodle_names,
        moodle_mastery,
        moodle_measure,
        moodle_several,
    ),
    "ilias": (ilias_file_name, ilias_prefixes, ilias_titles, ilias_markup, ilias_executables),
    "openedx": (openedx_launch, openedx_version, openedx_several),
}
"""By the name that ``--lms`` takes; ``all`` means every one."""
