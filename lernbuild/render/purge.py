"""Leaves rules out of a style sheet whose classes nobody uses; knows no page and no theme."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')
_WORD = re.compile(r"-?[A-Za-z_][\w-]*")
_BRACKETS = re.compile(r"""[{}]|"[^"]*(?:"|$)|'[^']*(?:'|$)""", re.S)
_NESTING = ("@media", "@supports", "@container", "@layer")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_NEGATED = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")


def classes_in(pages: Iterable[str]) -> set[str]:
    """The classes of HTML."""
    values = {value for page in pages for value in _CLASSES.findall(page)}
    return {word for value in values for word in value.split()}


def words_in(script: str) -> set[str]:
    """Everything in a script that could be a class; where its strings begin and end is not worth guessing."""
    return set(_WORD.findall(script))


def purge(css: str, words: set[str]) -> str:
    """The rules whose classes all occur, without comments.

    A script may put a name together (``mark--`` and ``done``): a word that ends in ``-`` keeps all it begins.
    """
    stems = tuple(word for word in words if word.endswith("--"))
    return "".join(_kept(_COMMENT.sub("", css), words, stems))


def rules_again(css: str) -> str:
    """The rules of a sheet that can be said a second time, behind another sheet: no tokens, no fonts, no comments."""
    return "".join(_again(_COMMENT.sub("", css)))


def _again(css: str) -> Iterable[str]:
    for head, body in rules_of(css):
        if head.startswith(_NESTING):
            if inner := "".join(_again(body or "")):
                yield f"{head}{{{inner}}}\n"
        elif not head.startswith("@") and head != ":root":
            yield f"{head}{{{body}}}\n"


def _kept(css: str, words: set[str], stems: tuple[str, ...]) -> Iterable[str]:
    for head, body in rules_of(css):
        name = head.split(None, 1)[0] if head else ""
        if body is None:
            yield head + ";\n"
        elif name in _NESTING:
            if inner := "".join(_kept(body, words, stems)):
                yield f"{head}{{{inner}}}"
        elif name.startswith("@"):
            yield f"{head}{{{_tight(body)}}}"
        elif selectors := [part for part in _split(head) if _used(part, words, stems)]:
            yield f"{','.join(selectors)}{{{_tight(body)}}}"


def _tight(body: str) -> str:
    """Declarations without needless blanks; text in quotes stays as it is."""
    pieces = re.split(r"""("[^"]*"|'[^']*')""", body)
    pieces[::2] = [re.sub(r"\s*([;:,])\s*", r"\1", piece) for piece in pieces[::2]]
    return "".join(pieces).strip().removesuffix(";")


def _used(selector: str, words: set[str], stems: tuple[str, ...]) -> bool:
    """Only classes outside of ``:is()``, ``:not()`` … must occur."""
    return all(name in words or name.startswith(stems) for name in _CLASS.findall(_NEGATED.sub("", selector)))


def _split(selectors: str) -> list[str]:
    """A list of selectors at its commas, not at those in brackets."""
    if "(" not in selectors and "[" not in selectors:
        return [part.strip() for part in selectors.split(",")]
    parts, depth, start = [], 0, 0
    for i, sign in enumerate(selectors):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append(selectors[start:i].strip())
            start = i + 1
    return [*parts, selectors[start:].strip()]


def rules_of(css: str) -> Iterable[tuple[str, str | None]]:
    """Head and body of each rule of one level; the body is None for ``@import …;``."""
    at, end = 0, len(css)
    while at < end:
        opening, ending = css.find("{", at), css.find(";", at)
        if ending != -1 and (opening == -1 or ending < opening) and css[at:ending].strip().startswith("@"):
            yield css[at:ending].strip(), None
            at = ending + 1
            continue
        if opening == -1:
            return
        close = _closing(css, opening)
        yield " ".join(css[at:opening].split()), " ".join(css[opening + 1 : close].split())
        at = close + 1


def _closing(css: str, opening: int) -> int:
    """The bracket that closes the one at ``opening``; brackets in strings do not count."""
    depth = 0
    for found in _BRACKETS.finditer(css, opening):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                return found.start()
    return len(css)
