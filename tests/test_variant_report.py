"""``--variant alle`` writes the general edition, each Land's, and the report of what differs and why."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import lernbuild
from tests.course.small_course import BASE
from tests.course.test_limits import TEXT


def test_all_editions_and_the_report(tmp_path: Path) -> None:
    lands = "varianten: [bw, he, rp]\nziele: [web]\n"
    files = {
        **BASE,
        "probe/kurs.yaml": BASE["probe/kurs.yaml"].replace("varianten: [bw, he]\n", lands),
        "varianten/rp.yaml": "name: Rheinland-Pfalz\nbehoerde: {name: Stadt Ludwigshafen}\n",
        "probe/01-modul/01-lektion.md": f"---\ntitel: Wer entscheidet\n---\n\n{TEXT}",
    }
    for name, text in files.items():
        path = tmp_path / "courses" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = lernbuild(tmp_path, "build", "--variant", "alle", "--date", "2026-07-01")
    assert done.returncode == 0, done.stderr
    built = sorted(path.name for path in (tmp_path / "dist").iterdir() if path.is_dir())
    assert built == ["probe.bw.web", "probe.he.web", "probe.rp.web", "probe.web"]
    text = (tmp_path / "dist/probe.varianten.md").read_text(encoding="utf-8")
    place = "probe/01-modul/01-lektion.md"
    words = "Das Regierungspräsidium entscheidet."
    assert f"| Abschnitt | Wer entscheidet | nur in Baden-Württemberg | {words}" in text
    assert f"| § 73 VwGO | {place}:7 |" in text
    assert f"| nicht in Hessen | Mit Widerspruch. | kein Grund genannt | {place}:" in text
    assert "| Rheinland-Pfalz | – | rp-frage (lektion), he-frage (lektion) |" in text
    assert "| behoerde.name | Ihre Behörde | Stadt Mannheim | Kreis Bergstraße | Stadt Ludwigshafen |" in text
    data = json.loads((tmp_path / "dist/probe.varianten.json").read_text(encoding="utf-8"))
    assert [one["variant"] for one in data["editions"]] == [None, "bw", "he", "rp"]
    assert [one["reason"] for one in data["differences"]] == ["§ 73 VwGO", "§ 73 VwGO", None, "eigenes Gesetz"]
    assert str(tmp_path) not in text + json.dumps(data)
