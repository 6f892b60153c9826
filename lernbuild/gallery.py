"""The gallery page: every question type in every state, for docs, tests and preview; must not know a single type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lernbuild import built
from lernbuild.course.model import Course
from lernbuild.pipeline import check
from lernbuild.questions.gallery import COURSE, answers, states_files
from lernbuild.render import render_site
from lernbuild.run import Request

PAGE = "lektion/zustaende.html"
"""The page in what ``gallery_site`` gives back."""


def gallery_site(folder: Path, today: date) -> Mapping[str, bytes]:
    """Files of a web edition by path; ``PAGE`` shows all types in all states.

    The sources are written to ``folder``, which must be empty. Whoever opens the page may go on answering; nothing is
    kept. Raises ``built.BuiltMissing`` when the browser side has not been built.
    """
    for name, data in states_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    ((edition, theme),) = check(Request(folder, today, (COURSE,))).themed
    site, _ = render_site(edition.course, theme)
    script = built.chunk("lms-fixed") + b"\n" + site.runtime
    shown = json.dumps(_shown(edition.course), separators=(",", ":")).replace("<", "\\u003c")
    element = f'<script type="application/json" data-lb="shown">{shown}</script></body>'
    page = site.files[PAGE].replace(b"</body>", element.encode())
    return {**site.files, site.script: script, PAGE: page}


def _shown(course: Course) -> list[dict[str, Any]]:
    """What is answered already, as ``runtime/lms/fixed.ts`` reads it."""
    found = []
    for question in course.lessons[0].questions:
        state = question.key.removeprefix(f"{question.kind}-")
        answer = answers(question.kind).get("wrong" if state == "final" else state)
        if answer is not None:
            packed = {name: answer[name] for name in ("ints", "text") if name in answer}
            checks = 2 if state == "final" else 1
            found.append({"n": question.number, "fraction": answer["fraction"], "checks": checks, "packed": packed})
    return found
