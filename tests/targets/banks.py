"""What a question bank must hold, made from the questions of a course; knows no bank and no notation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lernbuild.course.model import Course
from lernbuild.markup.nodes import Citation, FactValue, Node, Text
from lernbuild.markup.walking import walk
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Option, Question
from tests.targets.moodle_reader import squashed

KINDS = {
    "choice": "multichoice", "multiple": "multichoice", "truefalse": "truefalse", "text": "shortanswer",
    "number": "numerical", "matching": "matching", "ordering": "ordering", "gap": "cloze", "essay": "essay",
}  # fmt: skip
_FOLDS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))


@dataclass
class Wanted:
    """One question of a bank; ``answers`` as the readers give them, ``told`` are texts that must stand somewhere."""

    kind: str
    module: str
    question: Question
    pieces: list[str]
    answers: list[tuple[str, ...]]
    points: float
    told: list[str] = field(default_factory=list)


def wanted(course: Course) -> dict[str, Wanted]:
    """By idnumber; without kinds that no bank has."""
    found: dict[str, Wanted] = {}
    for module in course.modules:
        for lesson in module.lessons:
            for question in lesson.questions:
                if question.kind not in KINDS or (question.kind == "text" and not question.content.accepted):
                    continue
                for part, one in _parts(question, module.title):
                    number = f"{course.settings.id}.q{question.number}{part}"
                    assert number not in found
                    found[number] = one
    return found


def _parts(question: Question, module: str) -> Iterator[tuple[str, Wanted]]:
    kind = KINDS[question.kind]
    text = (*question.prompt, *question.body)
    if question.kind != "truefalse":
        yield "", Wanted(kind, module, question, pieces(text), answers(question), question.points, told(question))
        return
    statements = question.content.statements
    for one in statements:
        why = "".join(pieces(one.feedback))
        judged: list[tuple[str, ...]] = [("true", "100" if one.right else "0"), ("false", "0" if one.right else "100")]
        part = f".s{one.number}" if len(statements) > 1 else ""
        share = question.points / len(statements)
        yield part, Wanted(kind, module, question, pieces((*text, *one.content)), judged, share, [why] if why else [])


def pieces(nodes: Any) -> list[str]:
    """The running text in reading order, without blanks."""
    found: list[str] = []
    for node in walk(nodes):
        if isinstance(node, Text | FactValue):
            found.append(squashed(node.value))
        elif isinstance(node, Citation):
            found.append(squashed("".join(words for words, _ in node.parts)))
    return [piece for piece in found if piece]


def told(question: Question) -> list[str]:
    """All feedback and the model answer, piece by piece."""
    feedback = question.feedback
    nodes: list[Node] = [*feedback.always, *feedback.right, *feedback.wrong]
    if question.kind not in {"text", "number"}:
        nodes += feedback.partly
    if question.kind == "essay":
        nodes += question.content.model
    for name in ("options", "steps", "sources", "targets"):
        for option in getattr(question.content, name, ()):
            nodes += option.feedback
    return pieces(nodes)


def answers(question: Question) -> list[tuple[str, ...]]:
    """Words and shares of the answers, as a bank must hold them."""
    content = question.content
    match question.kind:
        case "choice" | "multiple":
            right = sum(option.right for option in content.options)
            wrong = Fraction(0) if question.kind == "choice" else Fraction(-1, right)
            return [(_words(o), _share(Fraction(1, right) if o.right else wrong)) for o in content.options]
        case "text":
            return [(text, "100") for text in spelled(content.accepted)]
        case "number":
            unit = content.spans[0].unit
            spans = [span for span in content.spans if span.unit in (unit, "")]
            return [(_middle(span.low, span.high), "100") for span in spans]
        case "matching":
            left = {option.key: _words(option) for option in content.sources}
            right_side = {option.key: _words(option) for option in content.targets}
            used = {target for _, target in content.pairs}
            return [*((left[source], right_side[target]) for source, target in content.pairs),
                    *(("", text) for key, text in right_side.items() if key not in used)]  # fmt: skip
        case "ordering":
            return [(_words(step),) for step in content.steps]
        case "gap":
            return [_gap(field) for field in content.fields]
    return []


def _gap(field: Any) -> tuple[str, ...]:
    pairs = [(choice.key.split(": ", 1)[1], "100" if choice.right else "0") for choice in field.choices]
    pairs = pairs or [(text, "100") for text in spelled(field.accepted)]
    return tuple(word for pair in pairs for word in pair)


def spelled(accepted: tuple[str, ...]) -> list[str]:
    """As written, then without umlauts where that differs."""
    folded = []
    for text in accepted:
        for sign, letters in _FOLDS:
            text = text.replace(sign, letters)
        folded.append(text)
    return list(dict.fromkeys([*accepted, *folded]))


def _words(option: Option) -> str:
    return squashed(words_of(option.content))


def _share(share: Fraction) -> str:
    return str(round(100 * share)) if (100 * share).denominator == 1 else f"{float(100 * share):.5f}".rstrip("0")


def _middle(low: float, high: float) -> str:
    value = f"{(Decimal(str(low)) + Decimal(str(high))) / 2:f}"
    return value.rstrip("0").rstrip(".") if "." in value else value


def in_order(parts: list[str], text: str) -> bool:
    """True when the parts stand in the text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
