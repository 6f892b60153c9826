"""The cases of ``author_mistakes.yaml`` through ``lernbuild check``: the whole way, as an author sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.diagnostics.fixes import apply_fixes
from lernbuild.pipeline import check
from lernbuild.run import Request
from lernbuild.targets import NAMES

from .mistakes import Case, base_files, cases
from .test_author_mistakes import check_messages

DAY = date(2026, 7, 1)
QUIET = ("lock-", "approval-", "unused-", "variant-no-reason")
"""Infos that do not count: about kurs.lock, approval, missing reasons and entries that nothing uses."""


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *, editions: bool = False) -> list[Diagnostic]:
    """What is said about the project, without the infos that never count; all editions, or the general one."""
    monkeypatch.chdir(root)
    found = check(Request(root=Path(), today=DAY, variants=("alle",) if editions else ())).report.diagnostics
    return [d for d in found if d.severity is not Severity.INFO or not _counts_not(d)]


def _counts_not(diagnostic: Diagnostic) -> bool:
    return diagnostic.code.startswith(QUIET) or diagnostic.code.endswith("-unused")


def write(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        target = root / "courses" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _id(case: Case) -> str:
    return case.id


def test_base_project_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, Case("base", "false-alarm", {"frame": "lesson", "source": "Ein Satz.\n"}).files())
    found = run(tmp_path, monkeypatch, editions=True)
    assert [d for d in found if d.severity is not Severity.INFO] == []
    assert base_files()


@pytest.mark.parametrize("case", [c for c in cases() if not c.false_alarm], ids=_id)
def test_mistake(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, case.files())
    editions = case.kind in ("facts", "variants", "course", "includes")
    found = run(tmp_path, monkeypatch, editions=editions)
    path = f"courses/{case.file}"
    elsewhere = [d for d in found if d.span is None or d.span.file.path != path]
    here = [d for d in found if d not in elsewhere]
    check_messages(case, here)
    assert [d.message for d in elsewhere if d.severity is not Severity.INFO] == []
    repaired = apply_fixes(found)
    if case.fixed is None:
        assert path not in repaired
        return
    assert repaired[path] == case.fixed
    (tmp_path / path).write_text(repaired[path], encoding="utf-8")
    assert [d for d in run(tmp_path, monkeypatch) if d.span is not None and d.span.file.path == path] == []


@pytest.mark.parametrize("depth", ["", "::: merke\n"])
def test_a_question_in_a_question_whatever_the_target(
    depth: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message, not a defect: question banks have no place for such a thing."""
    inner = f"{depth}::: frage Innen?\n- (x) Ja\n- ( ) Nein\n:::\n{':::' if depth else ''}\n"
    source = f"::: frage Außen?\n{inner}\n- (x) Ja\n- ( ) Nein\n:::\n"
    write(tmp_path, Case("x", "blocks", {"frame": "lesson", "source": source}).files())
    monkeypatch.chdir(tmp_path)
    found = check(Request(root=Path(), today=DAY, targets=NAMES)).report.diagnostics
    assert [d.code for d in found if d.severity is Severity.ERROR] == ["block-wrong-place"]


@pytest.mark.parametrize("case", [c for c in cases() if c.false_alarm], ids=_id)
def test_false_alarm(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, case.files())
    path = f"courses/{case.file}"
    assert [d for d in run(tmp_path, monkeypatch) if d.span is not None and d.span.file.path == path] == []
