"""Each question type as what a question bank has for it; writes no notation.

A text that a bank shows in more places than the course (all of a true/false list) is repeated, never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Gap, Image, Node
from lernbuild.markup.walking import walk
from lernbuild.questions.german_numbers import Span
from lernbuild.questions.identity import words_of
from lernbuild.questions.model import Option, Question
from lernbuild.targets.question_bank.hypertext import NO_PICTURE, Writer, words
from lernbuild.targets.question_bank.model import (
    MARK,
    NOTHING,
    Answer,
    Cloze,
    Essay,
    Form,
    GapField,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Rich,
    ShortAnswer,
    TrueFalse,
    Verdicts,
)

MOST = 10
"""As many right answers can share the points: Moodle knows the fractions 1/1 to 1/10, then 1/20."""


@frozen
class Made:
    """A question of the bank; ``part`` tells apart those of one question of the course, ``head`` are its words."""

    form: Form
    text: Rich
    head: Sequence[Node]
    extra: Rich = NOTHING
    """What belongs to the general feedback."""
    part: str = ""
    share: Fraction = Fraction(1)


class NotInBank(Exception):
    """No question bank has this kind of question; the message is German and for people."""


def forms_of(question: Question, writer: Writer) -> Iterator[Made]:
    """The questions of the bank for one of the course; raises NotInBank with the reason when there is none."""
    if question.kind not in _KINDS:
        raise NotInBank(_REASONS[question.kind])
    yield from _KINDS[question.kind](question, writer)


def _text(question: Question, writer: Writer) -> Rich:
    return writer.rich(question.prompt, question.body)


def _verdicts(question: Question, writer: Writer) -> Verdicts:
    told = question.feedback
    return Verdicts(writer.rich(told.right), writer.rich(told.partly), writer.rich(told.wrong))


def _reasons(options: Sequence[Option], writer: Writer) -> Rich:
    """The feedback of parts for which a bank has no place of its own, as a list below the general one."""
    told = [(words_of(option.content), writer.rich(option.feedback)) for option in options if option.feedback]
    items = (Rich(f"<li><strong>{words(name)}</strong>") + reason + Rich("</li>") for name, reason in told)
    return Rich("<ul>") + sum(items, NOTHING) + Rich("</ul>") if told else NOTHING


def _choice(question: Question, writer: Writer) -> Iterator[Made]:
    """Several right answers: each brings its share, a wrong one takes as much, as in the course."""
    options: tuple[Option, ...] = question.content.options
    single = question.kind == "choice"
    right = sum(option.right for option in options)
    if right > MOST:
        raise NotInBank(f"Mehr als {MOST} richtige Antworten kann Moodle nicht bewerten.")
    share = Fraction(1, right)
    wrong = Fraction(0) if single else -share
    answers = tuple(
        Answer(writer.rich(option.content), share if option.right else wrong, writer.rich(option.feedback))
        for option in options
    )
    form = MultipleChoice(answers, single, question.shuffle is not False, _verdicts(question, writer))
    yield Made(form, _text(question, writer), question.prompt)


def _statements(question: Question, writer: Writer) -> Iterator[Made]:
    """One question for each statement: banks know true/false with one statement only.

    A Cloze would keep them together, but GIFT has none, nobody edits it with ease, and reports would not name the
    statement that was judged wrongly.
    """
    statements: tuple[Option, ...] = question.content.statements
    alone = len(statements) == 1
    told = question.feedback
    for statement in statements:
        right = writer.rich(statement.feedback, told.right if alone else ())
        wrong = writer.rich(statement.feedback, told.wrong if alone else ())
        text = writer.rich(question.prompt, question.body, statement.content)
        part = "" if alone else f"s{statement.number}"
        form = TrueFalse(statement.right, right, wrong)
        yield Made(form, text, statement.content, part=part, share=Fraction(1, len(statements)))
    if not alone and (told.right or told.wrong or told.partly):
        writer.lost["Die Rückmeldung zu allen Aussagen zusammen fehlt: Jede Aussage ist eine eigene Frage."] = None


def _short(question: Question, writer: Writer) -> Iterator[Made]:
    content = question.content
    if content.patterns and not content.accepted:
        raise NotInBank("Antworten nach einem Muster (/…/) kennt Moodle nicht.")
    if content.patterns:
        writer.lost["Das Muster (/…/) fehlt, es gelten nur die ausgeschriebenen Antworten."] = None
    _tell_typos(content.typos, writer)
    right, wrong = writer.rich(question.feedback.right), writer.rich(question.feedback.wrong)
    form = ShortAnswer(spellings(content.accepted), right, wrong)
    yield Made(form, _text(question, writer), question.prompt)


def _tell_typos(typos: int, writer: Writer) -> None:
    if typos:
        writer.lost["Tippfehler werden nicht verziehen."] = None


_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def spellings(accepted: Sequence[str]) -> tuple[str, ...]:
    """The words, then those with ``ae`` for ``ä``: in the course both count, in Moodle only what is listed."""
    return tuple(dict.fromkeys([*accepted, *(text.translate(_FOLDED) for text in accepted)]))


_NAMES = (
    ("Euro", "€", "EUR"), ("%", "Prozent"), ("Jahre", "Jahr", "Jahren"), ("Monate", "Monat", "Monaten"),
    ("Wochen", "Woche"), ("Tage", "Tag", "Tagen"), ("Stunden", "Stunde"), ("Minuten", "Minute"),
    ("Punkte", "Punkt", "Punkten"), ("Werktage", "Werktag", "Werktagen"),
)  # fmt: skip


def _number(question: Question, writer: Writer) -> Iterator[Made]:
    spans: tuple[Span, ...] = question.content.spans
    first = spans[0].unit
    units: dict[str, Decimal] = dict.fromkeys(_unit_names(first), Decimal(1)) if first else {}
    same = [span for span in spans if span.unit in (first, "")]
    for span in spans:
        if span.unit not in (first, ""):
            times = _times(spans, span)
            if times is None:
                writer.lost["Es gelten nur die Antworten in der Einheit der ersten."] = None
            else:
                units |= dict.fromkeys(_unit_names(span.unit), times)
    right, wrong = writer.rich(question.feedback.right), writer.rich(question.feedback.wrong)
    values = tuple(dict.fromkeys(_value(span) for span in same))
    yield Made(Numerical(values, units, right, wrong), _text(question, writer), question.prompt)


def _unit_names(unit: str) -> tuple[str, ...]:
    names = next((names for names in _NAMES if unit in names), ())
    return tuple(dict.fromkeys((unit, *names)))


def _value(span: Span) -> tuple[Decimal, Decimal]:
    """The middle and how far an answer may be from it."""
    low, high = Decimal(str(span.low)), Decimal(str(span.high))
    return (low + high) / 2, (high - low) / 2


def _times(spans: Sequence[Span], other: Span) -> Decimal | None:
    """How many of the other unit make one of the first („3 Jahre | 36 Monate“: 12); None: they tell two things."""
    if sum(span.unit == other.unit for span in spans) > 1 or spans[0].low <= 0:
        return None
    (value, tolerance), (wanted, margin) = _value(spans[0]), _value(other)
    times = wanted / value
    exact = times == round(times, 12) and tolerance * times == margin
    return times.normalize() if exact and sum(span.unit == spans[0].unit for span in spans) == 1 else None


def _matching(question: Question, writer: Writer) -> Iterator[Made]:
    content = question.content
    targets = {option.key: words_of(option.content) for option in content.targets}
    sources = {option.key: writer.rich(option.content) for option in content.sources}
    used = {target for _, target in content.pairs}
    form = Matching(
        tuple((sources[source], targets[target]) for source, target in content.pairs),
        tuple(text for key, text in targets.items() if key not in used),
        question.shuffle is not False,
        _verdicts(question, writer),
    )
    if any(isinstance(node, Image) for option in content.targets for node in walk(option.content)):
        writer.lost[NO_PICTURE] = None  # what is chosen from a list is text alone
    extra = _reasons((*content.sources, *content.targets), writer)
    yield Made(form, _text(question, writer), question.prompt, extra)


def _ordering(question: Question, writer: Writer) -> Iterator[Made]:
    steps: tuple[Option, ...] = question.content.steps
    form = Ordering(tuple(writer.rich(step.content) for step in steps), _verdicts(question, writer))
    yield Made(form, _text(question, writer), question.prompt, _reasons(steps, writer))


def _gaps(question: Question, writer: Writer) -> Iterator[Made]:
    content = question.content
    places = {id(field): place for place, field in enumerate(content.fields)}

    def hole(gap: Gap) -> str:
        return f"{MARK}{places[id(content.at(gap))]}{MARK}"

    each = question.points // len(content.fields) if question.points % len(content.fields) == 0 else 1
    fields = tuple(
        GapField(
            max(each, 1),
            spellings(field.accepted),
            tuple((words_of(choice.content), choice.right) for choice in field.choices),
        )
        for field in content.fields
    )
    _tell_typos(content.typos, writer)
    text = writer.rich(question.prompt, question.body, hole=hole)
    yield Made(Cloze(fields), text, question.prompt, _verdicts(question, writer).at_once())


def _essay(question: Question, writer: Writer) -> Iterator[Made]:
    form = Essay(writer.rich(question.content.model))
    yield Made(form, _text(question, writer), question.prompt, _verdicts(question, writer).at_once())


_KINDS: dict[str, Callable[[Question, Writer], Iterator[Made]]] = {
    "choice": _choice,
    "multiple": _choice,
    "truefalse": _statements,
    "text": _short,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "gap": _gaps,
    "essay": _essay,
}

_REASONS = {
    "hotspot": "Stellen in einem Bild haben dort keine Entsprechung.",
    "branch": "Fälle mit Verzweigungen haben dort keine Entsprechung.",
    "likert": "Umfragen sind dort keine Fragen.",
}
