"""``./dev bench``: builds generated courses beside the floor, in one run; prints CPU seconds and ratios.

Sizes: S = 10, M = 100, L = 1,000 lessons with three questions each. Writes bench/latest.json; bench/baseline.json
(``--save-baseline``) is what it compares with. Nothing here fails on time: the machine is noisy, the ratios are not.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from generator import write_course
from launch import measure_launch
from law import law_row
from measure import Cost, in_turns, measure

import lernbuild

HERE = Path(__file__).resolve().parent
COMMAND = str(Path(sys.executable).parent / "lernbuild")
SIZES = {"S": 10, "M": 100, "L": 1000}
FOUR = ("scorm12", "scorm2004", "cmi5", "web")
GOALS = {
    "--version": 0.10, "cold/floor": 2.5, "four/floor": 3.5, "no-op": 0.15, "peak MiB": 150.0, "CPU s per MB": 0.1,
    "S package kB without fonts and schemas": 100.0, "M one lesson": 0.30, "L one lesson": 0.6,
    "launch requests": 10, "launch gzip kB": 200.0, "first text s": 1.0, "longest task ms": 50.0, "layout shift": 0.02,
}  # fmt: skip
"""What the figures should stay below."""
_SCHEMAS = (".xsd", ".dtd")
_PLACE = 30 + 46
"""Bytes of a file's two headers in a zip beside its name, which stands in both (APPNOTE 6.3.10, 4.3.7 and 4.3.12)."""
RATIOS = ("cold/floor", "four/floor", "one/floor")


def bench_size(lessons: int, runs: int) -> dict[str, float]:
    """All figures of one size; seconds are CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        course = root / "courses" / "bench"
        markdown = write_course(root, lessons)

        def fresh() -> None:
            (course / "kurs.lock").unlink(missing_ok=True)
            for name in ("dist", ".lernbuild"):
                shutil.rmtree(root / name, ignore_errors=True)

        changed = sorted(course.rglob("01-*.md"))[0]

        def edit() -> None:
            changed.write_text(changed.read_text(encoding="utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")

        build = [COMMAND, "build", "bench"]
        targets = [word for target in FOUR for word in ("--target", target)]
        floor = [sys.executable, str(HERE / "floor.py"), folder, str(root / "floor.zip")]
        cold = in_turns(
            runs, floor=(_nothing, floor, root), four=(fresh, [*build, *targets], root), cold=(fresh, build, root)
        )
        measure(build, root)  # the lock is new; from here on nothing changes by itself
        warm = in_turns(runs, one=(edit, build, root), no_op=(_nothing, build, root))
        return {"markdown": markdown, **_figures(cold, warm), **_sizes(root / "dist/bench.scorm2004.zip")}


def _nothing() -> None:
    """Nothing comes before this run."""


def _figures(cold: dict[str, Cost], warm: dict[str, Cost]) -> dict[str, float]:
    floor = cold["floor"].cpu
    return {
        "floor": floor,
        "cold": cold["cold"].cpu,
        "cold/floor": cold["cold"].cpu / floor,
        "four targets": cold["four"].cpu,
        "four/floor": cold["four"].cpu / floor,
        "one lesson": warm["one"].cpu,
        "one/floor": warm["one"].cpu / floor,
        "no-op": warm["no_op"].cpu,
        "peak MiB": max(cold["cold"].memory, warm["one"].memory) / 2**20,
        "peak MiB, four targets": cold["four"].memory / 2**20,
    }


def _sizes(package: Path) -> dict[str, float]:
    """The size of a package, and without what others made: fonts with their licence, schema files, their places."""
    with zipfile.ZipFile(package) as archive:
        entries = archive.infolist()
    others = [one for one in entries if one.filename.startswith("assets/fonts/") or one.filename.endswith(_SCHEMAS)]
    given = sum(one.compress_size + _PLACE + 2 * len(one.filename.encode()) for one in others)
    return {
        "package kB": package.stat().st_size / 1000,
        "package kB without fonts and schemas": (package.stat().st_size - given) / 1000,
        **measure_launch(package),
    }


def _compare(name: str, row: dict[str, float], before: dict[str, float]) -> None:
    for key, value in row.items():
        goal = GOALS.get(f"{name} {key}", GOALS.get(key) if name != "S" or key in ("no-op", "peak MiB") else None)
        told = f"  (goal {goal:g}{'' if value <= goal else ', missed'})" if goal is not None else ""
        changed = f"  before {before[key]:.3g}" if key in RATIOS and key in before else ""
        print(f"  {key:40} {value:10.3f}{told}{changed}")


def main() -> None:
    """Runs the sizes asked for and prints their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=list(SIZES), help="S, M, L")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--save-baseline", action="store_true", help="keep the figures as the ones to compare with")
    chosen = parser.parse_args()
    compileall.compile_dir(Path(lernbuild.__file__).parent, quiet=2)  # as pip does when it installs
    baseline_file = HERE / "baseline.json"
    baseline = json.loads(baseline_file.read_text(encoding="utf-8")) if baseline_file.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        version = in_turns(5, version=(_nothing, [COMMAND, "--version"], Path(folder)))["version"].cpu
    figures: dict[str, dict[str, float]] = {"start": {"--version": version}, "law": law_row(chosen.runs)}
    for name in ("start", "law"):
        print(name)
        _compare(name, figures[name], baseline.get(name, {}))
    for name in chosen.sizes:
        print(name, flush=True)
        figures[name] = bench_size(SIZES[name], max(1, chosen.runs if name != "L" else chosen.runs - 1))
        _compare(name, figures[name], baseline.get(name, {}))
    text = json.dumps(figures, indent=2) + "\n"
    (HERE / "latest.json").write_text(text, encoding="utf-8")
    if chosen.save_baseline:
        baseline_file.write_text(json.dumps(baseline | figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
