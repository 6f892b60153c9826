"""YAML with the place of every value and German messages; knows no schema.

Scalars follow YAML 1.2 in spirit: only ``true false ja nein``, plain whole and decimal numbers and ``null`` are more
than text. Dates, times, ``no``, ``012`` and ``1.10`` stay text. Anchors and aliases are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import slotted
from lernbuild.markup.nodes import YamlEntry, YamlValue
from lernbuild.markup.yaml_slips import Repaired, repair
from lernbuild.source import SourceFile, Span

MAX_DEPTH = 40
_BOOL = {"true": True, "false": False, "ja": True, "nein": False}
_INT = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{0,17}[1-9]")


def parse_yaml(source: SourceFile, start: int = 0, end: int | None = None) -> tuple[YamlValue, list[Diagnostic]]:
    """The value that stands between two offsets of a file, and what is wrong with it."""
    stop = len(source.text) if end is None else end
    repaired = repair(source, start, stop)
    reading = _Reading(source, repaired, list(repaired.diagnostics))
    value = reading.read()
    return value, reading.diagnostics


@slotted
class _Level:
    """A list or mapping that is open."""

    start: int
    items: list[YamlValue] = field(default_factory=list)
    entries: dict[str, YamlEntry] = field(default_factory=dict)
    mapping: bool = False
    key: YamlValue | None = None
    wait: bool = False


@slotted
class _Reading:
    source: SourceFile
    repaired: Repaired
    diagnostics: list[Diagnostic]

    def read(self) -> YamlValue:
        empty = YamlValue(self.span(0, 0), None)
        try:
            return self._value(self._events()) or empty
        except _Refused as refused:
            self._report(refused.code, refused.message, refused.span, refused.hint)
        except yaml.MarkedYAMLError as e:
            bracket = "expected ',' or" in (e.problem or "")
            mark = (e.context_mark if bracket else e.problem_mark) or e.problem_mark
            at = mark.index if mark is not None else 0
            self._report("yaml-syntax", _german(e.problem or ""), self._line_at(at), _SYNTAX_HINT)
        except (yaml.YAMLError, UnicodeError):
            self._report(
                "yaml-syntax", "Diese Datei enthält Zeichen, die hier nicht stehen dürfen.", self._line_at(0), None
            )
        return empty

    def _report(self, code: str, message: str, span: Span, hint: str | None) -> None:
        """A message of YAML's own; silent after a message about the mistake behind it."""
        if not any(d.severity.value == "error" for d in self.diagnostics):
            self.diagnostics.append(error(code, message, span, hint))

    def _line_at(self, index: int) -> Span:
        start = min(self.repaired.place(index), len(self.source.text))
        line = self.source.line_start(self.source.position(start)[0])
        text = self.source.line(self.source.position(start)[0])
        lead = len(text) - len(text.lstrip())
        return self.source.span(line + lead, line + len(text.rstrip()) if text.strip() else line + len(text))

    def _events(self) -> Iterator[Any]:
        parsed: Iterator[Any] = yaml.parse(self.repaired.text, yaml.CSafeLoader)
        return parsed

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, self.repaired.place(start), max(self.repaired.place(end), self.repaired.place(start)))

    def _value(self, events: Iterator[Any]) -> YamlValue | None:
        stack: list[_Level] = []
        root: YamlValue | None = None
        documents = 0
        for event in events:
            made: YamlValue | None = None
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(
                        "yaml-documents", event, "Hier beginnt ein zweiter Abschnitt.", "Löschen Sie die Zeile mit ---"
                    )
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._refuse_anchor(event)
                if len(stack) >= MAX_DEPTH:
                    raise self._refuse("yaml-depth", event, "Die Angaben sind zu tief ineinander geschachtelt.", None)
                stack.append(_Level(_index(event.start_mark), mapping=isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                made = self._finish(stack.pop(), _index(event.end_mark))
            elif isinstance(event, yaml.AliasEvent):
                raise self._refuse(
                    "yaml-alias",
                    event,
                    "Verweise mit * gibt es hier nicht.",
                    "Setzen Sie den Text in Anführungszeichen oder schreiben Sie den Wert aus.",
                )
            elif isinstance(event, yaml.ScalarEvent):
                self._refuse_anchor(event)
                made = self._scalar(event)
            if made is not None:
                if stack:
                    self._add(stack[-1], made)
                else:
                    root = root or made
        return root

    def _refuse_anchor(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._refuse(
                "yaml-alias", event, "Marken mit & gibt es hier nicht.", "Setzen Sie den Text in Anführungszeichen."
            )
        if event.tag is not None and event.tag != "!":
            raise self._refuse(
                "yaml-alias", event, "Ein Wert kann nicht mit ! beginnen.", "Setzen Sie den Text in Anführungszeichen."
            )

    def _refuse(self, code: str, event: Any, message: str, hint: str | None) -> _Refused:
        return _Refused(code, message, self.span(event.start_mark.index, event.end_mark.index), hint)

    def _scalar(self, event: Any) -> YamlValue:
        start, end = event.start_mark.index, event.end_mark.index
        raw = self.repaired.text[start:end]
        plain = event.style is None or (event.style == "")
        span = self.span(start, end)
        if event.style in ("|", ">"):
            raw = raw.rstrip()
            span = self.span(start, start + len(raw))
        return YamlValue(span, resolve(event.value) if plain else event.value, raw)

    def _finish(self, level: _Level, end: int) -> YamlValue:
        start = level.start
        text = self.repaired.text
        while end > start and text[end - 1] in " \t\n":
            end -= 1
        span = self.span(start, end)
        return YamlValue(span, level.entries if level.mapping else tuple(level.items), text[start:end])

    def _add(self, level: _Level, value: YamlValue) -> None:
        if not level.mapping:
            level.items.append(value)
            return
        if not level.wait:
            level.key, level.wait = value, True
            return
        level.wait = False
        assert level.key is not None
        key = level.key.raw if isinstance(level.key.value, (dict, tuple)) else _key_text(level.key)
        before = level.entries.get(key)
        if before is not None:
            message = f"Die Angabe „{key}“ steht schon in Zeile {before.span.line}."
            hint = "Löschen Sie eine der beiden Zeilen."
            self.diagnostics.append(error("yaml-duplicate-key", message, level.key.span, hint, related=(before.span,)))
            return
        level.entries[key] = YamlEntry(level.key.span, key, value)


@dataclass(frozen=True)
class _Refused(Exception):
    code: str
    message: str
    span: Span
    hint: str | None


_SYNTAX_HINT = "Jede Angabe steht in einer eigenen Zeile, zum Beispiel: titel: Fristen im Verfahren"


def _index(mark: Any) -> int:
    return int(mark.index)


def _key_text(key: YamlValue) -> str:
    return key.value if isinstance(key.value, str) else key.raw


def resolve(text: str) -> bool | int | float | str | None:
    """What an unquoted scalar means."""
    if text in ("", "~", "null"):
        return None
    low = text.lower()
    if low in _BOOL:
        return _BOOL[low]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _german(problem: str) -> str:
    for word, message in _PROBLEMS:
        if word in problem:
            return message
    return "Diese Zeile ist nicht zu verstehen."


_PROBLEMS = (
    ("mapping values are not allowed", "In dieser Zeile steht ein Doppelpunkt, wo keiner stehen kann."),
    (
        "could not find expected ':'",
        "In dieser oder der Zeile davor fehlt hinter dem Namen der Angabe ein Doppelpunkt.",
    ),
    ("did not find expected key", "Diese Zeile passt in ihrer Einrückung nicht zu den Zeilen davor."),
    ("did not find expected '-' indicator", "Dieser Punkt der Liste passt in seiner Einrückung nicht zu den anderen."),
    ("did not find expected ',' or", "Eine eckige oder geschweifte Klammer ist nicht geschlossen."),
    ("found unexpected end of stream", "Ein Anführungszeichen ist nicht geschlossen."),
    ("cannot start any token", "Ein Text beginnt hier mit einem Zeichen, das in Anführungszeichen stehen muss."),
    ("block sequence entries are not allowed", "Hier kann keine Liste beginnen."),
    ("undefined tag handle", "Ein Wert kann nicht mit ! beginnen."),
)
