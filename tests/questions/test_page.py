"""A question's section and the masked key in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup, escape

from lernbuild.markup.nodes import Link, Node
from lernbuild.questions import TYPES
from lernbuild.questions.identity import words_of
from lernbuild.questions.nodes import without_links
from lernbuild.questions.page import QuestionContext, render_question, styles
from lernbuild.render.keys import encode_key
from tests.questions.reading import read
from tests.questions.test_examples import EXAMPLE, FOLDER

WORDS: Mapping[str, str] = json.loads(
    (Path(__file__).resolve().parents[2] / "themes/standard/messages/de.json").read_text(encoding="utf-8")
)

ESCAPING = Environment(autoescape=True)


def words(key: str, /, **values: object) -> str:
    text = WORDS[key]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def html(nodes: Sequence[Node], /) -> Markup:
    return escape(words_of(nodes))


def render(source: str, *, check: bool = True) -> str:
    question, _ = read(source)
    assert question is not None
    context = QuestionContext(html, words, encode_key, "Aufgabe 1 · 1 Punkt", check=check)
    return str(render_question(question, ESCAPING, context))


def key_in(page: str) -> dict[str, object]:
    match = re.search(r'<script type="application/json" data-lb="key">(.*?)</script>', page)
    assert match
    assert "<" not in match[1]
    signs = (chr(32 + (ord(sign) - 28) % 95) if " " <= sign <= "~" else sign for sign in json.loads(match[1]))
    found: dict[str, object] = json.loads("".join(signs))
    return found


SOURCE = """\
::: frage Wer entscheidet über „A & B“?
- (x) Die Behörde
  > Genau sie.
- ( ) Der Arbeitgeber
Hinweis: § 71
Rückmeldung: Immer.
:::
"""


@pytest.mark.parametrize(
    "source", [SOURCE, "::: fall Herr Okafor\n### Was tun Sie? {#a}\n\n- [Ja](#b) (x)\n\n### Gut {#b}\nGenau.\n:::\n"]
)
def test_a_question_shows_its_dates_and_has_its_class(source: str) -> None:
    first, _, rest = source.partition("\n")
    question, found = read(f"{first} {{.eigen gueltig-bis=2026-12-31}}\n{rest}")
    assert question is not None
    assert found == []
    context = QuestionContext(
        html, words, encode_key, "Aufgabe", dates=lambda dates: Markup(f"<i>{dates.valid_until}</i>")
    )
    page = str(render_question(question, ESCAPING, context))
    assert page.count("<i>2026-12-31</i>") == 1
    assert re.search(r'<section class="(question|case wide) eigen"', page)


def test_section_has_the_hooks_of_the_contract() -> None:
    page = render(SOURCE)
    for hook in ("label", "verdict", "hints", "check", "feedback", "key"):
        assert f'data-lb="{hook}"' in page
    assert 'id="frage-wer-entscheidet-ueber-a-b"' in page
    assert 'data-lb-type="choice"' in page
    assert "A &amp; B" in page
    assert '<div class="feedback" role="status" data-lb="feedback"></div>' in page


def test_key_holds_what_the_script_needs() -> None:
    key = key_in(render(SOURCE))
    assert key["key"] == {"options": [1, 2], "right": [1]}
    assert key["options"] == {"1": "Genau sie."}
    assert key["hints"] == ["§ 71"]
    assert key["feedback"] == {"always": "Immer."}
    assert "Genau" not in render(SOURCE)


def test_the_key_says_nothing_twice_and_nothing_empty() -> None:
    assert set(key_in(render("::: frage Was gilt?\n- (x) Ja\n- ( ) Nein\n:::\n"))) == {"key", "interaction"}
    long = "Was gilt? " * 40
    assert key_in(render(f"::: frage {long}\n- (x) Ja\n- ( ) Nein\n:::\n"))["description"] == long[:250]
    gaps = key_in(render("::: frage Das Recht gilt in [[Bayern]].\n:::\n"))
    assert str(gaps["description"]).startswith("Das Recht gilt in")


def test_a_description_stays_where_the_page_says_more() -> None:
    """Soft hyphens, hard blanks, words for ears: what the script would read is not what was written."""
    question, _ = read("::: frage Was gilt?\n- (x) Ja\n- ( ) Nein\n:::\n")
    assert question is not None
    context = QuestionContext(
        lambda nodes: escape(words_of(nodes).replace(" ", "\u00a0")), words, encode_key, "Aufgabe"
    )
    assert key_in(str(render_question(question, ESCAPING, context)))["description"] == "Was gilt?"


def test_no_button_where_answers_are_taken_at_hand_in() -> None:
    assert 'data-lb="check"' not in render(SOURCE, check=False)


@pytest.mark.parametrize("kind", [kind.name for kind in TYPES])
def test_examples_become_pages(kind: str) -> None:
    for match in EXAMPLE.finditer((FOLDER / kind / f"{kind}.md").read_text(encoding="utf-8")):
        page = render(match["source"])
        assert f'data-lb-type="{kind}"' in page
        assert "\ue000" not in page
        assert page.count("<section") == page.count("</section>")


def test_styles_are_joined_once() -> None:
    assert styles(["choice", "truefalse", "truefalse"]).count("options--pair") == 2


def test_key_is_masked_as_the_script_reads_it() -> None:
    # The same vector stands in shared.test.ts.
    assert encode_key({"key": "ä§€"}) == "w}gau}6}ä§€}y"
    assert encode_key({"@": "&amp; \n*`B</script>"}) == 'w}<}6}"]il7{Xj&\\>8+o_nelp:}y'


def test_signs_that_html_must_escape_stay_out_of_the_key() -> None:
    page = render(SOURCE.replace("Genau sie.", "Genau, @ und & und `B` und „<“."))
    assert key_in(page)["options"]["1"] == "Genau, @ und &amp; und B und „&lt;“."  # type: ignore[index]


def test_labels_lead_nowhere() -> None:
    source = "::: frage Was gilt?\n- (x) Nach § 18a AufenthG und [hier](https://example.org)\n- ( ) Nichts\n:::\n"
    question, _ = read(source)
    assert question is not None
    links = [node for node in without_links(question.content.options[0].content) if isinstance(node, Link)]
    assert links == []
    assert "hier" in render(source)
