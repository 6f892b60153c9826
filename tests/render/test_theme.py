"""Themes: found, inherited, checked; the standard theme keeps its contrast promises."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lernbuild.diagnostics import Severity
from lernbuild.render import load_theme, render_site, theme_places
from lernbuild.render.contrast import PAIRS, contrast, schemes, weak_pairs
from lernbuild.render.purge import purge, rules_of
from lernbuild.render.styles import style_sheets
from lernbuild.render.theme import Theme
from tests.command import lernbuild
from tests.render import sample_course

SHIPPED = ("standard", "mrn", "kern")


@pytest.fixture
def standard(repository: Path) -> Theme:
    theme, problems = load_theme("standard", theme_places(repository))
    assert theme is not None
    assert not problems
    return theme


def write_theme(root: Path, name: str, settings: str, css: str = "") -> None:
    folder = root / "themes" / name
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(settings, encoding="utf-8")
    (folder / "theme.css").write_text(css, encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_pair_of_a_shipped_theme_has_its_contrast(repository: Path, name: str, dark: bool) -> None:
    theme, problems = load_theme(name, theme_places(repository))
    assert theme is not None and not problems
    tokens = schemes(theme.css)[dark]
    weak = {(front, back): contrast(tokens[front], tokens[back]) for front, back, need in PAIRS
            if contrast(tokens[front], tokens[back]) < need}  # fmt: skip
    assert not weak


def test_the_shipped_themes_change_tokens_logo_and_fonts_only(repository: Path) -> None:
    for name in ("mrn", "kern"):
        folder = repository / "themes" / name
        assert {path.name for path in folder.iterdir()} <= {"theme.yaml", "theme.css", "logo.svg", "fonts", "templates"}
        rules = [head for head, _ in rules_of(re.sub(r"(?s)/\*.*?\*/", "", (folder / "theme.css").read_text("utf-8")))]
        assert rules == [":root", "@media screen and (prefers-color-scheme: dark)"]
        assert [path.read_text("utf-8") for path in folder.glob("templates/*")] in ([], [""])


def test_a_theme_of_its_own_has_the_last_word_on_every_page(tmp_path: Path) -> None:
    """The start page has one sheet, other pages a second behind it: what a theme changes is said in both."""
    css = """@font-face { font-family: Haus; src: url(fonts/haus.woff2); } /* ours */
    :root { --ink: #111111; } h2 { color: red } .question legend { color: blue }
    @media print { :root { --paper: #fff; } h2 { color: #000 } } @media (width > 1px) { :root { --ink: #222222; } }"""
    write_theme(tmp_path, "stadt", "extends: standard\n", css)
    theme, _ = load_theme("stadt", theme_places(tmp_path))
    standard, _ = load_theme("standard", theme_places(tmp_path))
    assert theme is not None and standard is not None
    assert theme.css == standard.css + css + "\n"
    again = "h2{color: red}\n.question legend{color: blue}\n@media print{h2{color: #000}\n}"
    assert theme.pages_css.split() == (standard.pages_css + again).split()
    sheets = style_sheets(theme, (), ['<p class="question">'], "", "")
    assert b".question legend{color:blue}" in sheets["assets/pages.css"].rpartition(b"@media print")[0]
    assert b":root" not in sheets["assets/pages.css"]


def test_kern_brings_its_properties_and_their_licence(repository: Path) -> None:
    theme, _ = load_theme("kern", theme_places(repository))
    assert theme is not None
    own = (repository / "themes" / "kern" / "theme.css").read_text("utf-8")
    known = set(re.findall(r"--(kern-[\w-]+)\s*:", theme.css))
    wanted = set(re.findall(r"var\(--(kern-[\w-]+)", theme.css))
    assert set(re.findall(r"var\(--(kern-[\w-]+)", own)) <= known
    assert known == wanted, "purged when the wheel is built: nothing that nobody asks for"
    site, problems = render_site(sample_course.full_course(), theme)
    assert not problems
    assert b"EUROP" in site.files["assets/lizenz-kern.md"] and b"v. 1.2" in site.files["assets/lizenz-kern.md"]
    assert site.files["assets/theme.css"].startswith(b"/*! Custom properties of KERN UX (@kern-ux/native ")


def test_a_light_value_that_comes_later_holds_in_the_dark_too() -> None:
    light, dark = schemes(
        ":root{--a:#fff;--b:var(--a)} @media screen and (prefers-color-scheme: dark){:root{--a:#000}} :root{--a:#111}"
    )
    assert (light["b"], dark["a"], dark["b"]) == ("#111", "#111", "#111")


def test_a_theme_brings_its_logo_and_its_fonts(tmp_path: Path) -> None:
    write_theme(tmp_path, "stadt", "extends: standard\n")
    folder = tmp_path / "themes" / "stadt"
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "haus.woff2").write_bytes(b"wOF2")
    theme, _ = load_theme("stadt", theme_places(tmp_path))
    assert theme is not None
    site, _ = render_site(sample_course.full_course(), theme)
    assert site.files["assets/fonts/haus.woff2"] == b"wOF2"
    assert b'<svg aria-hidden="true" viewBox="0 0 9 9"/><span>' in site.files["index.html"]


def test_contrast_of_known_colours() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#18222e", "#f8f6f1") == pytest.approx(14.9, abs=0.1)


def test_a_pale_theme_is_told_about_its_contrast(tmp_path: Path, repository: Path) -> None:
    write_theme(tmp_path, "blass", "name: Blass\nextends: standard\n", ":root { --ink: #999999; }")
    theme, problems = load_theme("blass", theme_places(tmp_path))
    assert theme is not None
    assert {problem.code for problem in problems} == {"theme-contrast"}
    assert "„ink“ und „paper“ in heller Darstellung" in problems[0].message
    assert {weak.front for weak in weak_pairs(theme.css)} == {"ink"}


def test_a_project_theme_extends_the_standard_one(tmp_path: Path) -> None:
    write_theme(tmp_path, "stadt", "name: Stadt\nextends: standard\n", ":root { --action: #7a1f5c; }")
    theme, problems = load_theme("stadt", theme_places(tmp_path))
    assert theme is not None
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    assert [folder.name for folder in theme.folders] == ["stadt", "standard"]
    assert schemes(theme.css)[0]["action"] == "#7a1f5c"
    assert theme.texts("de")("bar.skip") == "Zum Inhalt springen"


def test_the_nearest_theme_of_a_name_wins_and_may_build_on_the_shipped_one(tmp_path: Path) -> None:
    write_theme(tmp_path, "standard", "name: Eigenes\nextends: standard\n")
    theme, _ = load_theme("standard", theme_places(tmp_path))
    assert theme is not None
    assert len(theme.folders) == 2


@pytest.mark.parametrize(
    ("settings", "code"),
    [("extends: fehlt\n", "theme-missing"), ("extends: kaputt\n", "theme-missing"), ("farbe: rot\n", "theme-key"),
     ("tokens: rot\n", "theme-key"), ("name: Leer\n", "theme-file")],
)  # fmt: skip
def test_broken_themes(tmp_path: Path, settings: str, code: str) -> None:
    write_theme(tmp_path, "kaputt", settings)
    _, problems = load_theme("kaputt", theme_places(tmp_path))
    assert code in {problem.code for problem in problems}


def test_an_unknown_theme_names_those_that_exist(tmp_path: Path) -> None:
    theme, problems = load_theme("nirgends", theme_places(tmp_path))
    assert theme is None
    assert "standard" in (problems[0].hint or "")


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("nirgends", "courses/minimal/kurs.yaml:", "Vorhanden sind: halb, kern, mrn, standard."),
        ("KERN", "courses/minimal/kurs.yaml:", "Schreiben Sie: theme: kern"),
        ("halb", "themes/halb/theme.yaml:1:1", "baut auf „fehlt“ auf"),
    ],
)
def test_an_unknown_theme_is_told_where_it_is_named(project: Path, name: str, place: str, said: str) -> None:
    write_theme(project, "halb", "extends: fehlt\n")
    kurs = project / "courses/minimal/kurs.yaml"
    kurs.write_text(f"{kurs.read_text('utf-8')}theme: {name}\n", encoding="utf-8")
    done = lernbuild(project, "check")
    assert f"Fehler  {place}" in done.stderr and said in done.stderr, done.stderr


