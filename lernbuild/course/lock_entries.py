"""kurs.lock as a file: entries, reading, writing; must not know how numbers are given.

One line per entry, ``kind number key``, sorted: ``lektion 3 warum``, ``frage 7 3/wer-entscheidet`` (the lesson's
number before the slash), ``antwort 7.2 Der Arbeitgeber`` (the question's number before the dot),
``lernziel 1 titel-waehlen``, ``land 2 he``. A kind with ``-alt`` is an entry that the course no longer has: its
number is never given to another, but its owner gets it back when it returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lernbuild.diagnostics import Diagnostic, error
from lernbuild.frozen import frozen
from lernbuild.source import SourceFile, Span

LESSON, QUESTION, OPTION, OBJECTIVE, LAND = "lektion", "frage", "antwort", "lernziel", "land"
KINDS = (LESSON, QUESTION, OPTION, OBJECTIVE, LAND)
GONE = "-alt"
HEAD = "# Kennnummern von lernbuild: Sie halten Lernstände über Änderungen hinweg zusammen. Nicht von Hand ändern.\n"
_LINE = re.compile(r"(?P<kind>[a-z]+)(?P<gone>-alt)? (?P<number>\d+(?:\.\d+)?) (?P<key>.*\S)")


@frozen
class Entry:
    """One line. ``owner`` is the lesson's number of a question, the question's of an option, else 0."""

    kind: str
    number: int
    key: str
    owner: int = 0
    gone: bool = False

    @property
    def identity(self) -> tuple[str, int, str]:
        return (self.kind, self.owner, self.key)

    @property
    def slot(self) -> tuple[str, int, int]:
        """What may stand only once: the number; an option's within its question."""
        return (self.kind, self.owner if self.kind == OPTION else 0, self.number)

    @property
    def line(self) -> str:
        kind = self.kind + (GONE if self.gone else "")
        if self.kind == OPTION:
            return f"{kind} {self.owner}.{self.number} {self.key}"
        key = f"{self.owner}/{self.key}" if self.kind == QUESTION else self.key
        return f"{kind} {self.number} {key}"


def one_line(key: str) -> str:
    """A key as it stands in a line: blanks joined; never empty."""
    return " ".join(key.split()) or "-"


@frozen
class Lock:
    """All entries of a kurs.lock, sorted."""

    entries: tuple[Entry, ...] = ()

    def text(self) -> str:
        """The file's text; two locks with the same entries have the same text."""
        rank = {kind: place for place, kind in enumerate(KINDS)}
        ordered = sorted(dict.fromkeys(self.entries), key=lambda e: (rank[e.kind], e.slot, e.key, e.gone))
        return HEAD + "".join(f"{entry.line}\n" for entry in ordered)


def read_lock(source: SourceFile | None) -> tuple[Lock, list[Diagnostic]]:
    """The entries of a file; no file is an empty lock. Doubled numbers are reported, and both stay."""
    entries: list[Entry] = []
    out: list[Diagnostic] = []
    if source is None:
        return Lock(), out
    places: dict[tuple[str, int, int], tuple[Entry, int]] = {}
    for number, text in enumerate(source.text.split("\n"), 1):
        if not text.strip() or text.startswith("#"):
            continue
        entry = _entry(text)
        if entry is None:
            out.append(_unreadable(text, _span(source, number)))
            continue
        first, line = places.setdefault(entry.slot, (entry, number))
        if line != number and first.identity != entry.identity:
            out.append(_duplicate(entry, _span(source, number), _span(source, line)))
        entries.append(entry)
    if len(places) < len(entries):
        entries = list(dict.fromkeys(entries))
    return Lock(tuple(entries)), out


def _span(source: SourceFile, line: int) -> Span:
    return source.span(source.line_start(line))


def _entry(text: str) -> Entry | None:
    match = _LINE.fullmatch(text.strip())
    if match is None or match["kind"] not in KINDS:
        return None
    kind, number, key, gone = match["kind"], match["number"], match["key"], bool(match["gone"])
    if kind == OPTION:
        owner, dot, own = number.partition(".")
        return Entry(kind, int(own), key, int(owner), gone) if dot else None
    if "." in number:
        return None
    if kind == QUESTION:
        lesson, slash, rest = key.partition("/")
        return Entry(kind, int(number), rest, int(lesson), gone) if slash and lesson.isdigit() and rest else None
    return Entry(kind, int(number), key, 0, gone)


def _unreadable(text: str, span: Span) -> Diagnostic:
    if not text.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        message = "Diese Zeile von kurs.lock ist nicht lesbar."
        return error("lock-line", message, span, "Holen Sie die Datei aus git zurück: git checkout -- kurs.lock")
    message = "In kurs.lock stehen noch Zeichen eines Konflikts beim Zusammenführen."
    hint = "Löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>> und behalten Sie alle anderen."
    return error("lock-conflict", message, span, hint)


def _duplicate(entry: Entry, span: Span, first: Span) -> Diagnostic:
    message = f"Die Nummer {entry.number} ist in kurs.lock doppelt vergeben, zuerst in Zeile {first.line}."
    hint = "Nach dem Zusammenführen zweier Zweige hilft: lernbuild lock --repair"
    return error("lock-duplicate", message, span, hint, related=(first,))


def repair_lock(lock: Lock, published: Iterable[Entry] = ()) -> Lock:
    """The lock without doubled numbers: the entries of ``published`` keep theirs, else the first by key.

    The others get new numbers; what hangs on them (a lesson's questions, a question's options) follows only
    when its owner is certain, which two owners of one number are not: it stays with the one that keeps it.
    """
    safe = {entry.identity for entry in published}
    kept: dict[tuple[str, int, int], Entry] = {}
    out: list[Entry] = []
    for entry in sorted(lock.entries, key=lambda e: (e.identity not in safe, e.kind, e.slot, e.key)):
        if entry.slot in kept and kept[entry.slot].identity != entry.identity:
            taken = [e.number for e in (*lock.entries, *out) if e.slot[:2] == entry.slot[:2]]
            entry = Entry(entry.kind, max(taken) + 1, entry.key, entry.owner, entry.gone)
        kept[entry.slot] = entry
        out.append(entry)
    return Lock(tuple(out))
