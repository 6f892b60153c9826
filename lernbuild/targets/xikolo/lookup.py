"""Glossary and sources of law as texts of their own; knows no lesson's blocks but their citations."""

from __future__ import annotations

import re
import unicodedata

from lernbuild.course.laws import built_in_laws
from lernbuild.course.tree import find
from lernbuild.markup.nodes import Citation
from lernbuild.markup.typography import polish
from lernbuild.targets.xikolo.book import Book
from lernbuild.targets.xikolo.dialect import url
from lernbuild.targets.xikolo.inline import Way, words


def glossary_text(book: Book) -> str:
    """Every term in German order (DIN 5007-1) with its explanation and what to see."""
    parts = []
    for term in sorted(book.course.glossary, key=lambda one: _order(one.headword)):
        told = [term.short, term.long]
        if term.see:
            told.append(f"{book.words['see']}: {', '.join(term.see)}.")
        shown = [words(" ".join(polish(text).split()), Way.MARKDOWN) for text in told if text]
        parts.append("\n\n".join([f"### {words(polish(term.headword), Way.MARKDOWN)}", *shown]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _order(word: str) -> str:
    spelt = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("§", "")).casefold()
    return "".join(sign for sign in spelt if not unicodedata.combining(sign)).strip()


def law_text(book: Book) -> str:
    """Each law with the sections that the course cites, linked."""
    found: dict[str, dict[str, str]] = {}
    for lesson in book.course.lessons:
        for node in find((lesson.blocks, lesson.questions, lesson.footnotes), Citation):
            for section, address in _sections(node):
                found.setdefault(node.law, {}).setdefault(section, address)
    parts = []
    for law in sorted((law for law in found if law), key=_order):
        known = built_in_laws().get(law)
        name = f"{known.title} ({law})" if known and known.title else law
        links = [f"- [{words(section, Way.MARKDOWN, linked=True)}]({url(address)})"
                 for section, address in sorted(found[law].items(), key=lambda item: _natural(item[0]))]  # fmt: skip
        parts.append(f"### {words(polish(name), Way.MARKDOWN)}\n\n" + "\n".join(links))
    return "\n\n".join(parts) + "\n" if parts else ""


def _sections(node: Citation) -> list[tuple[str, str]]:
    """Each cited section, shown without paragraph and sentence, with its address."""
    addresses = [address for _, address in node.parts if address]
    if len(addresses) != len(node.sections):
        return []
    sign = "Art." if any(text.lstrip().startswith("Art") for text, _ in node.parts) else "§"
    return [(f"{sign} {section}", address) for section, address in zip(node.sections, addresses, strict=True)]


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", text))
