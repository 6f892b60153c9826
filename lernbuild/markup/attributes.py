"""Reads ``{id=x .klasse breite=60% größe="x y" pflicht}``; knows nothing of where it stands."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import slotted
from lernbuild.markup.attribute_values import check_values
from lernbuild.markup.names import ATTRIBUTE_ALIASES, SIZES, nearest
from lernbuild.markup.nodes import Attributes
from lernbuild.source import SourceFile

_ENOUGH = 9
"""So many unknown names are reported; more would be of no use."""
_PART = re.compile(
    r"""\s*(?:
      (?P<comma>[,;])
    | (?P<sign>[.\#])(?P<name>[^\s,;={}"]+)
    | (?P<key>[^\W\d][\w-]*)(?:(?P<eq>\s*=\s*)(?:
          "(?P<straight>[^"]*)" | '(?P<single>[^']*)'
        | [„“”«»](?P<curly>[^„“”«»]*)[„“”«»] | [‚‘’](?P<curly1>[^‚‘’]*)[‚‘’]
        | (?P<plain>[^\s"„“”]*[^\s"„“”,;]) )?)?
    | (?P<junk>\S+)
    )""",
    re.VERBOSE,
)


@slotted
class _Reading:
    file: SourceFile
    items: list[tuple[str, str | None]]
    places: list[tuple[int, int]]
    parts: list[str]
    trouble: tuple[int, int, str, bool] | None = None

    def blame(self, start: int, end: int, message: str, *, safe: bool = True) -> None:
        if self.trouble is None:
            self.trouble = (start, end, message, safe)


def read_attributes(
    file: SourceFile, start: int, end: int, known: tuple[str, ...], of: str
) -> tuple[Attributes, list[Diagnostic]]:
    """The attributes between two braces; ``start`` and ``end`` enclose them without the braces.

    ``known`` are the allowed names, ``of`` says in the message what carries them (``bei einer Frage``).
    """
    r = _Reading(file, [], [], [])
    at = start
    while at < end and (m := _PART.match(file.text, at, end)):
        _take(r, m)
        at = m.end()
    spans = tuple(file.span(a, b) for a, b in r.places)
    found = Attributes(tuple(r.items), spans)
    whole = "{" + " ".join(r.parts) + "}"
    if r.trouble is not None:
        a, b, message, safe = r.trouble
        fix = (Edit(file.span(start - 1, end + 1), whole),) if safe else ()
        hint = _hint(message, whole)
        return found, [error("attr-malformed", message, file.span(a, b), hint, fix=fix)]
    return found, [*_unknown(found, known, of, whole), *check_values(found)]


def _hint(message: str, whole: str) -> str:
    if "Komma" in message:
        return f"Trennen Sie mit einem Leerzeichen: {whole}"
    if "runde Anführungszeichen" in message:
        return f"Schreiben Sie den Wert ohne Anführungszeichen: {whole}"
    return f"Schreiben Sie: {whole}"


def _take(r: _Reading, m: re.Match[str]) -> None:
    if m["comma"]:
        r.blame(m.start("comma"), m.end("comma"), "In der geschweiften Klammer steht ein Komma zwischen den Angaben.")
    elif m["sign"]:
        _add(r, "klasse" if m["sign"] == "." else "id", m["name"], m.start("sign"), m.end(), m["sign"] + m["name"])
    elif m["key"]:
        _take_pair(r, m)
    else:
        text = m["junk"]
        r.blame(m.start("junk"), m.end(), f"„{text}“ ist in der geschweiften Klammer nicht zu verstehen.", safe=False)


def _take_pair(r: _Reading, m: re.Match[str]) -> None:
    word = m["key"]
    key = ATTRIBUTE_ALIASES.get(word.lower(), word.lower())
    a, b = m.start("key"), m.end("key")
    if m["eq"] is None:
        _add(r, key, None, a, b, word)
        return
    value = next((m[g] for g in ("straight", "single", "curly", "curly1", "plain") if m[g] is not None), None)
    if value is None:
        r.blame(a, m.end(), f"Hinter „{word}=“ fehlt der Wert.", safe=False)
        value = ""
    elif m["curly"] is not None or m["curly1"] is not None:
        r.blame(m.end("eq"), m.end(), f"Um den Wert von „{word}“ stehen runde Anführungszeichen.")
    elif m["eq"] != "=":
        r.blame(m.start("eq"), m.end("eq"), f"Neben dem Gleichheitszeichen von „{word}“ steht ein Leerzeichen.")
    shown = f'"{value}"' if (not value or re.search(r"[\s,;]", value)) and "," not in value.strip(",") else value
    _add(r, key, value, a, b, f"{word}={shown}")


def _add(r: _Reading, key: str, value: str | None, start: int, end: int, shown: str) -> None:
    r.items.append((key, value))
    r.places.append((start, end))
    r.parts.append(shown)


def _unknown(found: Attributes, known: tuple[str, ...], of: str, whole: str) -> list[Diagnostic]:
    out: list[Diagnostic] = []
    for (key, _), span in zip(found.items, found.spans, strict=True):
        if key in known or len(out) >= _ENOUGH:
            continue
        message = f"Die Angabe „{span.text}“ gibt es {of} nicht"
        if key in SIZES and "breite" in known:
            message += ", nur eine Breite in Prozent."
            out.append(error("attr-unknown", message, span, "Schreiben Sie zum Beispiel: {breite=60%}"))
            continue
        guess = nearest(key, known)
        if guess is None:
            hint = "Möglich sind " + ", ".join(known) + "."
            out.append(error("attr-unknown", message + ".", span, hint))
            continue
        hint = "Schreiben Sie: " + re.sub(rf"(?<=[{{ ]){re.escape(span.text)}(?=[=}} ])", guess, whole, count=1)
        message += f", gemeint ist wohl „{guess}“."
        out.append(error("attr-unknown", message, span, hint, fix=(Edit(span, guess),)))
    return out
