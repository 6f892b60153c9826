"""What can be said about a place in a source; knows nothing of how it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from lernbuild.frozen import frozen
from lernbuild.source import Span


class Severity(Enum):
    """error: no package is written; warning: ``--strict`` refuses; info: form only."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Edit:
    """A repair: the text that takes the place of a span."""

    span: Span
    text: str


@frozen
class Diagnostic:
    """One message for an author.

    ``code`` is a kebab-case rule name that stays for ever, ``message`` one German
    sentence, ``hint`` what to type. ``fix`` holds edits that ``check --fix`` may
    make without asking. ``related`` are other places that belong to the message.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None
    hint: str | None = None
    related: tuple[Span, ...] = ()
    fix: tuple[Edit, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        if self.span is None:
            return ("", 0, 0, self.code)
        return (self.span.file.path, self.span.start, self.span.end, self.code)


def error(code: str, message: str, span: Span | None, hint: str | None = None, **more: object) -> Diagnostic:
    """A Diagnostic of severity error."""
    return Diagnostic(code, Severity.ERROR, message, span, hint, **more)  # type: ignore[arg-type]


def warning(code: str, message: str, span: Span | None, hint: str | None = None, **more: object) -> Diagnostic:
    """A Diagnostic of severity warning."""
    return Diagnostic(code, Severity.WARNING, message, span, hint, **more)  # type: ignore[arg-type]


def info(code: str, message: str, span: Span | None, hint: str | None = None, **more: object) -> Diagnostic:
    """A Diagnostic of severity info."""
    return Diagnostic(code, Severity.INFO, message, span, hint, **more)  # type: ignore[arg-type]


@frozen
class Report:
    """All diagnostics of one run, sorted by file and place, each only once."""

    diagnostics: tuple[Diagnostic, ...]
    files: int = 0

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic], files: int = 0) -> Report:
        return cls(tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: d.sort_key)), files)

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity for d in self.diagnostics)

    def refuses(self, *, strict: bool = False) -> bool:
        """True when no package may be written (exit code 1)."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))
