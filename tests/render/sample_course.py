"""Builds small courses from nodes, without any parser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lernbuild.course.model import (
    Asset,
    Course,
    Funding,
    GlossaryTerm,
    Lesson,
    Module,
    Objective,
    Settings,
    TestSettings,
)
from lernbuild.markup.nodes import (
    Attributes,
    Block,
    Citation,
    Emphasis,
    FactValue,
    Footnote,
    FootnoteRef,
    Heading,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    QuestionPlace,
    Strong,
    Term,
    Text,
)
from lernbuild.questions.choice.choice import Choice
from lernbuild.questions.model import Feedback, Option, Question
from lernbuild.source import SourceFile, Span

FILE = SourceFile("courses/probe/01-modul/01-erste.md", "x" * 40 + "\n")
SPAN = Span(FILE, 0, 1)
LAW = "https://www.gesetze-im-internet.de/aufenthg_2004/__81.html"


def text(value: str) -> Text:
    return Text(SPAN, value)


def words(value: str | Sequence[Node]) -> tuple[Node, ...]:
    return (text(value),) if isinstance(value, str) else tuple(value)


def p(*children: str | Node) -> Paragraph:
    return Paragraph(SPAN, tuple(text(child) if isinstance(child, str) else child for child in children))


def h(level: int, value: str, anchor: str = "") -> Heading:
    return Heading(SPAN, level, words(value), anchor)


def strong(value: str) -> Strong:
    return Strong(SPAN, words(value))


def em(value: str) -> Emphasis:
    return Emphasis(SPAN, words(value))


def br() -> LineBreak:
    return LineBreak(SPAN)


def link(target: str, value: str = "") -> Link:
    return Link(SPAN, target, words(value) if value else ())


def law(value: str = "§ 81 Abs. 4 AufenthG", address: str | None = LAW) -> Citation:
    return Citation(SPAN, "AufenthG", ("81",), ((value, address),))


def fact(value: str = "50.700 Euro", until: date | None = date(2026, 12, 31)) -> FactValue:
    return FactValue(SPAN, "FEG-BK", value, until)


def term(key: str, value: str) -> Term:
    return Term(SPAN, key, words(value))


def note(label: str) -> FootnoteRef:
    return FootnoteRef(SPAN, label)


def item(*blocks: str | Node, marker: str = "") -> ListItem:
    return ListItem(SPAN, tuple(p(block) if isinstance(block, str) else block for block in blocks), marker)


def ul(*items: str | ListItem) -> List:
    return List(SPAN, False, tuple(item(x) if isinstance(x, str) else x for x in items))


def ol(*items: str | ListItem) -> List:
    return List(SPAN, True, tuple(item(x) if isinstance(x, str) else x for x in items))


def block(name: str, title: str, *children: Node, **attributes: str | None) -> Block:
    return Block(SPAN, name, words(title) if title else (), children, Attributes(tuple(attributes.items())))


def place(index: int) -> QuestionPlace:
    return QuestionPlace(SPAN, index)


def option(number: int, value: str, *, right: bool = False, feedback: str = "") -> Option:
    return Option(value, words(value), SPAN, right, words(feedback) if feedback else (), number)


def choice(key: str, prompt: str, number: int = 1, **more: Any) -> Question:
    options = (option(1, "Ja", right=True, feedback="Stimmt."), option(2, "Nein"))
    return Question(
        "choice",
        key,
        words(prompt),
        (),
        Choice(options),
        SPAN,
        number=number,
        feedback=Feedback(right=(p("Gut erkannt."),)),
        **more,
    )


def lesson(key: str, number: int, *blocks: Node, title: str = "", kind: str = "lektion", **more: Any) -> Lesson:
    return Lesson(
        key,
        number,
        kind,
        title or f"Lektion {key}",
        blocks,
        more.pop("questions", ()),
        FILE,
        date(2026, 8, 19),
        digest=f"{number:06x}abc",
        **more,
    )


def settings(**more: Any) -> Settings:
    values: dict[str, Any] = {
        "id": "probe",
        "title": "Probekurs",
        "language": "de",
        "version": "1.0",
        "legal_date": date(2026, 8, 19),
        "subtitle": "Onlinekurs für Ausländerbehörden",
        "description": "Worum es geht, in einem Satz.",
        "publisher": "Metropolregion Rhein-Neckar GmbH",
        "minutes": 390,
        "funding": Funding("Aus Mitteln des europäischen Asyl-, Migrations- und Integrationsfonds kofinanziert."),
        "contact": {"url": "https://connect-mrn.de"},
    }
    return Settings(**(values | more))


def course(*lessons: Lesson, **more: Any) -> Course:
    given = {
        key: more.pop(key)
        for key in list(more)
        if key in {"assets", "links", "objectives", "glossary", "lands", "variant", "variant_name", "facts"}
    }
    return Course(settings(**more), (Module("modul", "Ihre erste Woche", lessons),), **given)


def full_course(**more: Any) -> Course:
    """One lesson with every kind of block, a test page, a glossary and citations."""
    first = lesson(
        "anfang",
        1,
        p("Jemand stellt einen Antrag. Was gilt?"),
        h(2, "Drei Ausgangslagen", "lagen"),
        p("Es gilt ", law(), " und ", fact(), ", siehe ", term("Duldung", "Duldung"), note("a"), "."),
        block("rechtsgrundlage", "", p(em("Der Titel gilt als fortbestehend."), " ", law())),
        p("Ein Satz zwischen zwei Kästen."),
        block(
            "schritte",
            "",
            ol(item(p(strong("Hören."), " Fragen Sie nach.")), item(p(strong("Prüfen."), " Wer entscheidet?"))),
        ),
        block("karten", "", h(3, "Karte eins"), p("Text"), h(3, "Karte zwei"), p("Text")),
        block("reiter", "", block("reiter-seite", "Studium", p("A")), block("reiter-seite", "Ausbildung", p("B"))),
        block("aufklappen", "Mehr dazu", p("Mehr.")),
        block(
            "dokument", "email Umzug", p("Von: Frau Demir", br(), "An: Amt"), p("Guten Tag,"), p("Anlagen: Antrag.pdf")
        ),
        block("loesungsweg", "", h(3, "Aufgabetag finden"), p("Der Brief ging ab."), p("Ergebnis: Freitag")),
        block("nur", "Baden-Württemberg", p("Nur hier."), laender="bw"),
        place(0),
        block("arbeitshilfe", "Die Frist in fünf Schritten", ul(item("Am: ____", marker="[ ]"))),
        block("merke", "", p("Fragen Sie zuerst: Wer entscheidet?")),
        title="Was gilt, während der Antrag läuft?",
        minutes=12,
        objectives=("Sie unterscheiden drei Wirkungen.",),
        questions=(choice("uebung", "Gilt das?"),),
        footnotes=(Footnote(SPAN, "a", (p("Eine Anmerkung."),)),),
    )
    test = lesson(
        "kontrolle",
        2,
        place(0),
        place(1),
        title="Lernkontrolle",
        kind="test",
        test=TestSettings(),
        questions=(choice("eins", "Erste?", 2), choice("zwei", "Zweite?", 3)),
    )
    values: dict[str, Any] = {
        "glossary": (
            GlossaryTerm("Duldung", "Aussetzung der Abschiebung.", see=("Titel",)),
            GlossaryTerm("Titel", "Eine Erlaubnis."),
        ),
        "objectives": (Objective("wirkung", 1, "Sie unterscheiden drei Wirkungen."),),
        "lands": (("bw", "Baden-Württemberg"), ("he", "Hessen")),
    }
    return course(first, test, **(values | more))


def asset(path: Path, name: str) -> Asset:
    return Asset(path, name)
