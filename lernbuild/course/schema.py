"""JSON Schemas (2020-12) of the YAML that authors write, from the tables that also check it; for editors only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lernbuild.course import tables
from lernbuild.course.fields import Field

Json = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_DATE: Json = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXTS: Json = {"type": ["string", "array"], "items": {"type": "string"}}
_WORD: Json = {"type": ["string", "number", "boolean"]}

_KINDS: Mapping[str, Json] = {
    "text": _WORD,
    "date": _DATE,
    "whole": {"type": "integer"},
    "percent": {"type": ["number", "string"]},
    "yes": {"enum": [True, False, "ja", "nein"]},
    "language": {"type": "string", "examples": ["de", "de-einfach", "en"]},
    "list": _TEXTS,
    "words": _TEXTS,
    "raw": {},
}

_GOALS: Json = {
    "type": "array",
    "items": {"anyOf": [{"type": "string"}, {"type": "object", "maxProperties": 1}]},
}
_DRAW: Json = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "object"}]}
_COMPLETED: Json = {"anyOf": [{"enum": ["alle", "keine"]}, {"type": "array", "items": {"type": "string"}}]}

_RAW: Mapping[str, Json] = {"lernziele": _GOALS, "ziehen": _DRAW, "lektionen": _COMPLETED, "siehe": _TEXTS}


def field_schema(field: Field) -> Json:
    """The schema of one value; ``description`` is the German name and the example."""
    kind: Json
    if field.kind == "mapping":
        kind = object_schema(field.fields)
    elif field.kind == "choice":
        kind = {"enum": list(field.choices)}
    elif field.key == "werte":
        kind = {"type": "array", "items": object_schema(tables.VALUE_FIELDS), "minItems": 1}
    elif field.key == "ziele":
        kind = {"type": ["string", "array"], "items": {"enum": list(tables.TARGETS)}}
    else:
        kind = dict(_RAW.get(field.key, _KINDS[field.kind]))
    if field.low is not None and field.kind == "whole":
        kind["minimum"] = field.low
    if field.high is not None and field.kind == "whole":
        kind["maximum"] = field.high
    example = f" Zum Beispiel: {field.key}: {field.example}" if field.example else ""
    return {"description": f"{field.label}.{example}", **kind}


def object_schema(fields: tuple[Field, ...]) -> Json:
    """The schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {field.key: field_schema(field) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _list_of(fields: tuple[Field, ...]) -> Json:
    return {"type": "array", "items": object_schema(fields)}


def _variant() -> Json:
    properties = {
        "name": {"type": "string", "description": "Der Name, wie er Lernenden gezeigt wird."},
        "land": {"type": "string", "description": "Bei einer Behörde: die Kennung ihres Landes."},
    }
    return {"type": "object", "properties": properties, "required": ["name"]}


SCHEMAS: Mapping[str, Callable[[], Json]] = {
    "kurs": lambda: object_schema(tables.COURSE_FIELDS),
    "lektion": lambda: object_schema(tables.LESSON_FIELDS),
    "modul": lambda: object_schema(tables.MODULE_FIELDS),
    "fakten": lambda: _list_of(tables.FACT_FIELDS),
    "glossar": lambda: _list_of(tables.TERM_FIELDS),
    "freigaben": lambda: _list_of(tables.APPROVAL_FIELDS),
    "variante": _variant,
}
"""What there is a schema for; „lektion“ is the head of a lesson."""


def schema(name: str) -> Json:
    """The whole schema of that name; raises KeyError for a name that SCHEMAS has not."""
    return {"$schema": DRAFT, "title": f"lernbuild: {name}", **SCHEMAS[name]()}
