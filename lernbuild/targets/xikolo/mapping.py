"""Questions of every type as the three kinds that the platform knows; knows no XML.

What the platform does with them: of several right answers each gives its share of the points, a wrong one takes a
share away; a free text is right when it *contains* an accepted text, capitals or not (Xikolo,
``quiz_service/app/models``: ``multiple_answer_question.rb``, ``free_text_question.rb``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Gap, Node, Text
from lernbuild.markup.walking import plain_text
from lernbuild.questions.gap.gap import Field, GapText
from lernbuild.questions.german_numbers import Span as Range
from lernbuild.questions.german_numbers import in_german
from lernbuild.questions.model import Option, Question
from lernbuild.questions.nodes import replace_nodes
from lernbuild.targets.xikolo.book import Paper
from lernbuild.targets.xikolo.inline import Way, inline, picture, words
from lernbuild.targets.xikolo.quiz import MANY, ONE, TEXT, Answer, Asked, Mapped
from lernbuild.targets.xikolo.text import line, plain

CONTAINS = "Die Plattform zählt jede Antwort als richtig, in der die Lösung vorkommt."
_MOST_VALUES = 10
"""Whole numbers of a range that are written out as accepted answers."""


@frozen
class Task:
    """A question on its way: its text, and whether its page mixes answers or is a survey."""

    question: Question
    paper: Paper
    shuffle: bool
    survey: bool = False

    @property
    def content(self) -> Any:
        return self.question.content

    def text(self, *extra: str) -> str:
        """First line and body in Markdown without HTML, then ``extra`` paragraphs."""
        return self.text_of(self.question.prompt, self.question.body, *extra)

    def text_of(self, prompt: Sequence[Node], body: Sequence[Node], *extra: str) -> str:
        first = line(prompt, self.paper)
        return "\n\n".join(part for part in (first, plain(body, self.paper), *extra) if part)


Parts = tuple[tuple[Asked, ...], tuple[str, ...]]
"""The questions of the platform, and what differs."""


class Unknown(Exception):
    """The platform has nothing for this question; the message says why."""


def mapped(question: Question, paper: Paper, *, shuffle: bool, use: str) -> Mapped:
    """What the platform gets of a question; ``use`` is "test", "exercise" or "survey"."""
    title = " ".join(plain_text(question.prompt).split()) or " ".join(plain_text(question.body).split())
    done = Mapped(question.number, title, question.kind, question.span, points=question.points)
    if question.kind == "branch" or (question.kind == "essay" and use == "exercise"):
        return replace(done, in_text=True)
    mixed = shuffle if question.shuffle is None else question.shuffle
    task = Task(question, paper, mixed, use == "survey")
    try:
        asked, notes = _MAKERS[question.kind](task)
    except Unknown as why:
        return replace(done, reason=str(why))
    explanation = plain((*question.feedback.right, *question.feedback.always), paper)
    explanation = explanation or plain(question.feedback.wrong, paper)
    label = _only(question, paper)
    asked = tuple(
        replace(one, text=label + one.text, explanation="\n\n".join(p for p in (one.explanation, explanation) if p))
        for one in asked
    )
    if question.hints:
        notes = (*notes, "Der Hinweis auf Abruf entfällt.")
    if label:
        notes = (*notes, "Die Plattform kennt keine Länder: Alle beantworten die Frage, das Land steht davor.")
    return replace(done, asked=asked, notes=notes)


def _only(question: Question, paper: Paper) -> str:
    """„Nur Hessen:“ before a question for some Länder in an edition for all."""
    if not paper.book.course.lands or not (question.only or question.except_for):
        return ""
    key, lands = ("only", question.only) if question.only else ("except", question.except_for)
    return f"**{paper.words[key]} {paper.book.land_names(lands)}:** "


def _answer(option: Option, paper: Paper, *, right: bool | None = None) -> Answer:
    told = option.right if right is None else right
    return Answer(line(option.content, paper), told, plain(option.feedback, paper))


# ---- to choose -----------------------------------------------------------------------


def _choice(task: Task) -> Parts:
    answers = tuple(_answer(option, task.paper) for option in task.content.options)
    return (Asked(ONE, task.text(), answers, shuffle=task.shuffle),), ()


def _multiple(task: Task) -> Parts:
    answers = tuple(_answer(option, task.paper) for option in task.content.options)
    return _several(task, task.text(), answers)


def _several(task: Task, text: str, answers: tuple[Answer, ...]) -> Parts:
    """Without a right answer the platform gives no points at all."""
    if not any(answer.right for answer in answers):
        raise Unknown("Keine Antwort ist richtig; die Plattform gäbe dafür nie Punkte.")
    hint = words(task.paper.words["many"], Way.PLAIN)
    note = "Teilpunkte rechnet die Plattform anders: Jede falsche Antwort zieht ab."
    return (Asked(MANY, f"{text}\n\n{hint}", answers, shuffle=task.shuffle),), (note,)


def _hotspot(task: Task) -> Parts:
    """Places in a picture are answers in words, too; the picture stands in the question."""
    shown = picture(task.content.picture, task.paper, Way.PLAIN)
    text = task.text_of(task.question.prompt, task.content.text, shown)
    answers = tuple(_answer(place.option, task.paper) for place in task.content.places)
    note = "Statt ins Bild zu tippen, wählen Lernende die Antwort in Worten; das Bild setzen Sie nach dem Import ein."
    if task.content.several:
        asked, notes = _several(task, text, answers)
        return asked, (note, *notes)
    return (Asked(ONE, text, answers, shuffle=task.shuffle),), (note,)


def _truefalse(task: Task) -> Parts:
    """Each statement is judged by itself."""
    yes, no = (words(task.paper.words[key], Way.PLAIN) for key in ("right", "wrong"))
    asked = []
    for statement in task.content.statements:
        answers = (Answer(yes, statement.right), Answer(no, not statement.right))
        why = plain(statement.feedback, task.paper)
        text = task.text(line(statement.content, task.paper))
        asked.append(Asked(ONE, text, answers, explanation=why))
    return tuple(asked), _in_parts(asked)


def _in_parts(asked: Sequence[Asked]) -> tuple[str, ...]:
    return (f"Aus einer Frage werden {len(asked)}.",) if len(asked) > 1 else ()


# ---- matching, ordering --------------------------------------------------------------


def _matching(task: Task) -> Parts:
    """Each left side is a question with all right sides as answers."""
    right = dict(task.content.pairs)
    asked = []
    for source in task.content.sources:
        target = right[source.key]
        answers = tuple(_answer(one, task.paper, right=one.key == target) for one in task.content.offered)
        name = line(source.content, task.paper)
        name = name if "**" in name else f"**{name}**"
        why = plain(source.feedback, task.paper)
        asked.append(Asked(ONE, task.text(_to_match(task, name)), answers, explanation=why))
    return tuple(asked), _in_parts(asked)


def _to_match(task: Task, name: str) -> str:
    return f"{words(task.paper.words['matches'], Way.PLAIN)}: {name}"


def _ordering(task: Task) -> Parts:
    """Each place is a question with all steps as answers."""
    asked = []
    for place, step in enumerate(task.content.steps, 1):
        answers = tuple(_answer(one, task.paper, right=one is step) for one in task.content.shown)
        text = task.text(words(f"{task.paper.words['place']} {place}?", Way.PLAIN))
        asked.append(Asked(ONE, text, tuple(replace(one, explanation="") for one in answers)))
    return tuple(asked), _in_parts(asked)


# ---- to write ------------------------------------------------------------------------


def _gap(task: Task) -> Parts:
    """Each gap is a question: a choice where words are offered, else a free text."""
    content: GapText = task.content
    alone = len(content.fields) == 1
    prompt, body = (_numbered(nodes, content, alone) for nodes in (task.question.prompt, task.question.body))
    asked = []
    for field in content.fields:
        label = "" if alone else f"**{task.paper.words['gap']} {field.place}:**"
        text = task.text_of(prompt, body, label)
        asked.append(_gap_part(task, field, text))
    written = any(not field.choices for field in content.fields)
    notes = (*_in_parts(asked), *((CONTAINS,) if written else ()))
    return tuple(asked), notes


def _numbered(nodes: tuple[Node, ...], content: GapText, alone: bool) -> tuple[Node, ...]:
    def change(node: Node) -> tuple[Node, ...] | None:
        if not isinstance(node, Gap):
            return None
        return (Text(node.span, "_____" if alone else f"_____ ({content.at(node).place})"),)

    return replace_nodes(nodes, change)


def _gap_part(task: Task, field: Field, text: str) -> Asked:
    if not field.choices:
        return Asked(TEXT, text, tuple(Answer(accepted, True) for accepted in field.accepted))
    answers = tuple(_answer(choice, task.paper) for choice in field.choices)
    return Asked(ONE, text, answers, shuffle=task.shuffle)


def _text(task: Task) -> Parts:
    if not task.content.accepted:
        raise Unknown("Die Lösung ist ein Muster; die Plattform vergleicht nur ganze Texte.")
    notes = [CONTAINS]
    if task.content.patterns:
        notes.append("Das Muster entfällt, es gelten die ausgeschriebenen Lösungen.")
    if task.content.typos:
        notes.append("Tippfehler zählen als falsch.")
    answers = tuple(Answer(accepted, True) for accepted in task.content.accepted)
    return (Asked(TEXT, task.text(), answers),), tuple(notes)


def _number(task: Task) -> Parts:
    """The number in the ways in which Germans write it; with several units the unit counts, too."""
    units = len(task.content.units) > 1
    found = [text for span in task.content.spans for text in _written(span, units)]
    hint = words(task.paper.words["with-unit" if units else "number"], Way.PLAIN)
    unit = task.content.units[0] if len(task.content.units) == 1 else ""
    if unit:
        hint = f"{hint} ({words(unit, Way.PLAIN)})"
    answers = tuple(Answer(text, True) for text in dict.fromkeys(found))
    return (Asked(TEXT, task.text(hint), answers),), (CONTAINS,)


def _written(span: Range, unit: bool) -> list[str]:
    behind = f" {span.unit}" if unit and span.unit else ""
    if span.low == span.high:
        values = [span.low]
    elif span.low.is_integer() and span.high.is_integer() and span.high - span.low < _MOST_VALUES:
        values = [float(value) for value in range(int(span.low), int(span.high) + 1)]
    else:
        low, high = in_german(span.low), in_german(span.high)
        raise Unknown(f"Richtig ist jeder Wert von {low} bis {high}; die Plattform vergleicht nur Texte.")
    return [text + behind for value in values for text in _ways_to_write(in_german(value))]


def _ways_to_write(shown: str) -> list[str]:
    """„1770,5“: with and without the point of thousands, cents with one digit and with two, both minus signs."""
    whole, comma, rest = shown.replace(".", "").partition(",")
    sign, digits = ("−", whole[1:]) if whole.startswith("−") else ("", whole)
    wholes = [f"{int(digits):,}".replace(",", "."), digits]
    rests = [f"{rest}0", rest] if len(rest) == 1 else [rest]
    found = [f"{sign}{number}{comma}{tail}" for tail in rests for number in wholes]
    return found + [text.replace("−", "-") for text in found if sign]


def _essay(task: Task) -> Parts:
    """In a survey any text counts; in a test nothing could judge it."""
    if not task.survey:
        raise Unknown("Einen freien Text kann die Plattform nicht bewerten.")
    hint = words(task.paper.words["own-words"], Way.PLAIN)
    return (Asked(TEXT, task.text(hint), (Answer("", True),)),), ()


def _likert(task: Task) -> Parts:
    """Each statement is a question with the steps of the scale as answers; nothing is right."""
    ends = {task.content.low: task.content.first, task.content.high: task.content.last}
    answers = tuple(
        Answer(words(f"{step} ({ends[step]})" if ends.get(step) else str(step), Way.PLAIN))
        for step in task.content.steps
    )
    asked = [
        Asked(ONE, task.text(inline(statement.content, task.paper, Way.PLAIN)), answers)
        for statement in task.content.statements
    ]
    return tuple(asked), ()


_MAKERS: Mapping[str, Callable[[Task], Parts]] = {
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "gap": _gap,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "text": _text,
    "hotspot": _hotspot,
    "essay": _essay,
    "likert": _likert,
}
