"""Finds glossary terms in running text, each at its first use; knows no glossary file and no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from lernbuild.frozen import frozen, slotted
from lernbuild.markup.nodes import Node, Term, Text
from lernbuild.markup.running import piece_span

_WORD = re.compile(r"[^\W\d_][\w-]*")
_ENDINGS = ("", "s", "es", "e", "en", "n")


@frozen
class Forms:
    """Spellings of all terms: by their first word, longest first, with the headword each belongs to."""

    by_word: Mapping[str, tuple[tuple[str, str], ...]]


def forms_of(terms: Iterable[tuple[str, Iterable[str]]]) -> Forms:
    """Spellings out of headwords and their declared forms; usual German endings of a headword count as well."""
    spellings: dict[str, str] = {}
    pairs = [(headword, tuple(forms)) for headword, forms in terms]
    for headword, forms in pairs:
        for form in forms:
            spellings.setdefault(form, headword)
    for headword, _ in pairs:
        for ending in _ENDINGS if len(headword) > 3 and headword[-1:].isalpha() else ("",):
            spellings.setdefault(headword + ending, headword)
    for headword, _ in pairs:
        spellings[headword] = headword
    by_word: dict[str, list[tuple[str, str]]] = {}
    for spelling, headword in spellings.items():
        first = _WORD.match(spelling)
        if first:
            by_word.setdefault(first[0], []).append((spelling, headword))
    return Forms({word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in by_word.items()})


@slotted
class Marker:
    """Marks terms in the texts of one lesson, in reading order."""

    forms: Forms
    seen: set[str] = field(default_factory=set)

    def mark(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The inline nodes with each term that is met for the first time as a Term node."""
        out: list[Node] = []
        for node in nodes:
            if isinstance(node, Text):
                out += self._in_text(node)
            else:
                out.append(node)
        return tuple(out)

    def _in_text(self, node: Text) -> list[Node]:
        out: list[Node] = []
        done = at = 0
        text = node.value
        while word := _WORD.search(text, at):
            at = word.end()
            found = self._at(text, word)
            if found is None:
                continue
            spelling, headword = found
            start, end = word.start(), word.start() + len(spelling)
            if start > done:
                out.append(Text(piece_span(node, done, start), text[done:start]))
            span = piece_span(node, start, end)
            out.append(Term(span, headword, (Text(span, spelling),)))
            self.seen.add(headword)
            done = at = end
        if not done:
            return [node]
        if done < len(text):
            out.append(Text(piece_span(node, done, len(text)), text[done:]))
        return out

    def _at(self, text: str, word: re.Match[str]) -> tuple[str, str] | None:
        for spelling, headword in self.forms.by_word.get(word[0], ()):
            end = word.start() + len(spelling)
            whole = text.startswith(spelling, word.start()) and not text[end : end + 1].isalnum()
            if whole and headword not in self.seen:
                return spelling, headword
        return None
