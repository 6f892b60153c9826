"""Every node and block as HTML: the right elements, everything escaped, nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from lernbuild.course.facts import Fact, Period
from lernbuild.course.model import Asset, Course
from lernbuild.markup.nodes import (
    Attributes,
    Cell,
    Citation,
    CodeBlock,
    CodeSpan,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    Gap,
    Heading,
    Image,
    Link,
    Math,
    Node,
    Quote,
    Rule,
    Table,
)
from lernbuild.render.html import footnotes, new_page, render
from lernbuild.render.page import Book, Page
from lernbuild.render.theme import Theme
from tests.render import sample_course as make
from tests.render.sample_course import SPAN, block, h, item, ol, p, text, ul


@pytest.fixture
def page(theme: Theme) -> Page:
    return page_for(theme, make.full_course())


def page_for(theme: Theme, course: Course, **more: object) -> Page:
    return new_page(Book(course, theme.texts("de"), **more), course.lessons[0], "../")  # type: ignore[arg-type]


def shown(page: Page, *nodes: Node) -> html.HtmlElement:
    """The nodes inside one div."""
    return html.fragment_fromstring(str(render(nodes, page)), create_parent="div")


def words(element: html.HtmlElement) -> str:
    """The text as a reader meets it."""
    return " ".join(element.text_content().replace("\u00a0", " ").replace("\u00ad", "").split())


def test_text_is_escaped(page: Page) -> None:
    made = render([p('<script>alert("1")</script> & Co.'), p(CodeSpan(SPAN, "<b>"))], page)
    assert "<script>" not in made
    assert "&lt;b&gt;" in made


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (make.em("a"), "<em>a</em>"),
        (make.strong("a"), "<strong>a</strong>"),
        (make.br(), "\n"),
        (CodeSpan(SPAN, "a"), "<code>a</code>"),
        (Rule(SPAN), "<hr>"),
        (Quote(SPAN, (p("a"),)), "<blockquote><p>a</p></blockquote>"),
        (make.fact("7", None), "7"),
        (make.link("mailto:a@example.org"), '<a href="mailto:a@example.org">a@example.org</a>'),
        (Math(SPAN, "a<b"), '<code class="tex">a&lt;b</code>'),
    ],
)
def test_small_nodes(page: Page, node: Node, expected: str) -> None:
    assert render([node], page) == expected


def test_a_line_to_fill_in(page: Page) -> None:
    assert shown(page, p("Am: ____ um __")).xpath("count(.//span[@class='blank'])") == 1
    for dots in ("……", "… …", "…..", "....."):
        assert shown(page, p(f"Name: {dots}")).xpath("count(.//span[@class='blank'])") == 1, dots
    assert not shown(page, p("Und dann … Ende ….")).xpath(".//span")
    assert shown(page, p(Gap(SPAN, "x"))).xpath(".//span[@class='blank']")


def test_formulas_take_what_the_build_can_make(theme: Theme) -> None:
    page = page_for(theme, make.full_course(), math=lambda source, display: Markup("<math></math>"))
    assert render([Math(SPAN, "a", True)], page) == "<math></math>"


def test_outside_links_say_that_they_open_a_new_tab(page: Page) -> None:
    link = shown(page, make.link("https://example.org/", "Beispiel"))[0]
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener noreferrer")
    assert words(link) == "Beispiel (öffnet in neuem Tab)"


def test_a_citation_without_an_address_keeps_its_tint(page: Page) -> None:
    made = shown(page, make.law("§ 41 LVwVfG", None))
    assert made[0].tag == "span"
    assert made[0].get("class") == "law"
    assert not page.sources["AufenthG"]["81"][1]


def test_citation_parts_are_links_of_their_own(page: Page) -> None:
    both = Citation(
        SPAN, "VwVfG", ("3", "28"), (("§§ 3", "https://a/3"), (" und ", None), ("28 VwVfG", "https://a/28"))
    )
    made = shown(page, both)
    assert [link.get("href") for link in made] == ["https://a/3", "https://a/28"]
    assert {section: words for section, (words, _) in page.sources["VwVfG"].items()} == {
        "3": "§\u00a03",
        "28": "§\u00a028",
    }


def test_a_term_is_a_button_with_its_note(page: Page) -> None:
    made = shown(page, p(make.term("Duldung", "geduldet"), make.term("Duldung", "Duldung")))
    buttons, notes = made.xpath(".//button"), made.xpath(".//span[@popover]")
    assert [button.get("popovertarget") for button in buttons] == [note.get("id") for note in notes]
    assert len({note.get("id") for note in notes}) == 2
    assert "Aussetzung der Abschiebung." in words(notes[0])


def test_no_link_or_button_inside_a_link_or_a_heading(page: Page) -> None:
    link = Link(SPAN, "https://example.org", (make.law(), text(" und "), make.term("Duldung", "Duldung")))
    assert len(shown(page, link).xpath(".//a | .//button")) == 1
    heading = Heading(SPAN, 2, (make.term("Duldung", "Duldung"),), "")
    assert not shown(page, heading).xpath(".//button")


def test_no_glossary_button_inside_a_question(page: Page) -> None:
    page.inert = True
    assert render([make.term("Duldung", "Duldung")], page) == "Duldung"


def test_footnotes_are_numbered_as_they_come(theme: Theme) -> None:
    notes = (Footnote(SPAN, "b", (p("Zweite."),)), Footnote(SPAN, "a", (p("Erste", make.note("b"), "."),)))
    page = page_for(theme, make.course(make.lesson("eins", 1, footnotes=notes)))
    made = shown(page, p("x", make.note("a"), make.note("a")))
    assert made.xpath(".//a/@href") == ["#anmerkung-1", "#anmerkung-1"]
    assert made.xpath(".//a/@id") == ["zu-anmerkung-1"]
    listed = html.fragment_fromstring(str(footnotes(page)), create_parent="ol")
    assert [words(entry)[:6] for entry in listed] == ["ErsteA", "Zweite"]


@pytest.mark.parametrize(
    ("place", "target", "address", "label"),
    [
        ("lesson:kontrolle", "../b.md", "../lektion/kontrolle.html", "Lernkontrolle"),
        ("lesson:anfang#lagen", "../a.md#lagen", "#lagen", "Drei Ausgangslagen"),
        ("asset:medien/plan.pdf", "plan.pdf", "../medien/plan.pdf", "plan.pdf"),
        ("lesson:woanders", "../c.md", None, "../c.md"),
    ],
)
def test_links_inside_find_their_place_and_words(
    theme: Theme, place: str, target: str, address: str | None, label: str
) -> None:
    page = page_for(theme, make.full_course(links={(make.FILE.path, target): place}))
    made = shown(page, make.link(target))
    assert words(made) == label
    assert made.xpath("string(.//a/@href)") == (address or "")


def test_headings_leave_no_gap(page: Page) -> None:
    made = shown(page, h(2, "a"), h(4, "b"), h(2, "c"), block("hinweis", "", h(2, "d")), h(3, "e"))
    assert [heading.tag for heading in made.iter("h1", "h2", "h3", "h4")] == ["h2", "h3", "h2", "h3", "h3"]


def test_lists(page: Page) -> None:
    assert shown(page, ol("a", "b"))[0].tag == "ol"
    loose = ul(item("a", "b"))
    assert shown(page, loose).xpath("string(.//li)") == "ab"
    checks = shown(page, ul(item("Pass", marker="[x]"), item("Foto", marker="[ ]")))[0]
    assert checks.get("class") == "checks"
    assert [words(entry) for entry in checks] == ["Pass (angekreuzt)", "Foto (nicht angekreuzt)"]


def test_a_table_is_a_labelled_region_with_headers(page: Page) -> None:
    def row(*values: str) -> tuple[Cell, ...]:
        return tuple(Cell(SPAN, (text(value),)) for value in values)

    made = shown(page, h(2, "Wer entscheidet?"), Table(SPAN, row("Was", "Wer"), (row("Visum", "Botschaft"),)))
    region = made.xpath(".//div[@role='region']")[0]
    assert region.get("aria-label") == "Tabelle zu: Wer entscheidet?"
    assert region.get("tabindex") == "0"
    assert [cell.get("scope") for cell in made.iter("th")] == ["col", "col", "row"]
    own = Attributes((("klasse", "gross"), ("breite", "50%")))
    region = shown(page, Table(SPAN, row("Was", "Wer"), (row("Visum", "Botschaft"),), own))[0]
    assert (region.get("style"), region.find("table").get("class")) == ("max-width:50%", "table gross")


def test_definition_list(page: Page) -> None:
    made = shown(page, DefinitionList(SPAN, (Definition(SPAN, (text("a"),), ((p("b"),), (p("c"),))),)))
    assert [entry.tag for entry in made[0]] == ["dt", "dd", "dd"]


def test_code_is_coloured_when_the_language_is_known(page: Page) -> None:
    assert shown(page, CodeBlock(SPAN, "x = '<a>'", "python")).xpath(".//span[@class]")
    plain = shown(page, CodeBlock(SPAN, "<a>", "nie-gehoert"))
    assert plain.xpath("string(.//code)") == "<a>"
    assert not plain.xpath(".//span")


@pytest.mark.parametrize(
    ("name", "kind", "word"),
    [
        ("rechtsgrundlage", "law", "Rechtsgrundlage"),
        ("praxistipp", "tip", "Praxistipp"),
        ("achtung", "care", "Achtung"),
        ("beispiel", "example", "Beispiel"),
        ("merke", "note", "Merke"),
        ("hinweis", "info", "Hinweis"),
    ],
)
def test_callouts(page: Page, name: str, kind: str, word: str) -> None:
    made = shown(page, block(name, "Worum es geht", p("Text.")))[0]
    assert (made.tag, made.get("class")) == ("aside", f"callout callout--{kind}")
    label = made.get_element_by_id(made.get("aria-labelledby"))
    assert words(label).endswith(f"{word}: Worum es geht")


def test_two_callouts_of_a_kind_have_ids_of_their_own(page: Page) -> None:
    made = shown(page, block("merke", "", p("a")), block("merke", "", p("b")))
    assert len(set(made.xpath(".//@id"))) == 2


def test_steps_from_a_list_and_from_headings(page: Page) -> None:
    listed = block("schritte", "", ol(item(p(make.strong("Hören."), " Fragen Sie.")), item("Ohne Titel")))
    made = shown(page, listed)[0]
    assert made.get("class") == "steps steps--row wide"
    assert made.xpath("string(./li[1]/strong)") == "Hören"
    assert words(made[0]) == "Hören Fragen Sie."
    assert words(made[1]) == "Ohne Titel"
    headed = shown(page, block("schritte", "", h(3, "Eins"), p("x" * 200), h(3, "Zwei"), p("b")))[0]
    assert headed.get("class") == "steps"
    assert len(headed) == 2


def test_cards_and_columns(page: Page) -> None:
    cards = shown(page, h(2, "a"), block("karten", "", h(3, "Eins"), p("b"), h(3, "Zwei"), p("c")))[1]
    assert [card.xpath("string(./h3)") for card in cards] == ["Eins", "Zwei"]
    columns = shown(page, block("spalten", "", p("a"), p("b"), Rule(SPAN), p("c")))[0]
    assert [len(column) for column in columns] == [2, 1]


def test_tabs_read_one_below_the_other(page: Page) -> None:
    made = shown(page, h(2, "x"), block("reiter", "", block("reiter-seite", "A", p("1")), block("reiter-seite", "B")))[
        1
    ]
    assert made.get("data-lb") == "tabs"
    assert [words(title) for title in made.xpath(".//h3[@data-lb='tab-title']")] == ["A", "B"]


def test_fold_and_quotation(page: Page) -> None:
    fold = shown(page, block("aufklappen", "Mehr", p("Text."), offen=None))[0]
    assert (fold.tag, fold.get("open")) == ("details", "")
    quote = shown(page, block("zitat", "BVerwG", p("Text.")))[0]
    assert words(quote.find("figcaption")) == "BVerwG"


def test_a_mail_has_head_text_and_attachments(page: Page) -> None:
    made = shown(
        page,
        block("dokument", "email Umzug", p("Von: A", make.br(), "An: B"), p("Guten Tag,"), p("Anlagen: Antrag.pdf")),
    )[0]
    assert "Muster, erfunden" in words(made)
    assert [words(entry) for entry in made.xpath(".//dl/*")] == ["Von", "A", "An", "B"]
    assert words(made.xpath(".//p[@class='doc__files']")[0]) == "Anlagen: Antrag.pdf"
    assert words(made.get_element_by_id(made.get("aria-labelledby"))) == "E-Mail: Umzug"


def test_a_form_has_fields_and_told_ticks(page: Page) -> None:
    made = shown(
        page,
        block(
            "dokument",
            "formular",
            p("Name: Tesfay", make.br(), "Ort: Mannheim"),
            DefinitionList(SPAN, (Definition(SPAN, (text("Grund"),), ((ul(item("Arbeit", marker="[x]")),),)),)),
        ),
    )[0]
    assert [words(entry) for entry in made.xpath(".//dt")] == ["Name", "Ort", "Grund"]
    assert words(made.xpath(".//ul[@class='ticks']/li")[0]) == "Arbeit: angekreuzt"


def test_any_other_document_keeps_its_title(page: Page) -> None:
    made = shown(page, block("dokument", "Merkblatt der Stadt", p("Text.")))[0]
    assert words(made.xpath(".//b")[0]) == "Dokument: Merkblatt der Stadt"


def test_a_worked_solution_reads_in_full(page: Page) -> None:
    made = shown(page, h(2, "Fall"), block("loesungsweg", "", h(3, "Start"), p("Text."), p("Ergebnis: Freitag")))[1]
    assert made.get("data-lb") == "solution"
    assert made.xpath("string(.//li[@data-lb='step']/h3)") == "Start"
    assert words(made.xpath(".//p[@class='result-line']")[0]) == "Ergebnis Freitag"
    assert made.xpath(".//p[@data-lb='step-tools'][@hidden]")


def test_a_sheet_is_remembered(page: Page) -> None:
    made = shown(page, block("arbeitshilfe", "Die Frist", p("Text.")))[0]
    assert page.sheets == [("Die Frist", "arbeitshilfe")]
    assert "Entwurf: fachlich nicht freigegeben." in words(made)


def test_trainer_notes_are_left_out(page: Page) -> None:
    assert render([block("trainer", "", p("Geheim."))], page) == ""


def test_an_unknown_block_never_loses_its_content(page: Page) -> None:
    assert words(shown(page, block("neu", "", p("Text.")))) == "Text."


def test_laender_with_and_without_a_choice(theme: Theme) -> None:
    only = block("nur", "Hessen", p("Text."), laender="he")
    offered = shown(page_for(theme, make.full_course()), only)[0]
    assert (offered.tag, offered.get("open"), offered.get("data-lb-land")) == ("details", "", "he")
    general = shown(page_for(theme, make.full_course(lands=())), only)[0]
    assert (general.tag, words(general[0])) == ("div", "Hessen")
    rest = shown(page_for(theme, make.full_course()), block("ausser", "Gilt nicht in Hessen", laender="he"))[0]
    assert rest.get("data-lb-land") == "bw"
    assert not general.xpath(".//h2 | .//h3")


def test_own_class_and_language(page: Page) -> None:
    made = shown(page, block("zitat", "", p("Text."), klasse="eigen", lang="en"))[0]
    assert (made.get("class"), made.get("lang")) == ("eigen", "en")


def test_width_and_dates_of_a_block(page: Page) -> None:
    dates = {"gueltig-ab": "2026-07-01", "gueltig-bis": "2026-12-31", "pruefen-bis": "2026-10-01"}
    made = shown(page, block("merke", "", p("Text."), breite="60%", rechtsstand="2026-06-01", **dates))[0]
    assert (made.get("class"), made.get("style")) == ("dated", "max-width:60%")
    line = made.find("p")
    assert words(line).replace("\xa0", " ") == (
        "Rechtsstand: 1. Juni 2026 · Gilt vom 1. Juli 2026 bis 31. Dezember 2026 · Zu prüfen bis 1. Oktober 2026"
    )
    holds, check = line.findall("span")
    assert (holds.get("data-lb-from"), holds.get("data-lb-until")) == ("2026-07-01", "2026-12-31")
    assert check.get("data-lb-check") == "2026-10-01"


def test_a_page_of_tabs_keeps_its_attributes(page: Page) -> None:
    first = block("reiter-seite", "Vorher", p("A"), id="vorher", klasse="eigen", lang="en", breite="50%")
    dated = block("reiter-seite", "Nachher", p("B"), **{"gueltig-ab": "2027-01-01"})
    land = block("nur", "Hessen", block("reiter-seite", "Dort", p("C")), laender="he")
    one, two, three = shown(page, block("reiter", "", first, dated, land))[0]
    assert [one.get(key) for key in ("id", "class", "lang", "style")] == [
        "vorher", "tabs__page eigen", "en", "max-width:50%",
    ]  # fmt: skip
    assert two.find("p[@class='validity']") is not None
    assert words(three[0]) == "Dort"
    assert three.find_class("land-fold") or three.find_class("land")


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" class="lbf" role="img" aria-labelledby="t" onload="alert(1)">
<title id="t">Strahl</title><style data-lb="alone">.lbf{}</style><script>alert(1)</script>
<a href="https://example.org"><rect id="r" fill="url(#g)"/></a><use href="#r"/></svg>"""


