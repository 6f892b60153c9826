"""What is fetched later brings its own words and data, and does not weigh on the launch."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import Any

from lernbuild.course.model import Course, Funding
from lernbuild.render import render_site
from lernbuild.render.later import WORDS, first_words
from lernbuild.render.site import Site
from lernbuild.render.theme import Theme
from tests.render import sample_course


def data_of(site: Site, name: str) -> Any:
    text = site.files[f"assets/{name}.js"].decode()
    match = re.search(rf'^globalThis\.lernbuild\.chunks\["{name}-data"\]=(.*);$', text, re.MULTILINE)
    assert match
    return json.loads(match[1])


def site_of(course: Course, theme: Theme) -> Site:
    site, problems = render_site(course, theme)
    assert not problems
    return site


def test_words_come_with_the_script_that_says_them(site: Site, theme: Theme) -> None:
    launch = site.files["assets/course.js"].decode()
    for name, starts in WORDS.items():
        own = [key for key in theme.words["de"] if key.startswith(starts)]
        assert own
        script = site.files[f"assets/{name}.js"].decode()
        assert all(f'"{key}"' in script for key in own)
        assert not any(f'"{key}"' in launch for key in own)
    assert set(first_words(theme.words["de"])) < set(theme.words["de"])


def test_the_search_knows_its_files(site: Site) -> None:
    names = data_of(site, "search")
    assert names and all(f"assets/{name}.js" in site.files for name in names)


def test_the_emblem_stands_on_the_certificate_as_a_picture_of_its_own(theme: Theme) -> None:
    course = sample_course.full_course()
    funded = replace(course.settings, funding=Funding("Kofinanziert aus Mitteln der Europäischen Union."))
    data = data_of(site_of(replace(course, settings=funded), theme), "certificate")
    kind, _, picture = data["emblem"].partition(";base64,")
    assert kind == "data:image/svg+xml"
    assert b'xmlns="http://www.w3.org/2000/svg"' in base64.b64decode(picture)
    assert data["statement"] == ["Kofinanziert von der", "Europäischen Union"]
    assert data["funding"].startswith("Kofinanziert")


def test_without_funding_there_is_no_emblem(theme: Theme) -> None:
    course = sample_course.full_course()
    data = data_of(site_of(replace(course, settings=replace(course.settings, funding=None)), theme), "certificate")
    assert (data["emblem"], data["statement"], data["funding"]) == ("", [], "")


def test_a_course_without_tests_is_completed_not_passed(theme: Theme) -> None:
    course = sample_course.full_course()
    assert data_of(site_of(course, theme), "certificate")["tested"] is True
    lessons = tuple(lesson for lesson in course.modules[0].lessons if lesson.kind != "test")
    plain = replace(course, modules=(replace(course.modules[0], lessons=lessons),))
    assert data_of(site_of(plain, theme), "certificate")["tested"] is False


def test_the_contact_is_that_of_the_course(theme: Theme) -> None:
    course = sample_course.full_course()
    contact = {"mail": "kurse@example.org", "text": "</script><b>Fragen</b>"}
    site = site_of(replace(course, settings=replace(course.settings, contact=contact)), theme)
    assert data_of(site, "comfort") == {"contact": contact}
