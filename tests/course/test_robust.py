"""Whatever authors type, there are messages and never a crash."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from lernbuild.course.assemble import assemble_course
from lernbuild.course.edition import Edition, chosen_editions
from lernbuild.course.lock import number_editions
from lernbuild.rules import check_course, check_project

from .small_course import BASE, lesson, project

TEXT = """## Eins {#eins}

Nach § 18g Abs. 1 AufenthG kostet es {{gebuehr}}. [](02-test.md) Eine Duldung.

::: nur bw, he
{{behoerde.name}} ![A](bild.png){nur=bw}
::: frage Wer? {lernziel=a nur=bw}
- (x) A {{gebuehr}}
  > weil
- ( ) B
:::
:::

::: fall X
### A {#a}

- [B](#b)
- [C](#c) (x)

### B {#b}
Text [zurück](#a)

### C {#c}
Ende.
:::

::: einbinden bausteine/x.md
:::
"""
TEST = "::: frage Wer? {lernziel=a}\n- (x) A\n- ( ) B\n:::\n\n::: frage Zahl\nAntwort: {{gebuehr.wert}} Euro\n:::\n"
FILES: Mapping[str, str] = {
    **BASE,
    "probe/kurs.yaml": BASE["probe/kurs.yaml"] + "varianten-modus: auswahl\nabschluss: {bestehen: 75, test: test}\n",
    "probe/01-modul/01-lektion.md": lesson(TEXT, "titel: Probe\nlernziele: {a: Eins}"),
    "probe/01-modul/02-test.md": lesson(TEST, "titel: T\ntyp: test\nziehen: {a: 1}"),
    "probe/freigaben.yaml": "- {lektion: lektion, hash: abc, name: X}\n",
    "bausteine/x.md": "Baustein\n",
}
PIECES = """{{ }} ::: nur [ ] ( ) { } § §§ Art. " ' - \t # > | * ` $ --- : & ! \u00a0 \u00ad \ufeff \0 1 2026-02-31 null
ja
frage einbinden ../ \\ id= {nur=xy} {ausser=he} xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx""".split()


def spoilt(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + chance.randint(1, 12) :]
        case 1:
            lines = text.split("\n")
            lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
            return "\n".join(lines)
        case _:
            return text[:at] + chance.choice([*PIECES, "\n", "\n\n", "  "]) + text[at:]


@pytest.mark.parametrize("seed", range(40))
def test_never_a_crash(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = dict(FILES)
    for _ in range(chance.randint(2, 6)):
        name = chance.choice(sorted(files))
        files[name] = spoilt(files[name], chance)
    loaded = project(tmp_path, files)
    said = check_project(loaded)
    editions = []
    for variant in chosen_editions(loaded, "probe", ("alle",)):
        course, found = assemble_course(loaded, "probe", variant=variant)
        said += found
        if course is not None:
            editions.append(Edition("probe", variant, course))
    numbered, found = number_editions(loaded, "probe", editions)
    said += found
    for edition in numbered.editions:
        said += check_course(edition.course, today=date(2026, 7, 1))
    for diagnostic in said:
        assert diagnostic.message
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.span.file.text)
