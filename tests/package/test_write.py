"""Packages on disk: the same bytes, whole or not at all, nothing of others removed."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from lernbuild.keep import Keep
from lernbuild.package import (
    EPOCH,
    INDEX,
    Members,
    PackageError,
    archive,
    disk,
    package_index,
    remove_leftovers,
    write_package,
)
from lernbuild.packed import Member, pack
from lernbuild.render.site import Site, SiteLesson

FILES = {
    "index.html": b"<html>" + b"a" * 400,
    "imsmanifest.xml": b"<manifest/>" * 30,
    INDEX: b'{"files": {"imsmanifest.xml": "", "index.html": "", "medien/bild.png": "", "leer.txt": ""}}',
    "medien/bild.png": bytes(range(256)),
    "leer.txt": b"",
}


def _read(path: Path) -> dict[str, bytes]:
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def test_zip_is_read_by_others(tmp_path: Path) -> None:
    written = write_package(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(written.path) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == FILES
        assert packed.namelist()[:2] == ["imsmanifest.xml", INDEX]
        assert packed.namelist()[2:] == sorted(packed.namelist()[2:])
        for info in packed.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.create_system == 3
            assert not info.flag_bits
        assert packed.getinfo("medien/bild.png").compress_type == zipfile.ZIP_STORED
        assert packed.getinfo("index.html").compress_type == zipfile.ZIP_DEFLATED
        assert packed.getinfo("leer.txt").compress_type == zipfile.ZIP_STORED
    data = written.path.read_bytes()
    assert (written.size, written.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_order_of_the_mapping_does_not_matter(tmp_path: Path) -> None:
    one = write_package(tmp_path / "a.zip", FILES)
    other = write_package(tmp_path / "b.zip", dict(reversed(FILES.items())))
    assert one.sha256 == other.sha256
    assert one.content_hash == other.content_hash


def test_epoch_changes_the_zip_but_not_the_content(tmp_path: Path) -> None:
    early = write_package(tmp_path / "a.zip", FILES)
    late = write_package(tmp_path / "b.zip", FILES, epoch=1_700_000_000)
    before = write_package(tmp_path / "c.zip", FILES, epoch=0)
    assert early.sha256 != late.sha256
    assert early.sha256 == before.sha256
    assert early.content_hash == late.content_hash
    with zipfile.ZipFile(late.path) as packed:
        assert packed.infolist()[0].date_time == (2023, 11, 14, 22, 13, 20)


def test_content_hash_is_that_of_sha256sum(tmp_path: Path) -> None:
    lines = "".join(f"{hashlib.sha256(FILES[name]).hexdigest()}  {name}\n" for name in sorted(FILES))
    assert write_package(tmp_path / "a.zip", FILES).content_hash == hashlib.sha256(lines.encode()).hexdigest()
    folder = write_package(tmp_path / "a.web", FILES, folder=True)
    assert folder.content_hash == hashlib.sha256(lines.encode()).hexdigest()


def test_members_are_compressed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    _count(monkeypatch, calls)
    members = Members()
    write_package(tmp_path / "a.zip", FILES, members=members)
    count = len(calls)
    write_package(tmp_path / "b.zip", {**FILES, "neu.txt": b"neu"}, members=members)
    assert len(calls) == count + 1


def test_large_members_are_kept_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = {**FILES, "start.html": b"<p>Guten Tag</p>" * archive.LARGE, "bild.png": bytes(archive.LARGE)}
    plain = write_package(tmp_path / "a.zip", large)
    first = Keep(tmp_path / "kept", b"key", b"program", now=0)
    write_package(tmp_path / "b.zip", large, members=Members(first))
    first.save()
    calls: list[int] = []
    _count(monkeypatch, calls)
    again = Keep(tmp_path / "kept", b"key", b"program", now=0)
    again.load()
    kept = write_package(tmp_path / "c.zip", large, members=Members(again))
    assert (kept.sha256, kept.content_hash) == (plain.sha256, plain.content_hash)
    assert sorted(calls) == sorted(len(data) for name, data in large.items() if name != "start.html")
    changed = write_package(tmp_path / "d.zip", large | {"start.html": large["start.html"][1:]}, members=Members(again))
    assert changed.content_hash != plain.content_hash
    assert calls[-1] == len(large["start.html"]) - 1


def _count(monkeypatch: pytest.MonkeyPatch, calls: list[int]) -> None:
    """Notes the size of each file that is packed."""
    real = pack

    def count_pack(data: bytes, **more: Any) -> Member:
        calls.append(len(data))
        return real(data, **more)

    monkeypatch.setattr(archive, "pack", count_pack)


def test_unchanged_package_is_left_alone(tmp_path: Path) -> None:
    for name, folder in (("a.zip", False), ("a.web", True)):
        first = write_package(tmp_path / name, FILES, folder=folder)
        assert first.changed
        place = first.path / "index.html" if folder else first.path
        os.utime(place, (EPOCH, EPOCH))
        again = write_package(tmp_path / name, FILES, folder=folder)
        assert not again.changed
        assert (again.sha256, again.size, again.content_hash) == (first.sha256, first.size, first.content_hash)
        assert place.stat().st_mtime == EPOCH


@pytest.mark.parametrize(
    "names",
    [
        ["../a.html"],
        ["/a.html"],
        ["a//b.html"],
        ["a/./b.html"],
        ["a\\b.html"],
        ["ä.html"],
        ["a b.html"],
        ["a'b.html"],
        ["a&b.html"],
        ["a:b.html"],
        ["a."],
        ["ordner/"],
        [""],
        ["a.html", "A.html"],
        ["medien/a.png", "Medien/b.png"],
        ["a", "a/b.html"],
        ["a.html\n"],
    ],
)
@pytest.mark.parametrize("folder", [False, True])
def test_unsafe_names_are_refused(tmp_path: Path, names: list[str], folder: bool) -> None:
    with pytest.raises(PackageError):
        write_package(tmp_path / "out" / "a", dict.fromkeys(names, b"x"), folder=folder)
    assert not (tmp_path / "out").exists()


class _Full(OSError):
    pass


def test_full_disk_leaves_the_old_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_package(tmp_path / "a.zip", FILES)
    before = _read(tmp_path)

    def sync(number: int) -> None:
        raise _Full

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(_Full):
        write_package(tmp_path / "a.zip", {**FILES, "index.html": b"neu"})
    assert _read(tmp_path) == before


@pytest.mark.parametrize("fails_at", range(6))
def test_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    write_package(tmp_path / "a.web", FILES, folder=True)
    before = _read(tmp_path)
    left = [fails_at]
    real = Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        if left[0] == 0:
            raise _Full
        left[0] -= 1
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(_Full):
        write_package(tmp_path / "a.web", {**FILES, "index.html": b"neu", "mehr.txt": b"mehr"}, folder=True)
    assert _read(tmp_path) == before


@pytest.mark.parametrize("exchange", [True, False])
def test_folder_is_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(disk, "_exchange", lambda one, other: False)
    write_package(tmp_path / "a.web", FILES, folder=True)
    changed = {"index.html": b"neu", INDEX: b'{"files": {"index.html": ""}}'}
    assert write_package(tmp_path / "a.web", changed, folder=True).changed
    assert _read(tmp_path / "a.web") == changed
    assert [one.name for one in tmp_path.iterdir()] == ["a.web"]


@pytest.mark.parametrize("failing", ["first", "second"])
def test_failed_swap_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    monkeypatch.setattr(disk, "_exchange", lambda one, other: False)
    write_package(tmp_path / "a.web", FILES, folder=True)
    before = _read(tmp_path)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if (self.name == "a.web") == (failing == "first") and not self.name.endswith("lb-old"):
            raise _Full
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(_Full):
        write_package(tmp_path / "a.web", {"index.html": b"neu"}, folder=True)
    monkeypatch.undo()
    assert _read(tmp_path) == before


def test_files_of_others_stay_in_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.web"
    write_package(path, FILES, folder=True)
    (path / "eigene").mkdir()
    (path / "eigene" / "notiz.txt").write_text("bleibt", encoding="utf-8")
    changed = {"index.html": b"neu", INDEX: b'{"files": {"index.html": ""}}'}
    write_package(path, changed, folder=True)
    assert _read(path) == {**changed, "eigene/notiz.txt": b"bleibt"}
    assert not write_package(path, changed, folder=True).changed


def test_folder_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.web"
    path.mkdir()
    (path / "index.html").write_text("von Hand", encoding="utf-8")
    with pytest.raises(PackageError, match=r"index\.html"):
        write_package(path, FILES, folder=True)
    assert _read(path) == {"index.html": b"von Hand"}
    (tmp_path / "b.web").write_text("eine Datei", encoding="utf-8")
    with pytest.raises(PackageError, match="Datei"):
        write_package(tmp_path / "b.web", FILES, folder=True)


def test_damaged_own_folder_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "a.web"
    write_package(path, FILES, folder=True)
    (path / "index.html").write_bytes(b"x" * len(FILES["index.html"]))
    assert write_package(path, FILES, folder=True).changed
    assert _read(path) == FILES


def test_a_nested_index_counts_as_none(tmp_path: Path) -> None:
    """Nobody knows then which files are ours, so none is taken away."""
    path = tmp_path / "a.web"
    write_package(path, FILES, folder=True)
    (path / "lernbuild.json").write_bytes(b"[" * 99_999)
    with pytest.raises(PackageError):
        write_package(path, {**FILES, "index.html": b"neu"}, folder=True)


def test_leftovers_of_a_killed_run(tmp_path: Path) -> None:
    write_package(tmp_path / "gut.web", FILES, folder=True)
    dead, alive = 99_999_999, os.getppid()
    for name in (f".gut.web.{dead}.lb-old", f".weg.web.{dead}.lb-old", f".gut.web.{os.getpid()}.lb-new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("alt", encoding="utf-8")
    (tmp_path / f".gut.zip.{dead}.lb-new").write_bytes(b"halb")
    (tmp_path / f".gut.zip.{alive}.lb-new").write_bytes(b"von einem anderen Lauf")
    (tmp_path / ".andere").write_bytes(b"bleibt")
    remove_leftovers(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".andere",
        f".gut.zip.{alive}.lb-new",
        "gut.web",
        "weg.web",
    ]
    assert _read(tmp_path / "gut.web") == FILES


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_written_files_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        zipped = write_package(tmp_path / "a.zip", FILES)
        folder = write_package(tmp_path / "a.web", FILES, folder=True)
    finally:
        os.umask(before)
    assert zipped.path.stat().st_mode & 0o777 == 0o640
    assert (folder.path / "index.html").stat().st_mode & 0o777 == 0o640


def test_remains_in_the_place_of_the_draft_are_no_part_of_the_package(tmp_path: Path) -> None:
    draft = tmp_path / f".a.web.{os.getpid()}.lb-new"
    draft.mkdir()
    (draft / "alt.html").write_text("Rest", encoding="utf-8")
    write_package(tmp_path / "a.web", FILES, folder=True)
    assert _read(tmp_path / "a.web") == FILES


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="zu groß"):
        write_package(tmp_path / "a.zip", {f"{number}.txt": b"" for number in range(65_535)})


@pytest.mark.parametrize("lessons", [(), (SiteLesson("a", 1, "lektion/a.html", 'Ä „b" \\ \u2028', "test"),) * 2])
@pytest.mark.parametrize("files", [{}, FILES])
def test_the_index_is_json_with_an_indent(lessons: tuple[SiteLesson, ...], files: dict[str, bytes]) -> None:
    site = Site("kurs", "Kurs", "de", "1.0 „neu“", files, b"", lessons, variant='"')
    index = package_index(site, "scorm12", files)
    data = json.loads(index)
    assert index == (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    assert data["files"] == {name: hashlib.sha256(files[name]).hexdigest() for name in data["files"]}
    assert (data["format"], data["variant"], len(data["lessons"])) == (1, '"', len(lessons))
