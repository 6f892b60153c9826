"""Every block and every awkward sign, as redcarpet shows it; Länder, films and links to other lessons."""

from __future__ import annotations

from pathlib import Path

import pytest

from lernbuild.course.tree import find
from lernbuild.markup.nodes import Text
from lernbuild.targets.xikolo.book import Book, Paper
from lernbuild.targets.xikolo.edition import read_edition
from lernbuild.targets.xikolo.outline import Item
from lernbuild.targets.xikolo.text import markdown, plain
from tests.course.small_course import assemble, lesson, one
from tests.redcarpet import need_redcarpet, rendered
from tests.targets.xikolo.exported import LEFT_OVER, hrefs, visible

AWKWARD = [
    "2 * 3 * 4 und a_b_c und [x] und \\<b\\> und ~~so~~ und a | b und C:\\\\Ordner",
    "1\\. Juni, dann 2) und # 7",
    "\\# kein Titel",
    "\\- kein Punkt",
    "\\+ kein Plus",
    "Wort**teil**wort, **a***b*, „**x**“, ***beides***, **fett *und* kursiv**",
    "`a*b` und ``a`b``",
    "AT&T &amp; Co. &copy; 5 < 6 > 4",
    "Zeile eins\\\nZeile zwei",
    "Ein \\`Zeichen\\` und \\[Text\\](so)",
]


def texts(root: Path, files: dict[str, str], variant: str = "") -> list[Item]:
    course, _ = assemble(root, files, variant)
    return [item for _, item in read_edition(course).items]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_signs_are_shown_as_meant(tmp_path: Path, text: str) -> None:
    need_redcarpet()
    course, _ = one(tmp_path, text)
    book, blocks = Book(course), course.lessons[0].blocks
    meant = "".join("".join(node.value.split()) for node in find(blocks, Text))
    box = one(tmp_path, f"::: merke\n{text}\n:::")[0].lessons[0].blocks
    outside, boxed = markdown(blocks, Paper(book)), markdown(box, Paper(book))
    for page in [*rendered([outside, boxed]), *rendered([plain(blocks, Paper(book))], rich=False)]:
        if "`" not in text:
            assert meant in "".join(visible(page).replace("\u00a0", " ").split())
        assert "<h" not in page and "<li" not in page and "<del" not in page and "<table" not in page


EVERYTHING = """## Titel

- eins
    - zwei mit **fett**

        Absatz
- drei

3. drei
4. vier

| A | B |
| --- | ---: |
| x \\| y | **z** |

Begriff
: Erklärung

> Zitat

```
code * <b>
```

::: aufklappen Mehr
| A |
| --- |
| b |

```
zeile 1

zeile 2
```
:::

::: reiter
::: reiter-seite Eins
Text eins.
:::
:::

::: spalten
Links

---

Rechts
:::

::: zitat Quelle
Gesagt.
:::

::: dokument brief Anhörung
Von: A
An: B
:::

::: loesungsweg
### Schritt
Rechnen.
:::

::: trainer
Geheim.
:::

Mit Fußnote[^1] und [Link](https://example.org/a_b(c)?x=1&y=2 "Titel").

[^1]: Die *Note* mit [Link](https://example.org/n).

https://www.example.org/frei_er_link
"""


def test_every_block_is_read_by_redcarpet(tmp_path: Path) -> None:
    need_redcarpet()
    (text,) = [item.text for item in texts(tmp_path, {"probe/01-modul/01-a.md": lesson(EVERYTHING)})][:1]
    (page,) = rendered([text])
    shown = visible(page)
    assert LEFT_OVER.findall(shown) == []
    for words in (
        "zwei mit fett",
        "Absatz",
        "x | y",
        "Erklärung",
        "Text eins.",
        "Links",
        "Rechts",
        "Gesagt.",
        "Rechnen.",
    ):
        assert words in shown
    assert "Geheim" not in shown and "Muster, erfunden" in shown
    assert "code * &lt;b&gt;" in page and "zeile 1" in page and "zeile 2" in page
    assert page.count("<details>") == 2 and '<ol start="3">' in page
    assert "<sup>[1]</sup>" in page and "Anmerkungen" in shown
    assert hrefs(page) == [
        "https://example.org/a_b%28c%29?x=1&y=2",
        "https://www.example.org/frei_er_link",
        "https://example.org/n",
    ]


def test_films_and_papers_are_uploaded_apart(tmp_path: Path) -> None:
    text = "![Der Weg](weg.mp4){untertitel=weg.vtt}\n\n[Formular](antrag.pdf)\n\n[](02-b.md)"
    found = texts(
        tmp_path,
        {
            "probe/01-modul/01-a.md": lesson(text),
            "probe/01-modul/02-b.md": lesson("Text.", "titel: Zwei_te"),
            "probe/01-modul/weg.mp4": "PNG",
            "probe/01-modul/weg.vtt": "WEBVTT\n",
            "probe/01-modul/antrag.pdf": "PNG",
        },
    )
    assert [(item.kind, item.title) for item in found][:3] == [
        ("text", "Probe"),
        ("video", "Der Weg"),
        ("text", "Zwei_te"),
    ]
    assert found[1].file == "videos/weg.mp4"
    assert "Film: Der Weg" in found[0].text and "[Formular](dateien/antrag.pdf)" in found[0].text
    assert "„Zwei\\_te“" in found[0].text


LANDS = {
    "probe/kurs.yaml": (
        'id: probe\ntitel: P\nsprache: de\nversion: "1"\nrechtsstand: 2026-06-01\nvarianten: [bw, he]\n'
        "varianten-modus: auswahl\n"
    ),
    "probe/01-modul/01-a.md": lesson(
        "::: nur bw\nBei {{behoerde.name}}.\n:::\n\n::: frage Wer? {nur=he}\n- (x) A\n- ( ) B\n:::\n"
    ),
}


def test_rules_of_a_land_stand_under_its_name(tmp_path: Path) -> None:
    text, exercise = texts(tmp_path, LANDS)[:2]
    assert "<strong>Baden-Württemberg</strong>" in text.text and "Stadt Mannheim" in text.text
    assert exercise.quiz is not None and exercise.quiz.questions[0].text == "**Nur Hessen:** Wer?"


def test_an_edition_of_a_land_has_its_own_only(tmp_path: Path) -> None:
    (text, *_) = texts(tmp_path, LANDS, "bw")
    assert "Stadt Mannheim" in text.text and "Baden-Württemberg" not in text.text
    assert not [item for item in texts(tmp_path, LANDS, "bw") if item.quiz]
