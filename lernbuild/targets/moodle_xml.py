"""Moodle XML: the bank's questions as one document with their pictures; knows no node and no question of the course.

Source: docs.moodle.org/en/Moodle_XML_format; for what it leaves open, ``question/format/xml/format.php`` and the
``export_to_xml`` of ``question/type/ordering`` (Moodle 4.5).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from pathlib import PurePosixPath

from lernbuild.course.model import Course
from lernbuild.diagnostics import Diagnostic
from lernbuild.render.site import Site
from lernbuild.targets.base import Limits
from lernbuild.targets.question_bank import check_bank, collect
from lernbuild.targets.question_bank.model import (
    MARK,
    Bank,
    Category,
    Cloze,
    Essay,
    Form,
    GapField,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Rich,
    ShortAnswer,
    TrueFalse,
    Verdicts,
)
from lernbuild.xml_chars import NOT_XML

_CLOZE_SIGN = re.compile(r"""[~#{}%=\\/"'&<>]""")
_PLAIN = 'format="moodle_auto_format"'
_HTML = 'format="html"'
Files = Mapping[str, bytes]


class MoodleXml:
    """One document for „Fragensammlung – Import – Moodle-XML-Format“."""

    name = "moodle-xml"
    label = "Moodle XML"
    limits = Limits()
    folder = False
    material = True
    suffix = "xml"

    def files(self, site: Site) -> Mapping[str, bytes]:
        """The one document; none without a course."""
        if site.course is None:
            return {}
        return {f"{site.id}.{self.name}.xml": document(collect(site.course), site.files)}

    def check(self, course: Course) -> list[Diagnostic]:
        """The questions that the bank lacks or holds in a plainer form."""
        return check_bank(collect(course), self.label)


def document(bank: Bank, files: Files) -> bytes:
    """All categories with their questions, pictures inside; ``files`` are those of the course by name."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for category in bank.categories:
        lines += _category(category)
        for item in category.items:
            lines += _question(item, files)
    return ("\n".join([*lines, "</quiz>"]) + "\n").encode()


def written(text: str) -> str:
    """Text in an element. CDATA, since Moodle's reader loses blanks between two entities; ``]]>`` is cut in two."""
    text = NOT_XML.sub("", text)
    if not re.search("[<>&]", text):
        return text
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def percent(fraction: Fraction) -> str:
    """A share of the points as Moodle writes it: 100, 33.33333, -14.28571."""
    return f"{float(fraction) * 100:.5f}".rstrip("0").rstrip(".")


def number(value: Decimal) -> str:
    """A number with a point and without an exponent."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _category(category: Category) -> Iterator[str]:
    names = ["$course$", "top", *(name.replace("/", "//") for name in category.path)]
    yield '<question type="category">'
    yield f" <category><text>{written('/'.join(names))}</text></category>"
    yield f" <info {_HTML}><text>{written(category.info.html)}</text></info>"
    yield "</question>"


def _rich(tag: str, rich: Rich, files: Files, attributes: str = _HTML) -> str:
    inside = f"<text>{written(rich.html)}</text>" + "".join(_file(name, files) for name in rich.files)
    return f" <{tag} {attributes}>{inside}</{tag}>"


def _file(name: str, files: Files) -> str:
    path = PurePosixPath(name)
    folder = "/" if path.parent == PurePosixPath() else f"/{path.parent}/"
    data = b64encode(files[name]).decode()
    return f'<file name="{escape(path.name)}" path="{escape(folder)}" encoding="base64">{data}</file>'


def _question(item: Item, files: Files) -> Iterator[str]:
    yield f'<question type="{_TYPES[type(item.form)]}">'
    yield f" <name><text>{written(item.name)}</text></name>"
    yield _rich("questiontext", _with_gaps(item), files)
    yield _rich("generalfeedback", item.general, files)
    if not isinstance(item.form, Cloze):
        yield f" <defaultgrade>{float(item.points):.7f}</defaultgrade>"
    yield " <penalty>0</penalty>"
    yield " <hidden>0</hidden>"
    yield f" <idnumber>{written(item.idnumber)}</idnumber>"
    yield from _form(item.form, files)
    if item.tags:
        yield f" <tags>{''.join(f'<tag><text>{written(tag)}</text></tag>' for tag in item.tags)}</tags>"
    for hint in item.hints:
        yield _rich("hint", hint, files)
    yield "</question>"


def _form(form: Form, files: Files) -> Iterator[str]:
    match form:
        case MultipleChoice():
            yield from _multichoice(form, files)
        case TrueFalse(true=true, right=right, wrong=wrong):
            yield _answer("true", Fraction(int(true)), right if true else wrong, files)
            yield _answer("false", Fraction(int(not true)), wrong if true else right, files)
        case ShortAnswer(accepted=accepted, right=right, wrong=wrong):
            yield " <usecase>0</usecase>"
            for text in accepted:
                yield _answer(text.replace("*", "\\*"), Fraction(1), right, files)
            if wrong:
                yield _answer("*", Fraction(0), wrong, files)
        case Numerical():
            yield from _numerical(form, files)
        case Matching():
            yield from _matching(form, files)
        case Ordering(steps=steps, verdicts=verdicts):
            yield " <layouttype>VERTICAL</layouttype>"
            yield " <selecttype>ALL</selecttype>"
            yield " <selectcount>0</selectcount>"
            yield " <gradingtype>ABSOLUTE_POSITION</gradingtype>"
            yield " <showgrading>SHOW</showgrading>"
            yield " <numberingstyle>none</numberingstyle>"
            yield from _verdicts(verdicts, files)
            for place, step in enumerate(steps, 1):
                yield _rich("answer", step, files, f'fraction="{place}" {_HTML}')
        case Essay(model=model):
            yield from _essay(model, files)


def _answer(text: str, fraction: Fraction, feedback: Rich, files: Files, more: str = "") -> str:
    told = _rich("feedback", feedback, files).strip()
    inside = f"<text>{written(text)}</text>{told}{more}"
    return f' <answer fraction="{percent(fraction)}" {_PLAIN}>{inside}</answer>'


def _verdicts(verdicts: Verdicts, files: Files) -> Iterator[str]:
    yield _rich("correctfeedback", verdicts.right, files)
    yield _rich("partiallycorrectfeedback", verdicts.partly, files)
    yield _rich("incorrectfeedback", verdicts.wrong, files)
    yield " <shownumcorrect/>"


def _multichoice(form: MultipleChoice, files: Files) -> Iterator[str]:
    yield f" <single>{_flag(form.single)}</single>"
    yield f" <shuffleanswers>{_flag(form.shuffle)}</shuffleanswers>"
    yield " <answernumbering>none</answernumbering>"
    yield from _verdicts(form.verdicts, files)
    for answer in form.answers:
        inside = f"<text>{written(answer.text.html)}</text>" + "".join(_file(name, files) for name in answer.text.files)
        told = _rich("feedback", answer.feedback, files).strip()
        yield f' <answer fraction="{percent(answer.fraction)}" {_HTML}>{inside}{told}</answer>'


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _numerical(form: Numerical, files: Files) -> Iterator[str]:
    for value, tolerance in form.values:
        more = f"<tolerance>{number(tolerance)}</tolerance>"
        yield _answer(number(value), Fraction(1), form.right, files, more)
    if form.wrong:
        yield _answer("*", Fraction(0), form.wrong, files, "<tolerance>0</tolerance>")
    if form.units:
        each = (
            f"<unit><multiplier>{number(times)}</multiplier><unit_name>{written(name)}</unit_name></unit>"
            for name, times in form.units.items()
        )
        yield f" <units>{''.join(each)}</units>"
    yield " <unitgradingtype>0</unitgradingtype>"
    yield " <unitpenalty>0</unitpenalty>"
    yield f" <showunits>{0 if form.units else 3}</showunits>"
    yield " <unitsleft>0</unitsleft>"


def _matching(form: Matching, files: Files) -> Iterator[str]:
    yield f" <shuffleanswers>{_flag(form.shuffle)}</shuffleanswers>"
    yield from _verdicts(form.verdicts, files)
    for source, target in (*form.pairs, *((Rich(), text) for text in form.distractors)):
        left = f"<text>{written(source.html)}</text>" + "".join(_file(name, files) for name in source.files)
        yield f" <subquestion {_HTML}>{left}<answer><text>{written(target)}</text></answer></subquestion>"


def _essay(model: Rich, files: Files) -> Iterator[str]:
    yield " <responseformat>editor</responseformat>"
    yield " <responserequired>1</responserequired>"
    yield " <responsefieldlines>10</responsefieldlines>"
    yield " <attachments>0</attachments>"
    yield " <attachmentsrequired>0</attachmentsrequired>"
    yield _rich("graderinfo", model, files)
    yield _rich("responsetemplate", Rich(), files)


def _with_gaps(item: Item) -> Rich:
    """The text of a Cloze with its gaps in Moodle's notation."""
    form = item.form
    if not isinstance(form, Cloze):
        return item.text
    pieces = item.text.html.split(MARK)
    shown = "".join(_gap(form.fields[int(piece)]) if at % 2 else piece for at, piece in enumerate(pieces))
    return Rich(shown, item.text.files)


def _gap(field: GapField) -> str:
    """``{1:SHORTANSWER:=vier~=4}``; the words of a choice are HTML in Moodle, typed ones are not."""
    if field.choices:
        parts = [("=" if right else "") + _cloze(escape(text, quote=False)) for text, right in field.choices]
        return f"{{{field.points}:MULTICHOICE:{'~'.join(parts)}}}"
    parts = ["=" + _cloze(text.replace("*", "\\*")) for text in field.accepted]
    return f"{{{field.points}:SHORTANSWER:{'~'.join(parts)}}}"


def _cloze(text: str) -> str:
    """Signs as references, which Moodle decodes behind its own search for ``~``, ``#`` and ``}``."""
    return _CLOZE_SIGN.sub(lambda match: f"&#{ord(match[0])};", text)


_TYPES: Mapping[type, str] = {
    MultipleChoice: "multichoice",
    TrueFalse: "truefalse",
    ShortAnswer: "shortanswer",
    Numerical: "numerical",
    Matching: "matching",
    Ordering: "ordering",
    Cloze: "cloze",
    Essay: "essay",
}
