"""Reads GIFT strictly, by the documented format; knows nothing of how it is written.

Source: docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.targets.moodle_reader import SHARES, words

_NUMBER = r"-?\d+(?:\.\d+)?"


@dataclass
class Gift:
    """One question; texts are words without blanks, answers as in ``moodle_reader``."""

    kind: str
    name: str
    category: str
    text: str
    everything: str
    answers: list[tuple[str, ...]] = field(default_factory=list)


def read(source: str) -> dict[str, Gift]:
    """All questions by their ``[id:…]``."""
    found: dict[str, Gift] = {}
    category = ""
    for paragraph in filter(None, re.split(r"\n[ \t]*\n", source.strip())):
        if paragraph.startswith("$CATEGORY: "):
            category = paragraph.removeprefix("$CATEGORY: ")
            assert "\n" not in category
            continue
        head, _, rest = paragraph.partition("\n")
        match = re.match(r"// \[id:([^\]]+)\](?: \[tag:[^\]]+\])*$", head)
        assert match, head
        assert match[1] not in found
        found[match[1]] = _question(rest, category)
    return found


def _cut(text: str, sign: str) -> list[str]:
    """The parts between a sign that no backslash stands before."""
    parts, held, at = [], "", 0
    while at < len(text):
        if text[at] == "\\":
            held += text[at : at + 2]
            at += 2
        elif text.startswith(sign, at):
            parts.append(held)
            held = ""
            at += len(sign)
        else:
            held += text[at]
            at += 1
    return [*parts, held]


def _plain(text: str) -> str:
    """Escapes undone; every other sign of the notation is a mistake."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[#=~{}:]", re.sub(r"\\[\\#=~{}:]", "", text)), text
    return re.sub(r"\\([\\#=~{}:])", r"\1", text.strip())


def _html(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    assert text.startswith("[html]"), text
    return words(_plain(text.removeprefix("[html]")))


def _question(rest: str, category: str) -> Gift:
    _, name, body = _cut(rest, "::")
    before, _, behind = body.partition("{") if "\\{" not in body else _halves(body)
    inside, _, after = ["}".join(_cut(behind, "}")[:1]), "", "}".join(_cut(behind, "}")[1:])]
    answers, *general = _cut(inside, "####")
    markup = before.strip().removeprefix("[html]")
    text = words(_plain(markup) + ("___" + _plain(after) if after.strip() else ""))
    gift = Gift("", _plain(name), category, text, "")
    _read_answers(gift, answers.strip())
    told = "".join(_html(part) for part in general)
    gift.everything = text + "".join("".join(answer) for answer in gift.answers) + told
    return gift


def _halves(body: str) -> tuple[str, str, str]:
    first, *others = _cut(body, "{")
    return first, "{", "{".join(others)


def _read_answers(gift: Gift, inside: str) -> None:
    if not inside:
        gift.kind = "essay"
    elif inside.startswith("#"):
        gift.kind = "numerical"
        gift.answers = [_numerical(part) for part in _parts(inside[1:])]
    elif re.match(r"(TRUE|FALSE)(?=#|$)", inside):
        gift.kind = "truefalse"
        true, *told = _cut(inside, "#")
        wrong, right = (*map(_html, told), "", "")[:2]
        gift.answers = [("true", "100" if true == "TRUE" else "0", right if true == "TRUE" else wrong),
                        ("false", "0" if true == "TRUE" else "100", wrong if true == "TRUE" else right)]  # fmt: skip
    elif len(_cut(inside, "~")) > 1:
        gift.kind = "multichoice"
        gift.answers = [_chosen(part) for part in _parts(inside)]
    elif "->" in inside:
        gift.kind = "matching"
        for part in _parts(inside):
            left, _, right = part[1:].partition("->")
            gift.answers.append((_html(left), "".join(_plain(right).split())))
    else:
        gift.kind = "shortanswer"
        gift.answers = [_typed(part) for part in _parts(inside)]


def _parts(inside: str) -> list[str]:
    """Each answer with its ``=`` or ``~``."""
    found = []
    for at, part in enumerate(_cut(inside, "~")):
        first, *others = _cut(part, "=")
        found += ["~" + first] if at and (first.strip() or not others) else []
        found += ["=" + other for other in others]
    return [part for part in found if part[1:].strip()]


def _weighed(part: str) -> tuple[str, str, str]:
    text, *told = _cut(part[1:], "#")
    match = re.match(r"%(-?\d+(?:\.\d+)?)%", text)
    share = match[1] if match else "100" if part[0] == "=" else "0"
    assert abs(float(share)) in SHARES
    return text[match.end() :] if match else text, share, "".join(map(_html, told))


def _chosen(part: str) -> tuple[str, str, str]:
    text, share, told = _weighed(part)
    return _html(text) if text.strip().startswith("[html]") else "".join(_plain(text).split()), share, told


def _typed(part: str) -> tuple[str, str, str]:
    text, share, told = _weighed(part)
    plain = _plain(re.sub(r"^\[(?:html|plain|moodle|markdown)\]", "", text))
    return plain.replace("\\*", "*") if plain != "*" else "* (anything)", share, told


def _numerical(part: str) -> tuple[str, str, str, str]:
    text, share, told = _weighed(part)
    if not text.strip():
        return "*", "0", told, "0.0"
    match = re.fullmatch(rf"({_NUMBER}):({_NUMBER})", text.strip())
    assert match, text
    return match[1], share, told, str(float(match[2]))
