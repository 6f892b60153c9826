"""Reads which variants ``::: nur`` and ``::: ausser`` name; must not know what is done with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from lernbuild.course.includes import block_title
from lernbuild.course.variants import Variants, read_ids
from lernbuild.course.words import listed
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Block
from lernbuild.source import Span

_WORD = re.compile(r"[^\s,;]+")
_JOINING = ("und", "oder", "sowie", "and", "or", "&", "+")


@frozen
class Chosen:
    """What the blocks around a place say: for which variants it holds; ``land`` gives its texts, ``day`` its values,
    ``asked`` is True inside a question."""

    only: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()
    land: str = ""
    day: date | None = None
    asked: bool = False

    def within(self, name: str, ids: tuple[str, ...]) -> Chosen:
        """The same inside a ``nur`` or ``ausser`` block with these ids."""
        if name == "ausser":
            return replace(self, except_for=tuple(dict.fromkeys((*self.except_for, *ids))))
        only = tuple(one for one in ids if one in self.only) if self.only else ids
        return replace(self, only=only or ids)


def read_choice(block: Block, variants: Variants, offered: tuple[str, ...]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The ids behind ``nur`` or ``ausser``; empty when nothing usable stands there."""
    text, span = block_title(block)
    known = offered or variants.ids
    if not text:
        message = f"Hinter „{block.name}“ fehlt, für welche Variante der Block gilt."
        example = known[0] if known else "bw"
        options = f"Möglich sind {listed(known)}, zum Beispiel" if known else "Zum Beispiel"
        place = block.span.file.span(block.span.start)
        return (), [error("variant-list", message, place, f"{options}: ::: {block.name} {example}")]
    words = [(m[0], Span(span.file, span.start + m.start(), span.start + m.end())) for m in _WORD.finditer(text)]
    joining = next(((word, place) for word, place in words if word.lower() in _JOINING), None)
    plain = [(word, place) for word, place in words if word.lower() not in _JOINING]
    ids, problems = read_ids(plain, variants, offered, f"::: {block.name} {{}}")
    if joining and not problems:
        problems.append(_joined(block, joining, ids, span))
    elif not joining and not problems and _blank_only(text):
        problems.append(_no_comma(block, ids, span))
    return ids, problems


def _blank_only(text: str) -> bool:
    return re.search(r"[^\s,;]\s+[^\s,;]", text) is not None or ";" in text


def _joined(block: Block, joining: tuple[str, Span], ids: tuple[str, ...], span: Span) -> Diagnostic:
    word, place = joining
    message = f"Mehrere Varianten werden mit Komma getrennt, nicht mit „{word}“."
    good = ",".join(ids)
    return error("variant-list", message, place, f"Schreiben Sie: ::: {block.name} {good}", fix=(Edit(span, good),))


def _no_comma(block: Block, ids: tuple[str, ...], span: Span) -> Diagnostic:
    good = ",".join(ids)
    message = "Mehrere Varianten werden mit Komma getrennt."
    return error("variant-list", message, span, f"Schreiben Sie: ::: {block.name} {good}", fix=(Edit(span, good),))
