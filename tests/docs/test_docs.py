"""The pages of docs/: their examples build, their commands and links exist, and they leave nothing out."""

from __future__ import annotations

import re
import shlex
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from lernbuild import built
from lernbuild.cli import COMMANDS, cli
from lernbuild.course import tables
from lernbuild.course.fields import Field
from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.markup import names
from lernbuild.markup.yaml import parse_yaml
from lernbuild.pipeline import build, check
from lernbuild.questions import TYPES
from lernbuild.render import load_theme, theme_places
from lernbuild.run import Checked, Request
from lernbuild.source import SourceFile
from tests.docs import examples
from tests.docs.examples import DOCS, Example

TODAY = date(2026, 7, 1)
ALL = sorted(DOCS.glob("*.md"))
LANGUAGES = {"markdown", "yaml", "css", "json", "bash", "text"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs")


@pytest.fixture(scope="module")
def made(project: Path) -> dict[str, Example]:
    return examples.write_project(project)


@pytest.fixture(scope="module")
def checked(project: Path, made: dict[str, Example]) -> Checked:
    return check(Request(project, TODAY))


def place(diagnostic: Diagnostic, project: Path) -> str:
    return diagnostic.span.file.path.removeprefix(f"{project.as_posix()}/") if diagnostic.span else ""


def told(diagnostic: Diagnostic, project: Path, made: dict[str, Example]) -> str:
    example = made.get(place(diagnostic, project))
    where = f"docs/{example.page}:{example.line}" if example else place(diagnostic, project)
    return f"{where} [{diagnostic.code}] {diagnostic.message}"


# ---- examples ----------------------------------------------------------------------------


def test_right_examples_give_no_error_and_no_warning(project: Path, made: dict[str, Example], checked: Checked) -> None:
    bad = [
        told(d, project, made)
        for d in checked.report.diagnostics
        if d.severity is not Severity.INFO and not (place(d, project) in made and made[place(d, project)].wrong)
    ]
    assert bad == []


def test_wrong_examples_give_just_the_message_they_name(
    project: Path, made: dict[str, Example], checked: Checked
) -> None:
    wrong = {path: example for path, example in made.items() if example.wrong and example.language == "markdown"}
    assert wrong
    said: dict[str, set[str]] = {path: set() for path in wrong}
    for diagnostic in checked.report.diagnostics:
        if place(diagnostic, project) in said:
            said[place(diagnostic, project)].add(diagnostic.code)
    assert said == {path: {example.wrong} for path, example in wrong.items()}


def test_all_examples_become_pages(project: Path, made: dict[str, Example], checked: Checked) -> None:
    if not built.ROOT.is_dir():
        pytest.skip("needs the browser side: ./dev build")
    courses = tuple(course for course in checked.project.course_ids if course != "falsch")
    result = build(Request(project, TODAY, courses, targets=("web",), out=project / "dist"))
    assert [told(d, project, made) for d in result.report.diagnostics if d.severity is not Severity.INFO] == []
    assert len(result.packages) == len(courses)
    for page in (project / "dist" / f"{examples.COURSE}.web").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        targets = set(re.findall(r'<a [^>]*?href="#([^"]+)"', text))
        assert targets <= set(re.findall(r'\bid="([^"]+)"', text)), page.name


def test_every_kind_of_question_has_an_example(checked: Checked) -> None:
    (course,) = (edition.course for edition, _ in checked.themed if edition.course_id == examples.COURSE)
    shown = {question.kind for lesson in course.lessons for question in lesson.questions}
    assert {kind.name for kind in TYPES} - shown == set()


@pytest.mark.parametrize("example", examples.examples(), ids=lambda example: example.name)
def test_every_block_of_code_is_an_example_of_a_known_kind(example: Example) -> None:
    assert example.language in LANGUAGES
    if example.language == "yaml":
        first = example.text.splitlines()[0]
        assert re.match(r"# (courses/|themes/|kurs\.yaml$|Kopf einer |\.github/|\.gitlab-|\.pre-commit)", first), first
        assert yaml.safe_load(example.text)
        _, problems = parse_yaml(SourceFile(first, example.text))
        assert not [d.message for d in problems] or first.startswith("# .")


def test_theme_examples(project: Path, made: dict[str, Example]) -> None:
    for path, example in made.items():
        if example.language == "css":
            theme, problems = load_theme(Path(path).parent.name, theme_places(project))
            assert theme is not None
            assert {d.code for d in problems} == ({example.wrong} if example.wrong else set()), example.name
            if example.wrong:
                assert problems[0].message.split(":")[0] in page_text(example.page)
    theme, _ = load_theme("standard", theme_places(project))
    assert theme is not None
    for example in examples.examples():
        if example.language == "json":
            assert set(yaml.safe_load(example.text)) <= set(theme.words["de"])


def test_the_message_in_the_tutorial_is_the_real_one(project: Path, made: dict[str, Example], checked: Checked) -> None:
    (message,) = [d for d in checked.report.diagnostics if "tutorial" in place(d, project)]
    assert message.hint
    assert message.span
    for words in (message.message, message.hint, f"01-erste-lektion.md:{message.span.line}:1  [{message.code}]"):
        assert words in page_text("tutorial.md")


# ---- commands ------------------------------------------------------------------------------


def page_text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands_in(text: str) -> Iterator[str]:
    """Every ``lernbuild …`` in code: between backticks, on a line of a block, behind a pipeline's dash."""
    yield from re.findall(r"`(lernbuild [^`\n]+)`", text)
    yield from re.findall(r"^[\s-]*(?:run: |entry: )?(lernbuild (?!antwortet)[^\n`]+)$", text, re.MULTILINE)


COMMAND_LINES = sorted({(page.name, line) for page in ALL for line in commands_in(page.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("page", "line"), COMMAND_LINES)
def test_commands_and_their_options_exist(page: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])[1:]
    command: click.Command = cli
    context = click.Context(cli)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"docs/{page}: {line}"
        command, words = found, words[1:]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    options |= {"--help", "--version"}
    assert {word for word in words if word.startswith("--")} <= options, f"docs/{page}: {line}"


def test_the_reference_names_every_command() -> None:
    assert [name for name in COMMANDS if f"lernbuild {name}" not in page_text("referenz.md")] == []


def test_commands_are_found_at_all() -> None:
    assert len(COMMAND_LINES) > 20


# ---- links and pictures ----------------------------------------------------------------------


def without_code(text: str) -> str:
    text = re.sub(r"^(`{3,})[^\n]*\n.*?\n\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub and GitLab give to headings."""
    text = re.sub(r"^(`{3,})[^\n]*\n.*?\n\1$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", [*ALL, DOCS.parent / "README.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8"))):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(found), f"{page.name}: {target}"


def test_pictures_are_small_and_all_are_shown() -> None:
    shown = {name for page in ALL for name in re.findall(r"\((bilder/[\w-]+\.png)\)", page.read_text(encoding="utf-8"))}
    assert shown == {f"bilder/{path.name}" for path in (DOCS / "bilder").iterdir()}
    for name in shown:
        data = (DOCS / name).read_bytes()
        assert len(data) < 40_000, name
        assert struct.unpack(">I", data[16:20])[0] == 720, name


# ---- nothing left out ------------------------------------------------------------------------


@pytest.mark.parametrize("block", names.BLOCKS)
def test_every_block_is_in_the_reference(block: str) -> None:
    pages = page_text("referenz-bloecke.md") + page_text("referenz-fragen.md")
    assert f"`{block}`" in pages
    assert f"::: {block}" in pages


def keys(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield field.key
        yield from keys(field.fields)


KEYS = sorted(
    {
        key
        for table in (tables.COURSE_FIELDS, tables.LESSON_FIELDS, tables.MODULE_FIELDS, tables.FACT_FIELDS,
                      tables.VALUE_FIELDS, tables.TERM_FIELDS, tables.APPROVAL_FIELDS)
        for key in keys(table)
    }
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_in_the_reference(key: str) -> None:
    text = page_text("referenz-angaben.md")
    assert f"`{key}`" in text or re.search(rf"^[ -]*{key}:", text, re.MULTILINE)


@pytest.mark.parametrize("word", [*tables.TARGETS, *tables.KINDS, *tables.STATES])
def test_every_value_is_in_the_reference(word: str) -> None:
    assert f"`{word}`" in page_text("referenz-angaben.md")


def test_every_attribute_is_in_the_reference() -> None:
    pages = "".join(page_text(f"referenz-{name}.md") for name in ("fragen", "bloecke", "text"))
    known = re.findall(r"`#?([a-z-]+)(?:=[^`]*)?`", pages)
    for attributes in (names.attributes_of("frage"), names.attributes_of("merke"), names.MEDIA_ATTRIBUTES,
                       names.TABLE_ATTRIBUTES):  # fmt: skip
        assert set(attributes) - set(known) == set()
