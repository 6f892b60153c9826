"""Länder and offices: their texts, and which edition a block, question or lesson belongs to; must not know HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from lernbuild.course.fields import scalar_text
from lernbuild.course.words import fold, listed, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import YamlValue
from lernbuild.source import Span

GENERAL = "allgemein"
"""The variant file of the general edition."""


@frozen
class Variant:
    """One Land or office; ``texts`` are flat: ``behoerde.name``. ``land`` is the id of an office's Land."""

    id: str
    name: str
    land: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def is_named_in(self, ids: Iterable[str]) -> bool:
        """True when a list of ids names this variant or its Land."""
        named = set(ids)
        return self.id in named or bool(self.land and self.land in named)


@frozen
class Variants:
    """All variants of the project by id, the general one included when it exists."""

    by_id: Mapping[str, Variant]

    def texts(self, variant: str) -> Mapping[str, str]:
        """Texts of an edition: its own, then its Land's, then the general ones."""
        chosen = self.by_id.get(variant or GENERAL)
        chain = [self.by_id.get(GENERAL), self.by_id.get(chosen.land) if chosen and chosen.land else None, chosen]
        return {key: text for one in chain if one for key, text in one.texts.items()}

    def name(self, variant: str) -> str:
        found = self.by_id.get(variant)
        return found.name if found else variant

    def applies(self, variant: str, only: Iterable[str], except_for: Iterable[str]) -> bool:
        """True when something with these lists belongs to the edition of a variant (never the general one)."""
        one = self.by_id.get(variant) or Variant(variant, variant)
        wanted = tuple(only)
        return (not wanted or one.is_named_in(wanted)) and not one.is_named_in(except_for)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(key for key in sorted(self.by_id) if key != GENERAL)


def read_variant(key: str, value: YamlValue) -> tuple[Variant, list[Diagnostic]]:
    """The variant of one file; an empty file is a variant without texts."""
    out: list[Diagnostic] = []
    texts: dict[str, str] = {}
    if isinstance(value.value, dict):
        _flatten(value, "", texts)
    elif value.value is not None:
        hint = "Beginnen Sie mit: name: Baden-Württemberg"
        out.append(error("variant-required", "Diese Datei enthält keine Angaben zur Variante.", value.span, hint))
    name = texts.pop("name", "")
    if not name and isinstance(value.value, dict):
        start = value.span.file.span(0)
        hint = "Ergänzen Sie: name: Baden-Württemberg"
        out.append(error("variant-required", "Der Variante fehlt der Name.", start, hint))
    land = texts.pop("land", "")
    return Variant(key, name or key, land, texts), out


def _flatten(value: YamlValue, prefix: str, into: dict[str, str]) -> None:
    for entry in value.value.values():
        if isinstance(entry.value.value, dict):
            _flatten(entry.value, f"{prefix}{entry.key}.", into)
        elif (text := scalar_text(entry.value)) is not None:
            into[prefix + entry.key] = text


def check_land(variants: Mapping[str, Variant], places: Mapping[str, Span]) -> list[Diagnostic]:
    """Every ``land:`` must name a variant that is a Land itself."""
    out: list[Diagnostic] = []
    for key, variant in variants.items():
        if not variant.land or variant.land in variants:
            continue
        meant = nearest(variant.land, variants)
        hint = f"Schreiben Sie: land: {meant}" if meant else f"Legen Sie die Datei „varianten/{variant.land}.yaml“ an."
        out.append(error("variant-unknown", f"Das Land „{variant.land}“ gibt es nicht.", places.get(key), hint))
    return out


def read_ids(
    words: Iterable[tuple[str, Span]], variants: Variants, offered: tuple[str, ...], line: str
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Known ids out of the words of ``nur``/``ausser``; ``line`` is how to write it, with ``{}`` for the ids.

    A word that is no id but surely meant (a Land's name) counts as that id.
    """
    found: list[str] = []
    out: list[Diagnostic] = []
    known = offered or variants.ids
    for word, span in words:
        if word in variants.by_id and word != GENERAL:
            found.append(word)
            continue
        meant = _meant(word, variants, known)
        message = f"Die Variante „{word}“ gibt es nicht"
        fix: tuple[Edit, ...] = ()
        if meant:
            message += f", gemeint ist wohl „{meant}“."
            found.append(meant)
            written = line.replace("{}", meant)
            hint, fix = f"Schreiben Sie: {written}", (Edit(span, meant),)
        else:
            message += "."
            hint = f"Möglich sind {listed(known)}." if known else "Dieser Kurs hat keine Varianten."
        out.append(error("variant-unknown", message, span, hint, fix=fix))
    return tuple(dict.fromkeys(found)), out


def _meant(word: str, variants: Variants, known: tuple[str, ...]) -> str | None:
    by_name = {fold(variants.name(key)): key for key in variants.ids}
    same = by_name.get(fold(word)) or next((key for key in known if key.lower() == word.lower()), None)
    if same:
        return same
    near = nearest(word, by_name, cutoff=0.8)
    return by_name[fold(near)] if near else None