def refusal_of(root: Path, template: str) -> str:
    """The one message about a theme with this template for the provisions; no page was made."""
    write_theme(root, "stadt", "extends: standard\n")
    (root / "themes" / "stadt" / "templates").mkdir()
    (root / "themes" / "stadt" / "templates" / "law.html").write_text(template, encoding="utf-8")
    theme, _ = load_theme("stadt", theme_places(root))
    assert theme is not None
    made, problems = render_site(sample_course.full_course(), theme)
    assert not made.files
    assert [problem.code for problem in problems] == ["theme-template"]
    return problems[0].message


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% extends 'base.html' %}{% block main %}\n{{ nirgends }}{% endblock %}", "„law.html“, Zeile 2"),
        ("{% if %}", "„law.html“, Zeile 1"),
        ("{% extends 'fehlt.html' %}", "Die Vorlage „fehlt.html“ gibt es nicht"),
        ("{{ t('kein.text') }}", "Den Text „kein.text“ gibt es in „messages“ nicht"),
    ],
)
def test_mistakes_in_templates_are_messages(tmp_path: Path, template: str, words: str) -> None:
    assert words in refusal_of(tmp_path, template)


@pytest.mark.parametrize(
    "template",
    ["{{ cycler.__init__.__globals__.os.getcwd() }}", "{{ t.__globals__ }}", "{{ ''.__class__.__mro__ }}",
     "{{ '{0.__class__.__mro__}'.format(1) }}"],
)  # fmt: skip
def test_a_template_reaches_nothing_but_its_page(tmp_path: Path, template: str) -> None:
    """A course may come from strangers with a theme of its own; what stands there must run nothing at the build."""
    words = refusal_of(tmp_path, template)
    assert "„law.html“, Zeile 1" in words and "Eine Vorlage darf nur nutzen, was die Seite ihr gibt (" in words