def media_page(theme: Theme, folder: Path, files: dict[str, bytes]) -> Page:
    assets, links = [], {}
    for name, data in files.items():
        (folder / name).write_bytes(data)
        assets.append(Asset(folder / name, f"medien/{name}"))
        links[make.FILE.path, name] = f"asset:medien/{name}"
    return page_for(theme, make.full_course(assets=tuple(assets), links=links))


def picture(target: str, alt: str = "Ein Bild", **attributes: str | None) -> Image:
    return Image(SPAN, target, alt, "", Attributes(tuple(attributes.items())))


def test_a_picture_has_words_and_size(theme: Theme, tmp_path: Path) -> None:
    page = media_page(theme, tmp_path, {"a.png": PNG})
    figure = shown(page, Figure(SPAN, picture("a.png", breite="60%"), (text("Unterschrift"),)))[0]
    image = figure.find("img")
    assert (image.get("src"), image.get("alt")) == ("../medien/a.png", "Ein Bild")
    assert (image.get("width"), image.get("height")) == ("640", "480")
    assert figure.get("style") == "max-width:60%"
    assert words(figure.find("figcaption")) == "Unterschrift"
    assert shown(page, picture("a.png", dekorativ=None))[0].get("alt") == ""
    own = shown(page, Figure(SPAN, picture("a.png", klasse="gross", lang="en", id="bild")))[0]
    assert [own.get(key) for key in ("class", "lang", "id")] == ["figure gross", "en", "bild"]
    among = shown(page, picture("a.png", klasse="klein", breite="20%", id="zeichen"))[0]
    assert (among.tag, among.get("class"), among.get("id")) == ("span", "klein", "zeichen")
    assert among.get("style") == "display:inline-block;max-width:20%"


