"""Typical slips in YAML, found line by line and repaired in memory so that each gives one message.

Knows no schema: only how German authors type ``key: value`` lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from lernbuild.diagnostics import Diagnostic, Edit
from lernbuild.frozen import frozen, slotted
from lernbuild.markup.yaml_value_slips import ValueSlips, depth
from lernbuild.source import SourceFile

_KEY = r"[^\W\d_][\w.-]*"
_PAIR = re.compile(rf"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>{_KEY})(?P<colon>[ ]*:)(?:(?P<gap>[ \t]+)(?P<value>\S.*))?")
_GLUED = re.compile(rf"(?P<lead>[ ]*(?:-[ ]+)?)(?P<key>{_KEY}):(?P<value>[^\s:/].*)")
_ITEM = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)+)(?P<value>\S.*)")
_GLUED_ITEM = re.compile(r"(?P<lead>[ ]*)-(?P<value>[^\s\-\d].*)")
_NO_COLON = re.compile(rf"(?P<key>{_KEY})[ \t]*[=;]?(?P<rest>(?:(?<=[ \t=;])[^:]*)?)")
_BULLET = re.compile(r"(?P<lead>[ ]*)(?P<sign>[•·▪▫◦‣●○∙⁃–—*])(?P<blank>[ \t\u00a0]+)(?P<value>\S.*)")
_HARD = re.compile(
    rf"(?P<before>[ ]*(?:-[ ]+)?(?:{_KEY}[ ]*:|-)?)(?P<blank>[ ]*[\u00a0\u202f][ \u00a0\u202f]*)(?P<rest>\S.*)"
)
_TAB = re.compile(r"(?P<lead>[ ]*)(?P<tabs>\t[ \t]*)(?P<rest>\S.*)")
TEXT_LISTS = frozenset(("lernziele", "autoren", "schlagworte", "stichworte", "objectives", "authors", "keywords"))


@frozen
class Repaired:
    """YAML text after repairs; ``place`` leads back to the file."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    diagnostics: tuple[Diagnostic, ...]

    def place(self, index: int) -> int:
        i = max(bisect_right(self.starts, index) - 1, 0)
        limit = self.places[i + 1] if i + 1 < len(self.places) else None
        found = self.places[i] + index - self.starts[i]
        return found if limit is None else min(found, limit)


def repair(source: SourceFile, start: int, end: int) -> Repaired:
    """The text between two offsets, with known slips put right and reported."""
    work = _Work(source)
    at = start
    lines = source.text[start:end].split("\n")
    for i, line in enumerate(lines):
        following = next((other for other in lines[i + 1 :][:20] if other.strip()), "")
        work.line(at, line, following)
        at += len(line) + 1
    return _apply(source, start, end, work)


def _apply(source: SourceFile, start: int, end: int, work: _Work) -> Repaired:
    out: list[str] = []
    starts, places = [0], [start]
    at, size = start, 0
    last = {(edit.span.start, edit.span.end): edit for edit in work.edits}
    for edit in sorted(last.values(), key=lambda e: e.span.start):
        if edit.span.start < at:
            continue
        out += (source.text[at : edit.span.start], edit.text)
        size += edit.span.start - at
        starts.append(size)
        places.append(edit.span.start)
        size += len(edit.text)
        starts.append(size)
        places.append(edit.span.end)
        at = edit.span.end
    out.append(source.text[at:end])
    return Repaired("".join(out), tuple(starts), tuple(places), tuple(work.diagnostics))


