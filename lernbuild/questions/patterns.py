"""Which patterns for short answers are safe to run in a browser; knows no question."""

from __future__ import annotations

import re
import warnings

_LONGEST = 200
_MOST_LOOPS = 3
_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?[^:)]|\((?:\?:)?|\)|[*+?]\??|\{\d*,?\d*\}\??|[^\\]", re.S)


def pattern_trouble(pattern: str) -> str:
    """Why a pattern cannot be used, in German; empty when it can.

    A loop around a loop or an alternative can take for ever in a browser, so it is refused, like references and
    look-around.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except re.error:
        return "es ist nicht vollständig, zum Beispiel fehlt eine Klammer"
    if len(pattern) > _LONGEST:
        return f"es ist länger als {_LONGEST} Zeichen"
    return _walk(pattern)


def _walk(pattern: str) -> str:
    loops = 0
    choices = [False]
    behind_choice = False
    for match in _PART.finditer(pattern):
        part = match[0]
        if re.match(r"\\[1-9kgAZ]", part) or (part.startswith("(?") and part != "(?:"):
            return "Verweise, Anker und Vorausschau sind nicht vorgesehen"
        if part == ")":
            behind_choice = choices.pop()
            choices[-1] = choices[-1] or behind_choice
            continue
        if part.startswith("("):
            choices.append(False)
        elif part[0] in "*+{" and behind_choice:
            return "eine Wiederholung steht um eine andere Wiederholung oder Auswahl"
        elif part[0] in "*+?{|":
            loops += part[0] in "*+{"
            choices[-1] = True
        behind_choice = False
    return f"es enthält mehr als {_MOST_LOOPS} Wiederholungen" if loops > _MOST_LOOPS else ""
