"""Finds citations of German and European law in running text; knows no course, no HTML and no network.

A citation is read token by token from its sign (``§``, ``§§``, ``Art.``) up to the law's short name, so that
the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from lernbuild.frozen import frozen, slotted
from lernbuild.markup.law_grammar import (
    EU_ACT,
    EU_PAGES,
    LAND_LAW,
    LAW,
    LAW_IN_WORDS,
    LIKE_A_LAW,
    NO_DOT,
    RANGE,
    SIGN,
    TOKEN,
)

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"
_NO_JOIN = ("sign", "label", "ivm")
"""Behind these no comma and no „und“ makes sense."""


@frozen
class Law:
    """A law by its short name; ``address`` holds ``{n}`` for the section and is empty when there is none to link.

    ``article``: its parts are articles, not sections; None: it has both. ``sections`` are those it has, where a table
    is known, and ``sections_of`` is the table's day in words; no sections: nothing is known.
    """

    name: str
    address: str = ""
    article: bool | None = False
    title: str = ""
    sections: frozenset[str] = frozenset()
    sections_of: str = ""

    def url(self, section: str) -> str | None:
        return self.address.replace("{n}", section) if self.address else None


Laws = Mapping[str, Law]
"""Laws by every spelling of their short names."""


@frozen
class Section:
    """One cited section or article: its number and where its words stand in the text."""

    number: str
    start: int
    end: int


@frozen
class Flaw:
    """A mistake of form: what it is, where, what should stand there, and the words to name in a message."""

    kind: str
    start: int
    end: int
    text: str
    words: str = ""


@slotted
class Found:
    """One citation in a text, ``start`` to ``end``; ``law_start`` is where the short name begins."""

    start: int
    end: int
    sign: str
    sections: list[Section]
    law_start: int
    law_name: str
    law: Law | None
    flaws: list[Flaw] = field(default_factory=list)


def find_citations(text: str, laws: Laws) -> Iterator[Found]:
    """Every citation with a law's name, known or like one, in order; a section without a law is none."""
    at = 0
    while match := SIGN.search(text, at):
        reading = _Reading(text, match)
        reading.run()
        found = reading.finish(laws)
        if found is not None:
            yield found
        at = max(reading.at, found.end if found else 0)


@slotted
class _Sign:
    start: int
    end: int
    text: str
    before: int
    """How many sections stood before it."""


@slotted
class _Draft:
    """A section that may still grow."""

    number: str
    start: int
    end: int


