"""Generated courses of any size for the benchmark; the same seed gives the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = tuple(
    """Die Ausländerbehörde prüft den Antrag und entscheidet nach dem Gesetz über den Aufenthalt der Fachkraft
    Nachweis Frist Bescheid Zustimmung Bundesagentur Qualifikation Anerkennung Gebühr Akte Unterlagen Verfahren
    Titel Verlängerung Arbeitgeber Vertrag Gehalt Termin Auskunft Zuständigkeit Beschäftigung Ausbildung
    Studium""".split()
)


def write_course(root: Path, lessons: int, questions: int = 3, seed: int = 7) -> int:
    """Writes ``courses/bench`` below root; ten lessons a module. Gives back the bytes of Markdown written."""
    rng = random.Random(seed)
    course = root / "courses" / "bench"
    course.mkdir(parents=True, exist_ok=True)
    (course / "kurs.yaml").write_text(
        'id: bench\ntitel: Messkurs\nsprache: de\nversion: "1.0"\nrechtsstand: 2026-08-19\nziele: [scorm2004]\n',
        encoding="utf-8",
    )
    size = 0
    for number in range(lessons):
        module = course / f"{number // 10 + 1:02d}-modul-{number // 10 + 1}"
        module.mkdir(exist_ok=True)
        last = number % 100 == 99 or number == lessons - 1
        text = _lesson(rng, number, questions, test=last)
        (module / f"{number % 10 + 1:02d}-lektion-{number + 1}.md").write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, k=rng.randint(7, 14))
    return " ".join(words).capitalize() + "."


def _paragraph(rng: random.Random) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(3, 5)))


def _lesson(rng: random.Random, number: int, questions: int, *, test: bool) -> str:
    kind = "typ: test\n" if test else ""
    parts = [f"---\ntitel: Lektion {number + 1}\n{kind}dauer: 10\n---", _paragraph(rng)]
    for heading in range(3):
        parts += [
            f"## Abschnitt {number + 1}.{heading + 1}",
            _paragraph(rng),
            _paragraph(rng) + " Siehe § 81 Abs. 4 AufenthG.",
        ]
    parts.append(
        "| Lage | Folge |\n| --- | --- |\n" + "\n".join(f"| {_sentence(rng)} | {_sentence(rng)} |" for _ in range(3))
    )
    parts.append(f"::: praxistipp\n{_paragraph(rng)}\n:::")
    for question in range(questions):
        options = "\n".join(
            f"- ({'x' if option == question % 3 else ' '}) Antwort {option + 1}: {_sentence(rng)}\n  > {_sentence(rng)}"
            for option in range(3)
        )
        parts.append(f"::: frage Frage {number + 1}.{question + 1}: {_sentence(rng)}\n{options}\n\n:::")
    return "\n\n".join(parts) + "\n"
