"""Reads Moodle XML strictly, by the documented format; knows nothing of how it is written.

Source: docs.moodle.org/en/Moodle_XML_format, docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

from __future__ import annotations

import html
import re
from base64 import b64decode
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

COMMON = {"name", "questiontext", "generalfeedback", "penalty", "hidden", "idnumber", "tags", "hint"}
VERDICTS = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"}
OWN = {
    "multichoice": {"defaultgrade", "single", "shuffleanswers", "answernumbering", "answer", *VERDICTS},
    "truefalse": {"defaultgrade", "answer"},
    "shortanswer": {"defaultgrade", "usecase", "answer"},
    "numerical": {"defaultgrade", "answer", "units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"},
    "matching": {"defaultgrade", "shuffleanswers", "subquestion", *VERDICTS},
    "ordering": {"defaultgrade", "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading",
                 "numberingstyle", "answer", *VERDICTS},
    "cloze": set(),
    "essay": {"defaultgrade", "responseformat", "responserequired", "responsefieldlines", "attachments",
              "attachmentsrequired", "graderinfo", "responsetemplate"},
}  # fmt: skip
SHARES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
          10, 5, 0}  # fmt: skip
GAP = re.compile(r"\{(\d+):(SHORTANSWER|MULTICHOICE):([^{}]*)\}")


@dataclass
class Asked:
    """One question as Moodle would hold it; texts are words without blanks."""

    kind: str
    name: str
    category: str
    text: str
    points: float
    everything: str
    hints: list[str]
    tags: list[str]
    answers: list[tuple[str, ...]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    shuffle: bool | None = None
    single: bool | None = None
    units: dict[str, float] = field(default_factory=dict)


def squashed(text: str) -> str:
    """The signs of a text without any blank, tab or line end."""
    return "".join(text.split())


def words(markup: str) -> str:
    """What a learner reads in HTML, without blanks; a picture by its words, a formula without its signs."""
    if not markup:
        return ""
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    shown = root.xpath(".//text()|.//img/@alt")
    return squashed("".join(map(str, shown if isinstance(shown, list) else [])))


def read(data: bytes) -> dict[str, Asked]:
    """All questions by their idnumber; fails at the first thing that the format does not know."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, strip_cdata=False))
    assert root.tag == "quiz"
    found: dict[str, Asked] = {}
    category = ""
    for question in root:
        assert question.tag == "question"
        kind = question.get("type", "")
        if kind == "category":
            category = _text(question.find("category"))
            continue
        assert category.startswith("$course$/top/")
        number = question.findtext("idnumber") or ""
        assert 0 < len(number) <= 100
        assert number not in found
        found[number] = _question(question, kind, category)
    return found


def _question(question: etree._Element, kind: str, category: str) -> Asked:
    tags = {str(child.tag) for child in question}
    assert tags <= COMMON | OWN[kind], (kind, tags)
    assert OWN[kind] - {"units"} <= tags, (kind, tags)
    name = _text(question.find("name"))
    assert 0 < len(name) <= 255
    text = _text(question.find("questiontext"))
    asked = Asked(
        kind,
        name,
        category,
        words(text),
        float(question.findtext("defaultgrade") or 0),
        "".join(words(node.text or "") for node in question.iter("text")),
        [words(_text(hint)) for hint in question.findall("hint")],
        [_text(tag) for tag in question.iterfind("tags/tag")],
    )
    asked.files = _files(question)
    asked.shuffle = {"true": True, "false": False, None: None}[question.findtext("shuffleanswers")]
    asked.single = {"true": True, "false": False, None: None}[question.findtext("single")]
    if kind == "cloze":
        _read_gaps(asked, text)
    elif kind == "matching":
        asked.answers = [
            (words(_text(pair)), squashed(_text(pair.find("answer")))) for pair in question.findall("subquestion")
        ]
    elif kind == "ordering":
        assert [answer.get("fraction") for answer in question.findall("answer")] == [
            str(place) for place in range(1, len(question.findall("answer")) + 1)
        ]
        asked.answers = [(words(_text(answer)),) for answer in question.findall("answer")]
    else:
        asked.answers = [_answer(answer, kind) for answer in question.findall("answer")]
    for unit in question.iterfind("units/unit"):
        asked.units[unit.findtext("unit_name") or ""] = float(unit.findtext("multiplier") or 0)
    return asked


def _answer(answer: etree._Element, kind: str) -> tuple[str, ...]:
    share = float(answer.get("fraction", ""))
    assert abs(share) in SHARES
    text, told = _text(answer), words(_text(answer.find("feedback")))
    if kind == "multichoice":
        return words(text), answer.get("fraction", ""), told
    if kind == "truefalse":
        assert text in {"true", "false"}
    if kind == "numerical":
        float("0" if text == "*" else text)
        return text, answer.get("fraction", ""), told, str(float(answer.findtext("tolerance") or ""))
    return text.replace("\\*", "*") if text != "*" else "* (anything)", answer.get("fraction", ""), told


def _read_gaps(asked: Asked, text: str) -> None:
    """The gaps of a Cloze; between ``~`` stand words, signs in them are references."""
    for points, kind, inside in GAP.findall(text):
        asked.points += int(points)
        typed = kind == "SHORTANSWER"
        answers = []
        for part in inside.split("~"):
            right = part.startswith("=")
            word = html.unescape(part[1:] if right else part)
            answers += [word.replace("\\*", "*") if typed else html.unescape(word), "100" if right else "0"]
        asked.answers.append(tuple(answers))
    assert asked.answers
    asked.text = words(GAP.sub("___", text))


def _files(question: etree._Element) -> dict[str, bytes]:
    """Every file that a text names lies beside it, and no other."""
    found: dict[str, bytes] = {}
    for text in question.iter("text"):
        named = {html.unescape(name) for name in re.findall(r'src="@@PLUGINFILE@@/([^"]+)"', text.text or "")}
        holder = text.getparent()
        assert holder is not None
        files = {f"{one.get('path')}{one.get('name')}"[1:]: b64decode(one.text or "", validate=True)
                 for one in holder.findall("file")}  # fmt: skip
        assert named == set(files)
        found |= files
    return found


def _text(holder: etree._Element | None) -> str:
    assert holder is not None
    texts = holder.findall("text")
    assert len(texts) == 1
    return texts[0].text or ""
