"""A package as a folder: written beside and changed over, files of others kept; knows no standard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from lernbuild.package.disk import beside, swap_folder
from lernbuild.package.names import INDEX, PackageError, ordered


def write_folder(path: Path, files: Mapping[str, bytes]) -> bool:
    """Puts the files there and nothing else of ours; False when they were there already."""
    found, own = _found(path), _own_files(path)
    strangers = [name for name in found if name not in own]
    lost = [name for name in strangers if name in files]
    if lost:
        raise PackageError(f"Im Ordner „{path.name}“ liegt „{lost[0]}“, das nicht von lernbuild stammt.")
    if path.is_dir() and _same(path, files, set(found).difference(strangers)):
        return False
    new = beside(path)
    shutil.rmtree(new, ignore_errors=True)
    try:
        for name in ordered(files):  # not forced to the disk one by one: a thousand pages would take seconds
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(files[name])
        _take_along(path, new, strangers)
        swap_folder(new, path)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return True


def _found(path: Path) -> list[str]:
    if path.exists() and not path.is_dir():
        raise PackageError(f"„{path.name}“ ist eine Datei; hier soll ein Ordner entstehen.")
    return [one.relative_to(path).as_posix() for one in sorted(path.rglob("*")) if one.is_symlink() or not one.is_dir()]


def _own_files(path: Path) -> set[str]:
    """The files that a build of ours wrote there, by the index that it left."""
    try:
        index = json.loads((path / INDEX).read_bytes())
        return {INDEX, *index["files"]}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return set()


def _same(path: Path, files: Mapping[str, bytes], own: set[str]) -> bool:
    if own != set(files):
        return False
    if any((path / name).is_symlink() for name in files):
        return False
    return all((path / name).read_bytes() == files[name] for name in files)


def _take_along(path: Path, new: Path, strangers: Iterable[str]) -> None:
    for name in strangers:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path / name, new / name, follow_symlinks=False)