def test_a_theme_of_ones_own_makes_the_pages_of_the_one_it_builds_on(tmp_path: Path, standard: Theme) -> None:
    write_theme(tmp_path, "stadt", "extends: standard\n")
    theme, problems = load_theme("stadt", theme_places(tmp_path))
    assert theme is not None and not problems and theme.own and not standard.own
    course = sample_course.full_course()
    mine, usual = (render_site(course, one)[0].files for one in (theme, standard))
    pages = [name for name in usual if name.endswith(".html")]
    assert pages and all(mine[name] == usual[name] for name in pages)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("messages/de.json", b"{", "besteht nicht aus Namen mit Texten"),
        ("messages/de.json", b'{"start.begin": 1}', "besteht nicht aus Namen mit Texten"),
        ("messages/de.json", "{}".encode("utf-16"), "nicht als UTF-8"),
        ("theme.css", b"\xff", "nicht als UTF-8"),
        ("theme.css", b"@media {" * 500, "zu viele Blöcke"),
        ("theme.yaml", "name: x".encode("utf-16"), "nicht als UTF-8"),
        ("templates/start.html", b"\xff", "nicht als UTF-8"),
    ],
)
def test_files_of_a_theme_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    write_theme(tmp_path, "stadt", "extends: standard\n")
    place = tmp_path / "themes/stadt" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    theme, problems = load_theme("stadt", theme_places(tmp_path))
    assert theme is None
    assert [problem.code for problem in problems] == ["theme-file"]
    assert words in problems[0].message and name in problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_theme_brings_no_file_from_outside(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("geheim", encoding="utf-8")
    write_theme(tmp_path, "stadt", "extends: standard\n")
    fonts = tmp_path / "themes/stadt/fonts"
    (fonts / "alt").mkdir(parents=True)
    (fonts / "innen.woff2").symlink_to("../theme.css")
    theme, problems = load_theme("stadt", theme_places(tmp_path))
    assert theme is not None and not problems
    for target in (tmp_path / "geheim", Path("/dev/zero"), tmp_path):
        (fonts / "x.woff2").symlink_to(target)
        theme, problems = load_theme("stadt", theme_places(tmp_path))
        assert theme is None and "führt aus dem Ordner" in problems[0].message
        (fonts / "x.woff2").unlink()
    (tmp_path / "abseits").mkdir()
    (tmp_path / "themes/stadt").rename(tmp_path / "abseits/stadt")
    (tmp_path / "themes/stadt").symlink_to(tmp_path / "abseits/stadt")
    assert load_theme("stadt", theme_places(tmp_path))[0] is None
    for name in ("../abseits/stadt", str(tmp_path / "abseits/stadt"), "", "x" * 300):
        assert [one.code for one in load_theme(name, theme_places(tmp_path))[1]] == ["theme-missing"]


def test_a_message_about_a_theme_names_its_file(tmp_path: Path) -> None:
    """„check --fix“ repairs the file that the message names."""
    write_theme(tmp_path, "stadt", "extends:standard\n")
    _, problems = load_theme("stadt", theme_places(tmp_path))
    assert problems[0].span is not None
    assert problems[0].span.file.path == (tmp_path / "themes/stadt/theme.yaml").as_posix()


def test_purge_keeps_what_is_used() -> None:
    css = (
        ":root { --a: 1; } .used, .unused { x: y } .unused { x: y } @media print { .unused { x: y } }"
        ' .mark--done { x: y } p:not(.unused) { x: y } @font-face { src: url(a.woff2) } .b { c: "}" } .used a { x: y }'
    )
    kept = purge(css, {"used", "mark--", "b"})
    assert kept == (
        ':root{--a:1}.used{x:y}.mark--done{x:y}p:not(.unused){x:y}@font-face{src:url(a.woff2)}.b{c:"}"}.used a{x:y}'
    )


def test_no_raw_colour_outside_of_the_tokens(standard: Theme) -> None:
    """A theme changes tokens only; print and system colours are the exceptions."""
    rules = standard.css.split("/* ---- base")[1].split("/* ---- dark")[0]
    raw = [
        line for line in rules.splitlines() if "#" in line.split("data:")[0] and not line.startswith(("@media", "#"))
    ]
    allowed = ("mask-image", ".lbf")
    assert not [line for line in raw if not any(word in line for word in allowed) and "#module" not in line]