def test_a_drawing_of_the_theme_goes_into_the_page_cleaned(theme: Theme, tmp_path: Path) -> None:
    page = media_page(theme, tmp_path, {"a.svg": SVG.encode()})
    made = render([picture("a.svg"), picture("a.svg")], page)
    for bad in ("script", "onload", "example.org", "data-lb"):
        assert bad not in made
    assert 'id="t-2"' in made
    assert 'aria-labelledby="t-2"' in made
    assert 'href="#r-2"' in made


def test_a_drawing_shows_the_value_of_its_date(theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" class="lbf"><text data-lb-fact="BK">alt</text>'
        '<text data-lb-fact="fehlt">bleibt</text></svg>',
        encoding="utf-8",
    )
    period = Period(date(2026, 1, 1), date(2026, 12, 31), Decimal(50700), SPAN)
    fact = Fact("BK", "Mindestgehalt", "Euro", "§ 18g AufenthG", "", "gesetzestext", (period,), SPAN)
    course = make.full_course(
        assets=(Asset(tmp_path / "a.svg", "medien/a.svg"),),
        links={(make.FILE.path, "a.svg"): "asset:medien/a.svg"},
        facts={"BK": fact},
    )
    made = shown(page_for(theme, course), picture("a.svg"))
    first, second = made.iter("text")
    assert words(first) == "50.700 Euro"
    assert first.get("data-lb-until") == "2026-12-31"
    assert words(second) == "bleibt"