@slotted
class _Work(ValueSlips):
    parent: str = ""
    run: str = ""
    """Code of the slip in the line before, which goes on in this one."""

    def line(self, at: int, text: str, following: str) -> None:
        before, self.run = self.run, ""
        if self._passes(text):
            return
        hard = _HARD.fullmatch(text) if "\u00a0" in text or "\u202f" in text else None
        if hard:
            text = self._hard_blank(at, hard)
        tab = _TAB.fullmatch(text)
        if tab:
            text = self._tab(at, text, tab, before)
            if self.run != "yaml-tab":
                return
        bare = text.rstrip(" \t")
        for pattern, take in _STEPS:
            m = pattern.fullmatch(bare)
            if m and take(self, at, m, before, following):
                return

    def _passes(self, text: str) -> bool:
        """True for lines that hold nothing to judge: blank, remarks, block text, inside open brackets."""
        bare = text.strip()
        if not bare:
            return True
        indent = len(text) - len(text.lstrip(" "))
        if self.text_indent >= 0:
            if indent > self.text_indent:
                return True
            self.text_indent = -1
        if self.flow:
            self.flow = max(0, self.flow + depth(bare))
            return True
        return bare.startswith("#") or bare in ("---", "...")

    def _hard_blank(self, at: int, m: re.Match[str]) -> str:
        """A no-break space where YAML wants a common one; the line goes on as if it were."""
        span = self.span(at + m.start("blank"), at + m.end("blank"))
        blanks = " " * len(m["blank"])
        right = f"{m['before']}{blanks}{m['rest']}"
        message = "In dieser Zeile steht ein geschütztes Leerzeichen, wo ein gewöhnliches stehen muss."
        hint = f"Ersetzen Sie es: {right.strip()}"
        self.say("invisible-character", message, span, hint, Edit(span, blanks))
        return right

    def _tab(self, at: int, text: str, m: re.Match[str], before: str) -> str:
        blanks = m["lead"] + m["tabs"].replace("\t", "  ")
        edit = Edit(self.span(at, at + m.end("tabs")), blanks)
        self.run = "yaml-tab"
        if before == "yaml-tab":
            self.go_on("yaml-tab", edit)
        else:
            place = self.span(at + m.start("tabs"), at + m.start("tabs") + 1)
            message = "Diese Zeile ist mit der Tabulatortaste eingerückt."
            self.say("yaml-tab", message, place, f"Rücken Sie mit zwei Leerzeichen ein: {blanks}{m['rest']}", edit)
        return ""

    def bullet(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        if m["sign"] == "*" and not self.parent:
            return False
        edit = Edit(self.span(at, at + m.start("value")), (m["lead"] or "  ") + "- ")
        self.run = "yaml-list-bullet"
        if before == self.run:
            self.go_on(self.run, edit)
            return True
        what = "Die Lernziele" if self.parent == "lernziele" else f"Die Punkte unter „{self.parent}“"
        each = "je Lernziel" if self.parent == "lernziele" else "je Punkt"
        message = f"{what} beginnen mit dem Zeichen {m['sign']} statt mit einem Strich."
        hint = f"Schreiben Sie {each} eine Zeile:   - {m['value']}"
        self.say(self.run, message, self.span(at + m.start("sign"), at + m.end("sign")), hint, edit)
        return True

    def pair(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        lead, indent = m["lead"], len(m["lead"])
        key, value = m["key"], m["value"] or ""
        if self.pair_done and indent > self.pair_indent and "-" not in lead:
            self._indented(at, m, indent)
        self.pair_indent, self.pair_done = indent, bool(value)
        if not value:
            self.parent = key
            return True
        self.value(at + m.start("value"), key, value, f"{key}: ", following)
        return True

    def _indented(self, at: int, m: re.Match[str], indent: int) -> None:
        key = m["key"]
        want = self.pair_indent
        span = self.span(at + indent, at + indent + len(key))
        message = f"Die Angabe „{key}“ ist eingerückt und gehört damit zu keiner anderen."
        hint = f"Löschen Sie die Leerzeichen am Anfang der Zeile: {m[0].strip()}"
        if want:
            hint = f"Beginnen Sie die Zeile genau unter der vorigen: {' ' * want}{m[0].strip()}"
        self.say("yaml-indent", message, span, hint, Edit(self.span(at, at + indent), " " * want))

    def glued(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        if self.pair_done and len(m["lead"]) > self.pair_indent:
            return False
        place = at + m.start("value")
        edit = Edit(self.span(place, place), " ")
        message = f"Hinter dem Doppelpunkt von „{m['key']}“ fehlt ein Leerzeichen."
        hint = f"Schreiben Sie: {m['key']}: {m['value'].rstrip()}"
        span = self.span(at + len(m["lead"]), at + len(m[0].rstrip()))
        self.say("yaml-blank-after-colon", message, span, hint, edit)
        self.pair_indent, self.pair_done = len(m["lead"]), True
        return True

    def item(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        self.pair_done = False
        value = m["value"]
        self.value(at + m.start("value"), self.parent, value, "- ", following, in_list=True)
        return True

    def text_item(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        """``- Frist: drei Wochen`` in a list of texts is a text with a colon; ``- ziel-a: Text`` is a key."""
        whole = _ITEM.fullmatch(m[0])
        if self.parent not in TEXT_LISTS or whole is None or m["key"].islower():
            return False
        return self.item(at, whole, before, following)

    def no_colon(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        """``titel Fristen`` at the start of a line, where only a key can stand."""
        key, rest = m["key"], (m["rest"] or "").strip()
        self.pair_indent, self.pair_done = 0, True
        span = self.span(at, at + len(m[0].rstrip()))
        if not key.islower() or len(rest.split()) > 12:
            message = f"Vor dieser Zeile fehlt der Name der Angabe, zu der „{key}“ gehört."
            hint = "Jede Angabe steht in einer eigenen Zeile, zum Beispiel: titel: Fristen im Verfahren"
            self.say("yaml-syntax", message, span, hint, Edit(self.span(at, at), "# "), safe=False)
            return True
        message = f"Hinter „{key}“ fehlt der Doppelpunkt."
        hint = f"Schreiben Sie: {key}: {rest}".rstrip()
        self.say(
            "yaml-syntax", message, span, hint, Edit(self.span(at + len(key), at + m.start("rest")), ": "), safe=False
        )
        return True

    def glued_item(self, at: int, m: re.Match[str], before: str, following: str) -> bool:
        if self.pair_done or not self.parent:
            return False
        place = at + m.start("value")
        edit = Edit(self.span(place, place), " ")
        self.run = "yaml-list-blank"
        if before == self.run:
            self.go_on(self.run, edit)
            return True
        hint = f"Schreiben Sie: {m['lead']}- {m['value']}"
        span = self.span(at + len(m["lead"]), at + len(m[0].rstrip()))
        self.say(self.run, "Hinter dem Strich fehlt ein Leerzeichen.", span, hint, edit)
        return True


_Step = Callable[[_Work, int, "re.Match[str]", str, str], bool]
_STEPS: tuple[tuple[re.Pattern[str], _Step], ...] = (
    (_BULLET, _Work.bullet),
    (_PAIR, _Work.text_item),
    (_PAIR, _Work.pair),
    (_ITEM, _Work.item),
    (_GLUED, _Work.glued),
    (_GLUED_ITEM, _Work.glued_item),
    (_NO_COLON, _Work.no_colon),
)
