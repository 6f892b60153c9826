"""Reads glossar.yaml files into terms; must not know lessons."""

from __future__ import annotations

from lernbuild.course import tables
from lernbuild.course.fields import keyword_items, list_items, read_fields, scalar_text
from lernbuild.course.model import GlossaryTerm
from lernbuild.course.words import nearest
from lernbuild.diagnostics import Diagnostic, error, info
from lernbuild.markup.nodes import YamlValue
from lernbuild.source import Span


def read_glossary(value: YamlValue) -> tuple[list[tuple[GlossaryTerm, tuple[tuple[str, Span], ...]]], list[Diagnostic]]:
    """Terms of one file, each with its ``siehe`` and their places."""
    found: list[tuple[GlossaryTerm, tuple[tuple[str, Span], ...]]] = []
    out: list[Diagnostic] = []
    seen: dict[str, Span] = {}
    if value.value is None:
        return found, out
    for item in list_items(value):
        first_line = item.span.file.span(item.span.start)
        record, problems = read_fields(item, tables.TERM_FIELDS, tables.TERM, missing_at=first_line)
        out += problems
        if not record.known:
            hint = "Beginnen Sie jeden Eintrag mit: - begriff: Duldung"
            out.append(error("term-required", "Dieser Eintrag ist kein Begriff.", item.span, hint))
            continue
        name, span = record.get("begriff"), record.value_span("begriff")
        if not name or span is None:
            continue
        if name in seen:
            message = f"Der Begriff „{name}“ steht schon in Zeile {seen[name].line}."
            hint = "Behalten Sie einen der beiden Einträge."
            out.append(error("term-duplicate", message, span, hint, related=(seen[name],)))
            continue
        seen[name] = span
        see = _see(record.get("siehe"))
        forms = tuple(word for word, _ in record.get("formen", ()))
        term = GlossaryTerm(name, record.get("kurz", ""), record.get("lang", ""), tuple(w for w, _ in see), forms, span)
        found.append((term, see))
    return found, out


def _see(value: YamlValue | None) -> tuple[tuple[str, Span], ...]:
    if value is None:
        return ()
    if isinstance(value.value, tuple):
        return tuple((text, item.span) for item in value.value if (text := scalar_text(item)))
    return tuple(keyword_items(value))


def join_glossaries(
    shared: YamlValue | None, own: YamlValue | None
) -> tuple[tuple[GlossaryTerm, ...], list[Diagnostic]]:
    """Terms of a course: a course's own term beats the shared one; every ``siehe`` must lead somewhere."""
    terms: dict[str, GlossaryTerm] = {}
    out: list[Diagnostic] = []
    links: list[tuple[str, Span]] = []
    for value in (shared, own):
        if value is None:
            continue
        found, problems = read_glossary(value)
        out += problems
        for term, see in found:
            if term.headword in terms:
                out.append(_beats(term, terms[term.headword]))
            terms[term.headword] = term
            links += see
    for name, span in links:
        if name not in terms:
            out.append(_see_unknown(name, span, terms))
    ordered = sorted(terms.values(), key=lambda term: (term.headword.casefold(), term.headword))
    return tuple(ordered), out


def _beats(term: GlossaryTerm, shared: GlossaryTerm) -> Diagnostic:
    message = f"Der Begriff „{term.headword}“ steht auch im gemeinsamen Glossar; in diesem Kurs gilt dieser Eintrag."
    related = (shared.span,) if shared.span else ()
    return info("term-overrides", message, term.span, "Nichts zu tun, wenn das so gewollt ist.", related=related)


def _see_unknown(name: str, span: Span, terms: dict[str, GlossaryTerm]) -> Diagnostic:
    meant = nearest(name, terms)
    message = f"Der Verweis „{name}“ zeigt auf einen Begriff, den es im Glossar nicht gibt."
    hint = f"Gemeint ist wohl: siehe: {meant}" if meant else "Legen Sie den Begriff an oder löschen Sie die Zeile."
    return error("term-unknown", message, span, hint)
