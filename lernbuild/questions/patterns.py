"""Which patterns for short answers are safe to run in a browser; knows no question."""

from __future__ import annotations

import re
import warnings

_LONGEST = 200
_MOST_LOOPS = 3
_PYTHON_ONLY = re.compile(r"\\[NUa]|\[\^?\]|\{,\d+\}\??")
"""What Python reads in another way than a browser: names of signs, ``]`` first in a class, ``{,3}``."""
_REPEATS = re.compile(r"[*+?]\??|\{\d+,?\d*\}\??")
_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?[^:)]|\((?:\?:)?|\)|[*+?]\??|\{\d*,?\d*\}\??|[^\\]", re.S)


def pattern_trouble(pattern: str) -> str:
    """Why a pattern cannot be used, in German; empty when it can.

    A loop around a loop or an alternative can take for ever in a browser, so it is refused, like references and
    look-around.
    """
    if len(pattern) > _LONGEST:
        return f"es ist länger als {_LONGEST} Zeichen"
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, OverflowError):
        return "es ist nicht vollständig, zum Beispiel fehlt eine Klammer"
    return _walk(pattern)


def _walk(pattern: str) -> str:
    loops = 0
    choices = [False]
    behind_choice = False
    before = ""
    for match in _PART.finditer(pattern):
        part, before_it, before = match[0], before, match[0]
        if _PYTHON_ONLY.fullmatch(part) or (part[0] == "+" and _REPEATS.fullmatch(before_it)):
            return f"„{before_it if part[0] == '+' else ''}{part}“ verstehen Browser nicht"
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