def test_any_other_drawing_stays_a_file(theme: Theme, tmp_path: Path) -> None:
    page = media_page(theme, tmp_path, {"a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'})
    assert shown(page, picture("a.svg"))[0].tag == "img"


def test_film_with_captions_and_text(theme: Theme, tmp_path: Path) -> None:
    page = media_page(theme, tmp_path, {"f.mp4": b"", "f.vtt": b"WEBVTT", "f.md": b"Ein **Satz**."})
    film = Figure(SPAN, picture("f.mp4", "Der Film", untertitel="f.vtt", transkript="f.md"))
    made = shown(page, film)
    video = made.find(".//video")
    assert video.get("controls") == ""
    assert video.get("aria-label") == "Der Film"
    assert next(video.iter("track")).get("src") == "../medien/f.vtt"
    assert words(made.find(".//details/div")) == "Ein Satz."


def test_sound(theme: Theme, tmp_path: Path) -> None:
    page = media_page(theme, tmp_path, {"t.mp3": b""})
    assert shown(page, picture("t.mp3"))[0].tag == "audio"


def test_the_value_of_a_fact_tells_its_last_day(page: Page) -> None:
    value = shown(page, make.fact("50.700 Euro", date(2026, 12, 31)))[0]
    assert value.get("data-lb-until") == "2026-12-31"
