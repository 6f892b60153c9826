"""The state of a learner, read in Python: the same vectors as in TypeScript, and the bound of its size."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lernbuild.course.state import CourseState, StateError, decode_state

_VECTORS = Path(__file__).parent.parent / "runtime" / "state-vectors.json"


def _plain(state: CourseState) -> dict[str, Any]:
    """The state in the words of the vectors (those of runtime/state.ts)."""
    epoch = date(2020, 1, 1)
    return {
        "counter": state.counter,
        "bookmark": state.bookmark,
        "lastVisit": (state.last_visit - epoch).days if state.last_visit else 0,
        "land": state.land,
        "completed": state.completed,
        "success": state.success,
        "score": None if state.score is None else round(state.score * 100),
        "confirm": state.confirm,
        "seed": state.seed,
        "lessons": [
            [n, {"seen": one.seen, "done": one.done, "hash": one.content_hash}] for n, one in state.lessons.items()
        ],
        "questions": [[n, _question(one)] for n, one in state.questions.items()],
        "tests": [
            [
                n,
                {
                    "submissions": one.submissions,
                    "closed": one.closed,
                    "started": one.started,
                    "best": one.best,
                    "bestOf": one.best_of,
                },
            ]
            for n, one in state.tests.items()
        ],
        "coreRest": [int(bit) for bit in state.core_rest],
        "unknown": [{"tag": tag, "bits": [int(bit) for bit in bits]} for tag, bits in state.unknown],
    }


def _question(one: Any) -> dict[str, Any]:
    packed = None
    if one.answer:
        packed = {"ints": one.answer.numbers}
        if one.answer.text is not None:
            packed["text"] = one.answer.text
    return {"verdict": one.verdict, "units": one.units, "checks": one.checks, "packed": packed}


@pytest.mark.parametrize(
    "vector", json.loads(_VECTORS.read_text(encoding="utf-8")), ids=lambda vector: vector["text"][:16]
)
def test_vectors(vector: dict[str, Any]) -> None:
    assert _plain(decode_state(vector["text"])) == vector["state"]


@pytest.mark.parametrize("text", ["", "x", "lb1;", "lb2;AAAA", "lb1;????"])
def test_not_a_state(text: str) -> None:
    with pytest.raises(StateError):
        decode_state(text)


def test_cut_off() -> None:
    text = json.loads(_VECTORS.read_text(encoding="utf-8"))[0]["text"]
    state = decode_state(text[: len(text) // 2])
    assert state.damaged
    assert state.last_visit is None or state.last_visit > date(2020, 1, 1) - timedelta(days=1)
