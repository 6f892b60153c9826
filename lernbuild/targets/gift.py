"""GIFT: the bank's questions as text that Moodle and other systems read; knows no node and no question of the course.

Source: docs.moodle.org/en/GIFT_format; ``question/format/gift/format.php`` (Moodle 4.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic
from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.moodle_xml import number, percent
from lernbuild.targets.question_bank import check_bank, collect
from lernbuild.targets.question_bank.hypertext import words
from lernbuild.targets.question_bank.model import (
    MARK,
    Bank,
    Category,
    Cloze,
    Essay,
    Item,
    Lost,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Rich,
    ShortAnswer,
    TrueFalse,
)

_SIGNS = re.compile(r"[\\#=~{}:]")
_ARROW = "->"
_TAG = str.maketrans("[]", "()")


class Gift:
    """One text for „Fragensammlung – Import – GIFT-Format“."""

    name = "gift"
    label = "GIFT"
    limits = Limits()
    folder = False
    material = True
    suffix = "txt"

    def files(self, site: Site) -> Mapping[str, bytes]:
        """The one text; none without a course."""
        if site.course is None:
            return {}
        return {f"{site.id}.{self.name}.txt": gift_text(gift_bank(site.course)).encode()}

    def check(self, course: Course) -> list[Diagnostic]:
        """The questions that the bank lacks or holds in a plainer form."""
        return check_bank(gift_bank(course), self.label)


def gift_bank(course: Course) -> Bank:
    """The bank without what GIFT cannot say: pictures, orders, texts with several gaps."""
    bank = collect(course, pictures=False)
    lost: list[Lost] = []
    categories: list[Category] = []
    for category in bank.categories:
        kept = []
        for item in category.items:
            if why := _cannot(item):
                lost.append(Lost(item.question, why, whole=True))
            else:
                kept.append(item)
                lost += [Lost(item.question, "Die Hinweise fehlen.", whole=False)] if item.hints else []
        categories += [replace(category, items=tuple(kept))] if kept else []
    whole = {id(one.question) for one in lost if one.whole}
    lost += [one for one in bank.lost if id(one.question) not in whole]
    return Bank(tuple(categories), tuple(lost))


def _cannot(item: Item) -> str:
    match item.form:
        case Ordering():
            return "Das Format kennt keine Reihenfolgen."
        case Cloze(fields=fields) if len(fields) > 1:
            return "Das Format kennt nur eine Lücke je Text."
        case Cloze(fields=fields) if any(_ARROW in text for text in fields[0].accepted):
            return "Eine Antwort mit „->“ wäre dort eine Zuordnung."
        case ShortAnswer(accepted=accepted) if any(_ARROW in text for text in accepted):
            return "Eine Antwort mit „->“ wäre dort eine Zuordnung."
    return ""


def gift_text(bank: Bank) -> str:
    """All categories with their questions; a blank line ends each, so none stands inside."""
    parts: list[str] = []
    for category in bank.categories:
        names = ["$course$", "top", *(" ".join(name.split()).replace("/", "//") for name in category.path)]
        parts.append(f"$CATEGORY: {'/'.join(names)}")
        parts += [_question(item) for item in category.items]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text on one line whose signs are no notation."""
    return _SIGNS.sub(lambda match: "\\" + match[0], " ".join(text.splitlines()))


def _html(rich: Rich) -> str:
    return f"[html]{escaped(rich.html)}" if rich else ""


def _told(rich: Rich) -> str:
    return f"#{_html(rich)}" if rich else ""


def _question(item: Item) -> str:
    tags = "".join(f" [tag:{tag.translate(_TAG)}]" for tag in item.tags)
    head = f"// [id:{item.idnumber}]{tags}\n::{escaped(item.name)}::\n"
    general = item.general + _more(item)
    inside = "\n".join([*_answers(item), *([f"####{_html(general)}"] if general else [])])
    if isinstance(item.form, Cloze):
        before, _, after = item.text.html.split(MARK)
        return f"{head}[html]{escaped(before)}{{\n{inside}\n}}{escaped(after)}"
    return f"{head}{_html(item.text + _unit(item))}{{{inside}}}"


def _more(item: Item) -> Rich:
    """What other formats keep in a place of its own: feedback by verdict, the model answer."""
    match item.form:
        case MultipleChoice(verdicts=verdicts) | Matching(verdicts=verdicts):
            return verdicts.at_once()
        case Essay(model=model) if model:
            return Rich("<p><strong>Musterlösung:</strong></p>") + model
    return Rich()


def _unit(item: Item) -> Rich:
    """GIFT knows no units: the text says in which one the number is asked."""
    form = item.form
    if not isinstance(form, Numerical) or not form.units:
        return Rich()
    return Rich(f"<p>(Einheit: {next(iter(form.units))}. Geben Sie nur die Zahl ein.)</p>")


def _answers(item: Item) -> Iterator[str]:
    match item.form:
        case MultipleChoice(answers=answers, single=single):
            for answer in answers:
                sign = "=" if single and answer.fraction else "~" if not answer.fraction else ""
                sign = sign or f"~%{percent(answer.fraction)}%"
                yield f"{sign}{_html(answer.text)}{_told(answer.feedback)}"
        case TrueFalse(true=true, right=right, wrong=wrong):
            told = f"#{_html(wrong)}#{_html(right)}" if right else _told(wrong)
            yield f"{'TRUE' if true else 'FALSE'}{told}"
        case ShortAnswer(accepted=accepted, right=right, wrong=wrong):
            yield from (f"=%100%{_typed(text)}{_told(right)}" for text in accepted)
            if wrong:
                yield f"=%0%*{_told(wrong)}"
        case Numerical(values=values, right=right, wrong=wrong):
            yield "#"
            yield from (f"=%100%{number(value)}:{number(by)}{_told(right)}" for value, by in values)
            if wrong:
                yield f"~{_told(wrong)}"
        case Matching(pairs=pairs, distractors=distractors):
            yield from (f"={_html(source)} -> {escaped(target)}" for source, target in pairs)
            yield from (f"= -> {escaped(target)}" for target in distractors)
        case Cloze(fields=(field,)):
            if field.choices:
                yield from (f"{'=' if right else '~'}{_html(Rich(words(text)))}" for text, right in field.choices)
            else:
                yield from (f"=%100%{_typed(text)}" for text in field.accepted)


def _typed(text: str) -> str:
    """Words to type; a star would stand for anything, words in square brackets at the start for a format."""
    return ("[plain]" if text.startswith("[") else "") + escaped(text.replace("*", "\\*"))
