"""What an LMS holds of somebody who has passed already; must not know which course."""

from __future__ import annotations

_VALUES: dict[str, dict[str, str]] = {
    "scorm12": {
        "cmi.core.lesson_status": "passed",
        "cmi.core.score.raw": "100",
        "cmi.core.score.min": "0",
        "cmi.core.score.max": "100",
        "cmi.core.exit": "suspend",
    },
    "scorm2004": {
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.score.raw": "100",
        "cmi.score.min": "0",
        "cmi.score.max": "100",
        "cmi.score.scaled": "1",
        "cmi.exit": "suspend",
    },
}


def passed_values(standard: str) -> dict[str, str]:
    """Values without any state, as another package or an import of records leaves them; empty for cmi5 and xAPI."""
    return dict(_VALUES.get(standard, {}))
