"""Whatever signs authors write, question banks hold them as written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lernbuild.course.model import Course, Lesson, Module, Settings
from lernbuild.markup.nodes import CodeBlock, Gap, LineBreak, Math, Node, Paragraph, Strong, Text
from lernbuild.questions.choice.choice import Choice
from lernbuild.questions.gap.gap import Field, GapText
from lernbuild.questions.matching.matching import Matching
from lernbuild.questions.model import Feedback, Option, Question
from lernbuild.questions.text.text import ShortText
from lernbuild.source import SourceFile
from lernbuild.targets.gift import gift_bank, gift_text
from lernbuild.targets.moodle_xml import document
from lernbuild.targets.question_bank import collect
from tests.targets import gift_reader, moodle_reader
from tests.targets.moodle_reader import squashed

FILE = SourceFile("probe/01-m/01-l.md", "::: frage Was?\n- (x) a\n:::\n")
HERE = FILE.span(0)

_NOTATION = (
    "]]>", "<![CDATA[", "&amp;", "&#123;", "<b>", "{1:SHORTANSWER:=a}", "{#", "}", "~%50%", "=", "#", "####", "::",
    "\\", "\\n", "//", "->", "$$", "\\(a\\)", "$CATEGORY: x", "@@PLUGINFILE@@/x.png", "*", "[html]", "%100%", "T",
    "\ue0001\ue000", "\u00a0", "\u2028", "\n", "\t", "Ü", "ß", "„", "🙂", "'", '"', "`",
)  # fmt: skip
_SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
TEXT = (
    st.lists(st.one_of(st.sampled_from(_NOTATION), st.text(_SIGNS, max_size=8)), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: bool(squashed(text)))
)
"""Words with any sign, above all with those that mean something in the formats."""

TYPED = TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: text != "*")


Nodes = tuple[Node, ...]


def nodes(kind: int, text: str) -> tuple[Node, ...]:
    """The text as words, in bold, as a formula, as code, or over two lines."""
    plain = Text(HERE, text)
    made: list[tuple[Node, ...]] = [
        (plain,),
        (Strong(HERE, (plain,)),),
        (Text(HERE, "a "), Math(HERE, text), Text(HERE, " b")),
        (Paragraph(HERE, (Text(HERE, "x"),)), CodeBlock(HERE, text)),
        (plain, LineBreak(HERE, hard=True), plain),
    ]
    return made[kind]


NODES = st.builds(nodes, st.integers(0, 4), TEXT)
LINE = st.builds(nodes, st.integers(0, 1), TEXT)


def course(*questions: Question) -> Course:
    lesson = Lesson("l", 1, "lektion", "Lektion [1]", (), questions, FILE, date(2026, 6, 1))
    head = Settings("probe", "Kurs / A", "de", "1", date(2026, 6, 1))
    return Course(head, (Module("m", "Modul / B", (lesson,)),))


def question(number: int, kind: str, content: object, told: tuple[Node, ...], prompt: tuple[Node, ...]) -> Question:
    return Question(kind, f"f{number}", prompt, (), content, HERE, feedback=Feedback(always=told), number=number)


def both(*questions: Question) -> tuple[dict[str, moodle_reader.Asked], dict[str, gift_reader.Gift]]:
    made = course(*questions)
    return moodle_reader.read(document(collect(made), {})), gift_reader.read(gift_text(gift_bank(made)))


def shown(parts: tuple[Node, ...]) -> str:
    """What a reader sees of nodes made above, without blanks."""
    out = ""
    for node in parts:
        match node:
            case Text(value=value) | CodeBlock(value=value):
                out += value
            case Strong(children=children) | Paragraph(children=children):
                out += shown(children)
            case Math(source=source):
                out += f"\\({source}\\)"
    return squashed(out)


@settings(max_examples=150, deadline=None)
@given(NODES, LINE, LINE, NODES)
def test_choices(
    prompt: tuple[Node, ...], right: tuple[Node, ...], wrong: tuple[Node, ...], told: tuple[Node, ...]
) -> None:
    options = (Option("a", right, HERE, right=True, feedback=told), Option("b", wrong, HERE))
    xml, gift = both(question(1, "choice", Choice(options), told, prompt))
    for one in (xml["probe.q1"], gift["probe.q1"]):
        assert one.kind == "multichoice"
        assert one.text == shown(prompt)
        assert one.answers == [(shown(right), "100", shown(told)), (shown(wrong), "0", "")]
        assert one.everything.count(shown(told)) >= 2
        assert one.category == "$course$/top/Kurs // A/Modul // B"


@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=3, unique=True))
def test_typed_answers(accepted: list[str]) -> None:
    plain = (Text(HERE, "Was?"),)
    gaps = GapText((Field("[[a]]", HERE, 1, tuple(accepted)),), in_prompt=False)
    text = question(1, "text", ShortText(tuple(accepted)), (), plain)
    xml, gift = both(text, replace(question(2, "gap", gaps, (), plain), body=(Paragraph(HERE, (Gap(HERE, "a"),)),)))
    typed = [answer[0] for answer in xml["probe.q1"].answers]
    assert typed[: len(accepted)] == accepted
    assert list(xml["probe.q2"].answers[0][::2])[: len(accepted)] == accepted
    if any("->" in text for text in accepted):
        assert gift == {}
    else:
        assert [answer[0] for answer in gift["probe.q1"].answers] == typed
        assert [answer[0] for answer in gift["probe.q2"].answers] == typed


@settings(max_examples=100, deadline=None)
@given(LINE, TYPED, TYPED)
def test_pairs(left: tuple[Node, ...], right: str, other: str) -> None:
    sources = (Option("a", left, HERE),)
    targets = (Option("=> a", (Text(HERE, right),), HERE), Option("=> b", (Text(HERE, other),), HERE))
    content = Matching(sources, targets, (("a", "=> a"),))
    xml, gift = both(question(1, "matching", content, (), (Text(HERE, "Was?"),)))
    for one in (xml["probe.q1"], gift["probe.q1"]):
        assert one.answers == [(shown(left), squashed(right)), ("", squashed(other))]


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, min_size=2, max_size=4, unique_by=squashed), st.integers(0, 1))
def test_choices_in_gaps(words: list[str], right: int) -> None:
    choices = tuple(
        Option(f"k: {word}", (Text(HERE, word),), HERE, right=place == right) for place, word in enumerate(words)
    )
    gaps = GapText((Field("[[a]]", HERE, 1, (), choices),), in_prompt=False)
    asked = replace(question(1, "gap", gaps, (), (Text(HERE, "Was?"),)), body=(Paragraph(HERE, (Gap(HERE, "a"),)),))
    xml, gift = both(asked)
    shares = ["100" if place == right else "0" for place in range(len(words))]
    assert [(squashed(a), b) for a, b in zip(*[iter(xml["probe.q1"].answers[0])] * 2, strict=True)] == list(
        zip(map(squashed, words), shares, strict=True)
    )
    assert [answer[:2] for answer in gift["probe.q1"].answers] == list(zip(map(squashed, words), shares, strict=True))
