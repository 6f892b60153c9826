"""The table of laws that citations link to, shipped and extendable; must not know texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lernbuild.course.fields import Field, Subject, list_items, read_fields
from lernbuild.diagnostics import Diagnostic, error
from lernbuild.markup.law import Law
from lernbuild.markup.nodes import YamlValue
from lernbuild.markup.yaml import parse_yaml
from lernbuild.source import SourceFile

SECTION_PAGES = "https://www.gesetze-im-internet.de/{slug}/__{{n}}.html"
ARTICLE_PAGES = "https://www.gesetze-im-internet.de/{slug}/art_{{n}}.html"
DEJURE_PAGES = "https://dejure.org/gesetze/{slug}/{{n}}.html"

_LAW = Subject("law", "Dem Gesetz")
_FIELDS = (
    Field("kurz", "text", "Das Kürzel", required=True, example="AufenthG"),
    Field("name", "text", "Der Name"),
    Field("auch", "list", "Die Angabe „auch“"),
    Field("gii", "text", "Der Ordner bei gesetze-im-internet.de"),
    Field("dejure", "text", "Das Kürzel bei dejure.org"),
    Field("adresse", "text", "Die Adresse"),
    Field("artikel", "yes", "Die Angabe „artikel“"),
    Field("beides", "yes", "Die Angabe „beides“"),
)


def read_laws(value: YamlValue) -> tuple[dict[str, Law], list[Diagnostic]]:
    """Laws of one file by every spelling of their short names."""
    laws: dict[str, Law] = {}
    out: list[Diagnostic] = []
    if value.value is None:
        return laws, out
    for item in list_items(value):
        first_line = item.span.file.span(item.span.start)
        record, problems = read_fields(item, _FIELDS, _LAW, missing_at=first_line)
        out += problems
        name = record.get("kurz")
        if not record.known:
            hint = "Schreiben Sie je Gesetz: - {kurz: AufenthG, gii: aufenthg_2004}"
            out.append(error("law-required", "Dieser Eintrag ist kein Gesetz.", item.span, hint))
        if not name:
            continue
        article = record.get("artikel", False)
        address = record.get("adresse", "")
        if slug := record.get("gii"):
            address = (ARTICLE_PAGES if article else SECTION_PAGES).format(slug=slug)
        elif slug := record.get("dejure"):
            address = DEJURE_PAGES.format(slug=slug)
        law = Law(name, address, None if record.get("beides") else article, record.get("name", ""))
        for spelling in (name, *record.get("auch", ()), *_in_words(law.title)):
            laws.setdefault(spelling, law)
    return laws, out


def _in_words(title: str) -> tuple[str, ...]:
    """How a law's own name stands behind a section: „§ 5 des Aufenthaltsgesetzes“."""
    if not title or " " in title:
        return ()
    if title.endswith(("ordnung", "erklärung")):
        return (f"der {title}",)
    if title.endswith(("gesetz", "buch")):
        return (f"des {title}es", f"des {title}s")
    return ()


@cache
def built_in_laws() -> dict[str, Law]:
    """The laws that lernbuild knows."""
    text = Path(__file__).with_name("laws.yaml").read_text(encoding="utf-8")
    value, _ = parse_yaml(SourceFile("laws.yaml", text))
    return read_laws(value)[0]
