"""Templates compiled before: all that come with lernbuild are, and what is another's is compiled by Jinja."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import traceback
from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from lernbuild import templates
from lernbuild.templates import PAGE, PAPER, CompiledBefore, compiled, environment, own_templates

ROOT = Path(__file__).resolve().parent.parent
OWN = own_templates(ROOT / "themes")


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja compiles in this test."""
    names: list[str] = []
    compile_one = Environment.compile

    def noting(self: Environment, source: str, name: str, *rest: object, **more: object) -> object:
        names.append(name)
        return compile_one(self, source, name, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noting)
    return names


def _made_here(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    code = folder / "code"
    code.mkdir()
    for file, python in compiled([(PAGE, folder, name)]).items():
        (code / file).write_text(python, encoding="utf-8")
    monkeypatch.setattr(templates, "CODE", code)


@pytest.mark.parametrize(("options", "folder", "name"), OWN, ids=[name for _, _, name in OWN])
def test_every_template_comes_compiled(
    options: dict[str, bool], folder: Path, name: str, compilations: list[str]
) -> None:
    environment(options, folder).get_template(name)
    assert compilations == [], f"the code of {name} is missing or of another text: run hatch_build.py"


def test_the_list_of_templates_is_whole() -> None:
    named = {folder / name for _, folder, name in OWN}
    shell = ROOT / "lernbuild" / "preview" / "static"  # the preview fills its two by itself
    present = {path for path in (ROOT / "lernbuild").rglob("*.html") if "_built" not in path.parts}
    present |= set((ROOT / "themes").glob("*/templates/*.html"))
    assert {path for path in present if path.parent != shell} == {path for path in named if path.suffix == ".html"}


def test_a_template_with_another_text_is_compiled(tmp_path: Path, compilations: list[str]) -> None:
    theirs = tmp_path / "funding.html"
    theirs.write_text("  {% if x %}\nIhr {{ x }}\n  {% endif %}\n", encoding="utf-8")
    env = environment(PAGE, tmp_path, ROOT / "themes" / "standard" / "templates")
    assert env.get_template("funding.html").render(x="<b>") == "Ihr &lt;b&gt;\n"
    assert compilations == ["funding.html"]


def test_other_options_have_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]
) -> None:
    _made_here(tmp_path, monkeypatch, "a.html", "x\n")
    compilations.clear()
    assert environment(PAGE, tmp_path).get_template("a.html").render() == "x\n"
    assert compilations == []
    assert environment(PAPER, tmp_path).get_template("a.html").render() == "x"
    assert compilations == ["a.html"]


def test_another_jinja_compiles_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]
) -> None:
    _made_here(tmp_path, monkeypatch, "a.html", "x")
    compilations.clear()
    monkeypatch.setattr(jinja2, "__version__", "4.0.1")
    assert environment(PAGE, tmp_path).get_template("a.html").render() == "x"
    assert compilations == ["a.html"]


def test_an_error_names_the_template_and_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made_here(tmp_path, monkeypatch, "a.html", "x\n\n{{ missing.name }}\n")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "a.html").rename(moved / "a.html")
    env = environment(PAGE, moved, undefined=StrictUndefined)
    with pytest.raises(UndefinedError) as raised:
        env.get_template("a.html").render()
    frames = traceback.extract_tb(raised.value.__traceback__)
    assert (str(moved / "a.html"), 3) in [(frame.filename, frame.lineno) for frame in frames]


def test_two_environments_do_not_share_their_globals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made_here(tmp_path, monkeypatch, "a.html", "{{ who }}{% include 'b.html' %}")
    (tmp_path / "b.html").write_text("{{ who }}", encoding="utf-8")
    first, second = environment(PAGE, tmp_path), environment(PAGE, tmp_path)
    first.globals["who"], second.globals["who"] = 1, 2
    pages = [env.get_template("a.html") for env in (first, second)]
    assert [page.render() for page in pages] == ["11", "22"]


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "CODE", tmp_path / "code")
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    env = environment(PAGE, tmp_path)
    assert isinstance(env.bytecode_cache, CompiledBefore)
    assert env.get_template("a.html").render() == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


_HASH = """
import hashlib, pathlib, sys
from lernbuild.templates import compiled, own_templates
code = compiled(own_templates(pathlib.Path(sys.argv[1])))
print(hashlib.sha256(repr(sorted(code.items())).encode()).hexdigest())
"""


def test_the_code_is_the_same_in_every_process() -> None:
    command = [sys.executable, "-c", _HASH, str(ROOT / "themes")]
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout.strip()
    assert said == hashlib.sha256(repr(sorted(compiled(OWN).items())).encode()).hexdigest()
