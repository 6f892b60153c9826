"""How long the citations in a megabyte of course text take: CPU seconds of a process whose modules are loaded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from lernbuild.course.laws import built_in_laws
from lernbuild.markup.citations import link_citations
from lernbuild.markup.nodes import Citation, Text
from lernbuild.source import SourceFile, Span

COURSES = Path(__file__).resolve().parent.parent / "courses"
SIZE = 1_000_000


def law_row(runs: int) -> dict[str, float]:
    """Seconds for a megabyte of our own courses, and how many citations stand in it."""
    sequences = list(_texts())
    laws = built_in_laws()
    best, count = float("inf"), 0
    for _ in range(runs + 1):
        begin = time.process_time()
        found = [link_citations(nodes, laws)[0] for nodes in sequences]
        best = min(best, time.process_time() - begin)
        count = sum(isinstance(node, Citation) for nodes in found for node in nodes)
    return {"CPU s per MB": best, "citations": count}


def _texts() -> Iterator[tuple[Text]]:
    """Paragraphs of the courses, a megabyte in all; the courses are read again until it is full."""
    paths = sorted(COURSES.glob("*/[0-9]*/[0-9]*.md"))
    size = 0
    while size < SIZE:
        for path in paths:
            file = SourceFile(path.name, path.read_text(encoding="utf-8"))
            at = 0
            for paragraph in file.text.split("\n\n"):
                yield (Text(Span(file, at, at + len(paragraph)), paragraph),)
                at += len(paragraph) + 2
            size += len(file.text.encode())
            if size >= SIZE:
                return
