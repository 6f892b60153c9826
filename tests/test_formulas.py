"""Formulas in a whole build: MathML in the page, KaTeX nowhere, mistakes at their place."""

from __future__ import annotations

from pathlib import Path

from lernbuild.render.formulas import set_formula
from tests.command import lernbuild

LESSON = "---\ntitel: Rechnen\n---\n\nDer Anteil ist $\\frac{1}{2}$ davon.\n\n$$a^2 + b^2 = c^2$$\n"


def test_tex_becomes_mathml(project: Path) -> None:
    (project / "courses/minimal/01-grundlagen/07-rechnen.md").write_text(LESSON, encoding="utf-8")
    done = lernbuild(project, "build", "--target", "web")
    assert done.returncode == 0, done.stderr
    page = (project / "dist/minimal.web/lektion/rechnen.html").read_text(encoding="utf-8")
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert 'display="block"' in page
    assert not [p for p in (project / "dist/minimal.web").rglob("*") if "katex" in p.name.lower()]


def test_a_wrong_command_is_said_at_its_place(project: Path) -> None:
    text = LESSON.replace("\\frac", "\\fraq")
    (project / "courses/minimal/01-grundlagen/07-rechnen.md").write_text(text, encoding="utf-8")
    done = lernbuild(project, "check")
    assert done.returncode == 1
    assert "07-rechnen.md:5:16" in done.stderr
    assert "Den Befehl \\fraq gibt es nicht." in done.stderr


def test_without_the_extra_one_message_says_what_to_install(project: Path) -> None:
    (project / "courses/minimal/01-grundlagen/07-rechnen.md").write_text(LESSON, encoding="utf-8")
    done = lernbuild(project, "check", code="import sys; sys.modules['quickjs'] = None")
    assert done.returncode == 1
    assert done.stderr.count("[formula-extra-missing]") == 1
    assert "lernbuild[formeln]" in done.stderr


def test_endless_tex_ends_in_a_message(project: Path) -> None:
    text = LESSON.replace("\\frac{1}{2}", "\\def\\a{\\a\\a}\\a")
    (project / "courses/minimal/01-grundlagen/07-rechnen.md").write_text(text, encoding="utf-8")
    done = lernbuild(project, "check")
    assert done.returncode == 1
    assert "[formula-broken]" in done.stderr
    assert "Traceback" not in done.stderr


def test_long_formulas_are_set() -> None:
    """QuickJS hands a long text over in pieces; a wide matrix or sum has one."""
    for source in ("\\begin{matrix}" + r"a & b \\ " * 200 + "\\end{matrix}", "+".join("abcdefgh" * 9), "x < y " * 20):
        made = str(set_formula(source, display=True))
        assert made.startswith("<math") and made.endswith("</math>")