@slotted
class _Reading:
    """A citation under way, from its sign on."""

    text: str
    first: re.Match[str]
    signs: list[_Sign] = field(default_factory=list)
    sections: list[_Draft] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    loose: list[tuple[str, int, int]] = field(default_factory=list)
    """Numbers in lists below a section that could be sections: number, start, end of what stood before."""
    plural: bool = False
    at: int = 0
    end: int = 0
    label: str = ""
    before: str = "sign"

    def run(self) -> None:
        """Reads tokens as long as they make sense."""
        first, text, token = self.first, self.text, TOKEN.match
        self._sign(first.start(), first.end(), first[0])
        at = self.at = self.end = first.end()
        while match := token(text, at):
            kind = match.lastgroup or ""
            if not self._take(kind, match):
                break
            at = self.at = match.end()
            self.before = kind
            if kind != "join" and kind != "ivm":
                self.end = at
                if self.sections and kind != "sign":
                    self.sections[-1].end = at

    def _sign(self, start: int, end: int, words: str) -> None:
        self.signs.append(_Sign(start, end, words, len(self.sections)))
        self.label = ""

    def _take(self, kind: str, match: re.Match[str]) -> bool:
        before = self.before
        if kind == "join":
            return before not in _NO_JOIN and (before != "join" or self._comma())
        start, end, words = match.start(kind), match.end(kind), match[kind]
        if kind == "number":
            return self._number(start, end, words)
        if kind == "label":
            return self._label(start, end, words)
        if kind == "letter":
            return self._letter(start, end, words)
        if kind == "roman":
            self.label = "roman"
            return before in ("number", "roman")
        if kind == "ff":
            self.plural = True
            return before == "number"
        return before not in _NO_JOIN if kind == "ivm" else self._next_sign(start, end, words)

    def _comma(self) -> bool:
        return self.text.endswith(",", 0, self.at)

    def _next_sign(self, start: int, end: int, words: str) -> bool:
        if self.before not in ("join", "ivm"):
            return False
        self._sign(start, end, words)
        return True

    def _number(self, start: int, end: int, words: str) -> bool:
        if self.before == "sign":
            sign = self.signs[-1]
            if start == sign.end and not sign.text.isalpha():
                self.flaws.append(Flaw("glued", sign.end, start, " ", sign.text))
            self.sections.append(_Draft(words, sign.start, end))
        elif self.before == "join" and (not self.label or self._starts_section(end)):
            self._range()
            self.sections.append(_Draft(words, start, end))
            self.label = ""
        elif self.before == "join":
            self.loose.append((words, start, self.end))
        elif self.before == "label":
            if start == self.at:
                self.flaws.append(Flaw("glued", start, start, " ", self.label))
        elif self.before not in ("roman",):
            return False
        return True

    def _range(self) -> None:
        if self.text.endswith(RANGE, 0, self.at):
            self.plural = True

    def _starts_section(self, end: int) -> bool:
        """True when „Abs.“ follows: in „§ 5 Abs. 1 und 18a Abs. 2“ the 18a is a section."""
        following = TOKEN.match(self.text, end)
        if following is None or following.lastgroup != "label":
            return False
        return following["label"].lower().startswith("abs")

    def _label(self, start: int, end: int, words: str) -> bool:
        if self.before in ("sign", "label", "ivm"):
            return False
        self.label = words
        if NO_DOT.fullmatch(words) and self.text[end : end + 1] != ".":
            self.flaws.append(Flaw("no-dot", end, end, ".", words))
        return True

    def _letter(self, start: int, end: int, words: str) -> bool:
        if self.before in ("label",) or (self.before == "join" and self.label):
            return True
        if self.before != "number" or self.label or len(words) > 1 or start != self.at + 1:
            return False
        self.flaws.append(Flaw("letter-apart", self.at, start, "", f"{self.sections[-1].number} {words}"))
        return True

    # ---- the end ----------------------------------------------------------------

    def finish(self, laws: Laws) -> Found | None:
        """The citation, when a law's name follows at once."""
        if not self.sections or self.before in ("join", "ivm"):
            return None
        named = self._in_words(laws) or self._eu_act() or self._by_name(laws)
        if named is None:
            return None
        start, name, known = named
        self._promote()
        end = start + len(name)
        self.sections[-1].end = end
        self._count()
        sections = [Section(one.number, one.start, one.end) for one in self.sections]
        found = Found(self.first.start(), end, self.first[0], sections, start, name, known, self.flaws)
        self._kind(found)
        return found

    def _in_words(self, laws: Laws) -> tuple[int, str, Law | None] | None:
        """„des Aufenthaltsgesetzes“, only when it is a known law."""
        match = LAW_IN_WORDS.match(self.text, self.end)
        if match is None:
            return None
        known = laws.get(re.sub(r"\s", " ", match["name"]))
        return (match.start("name"), match["name"], known) if known else None

    def _eu_act(self) -> tuple[int, str, Law] | None:
        """„VO (EU) 2024/1689“, „RL 2001/55/EG“: the European Legislation Identifier gives the address."""
        match = EU_ACT.match(self.text, self.end + 1) if self.text[self.end : self.end + 1].isspace() else None
        if match is None:
            return None
        kind = "reg" if match["kind"].startswith("V") else "dir"
        year, number = match["first"], match["second"]
        if kind == "reg" and (" Nr." in match["name"].replace(NBSP, " ") or not 1957 <= int(year) < 2100):
            year, number = number, year
        year = f"19{year}" if len(year) == 2 else year
        name = match["name"].replace(NBSP, " ")
        return match.start(), name, Law(name, EU_PAGES.format(kind=kind, year=year, number=number), True)

    def _by_name(self, laws: Laws) -> tuple[int, str, Law | None] | None:
        """A short name, known or like one."""
        match = LAW.match(self.text, self.end)
        if match is None:
            return None
        start, name = match.start("name"), match["name"].replace(NBSP, " ")
        bare = name.replace(SOFT_HYPHEN, "")
        known = laws.get(bare)
        if known is None and " " in bare and not LAND_LAW.fullmatch(bare):
            short = bare.split(" ")[0]
            known, name, bare = laws.get(short), name.split(" ")[0], short
        if known is None and (len(bare) < 3 or not LIKE_A_LAW.fullmatch(bare)):
            return None
        if bare != name:
            hyphen = start + name.index(SOFT_HYPHEN)
            self.flaws.append(Flaw("soft-hyphen", hyphen, hyphen + 1, "", bare))
        return start, name, known

    def _promote(self) -> None:
        """„§§ 3 Abs. 1 und 28“: two signs need two sections, so the last number is one."""
        if self.signs[0].text != "§§" or len(self.sections) > 1 or self.plural or not self.loose:
            return
        number, start, before = self.loose[-1]
        self.sections[-1].end = before
        self.sections.append(_Draft(number, start, start))

    def _count(self) -> None:
        """One sign for several sections, or two signs for one."""
        bounds = [sign.before for sign in self.signs[1:]] + [len(self.sections)]
        for sign, until in zip(self.signs, bounds, strict=True):
            count = until - sign.before
            if sign.text == "§§" and count == 1 and not self.plural:
                self.flaws.append(Flaw("two-signs", sign.start, sign.end, "§"))
            elif sign.text == "§" and count > 1:
                self.flaws.append(Flaw("one-sign", sign.start, sign.end, "§§", str(count)))
            elif sign.text[:1] in "Pp":
                self.flaws.insert(0, Flaw("word", sign.start, sign.end, "§" if count == 1 else "§§", sign.text))
            elif sign.text == "Art":
                self.flaws.insert(0, Flaw("article-dot", sign.start, sign.end, "Art.", sign.text))

    def _kind(self, found: Found) -> None:
        """A section sign before a law of articles, or the reverse."""
        if found.law is None or found.law.article is None:
            return
        for sign in self.signs:
            is_article = sign.text.startswith("Art")
            if is_article != found.law.article:
                text = "Art." if found.law.article else "§"
                found.flaws.insert(0, Flaw("wrong-sign", sign.start, sign.end, text, sign.text))
