"""What all rules of one parse share: the source, the diagnostics, the open blocks; knows no Markdown."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import field
from typing import Any

from lernbuild.diagnostics import Diagnostic
from lernbuild.frozen import slotted
from lernbuild.source import SourceFile, Span

KEY = "lernbuild"
_QUESTIONS = frozenset({"frage", "umfrage", "fall"})


@slotted
class Context:
    """``base`` is the offset in the file of the text that is parsed (behind the front matter).

    ``language`` is that of the text, which decides about its quotes.
    """

    source: SourceFile
    base: int
    language: str = "de"
    diagnostics: list[Diagnostic] = field(default_factory=list)
    open_blocks: list[str] = field(default_factory=list)
    too_deep: bool = False
    forgiven: int = 0
    """Closing lines whose opening line has its own message already."""

    def span(self, start: int, end: int) -> Span:
        """The span of two offsets of the parsed text."""
        return Span(self.source, start + self.base, end + self.base)

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    @property
    def in_question(self) -> bool:
        return not _QUESTIONS.isdisjoint(self.open_blocks)


class References(dict[str, Any]):
    """Targets of reference links by label; remembers which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.used.add(key)
        return super().get(key, default)


def context_of(env: MutableMapping[str, Any]) -> Context:
    """The context that ``parse_document`` put into markdown-it's env."""
    found: Context = env[KEY]
    return found
