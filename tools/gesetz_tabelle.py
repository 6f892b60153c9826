"""Makes a table of known sections from the public XML of a statute; stands alone, needs lxml.

``python tools/gesetz_tabelle.py DATEI.xml|DATEI.zip [--kurz AufenthG] > courses/recht/AufenthG.yaml``

The file comes from „XML“ on the statute's page of gesetze-im-internet.de. Repealed sections are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

_NUMBER = re.compile(r"\d+[a-z]?")
_GONE = re.compile(r"\(?\s*(?:weggefallen|aufgehoben)\s*\)?", re.IGNORECASE)


def read_xml(path: Path) -> bytes:
    """The file's XML, also from the zip in which it is published."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".xml")))


def table(xml: bytes, short: str = "", day: date | None = None) -> str:
    """The table as YAML; the day is the one on which the XML was made, if none is given."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(xml, parser)
    name = short or _first(root, "amtabk") or _first(root, "jurabk").rpartition(" ")[0] or _first(root, "jurabk")
    made = re.match(r"(\d{4})(\d{2})(\d{2})", root.get("builddate", ""))
    if day is None and made:
        day = date(*(int(part) for part in made.groups()))
    sections = list(dict.fromkeys(_sections(root)))
    if not name or day is None or not sections:
        raise ValueError("Die Datei ist kein Gesetz im XML-Format von gesetze-im-internet.de.")
    lines = [", ".join(sections[at : at + 15]) for at in range(0, len(sections), 15)]
    listed = ",\n  ".join(lines)
    return f"kurz: {name}\nstand: {day.isoformat()}\nvorschriften: [\n  {listed}]\n"


def _first(root: etree._Element, tag: str) -> str:
    found = root.find(f".//metadaten/{tag}")
    return (found.text or "").strip() if found is not None else ""


def _sections(root: etree._Element) -> Iterator[str]:
    for head in root.iter("metadaten"):
        words = (head.findtext("enbez") or "").strip()
        title = (head.findtext("titel") or "").strip()
        if not re.match(r"(?:§|Art)", words) or _GONE.fullmatch(title):
            continue
        numbers = [one.group() for one in _NUMBER.finditer(words)]
        if len(numbers) == 2 and re.search(r"bis|-|–", words) and all(one.isdigit() for one in numbers):
            yield from (str(one) for one in range(int(numbers[0]), int(numbers[1]) + 1))
        else:
            yield from numbers


def main() -> int:
    parser = argparse.ArgumentParser(description="Macht aus dem XML eines Gesetzes eine Tabelle seiner Vorschriften.")
    parser.add_argument("file", type=Path, metavar="DATEI")
    parser.add_argument("--kurz", default="", help="Kürzel, wie es in den Kursen zitiert wird.")
    parser.add_argument("--stand", type=date.fromisoformat, help="Tag der Fassung, sonst der Tag in der Datei.")
    arguments = parser.parse_args()
    try:
        text = table(read_xml(arguments.file), arguments.kurz, arguments.stand)
    except (OSError, ValueError, StopIteration, etree.XMLSyntaxError) as problem:
        print(f"{arguments.file}: {problem or 'kein XML gefunden'}", file=sys.stderr)
        return 1
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
