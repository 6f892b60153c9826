"""Every page keeps the promises of the contract: hooks, outline, ids, nothing from elsewhere, readable as text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from lxml import html

from lernbuild.course import model
from lernbuild.course.model import Completion, Funding
from lernbuild.render import render_site
from lernbuild.render.compact import expand
from lernbuild.render.site import Site
from lernbuild.render.styles import SHEETS
from lernbuild.render.theme import Theme
from tests.render import sample_course

Pages = Mapping[str, html.HtmlElement]
NAMES = ("index.html", "lektion/anfang.html", "lektion/kontrolle.html", "glossar.html", "recht.html")


def course_data(site: Site) -> dict[str, Any]:
    script = site.files["assets/course.js"].decode()
    data = json.loads(script.removeprefix("globalThis.lernbuild=").removesuffix(";\n"))["course"]
    assert isinstance(data, dict)
    return expand(data, [])


def page_of(theme: Theme, name: str, **more: object) -> html.HtmlElement:
    made, _ = render_site(sample_course.full_course(**more), theme)
    return html.document_fromstring(made.files[name])


def test_the_site_has_every_file(site: Site) -> None:
    assert [name for name in site.files if name.endswith(".html")] == sorted(NAMES)
    assert {"assets/course.js", "assets/theme.css", "assets/fonts/OFL.txt"} <= set(site.files)
    assert site.lessons[0].href == "lektion/anfang.html"
    assert [lesson.kind for lesson in site.lessons] == ["lesson", "test"]
    assert site.scored


def test_the_same_course_gives_the_same_bytes(site: Site, theme: Theme) -> None:
    again, _ = render_site(sample_course.full_course(), theme)
    assert again == site


@pytest.mark.parametrize("name", NAMES)
def test_outline(pages: Pages, name: str) -> None:
    page = pages[name]
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_references_lead_somewhere(pages: Pages, name: str) -> None:
    page = pages[name]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby", "popovertarget", "for"):
        for value in page.xpath(f"//@{attribute}"):
            assert set(value.split()) <= set(ids), (attribute, value)
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_links_inside_the_package_lead_somewhere(site: Site, pages: Pages, name: str) -> None:
    folder = name.rpartition("/")[0]
    for address in pages[name].xpath("//@href | //@src"):
        if re.match(r"[a-z]+:|#", address):
            continue
        path = "/".join(part for part in f"{folder}/{address.split('#')[0]}".split("/") if part)
        path = re.sub(r"[^/]+/\.\./", "", path)
        assert path in site.files or path == site.script, address


@pytest.mark.parametrize("name", NAMES)
def test_nothing_comes_from_elsewhere(pages: Pages, name: str) -> None:
    page = pages[name]
    assert not [src for src in page.xpath("//@src") if "//" in src]
    assert not page.xpath("//*[starts-with(name(@*), 'on')]")
    inline = [script for script in page.iter("script") if not script.get("src")]
    assert all(script.get("type") == "application/json" for script in inline)
    for link in page.xpath("//a[starts-with(@href, 'http')]"):
        assert link.get("target") == "_blank"
        assert link.get("rel") == "noopener noreferrer"
        assert "öffnet in neuem Tab" in link.text_content()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("name", SHEETS)
def test_style_sheets_name_only_files_of_the_package(site: Site, name: str) -> None:
    css = site.files[name].decode()
    for address in re.findall(r"url\(\"?([^)\"]+)", css):
        assert address.startswith("data:") or f"assets/{address}" in site.files


@pytest.mark.parametrize(
    ("name", "kind", "key", "number"),
    [("index.html", "start", "probe", None), ("lektion/anfang.html", "lesson", "anfang", "1"),
     ("lektion/kontrolle.html", "test", "kontrolle", "2"), ("glossar.html", "glossary", None, None),
     ("recht.html", "law", None, None)],
)  # fmt: skip
def test_the_frame_of_every_page(pages: Pages, name: str, kind: str, key: str | None, number: str | None) -> None:
    page = pages[name]
    main = page.xpath("//main")[0]
    assert main.get("id") == "inhalt"
    assert main.get("tabindex") == "-1"
    assert main.get("data-lb-page") == kind
    assert main.get("data-lb-id") == key
    assert main.get("data-lb-number") == number
    assert page.get("lang") == "de"
    assert page.xpath("//body/@data-lb-root") == ["../" if "/" in name else ""]
    hooks = page.xpath("//@data-lb")
    assert {"progress", "contents", "status", "page"} <= set(hooks)
    assert ("toc" in hooks) is (kind != "start")
    assert page.xpath("//div[@data-lb='page']//main")
    assert page.xpath("//div[@data-lb='page']/section[@class='draft']")
    assert not page.xpath("//div[@data-lb='status']/*")


def test_hooks_of_the_start_page(pages: Pages) -> None:
    page = pages["index.html"]
    start = page.xpath("//a[@data-lb='start']")[0]
    assert start.get("href") == "lektion/anfang.html"
    for hook in ("changes", "resume", "result", "land"):
        assert page.xpath(f"//section[@data-lb='{hook}'][@hidden]"), hook
    assert page.xpath("//input[@name='land']/@value") == ["bw", "he"]
    assert page.xpath("//details[@data-lb-module='0']//li/@data-lb-lesson") == ["1", "2"]
    assert len(page.xpath("//span[@data-lb='state']")) == 2
    assert page.xpath("//span[@data-lb='count']")[0].text_content().replace("\u00a0", " ") == "1 Lektion"


def test_the_start_page_says_what_counts(pages: Pages) -> None:
    text = " ".join(
        pages["index.html"].xpath("//main")[0].text_content().replace("\u00a0", " ").replace("\u00ad", "").split()
    )
    for words in ("Rechtsstand: 19. August 2026", "etwa 6½ Stunden", "So schließen Sie ab", "mindestens 75 Prozent",
                  "Kofinanziert von der", "Asyl-, Migrations- und Integrationsfonds", "Die Frist in fünf Schritten",
                  "Metropolregion Rhein-Neckar GmbH", "connect-mrn.de", "beliebig viele Versuche"):  # fmt: skip
        assert words in text, words


def test_a_long_description_leaves_room_for_the_next_step(theme: Theme) -> None:
    text = "Der Kurs ist für Sie, z. B. am Schalter. " + "Er hat viele Seiten und Aufgaben, wie sie vorkommen. " * 4
    page = page_of(theme, "index.html", description=text.strip())
    lead = page.xpath("//p[@class='lead']")[0].text_content()
    about = page.xpath("//section[@aria-labelledby='ueber']/p")[0].text_content()
    assert lead.startswith("Der Kurs ist für Sie")
    assert len(lead) < 160
    assert f"{lead} {about}".replace("\u00a0", " ") == text.strip()


def test_hooks_of_a_lesson(pages: Pages) -> None:
    page = pages["lektion/anfang.html"]
    assert page.xpath("//nav[@class='turn']/a[@data-lb='back']/@href") == ["../index.html"]
    assert page.xpath("//nav[@class='turn']/a[@data-lb='next']/@href") == ["../lektion/kontrolle.html"]
    question = page.xpath("//section[@data-lb-question='uebung']")[0]
    assert question.get("data-lb-state") == "open"
    assert question.xpath(".//button[@data-lb='check']")
    assert question.xpath(".//*[@data-lb='feedback'][@role='status']")


def test_hooks_of_a_test(pages: Pages) -> None:
    page = pages["lektion/kontrolle.html"]
    assert page.xpath("//ul[@data-lb='tally'][@hidden]")
    assert page.xpath("//section[@data-lb='wrapup']//button[@data-lb='submit']")
    assert page.xpath("//div[@data-lb='missing'][@hidden]")
    assert not page.xpath("//*[@data-lb='next']")
    assert [q.get("data-lb-number") for q in page.xpath("//section[@data-lb-question]")] == ["2", "3"]
    labels = [label.text_content().replace("\u00a0", " ") for label in page.xpath("//span[@data-lb='label']")]
    assert labels == ["Aufgabe 1 von 2 · 1 Punkt", "Aufgabe 2 von 2 · 1 Punkt"]


def test_answers_are_not_in_clear_text(site: Site) -> None:
    page = site.files["lektion/anfang.html"].decode()
    assert "Gut erkannt" not in page
    assert "Stimmt." not in page


def test_a_test_without_feedback_before_the_end_has_no_check_button(theme: Theme) -> None:
    settings = model.TestSettings(feedback="ende")
    quiet = sample_course.lesson("ende", 3, sample_course.place(0), kind="test", test=settings,
                           questions=(sample_course.choice("eins", "Erste?", 4),))  # fmt: skip
    made, _ = render_site(sample_course.course(quiet), theme)
    page = html.document_fromstring(made.files["lektion/ende.html"])
    assert not page.xpath("//*[@data-lb='check']")
    assert page.xpath("//*[@data-lb='submit']")


def test_pages_read_well_without_script(pages: Pages) -> None:
    """Everything to learn from is visible text; what needs the script is hidden or empty."""
    for element in pages["lektion/anfang.html"].xpath("//main//*[@hidden]"):
        assert element.get("data-lb"), html.tostring(element)
    text = " ".join(pages["lektion/anfang.html"].xpath("//main")[0].text_content().split())
    order = ["Drei Ausgangslagen", "Rechtsgrundlage", "Hören", "Karte eins", "Studium", "Mehr dazu",
             "Muster, erfunden", "Aufgabetag finden", "Baden-Württemberg", "Gilt das?", "Die Frist in fünf", "Merke",
             "Quellen"]  # fmt: skip
    places = [text.replace("\u00ad", "").find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_course_data(site: Site) -> None:
    data = course_data(site)
    assert data["format"] == 2
    assert data["rules"] == {"pass": 75, "lessons": "all", "tests": [2], "privacy": "standard", "confirmAgain": ""}
    assert data["lands"] == [{"id": "bw", "n": 1, "name": "Baden-Württemberg"}, {"id": "he", "n": 7, "name": "Hessen"}]
    lessons = data["modules"][0]["lessons"]
    assert [lesson["n"] for lesson in lessons] == [1, 2]
    assert all(re.fullmatch(r"[0-9a-f]{3}", lesson["hash"]) for lesson in lessons)
    assert b'data-lb-question="uebung"' in site.files["lektion/anfang.html"]
    assert lessons[0]["questions"][0]["attempts"] == 2
    assert lessons[1]["questions"][0]["attempts"] == 1
    assert lessons[1]["test"] == {"attempts": 0, "shuffle": True, "minutes": 0, "feedback": "each"}


def test_rules_name_lessons_by_number(theme: Theme) -> None:
    completion = Completion(lessons=("anfang",), test="kontrolle", pass_percent=60)
    made, _ = render_site(sample_course.full_course(completion=completion), theme)
    rules = course_data(made)["rules"]
    assert (rules["lessons"], rules["tests"], rules["pass"]) == ([1], [2], 60)


def test_an_approved_course_has_no_draft_banner(theme: Theme) -> None:
    done = sample_course.lesson("fertig", 1, sample_course.p("Text."), approved=True)
    made, _ = render_site(sample_course.course(done), theme)
    assert b'class="draft"' not in made.files["index.html"]
    assert b'class="draft"' not in made.files["lektion/fertig.html"]
    assert course_data(made)["draft"] is False


def test_no_glossary_and_no_law_page_without_need(theme: Theme) -> None:
    made, _ = render_site(sample_course.course(sample_course.lesson("nur-text", 1, sample_course.p("Text."))), theme)
    assert not {"glossar.html", "recht.html"} & set(made.files)
    assert b"glossar.html" not in made.files["index.html"]


@pytest.mark.parametrize(
    ("funding", "emblem"),
    [(Funding("Gefördert vom Land."), False), (Funding("Aus Mitteln der Europäischen Union."), True), (None, False)],
)
def test_emblem_of_the_union_only_for_its_funds(theme: Theme, funding: Funding | None, emblem: bool) -> None:
    page = page_of(theme, "index.html", funding=funding)
    assert bool(page.xpath("//main//p[@class='funding']")) is emblem


def test_dates_of_facts_are_in_the_page(pages: Pages) -> None:
    value = pages["lektion/anfang.html"].xpath("//span[@data-lb-until]")[0]
    assert value.get("data-lb-until") == date(2026, 12, 31).isoformat()
    assert value.get("data-lb-fact") == "FEG-BK"


def test_index_of_law_leads_to_lessons(pages: Pages) -> None:
    page = pages["recht.html"]
    assert page.xpath("//h2")[0].text_content().replace("\u00ad", "") == "Aufenthaltsgesetz (AufenthG)"
    item = page.xpath("//section//ul/li")[0]
    assert item.xpath(".//a[@class='law']/@href") == [sample_course.LAW]
    assert item.xpath(".//ul//a/@href") == ["lektion/anfang.html"]
