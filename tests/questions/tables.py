"""The tables of cases, as unit tests and browser tests read them (``<kind>/cases.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def gallery_group(kind: str) -> dict[str, Any]:
    """Key, interaction and cases of the example that the gallery shows: the first group of the table."""
    group: dict[str, Any] = yaml.safe_load((FOLDER / kind / "cases.yaml").read_text(encoding="utf-8"))[0]
    return group


def gallery_case(kind: str, outcome: str) -> dict[str, Any]:
    """The case in which the player of the gallery brings a type to an outcome: the same one where a type has fewer."""
    cases = {case["gallery"]: case for case in gallery_group(kind)["cases"] if "gallery" in case}
    found: dict[str, Any] = cases.get(outcome) or cases.get("wrong") or cases["right"]
    return found
