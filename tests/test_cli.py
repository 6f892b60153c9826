"""The command line as an author or CI meets it: exit codes, streams, files; nothing of the inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import lernbuild


def test_version_imports_click_alone(tmp_path: Path) -> None:
    code = (
        "import sys, lernbuild.cli as c\n"
        "try: c.main(['--version'])\n"
        "except SystemExit: pass\n"
        "heavy = {'markdown_it', 'jinja2', 'lxml', 'yaml', 'importlib.metadata', 'lernbuild.pipeline'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("lernbuild 0.")


def test_nothing_is_looked_through_at_the_end(tmp_path: Path) -> None:
    """Python looks for cycles among all objects before it ends, which took a tenth of a build."""
    code = (
        "import atexit, gc, lernbuild.cli as c\n"
        "atexit.register(lambda: print('left', len(gc.get_objects()), 'frozen', gc.get_freeze_count() > 0))\n"
        "c.main(['--version'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    left, frozen = done.stdout.split()[-3::2]
    assert int(left) < 1000 and frozen == "True"


def test_build_imports_only_what_its_targets_need(project: Path) -> None:
    """Formats, pictures and formulas that nobody asked for would cost each build a fifth of its start."""
    code = (
        "import sys, lernbuild.cli as c\n"
        "try: c.main(['build', '--target', 'scorm12'])\n"
        "except SystemExit as stop: assert not stop.code\n"
        "idle = ('PIL', 'quickjs', 'lernbuild.validate', 'lernbuild.preview', 'lernbuild.targets.xikolo',\n"
        "        'lernbuild.targets.question_bank', 'lernbuild.targets.moodle_xml', 'lernbuild.targets.scorm2004')\n"
        "found = [name for name in sys.modules if name.startswith(idle)]\n"
        "assert not found, found"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_command_in_the_wrong_folder_says_where_to_go(project: Path) -> None:
    """Somebody opened the window in the course itself."""
    place = project / "courses/minimal"
    for call in (["build", "minimal"], ["check"]):
        done = lernbuild(place, *call)
        assert done.returncode
        assert "in dem Ordner, in dem courses/ liegt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "Den Befehl „biuld“ gibt es nicht. Meinten Sie „build“?"),
        (["build", "--strikt"], "Meinten Sie „--strict“?"),
        (["build", "gibt-es-nicht"], "Den Kurs „gibt-es-nicht“ gibt es nicht"),
        (["build", "--target", "scrom12"], "scorm12"),
        (["new", "course", "Mein Kurs"], "zum Beispiel: mein-kurs"),
        (["new", "course", "minimal"], "gibt es schon"),
        (["check", "--date", "1.6.2026"], "zum Beispiel: --date 2026-06-01"),
        (["facts", "--on", "1.6.2026"], "zum Beispiel: --on 2026-06-01"),
        (["approve", "minimal/alle"], '--by "Erika Beispiel" --role fachlich'),
        (["law", "impact", "§ 31 VwVfG"], "Es fehlt: --section ZITAT."),
        (["build", "--jobs", "-1"], "Bei --jobs ist eine ganze Zahl ab 0 möglich."),
        (["check", "--format", "xml"], "text, json, github"),
        (["build", "--variant", "xx"], "Die Variante „xx“ gibt es nicht"),
    ],
)
def test_wrong_usage_is_exit_code_2_in_german(project: Path, arguments: list[str], said: str) -> None:
    done = lernbuild(project, *arguments)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_build_writes_packages_and_says_so_on_stdout(project: Path) -> None:
    done = lernbuild(project, "build")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "dist/minimal.scorm12.zip",
        "dist/minimal.scorm2004.zip",
        "dist/minimal.web/",
    ]
    assert (project / "dist/minimal.web/index.html").is_file()
    record = json.loads((project / "dist/minimal.build.json").read_text(encoding="utf-8"))
    assert [entry["target"] for entry in record["packages"]] == ["scorm12", "scorm2004", "web"]
    for entry in record["packages"]:
        assert {"path", "size", "sha256", "standard", "content", "limits", "variant"} <= set(entry)


def test_build_as_json_is_one_object(project: Path) -> None:
    done = lernbuild(project, "build", "--format", "json", "--target", "scorm12")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"version", "diagnostics", "packages"} <= set(answer)
    assert [package["path"] for package in answer["packages"]] == ["minimal.scorm12.zip"]


def test_one_target_keeps_the_entries_of_the_others(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    assert lernbuild(project, "build", "--target", "scorm12").returncode == 0
    record = json.loads((project / "dist/minimal.build.json").read_text(encoding="utf-8"))
    assert [entry["target"] for entry in record["packages"]] == ["scorm12", "scorm2004", "web"]


def test_error_refuses_and_leaves_the_last_good_package(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    before = {p: p.read_bytes() for p in sorted((project / "dist").rglob("*")) if p.is_file()}
    lesson = sorted((project / "courses/minimal").rglob("*.md"))[0]
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n::: achtung\nNie geschlossen.\n", encoding="utf-8")
    done = lernbuild(project, "build")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Kein Paket geschrieben." in done.stderr
    assert lesson.relative_to(project).as_posix() in done.stderr
    assert "Traceback" not in done.stderr
    assert {p: p.read_bytes() for p in sorted((project / "dist").rglob("*")) if p.is_file()} == before


def test_second_build_changes_no_byte_and_no_file(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    files = [p for p in sorted(project.rglob("*")) if p.is_file() and ".lernbuild" not in p.parts]
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files}
    done = lernbuild(project, "build")
    assert done.returncode == 0
    assert "unverändert" in done.stdout
    found = [p for p in sorted(project.rglob("*")) if p.is_file() and ".lernbuild" not in p.parts]
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in found} == before


def test_locked_refuses_when_numbers_are_missing(project: Path) -> None:
    assert lernbuild(project, "build").returncode == 0
    assert lernbuild(project, "build", "--locked").returncode == 0
    lesson = sorted((project / "courses/minimal").rglob("*.md"))[0]
    (lesson.parent / "08-neu.md").write_text("---\ntitel: Neu\n---\n\nNeuer Text.\n", encoding="utf-8")
    done = lernbuild(project, "build", "--locked")
    assert done.returncode == 1
    assert "kurs.lock" in done.stderr


def test_defect_shows_one_sentence_and_a_report_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import lernbuild.pipeline as p, lernbuild.cli as c\n"
        "def broken(*a, **k): raise RuntimeError('boom')\n"
        "p.check = broken\n"
        "c.main(['check'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 70
    assert "Traceback" not in done.stderr and "boom" not in done.stderr
    report = Path(done.stderr.strip().split()[-1])
    assert "boom" in report.read_text(encoding="utf-8")
    report.unlink()


def test_new_course_checks_and_builds(tmp_path: Path) -> None:
    done = lernbuild(tmp_path, "new", "course", "mein-kurs")
    assert done.returncode == 0, done.stderr
    done = lernbuild(tmp_path, "check", "--strict")
    assert done.returncode == 0, done.stderr
    done = lernbuild(tmp_path, "build")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dist/mein-kurs.scorm12.zip").is_file()


def test_courses_below_another_root(project: Path, tmp_path: Path) -> None:
    done = lernbuild(tmp_path, "build", "--root", str(project), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/minimal.scorm12.zip").is_file()


def test_no_courses_is_said_kindly(tmp_path: Path) -> None:
    done = lernbuild(tmp_path, "build")
    assert done.returncode == 1
    assert "lernbuild new course" in done.stderr
    assert "Traceback" not in done.stderr


def test_output_is_utf8_on_a_windows_console(project: Path) -> None:
    done = lernbuild(project, "build", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "Bytes" in done.stdout or "kB" in done.stdout


def test_a_folder_that_takes_nothing_is_one_german_sentence(project: Path) -> None:
    (project / "dist").write_text("Hier liegt eine Datei, kein Ordner.", encoding="utf-8")
    done = lernbuild(project, "build")
    assert done.returncode == 1
    assert "lässt sich nicht schreiben" in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_knows_messages_of_check_and_validate(tmp_path: Path) -> None:
    for code in ("image-without-alt", "[block-unclosed]", "zip-bomb"):
        done = lernbuild(tmp_path, "explain", code)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.split()) > 8
    done = lernbuild(tmp_path, "explain", "image-without-alk")
    assert done.returncode == 2
    assert "Meinten Sie „image-without-alt“?" in done.stderr


@pytest.mark.parametrize(
    ("stands", "arguments", "said"),
    [
        ("dist", ["solutions"], "„dist“ lässt sich nicht lesen oder schreiben. Dort liegt eine Datei"),
        (".lernbuild", ["schema"], "„.lernbuild/schema“ lässt sich nicht lesen oder schreiben."),
        (".lernbuild", ["new", "course", "zwei"], "Ein Teil des Wegs dorthin ist kein Ordner."),
        ("courses/minimal/kurs.lock/", ["lock"], "Dort liegt ein Ordner mit dem Namen der Datei."),
    ],
)
def test_what_the_disk_refuses_is_no_defect(project: Path, stands: str, arguments: list[str], said: str) -> None:
    place = project / stands
    if stands.endswith("/"):
        place.unlink(missing_ok=True)
        place.mkdir()
    else:
        place.write_text("im Weg", encoding="utf-8")
    done = lernbuild(project, *arguments)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Fehler in lernbuild" not in done.stderr


@pytest.mark.parametrize("command", ["changes", "build"])
def test_since_in_a_folder_that_is_not_there(project: Path, command: str) -> None:
    done = lernbuild(project, command, "--since", "HEAD", "--root", "nirgends")
    assert done.returncode == 2
    assert "Den Ordner nirgends gibt es nicht." in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("check >&- 2>&-", "0"),
        ("build --force >&-", "0"),
        ("build --force --events | true; echo ${PIPESTATUS[0]}", "1"),
    ],
)
def test_closed_streams_are_no_trouble(project: Path, call: str, said: str) -> None:
    """A service has no console, and ``| head`` ends early: nothing is wrong with the packages then."""
    script = f"'{sys.executable}' -m lernbuild {call}" + ("" if "echo" in call else "; echo $?")
    done = subprocess.run(["bash", "-c", script], cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.strip() == said, done.stderr
    assert "Das Paket lässt sich nicht schreiben" not in done.stderr
