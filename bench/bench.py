"""``./dev bench``: builds generated courses beside the floor, in one run; prints CPU seconds and ratios.

Sizes: S = 10, M = 100, L = 1,000 lessons with three questions each. Writes bench/latest.json; with
bench/baseline.json present it prints the change of each ratio. Nothing here fails on time: the machine is noisy.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generator import write_course
from launch import measure_launch

HERE = Path(__file__).resolve().parent
SIZES = {"S": 10, "M": 100, "L": 1000}


def measure(command: list[str], cwd: Path) -> tuple[float, int]:
    """CPU seconds (user and system) and peak memory in bytes of one process."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def best(command: list[str], cwd: Path, runs: int) -> tuple[float, int]:
    results = [measure(command, cwd) for _ in range(runs)]
    return min(cpu for cpu, _ in results), max(memory for _, memory in results)


def bench_size(name: str, lessons: int, runs: int) -> dict[str, float]:
    """All figures of one size; seconds are CPU seconds."""
    lernbuild = str(Path(sys.executable).parent / "lernbuild")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        markdown = write_course(root, lessons)
        floor, _ = best([sys.executable, str(HERE / "floor.py"), folder, str(root / "floor.zip")], root, runs)
        build = [lernbuild, "build", "bench"]
        cold, memory = measure(build, root)
        again, _ = best(build, root, runs)
        changed = sorted((root / "courses/bench").rglob("01-*.md"))[0]
        changed.write_text(changed.read_text(encoding="utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")
        one, _ = measure(build, root)
        package = root / "dist/bench.scorm2004.zip"
        return {
            "markdown": markdown,
            "floor": floor,
            "cold": cold,
            "cold/floor": cold / floor,
            "again": again,
            "one lesson": one,
            "peak MiB": memory / 2**20,
            "package kB": package.stat().st_size / 1000,
            **measure_launch(package),
        }


def main() -> None:
    """Runs the sizes asked for and prints one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=list(SIZES), help="S, M, L")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    version, _ = best([str(Path(sys.executable).parent / "lernbuild"), "--version"], HERE, 5)
    figures: dict[str, object] = {"--version": version}
    print(f"--version {version:.3f} s CPU")
    baseline_file = HERE / "baseline.json"
    baseline = json.loads(baseline_file.read_text(encoding="utf-8")) if baseline_file.exists() else {}
    for name in chosen.sizes:
        row = bench_size(name, SIZES[name], chosen.runs)
        figures[name] = row
        print(name, "  ".join(f"{key} {value:.3g}" for key, value in row.items()), flush=True)
        if name in baseline:
            print(f"  cold/floor before: {baseline[name]['cold/floor']:.3g}, now {row['cold/floor']:.3g}")
    (HERE / "latest.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
