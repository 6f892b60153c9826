"""The schemas for editors take what the build takes and refuse what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from lernbuild.course.schema import SCHEMAS, schema
from tests.command import lernbuild


def _yaml(path: Path) -> Any:
    """YAML with dates as text, as the schemas and the build see them."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in values if tag != "tag:yaml.org,2002:timestamp"]
        for key, values in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def _valid(name: str, value: Any) -> bool:
    return jsonschema.Draft202012Validator(schema(name)).is_valid(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_our_own_courses_are_valid(repository: Path) -> None:
    courses = repository / "courses"
    for name, pattern in {"kurs": "*/kurs.yaml", "modul": "*/*/modul.yaml", "fakten": "fakten/*.yaml"}.items():
        paths = sorted(courses.glob(pattern))
        assert paths
        for path in paths:
            errors = list(jsonschema.Draft202012Validator(schema(name)).iter_errors(_yaml(path)))
            assert not errors, f"{path}: {errors[0].message}"


def test_mistakes_are_refused() -> None:
    good = {"id": "k", "titel": "K", "sprache": "de", "version": "1", "rechtsstand": "2026-06-01"}
    assert _valid("kurs", good)
    assert not _valid("kurs", {**good, "titl": "K"})
    assert not _valid("kurs", {**good, "rechtsstand": "01.06.2026"})
    assert not _valid("kurs", {**good, "ziele": ["scorm13"]})
    assert not _valid("kurs", {key: value for key, value in good.items() if key != "titel"})
    assert not _valid("lektion", {"titel": "L", "dauer": "ca. 20 Minuten"})
    assert not _valid("lektion", {"titel": "L", "typ": "quiz"})


def test_command_prints_one_and_writes_all(tmp_path: Path) -> None:
    assert json.loads(lernbuild(tmp_path, "schema", "kurs").stdout)["title"] == "lernbuild: kurs"
    assert lernbuild(tmp_path, "schema", "krs").returncode == 2
    assert lernbuild(tmp_path, "schema").returncode == 0
    assert sorted(p.stem for p in (tmp_path / ".lernbuild/schema").glob("*.json")) == sorted(SCHEMAS)
