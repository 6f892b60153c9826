"""Slips in the value of a YAML line: quotes, brackets, colons and signs that need quotes.

Knows one line at a time; which line is a key and which a list item is found elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import field

from lernbuild.diagnostics import Diagnostic, Edit, error, warning
from lernbuild.frozen import slotted
from lernbuild.source import SourceFile, Span

_BLOCK_TEXT = re.compile(r"[|>][+-]?\d?[+-]?(?:[ \t]+#.*)?")
_COMMENT = re.compile(r"(?<![ \t])[ \t]+#(?:[ \t].*)?$")
_CUT = re.compile(r"[ \t](#[^\s#].*)$")
_COLON = re.compile(r":(?:[ \t]|$)")
_NEXT = re.compile(r"[ ]*(?:-[ ]+.*|[^\W\d_][\w.-]*[ ]*:(?:[ \t].*)?)")
_NAMES = {"titel": "Der Titel", "untertitel": "Der Untertitel", "kurztitel": "Der Kurztitel"}


@slotted
class ValueSlips:
    """Collects messages and repairs; says how far a value reaches into the next lines."""

    source: SourceFile
    diagnostics: list[Diagnostic] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    text_indent: int = -1
    """Indent of the key whose block text (``|``) is being passed; -1 outside."""
    pair_indent: int = 0
    pair_done: bool = False
    """True when the last pair has its value on its own line, so nothing may be indented below it."""
    flow: int = 0
    """Brackets that are open at the end of the line."""

    def span(self, start: int, end: int) -> Span:
        return self.source.span(start, end)

    def say(self, code: str, message: str, span: Span, hint: str, *edits: Edit, safe: bool = True) -> None:
        self.edits.extend(edits)
        self.diagnostics.append(error(code, message, span, hint, fix=edits if safe else ()))

    def go_on(self, code: str, edit: Edit) -> None:
        """The same slip as in the line before: one message, one more repair."""
        self.edits.append(edit)
        last = self.diagnostics[-1]
        self.diagnostics[-1] = error(last.code, last.message, last.span, last.hint, fix=(*last.fix, edit))

    def value(self, at: int, key: str, value: str, lead: str, following: str, *, in_list: bool = False) -> None:
        first = value[0]
        label = "Dieser Punkt" if in_list else _NAMES.get(key, f"Der Wert von „{key}“")
        if first in "\"'":
            self._quoted(at, value, lead, label, following)
        elif first in "[{":
            self._bracket(at, value, lead, label)
        elif first in "|>":
            if _BLOCK_TEXT.fullmatch(value):
                self.text_indent = self.pair_indent
                self.pair_done = False
            else:
                self._sign(at, value, lead, label)
        elif value.startswith("- ") and not in_list:
            self._list_beside(at, key, value)
        elif first in "@`%&*!,]}" or value.startswith(("- ", "? ", ": ")):
            self._sign(at, value, lead, label)
        else:
            self._plain(at, value, lead, label)

    def _replace(self, at: int, value: str) -> tuple[Span, Edit, str]:
        right = quoted(value)
        span = self.span(at, at + len(value))
        return span, Edit(span, right), right

    def _quoted(self, at: int, value: str, lead: str, label: str, following: str) -> None:
        sign = value[0]
        end = _closing(value)
        straight = "einem geraden Anführungszeichen" if sign == '"' else "einem einfachen Anführungszeichen"
        if end == -1:
            if following and not _NEXT.fullmatch(following):
                self.pair_done = True
                return
            span, edit, _ = self._replace(at, value)
            message = f"{label} beginnt mit {straight}, das nicht geschlossen wird."
            bare = value[1:].rstrip("“”‘’„ ")
            self.say("yaml-quotes", message, span, f"Schreiben Sie: {lead}{quoted(bare)}", edit, safe=False)
            return
        rest = value[end + 1 :]
        if not rest.strip() or rest.lstrip().startswith("#"):
            return
        span, edit, _ = self._replace(at, value)
        german = f"„{value[1:end]}“{rest}"
        message = f"{label} beginnt mit {straight}, das vor dem Zeilenende schließt."
        hint = f"Nehmen Sie für das Wort die deutschen Anführungszeichen: {lead}{german}"
        self.say("yaml-quotes", message, span, hint, edit)

    def _bracket(self, at: int, value: str, lead: str, label: str) -> None:
        end = _bracket_end(value)
        if end == -1:
            self.flow = max(depth(value), 0)
            return
        rest = value[end + 1 :]
        if not rest.strip() or rest.lstrip().startswith("#"):
            return
        span, edit, right = self._replace(at, value)
        kind = "eckigen" if value[0] == "[" else "geschweiften"
        message = f"{label} beginnt mit einer {kind} Klammer und steht nicht in Anführungszeichen."
        self.say("yaml-bracket", message, span, f"Schreiben Sie: {lead}{right}", edit)

    def _sign(self, at: int, value: str, lead: str, label: str) -> None:
        span, edit, right = self._replace(at, value)
        message = f"{label} beginnt mit dem Zeichen {value[0]} und steht nicht in Anführungszeichen."
        self.say("yaml-sign", message, span, f"Schreiben Sie: {lead}{right}", edit)

    def _list_beside(self, at: int, key: str, value: str) -> None:
        """``ziele: - a`` must begin its list in the next line."""
        span = self.span(at, at + len(value))
        message = f"Die Liste hinter „{key}:“ muss in der nächsten Zeile beginnen."
        edit = Edit(span, "\n" + " " * (self.pair_indent + 2) + value)
        self.say("yaml-list-place", message, span, f"Schreiben Sie in die nächste Zeile:   {value}", edit)
        self.pair_done = False

    def _plain(self, at: int, value: str, lead: str, label: str) -> None:
        text = _COMMENT.sub("", value)
        cut = _CUT.search(text)
        kept = text[: cut.start()] if cut else text
        if _COLON.search(kept):
            span, edit, right = self._replace(at, text)
            whole = label.split(" ")[-1] if label in _NAMES.values() else "Wert"
            message = f"{label} enthält einen Doppelpunkt und steht nicht in Anführungszeichen."
            hint = f"Setzen Sie gerade Anführungszeichen um den ganzen {whole}: {lead}{right}"
            self.say("yaml-colon", message, span, hint, edit)
        elif cut:
            verb = f"{label[0].lower()}{label[1:]} lautet deshalb nur „{kept.rstrip()}“"
            message = f"Alles hinter „ #“ gilt als Bemerkung, {verb}."
            span = self.span(at + cut.start(1), at + len(text))
            hint = f"Schreiben Sie: {lead}{quoted(text)}"
            self.diagnostics.append(warning("yaml-comment-in-text", message, span, hint))


def quoted(text: str) -> str:
    """The text in quotes that YAML reads back unchanged."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _closing(value: str) -> int:
    """Where the quote at the start of a value closes; -1 when it does not."""
    sign = value[0]
    pattern = r'(?:[^"\\]|\\.)*"' if sign == '"' else r"(?:[^']|'')*'(?!')"
    m = re.match(pattern, value[1:])
    return m.end() if m else -1


def _bracket_end(value: str) -> int:
    depth = 0
    for m in re.finditer(r"\"(?:[^\"\\]|\\.)*\"|[\[\]{}]", value):
        if m[0] in "[{":
            depth += 1
        elif m[0] in "]}":
            depth -= 1
            if depth == 0:
                return m.start()
    return -1


def depth(value: str) -> int:
    text = re.sub(r"\"(?:[^\"\\]|\\.)*\"", "", value)
    return sum(text.count(ch) for ch in "[{") - sum(text.count(ch) for ch in "]}")
