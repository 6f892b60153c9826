"""The pages of the small course, as they are; ``--update-golden`` writes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree, html

GOLDEN = Path(__file__).parent / "golden"


def body_of(page: html.HtmlElement) -> str:
    """The main part, one element a line; the questions have tests of their own."""
    main = page.xpath("//main")[0]
    for question in main.xpath(".//section[@data-lb-question]"):
        place = html.Element("p")
        place.text = f"(Aufgabe {question.get('data-lb-question')})"
        question.getparent().replace(question, place)
    for art in main.xpath(".//svg[@class='hero__art'] | .//p[@class='funding']/svg"):
        art.getparent().remove(art)
    text = etree.tostring(main, encoding="unicode", method="html", with_tail=False)
    lines = (line.strip() for line in text.replace("><", ">\n<").splitlines())
    return "\n".join(line for line in lines if line).replace("\u00a0", "&nbsp;").replace("\u00ad", "&shy;") + "\n"


@pytest.mark.parametrize(
    "name", ["index.html", "lektion/anfang.html", "lektion/kontrolle.html", "glossar.html", "recht.html"]
)
def test_pages_as_they_are(pages: Mapping[str, html.HtmlElement], name: str, update_golden: bool) -> None:
    found = body_of(html.document_fromstring(html.tostring(pages[name], encoding="unicode")))
    expected = GOLDEN / name.replace("/", "-")
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
