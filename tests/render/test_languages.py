"""Languages: page, parts, dates and numbers; a theme without a language falls back to German words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from lernbuild.course.facts import format_value
from lernbuild.course.model import Course
from lernbuild.render import render_site
from lernbuild.render.languages import check_language, tag_of
from lernbuild.render.theme import Theme
from lernbuild.render.words import Texts
from lernbuild.source import SourceFile
from tests.render import sample_course


def spoken_in(language: str) -> Course:
    course = sample_course.full_course()
    return replace(course, settings=replace(course.settings, language=language))


def page_of(course: Course, theme: Theme, name: str) -> html.HtmlElement:
    site, problems = render_site(course, theme)
    assert not problems
    return html.document_fromstring(site.files[name])


@pytest.mark.parametrize(("language", "tag"), (("de", "de"), ("de-einfach", "de"), ("en", "en"), ("en-GB", "en-GB")))
def test_the_page_says_its_language(theme: Theme, language: str, tag: str) -> None:
    assert page_of(spoken_in(language), theme, "index.html").get("lang") == tag
    assert tag_of(language) == tag


def test_english_pages_have_english_words_and_dates(theme: Theme) -> None:
    page = page_of(spoken_in("en"), theme, "lektion/anfang.html")
    text = " ".join(page.text_content().split())
    assert "Skip to content" in text and "Law as of" in text
    assert "Zum Inhalt springen" not in text and "Rechtsstand" not in text
    legal = sample_course.full_course().lessons[0].legal_date
    assert f"{legal.day}\u00a0{legal:%B} {legal.year}" in page.text_content()


def test_simple_german_says_it_more_simply(theme: Theme) -> None:
    words = theme.texts("de-einfach")
    assert words("lesson.goals") == "Das lernen Sie hier"
    assert words("bar.contents") == "Inhalt"
    assert theme.texts("de")("lesson.goals") == "Ziele dieser Lektion"


def test_a_lesson_in_another_language_is_marked_and_its_frame_is_not(theme: Theme) -> None:
    course = sample_course.full_course()
    module = course.modules[0]
    lessons = (replace(module.lessons[0], language="en"), *module.lessons[1:])
    changed = replace(course, modules=(replace(module, lessons=lessons), *course.modules[1:]))
    page = page_of(changed, theme, "lektion/anfang.html")
    assert page.get("lang") == "de"
    assert page.xpath("//h1/@lang") == ["en"]
    assert page.xpath("//article/div[@lang='en']")
    assert page.xpath("//section[@data-lb-question]//legend//*[@lang='en']")
    start = page_of(changed, theme, "index.html")
    assert start.xpath("//ul[@class='tasks']//a/@lang") == ["en"]
    for control in page.xpath("//nav//a | //*[@data-lb='check'] | //*[@data-lb='next']"):
        assert not control.xpath("ancestor-or-self::*[@lang='en']"), html.tostring(control)


def test_words_within_a_lesson_are_in_its_language(theme: Theme) -> None:
    course = sample_course.full_course()
    for language, known in (("en", True), ("fr", False)):
        module = course.modules[0]
        lessons = tuple(replace(lesson, language=language) for lesson in module.lessons)
        changed = replace(course, modules=(replace(module, lessons=lessons), *course.modules[1:]))
        page = page_of(changed, theme, "lektion/anfang.html")
        inside = page.xpath(f"//article/div[@lang='{language}']")
        heads = [head for one in inside for head in one.xpath(".//*[@class='callout__label']/span[last()]")]
        texts = theme.texts("en" if known else "de")
        blocks = {texts(key) for key in theme.words["de"] if key.startswith("block.")}
        assert heads and {head.text_content() for head in heads} <= blocks
        assert {one.get("lang") for one in page.xpath("//*[@popover]")} <= {"de"}


def test_the_same_language_is_not_marked(theme: Theme) -> None:
    course = sample_course.full_course()
    module = course.modules[0]
    lessons = (replace(module.lessons[0], language="de-einfach"), *module.lessons[1:])
    page = page_of(replace(course, modules=(replace(module, lessons=lessons),)), theme, "lektion/anfang.html")
    assert page.xpath("//article//*[@lang and not(@lang='en')]") == []


def test_a_theme_that_lacks_a_language_or_a_word_says_it_in_german(theme: Theme) -> None:
    poor = replace(theme, words={"de": {"a.b": "Ja", "a.c": "Nein"}, "en": {"a.b": "Yes"}})
    assert (poor.texts("en")("a.b"), poor.texts("en")("a.c")) == ("Yes", "Nein")
    assert poor.texts("fr")("a.b") == "Ja"
    assert poor.speaks("en-US") and not poor.speaks("fr")


def test_values_in_words() -> None:
    day = date(2026, 3, 1)
    german, english = Texts({"k": "{x}"}, "de"), Texts({"k": "{x}"}, "en")
    assert (german("k", x=day), english("k", x=day)) == ("1.\u00a0März 2026", "1\u00a0March 2026")
    assert (german("k", x=74.5), english("k", x=74.5)) == ("74,5", "74.5")


def test_facts_in_english_texts() -> None:
    from decimal import Decimal

    assert format_value(Decimal("45934.20"), "Euro", "en") == "45,934.20\u00a0Euro"
    assert format_value(Decimal("45934.20"), "Euro") == "45.934,20\u00a0Euro"
    assert format_value("2026-03-01", "", "en-GB") == "1\u00a0March 2026"
    assert format_value("2026-03-01", "", "fr") == "1.\u00a0März 2026"


def test_a_language_without_words_is_a_warning_at_its_place(theme: Theme) -> None:
    source = SourceFile("courses/x/kurs.yaml", "id: x\ntitel: X\nsprache: fr\n")
    course = replace(spoken_in("fr"), file=source)
    (found,) = check_language(course, theme)
    assert (found.code, found.severity.value) == ("language-words", "warning")
    assert found.span is not None and found.span.text == "fr" and found.span.place.endswith("kurs.yaml:3:10")
    assert "messages/fr.json" in (found.hint or "")
    for known in ("de", "de-einfach", "en", "en-GB"):
        assert check_language(replace(spoken_in(known), file=source), theme) == []
