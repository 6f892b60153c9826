"""What a question bank holds, in Moodle's terms; knows neither the document tree nor a notation.

Source: Moodle's question types as documented on docs.moodle.org/en/Question_types (Moodle 4.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from lernbuild.frozen import frozen
from lernbuild.questions.model import Question

MARK = "\ue000"
"""Stands around the number of a gap in the text of a Cloze; the Private Use Area never holds words."""


@frozen
class Rich:
    """HTML, and the files of the course that it shows (``@@PLUGINFILE@@/<name>``), by their names in the package."""

    html: str = ""
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.html)

    def __add__(self, other: Rich) -> Rich:
        return Rich(self.html + other.html, tuple(dict.fromkeys((*self.files, *other.files))))


NOTHING = Rich()


@frozen
class Verdicts:
    """Feedback by the grade of the whole answer ("combined feedback")."""

    right: Rich = NOTHING
    partly: Rich = NOTHING
    wrong: Rich = NOTHING

    def at_once(self) -> Rich:
        """All three below each other with their names, for general feedback."""
        told = (("Alles richtig", self.right), ("Teilweise richtig", self.partly), ("Nicht richtig", self.wrong))
        return sum((Rich(f"<p><strong>{name}:</strong></p>") + text for name, text in told if text), NOTHING)


@frozen
class Answer:
    """One answer to choose; ``fraction`` of the points, below zero for a wrong one among several."""

    text: Rich
    fraction: Fraction
    feedback: Rich


@frozen
class MultipleChoice:
    answers: tuple[Answer, ...]
    single: bool
    shuffle: bool
    verdicts: Verdicts


@frozen
class TrueFalse:
    """One statement; ``right`` and ``wrong`` are the feedback of a right and a wrong judgement."""

    true: bool
    right: Rich
    wrong: Rich


@frozen
class ShortAnswer:
    """Accepted words without regard to case; ``wrong`` is the feedback of everything else."""

    accepted: tuple[str, ...]
    right: Rich
    wrong: Rich


@frozen
class Numerical:
    """Values with their tolerances; ``units`` are names with multipliers, the first is that of the values."""

    values: tuple[tuple[Decimal, Decimal], ...]
    units: Mapping[str, Decimal]
    right: Rich
    wrong: Rich


@frozen
class Matching:
    """Pairs of a question and the plain text that belongs to it, and texts that belong to nothing."""

    pairs: tuple[tuple[Rich, str], ...]
    distractors: tuple[str, ...]
    shuffle: bool
    verdicts: Verdicts


@frozen
class Ordering:
    """Steps in the right order."""

    steps: tuple[Rich, ...]
    verdicts: Verdicts


@frozen
class GapField:
    """One gap: typed (``accepted``) or chosen from ``choices`` (words, right); ``points`` is its whole weight."""

    points: int
    accepted: tuple[str, ...] = ()
    choices: tuple[tuple[str, bool], ...] = ()


@frozen
class Cloze:
    """A text with gaps; in the item's text ``MARK`` + number + ``MARK`` stands for ``fields[number]``."""

    fields: tuple[GapField, ...]


@frozen
class Essay:
    """Free text with what a good answer holds, for those who grade."""

    model: Rich


Form = MultipleChoice | TrueFalse | ShortAnswer | Numerical | Matching | Ordering | Cloze | Essay


@frozen
class Item:
    """One question of the bank; ``idnumber`` stays for ever, whatever becomes of the words."""

    name: str
    idnumber: str
    text: Rich
    form: Form
    general: Rich
    points: Fraction
    question: Question
    hints: tuple[Rich, ...] = ()
    tags: tuple[str, ...] = ()


@frozen
class Category:
    """A module's questions; ``path`` are the names from the course down, ``info`` says what they are."""

    path: tuple[str, ...]
    info: Rich
    items: tuple[Item, ...]


@frozen
class Lost:
    """A question that a bank lacks (``whole``) or that is plainer there, and why, in German."""

    question: Question
    why: str
    whole: bool


@frozen
class Bank:
    """All questions of an edition by module, in the order of the course, and what could not come along."""

    categories: tuple[Category, ...]
    lost: tuple[Lost, ...] = ()
