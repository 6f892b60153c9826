"""Turns citations in running text into links and says what is wrong with their form; knows no course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from lernbuild.diagnostics import Diagnostic, Edit, info, warning
from lernbuild.markup.law import Flaw, Found, Laws, find_citations
from lernbuild.markup.nodes import Citation, Node, Text
from lernbuild.markup.running import Run, runs

_UNLINKED = ("word", "article-dot", "soft-hyphen")
"""Flaws for which the message says that the citation is not linked."""


def may_cite(texts: Iterable[Text]) -> bool:
    """False when nothing in these texts can be a citation."""
    for text in texts:
        words = text.value
        if "§" in words or "Art" in words or "aragra" in words or "Par." in words:
            return True
    return False


def link_citations(nodes: Sequence[Node], laws: Laws) -> tuple[tuple[Node, ...], list[Diagnostic]]:
    """The inline nodes with every citation as a Citation node, and messages about their form."""
    if not may_cite([node for node in nodes if isinstance(node, Text)]):
        return tuple(nodes), []
    out: list[Node] = []
    problems: list[Diagnostic] = []
    for item in runs(nodes):
        if isinstance(item, Run):
            out += _in_run(item, laws, problems)
        else:
            out.append(item)
    return tuple(out), problems


def _in_run(run: Run, laws: Laws, problems: list[Diagnostic]) -> list[Node]:
    out: list[Node] = []
    done = 0
    for found in find_citations(run.text, laws):
        problems += judge(found, run, laws)
        if found.law is None or any(flaw.kind in _UNLINKED for flaw in found.flaws):
            continue
        out += run.cut(done, found.start)
        out.append(_citation(found, run))
        done = found.end
    out += run.cut(done, len(run.text))
    return out


def _citation(found: Found, run: Run) -> Citation:
    assert found.law is not None
    parts: list[tuple[str, str | None]] = []
    at = found.start
    for section in found.sections:
        if section.start > at:
            parts.append((_bound(run.text[at : section.start]), None))
        parts.append((_bound(run.text[section.start : section.end]), found.law.url(section.number)))
        at = section.end
    numbers = tuple(section.number for section in found.sections)
    return Citation(run.span(found.start, found.end), found.law.name, numbers, tuple(parts))


def _bound(words: str) -> str:
    """The words of a citation with line ends as blanks; typography binds them later."""
    return words.replace("\n", " ")


# ---- messages -----------------------------------------------------------------


def judge(found: Found, run: Run, laws: Laws) -> list[Diagnostic]:
    """At most one message about a citation: the law first, then the most serious mistake of form."""
    if found.law is None:
        return [_unknown(found, run, laws)]
    if not found.flaws:
        return _no_such_section(found, run)
    hyphen = next((flaw for flaw in found.flaws if flaw.kind == "soft-hyphen"), None)
    if hyphen:
        return [_soft_hyphen(hyphen, run)]
    wrong = next((flaw for flaw in found.flaws if flaw.kind == "wrong-sign"), None)
    if wrong:
        return [_wrong_sign(found, wrong, run)]
    whole = run.span(found.start, found.end)
    fixed = _fixed(found, run)
    message = _message(found, run)
    fix = (Edit(whole, fixed),) if run.exact(found.start, found.end) else ()
    make = warning if any(flaw.kind == "letter-apart" for flaw in found.flaws) else info
    return [make("law-form", message, whole, f"Schreiben Sie: {fixed}", fix=fix)]


def _no_such_section(found: Found, run: Run) -> list[Diagnostic]:
    """The first section that the law's table does not have."""
    law = found.law
    if law is None or not law.sections:
        return []
    section = next((one for one in found.sections if one.number not in law.sections), None)
    if section is None:
        return []
    sign = "Art." if law.article or (law.article is None and found.sign.startswith("Art")) else "§"
    meant = _nearest_section(section.number, law.sections)
    message = f"{sign} {section.number} {law.name} gibt es nicht (Stand der Tabelle: {law.sections_of})."
    hint = f"Gemeint ist vielleicht {sign} {meant} {law.name}. Ist die Vorschrift neu, erneuern Sie die Tabelle."
    return [warning("section-unknown", message, run.span(section.start, section.end), hint)]


def _nearest_section(number: str, sections: frozenset[str]) -> str:
    """The nearest number, of several the one with the nearest letter."""

    def parts(text: str) -> tuple[int, int]:
        digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
        letter = text[len(digits) :][:1]
        return int(digits) if digits.isdigit() else 0, ord(letter) - ord("a") + 1 if letter else 0

    wanted = parts(number)
    return min(sections, key=lambda one: (*(abs(a - b) for a, b in zip(parts(one), wanted, strict=True)), one))


def _fixed(found: Found, run: Run) -> str:
    """The citation with all its flaws mended."""
    out, at = "", found.start
    for flaw in sorted(found.flaws, key=lambda flaw: (flaw.start, flaw.end)):
        if flaw.start < at:
            continue
        out += run.text[at : flaw.start] + flaw.text
        at = flaw.end
    return (out + run.text[at : found.end]).replace("\n", " ")


def _message(found: Found, run: Run) -> str:
    order = ("letter-apart", "word", "article-dot", "one-sign", "two-signs", "no-dot", "glued")
    flaw = min(found.flaws, key=lambda one: order.index(one.kind) if one.kind in order else 99)
    match flaw.kind:
        case "letter-apart":
            number, letter = flaw.words.split(" ")
            sign = found.sign if found.sign != "§§" else "§"
            return (
                f"Zwischen {number} und {letter} steht ein Leerzeichen, "
                f"deshalb wird {sign} {number} statt {sign} {number}{letter} verlinkt."
            )
        case "word":
            words = run.text[found.start : found.end]
            return f"„{words}“ wird nicht als Rechtsnorm erkannt und nicht verlinkt."
        case "article-dot":
            return "Hinter „Art“ fehlt der Punkt, deshalb wird die Vorschrift nicht verlinkt."
        case "one-sign":
            count = {"2": "zwei", "3": "drei", "4": "vier"}.get(flaw.words, "mehreren")
            return f"Vor {count} Vorschriften steht nur ein Paragrafenzeichen."
        case "two-signs":
            return "Vor einer einzelnen Vorschrift steht das doppelte Paragrafenzeichen."
        case "no-dot":
            named = [f"„{one.words}“" for one in found.flaws if one.kind == "no-dot"]
            listed = " und ".join(dict.fromkeys(named))
            return f"Hinter {listed} fehlt der Punkt der Abkürzung."
    before = "dem Paragrafenzeichen" if flaw.words.startswith("§") else f"„{flaw.words}“"
    return f"Hinter {before} fehlt ein Leerzeichen."


def _soft_hyphen(flaw: Flaw, run: Run) -> Diagnostic:
    span = run.span(flaw.start, flaw.end)
    message = (
        f"Im Gesetzesnamen „{flaw.words}“ steht ein unsichtbares Trennzeichen, "
        "deshalb wird die Vorschrift nicht verlinkt."
    )
    hint = f"Tippen Sie das Wort neu: {flaw.words}"
    return warning("invisible-character", message, span, hint, fix=(Edit(span, ""),))


def _wrong_sign(found: Found, flaw: Flaw, run: Run) -> Diagnostic:
    assert found.law is not None
    has, lacks = ("Artikel", "Paragrafen") if found.law.article else ("Paragrafen", "Artikel")
    message = f"{_the(found.law.name)} hat {has}, keine {lacks}."
    span = run.span(flaw.start, flaw.end)
    fixed = _fixed(found, run)
    whole = run.span(found.start, found.end)
    fix = (Edit(whole, fixed),) if run.exact(found.start, found.end) else ()
    return warning("law-form-impossible", message, span, f"Schreiben Sie: {fixed}", fix=fix)


def _the(name: str) -> str:
    """The short name with its article; a wrong one would read worse than none."""
    if name.endswith(("VO", "V", "O")):
        return f"Die {name}"
    return f"Das {name}" if name.endswith(("G", "GB")) else name


def _unknown(found: Found, run: Run, laws: Laws) -> Diagnostic:
    span = run.span(found.law_start, found.end)
    before = run.text[found.start : found.law_start].replace("\n", " ")
    name = found.law_name
    base, _, land = name.partition(" ")
    if land and base in laws:
        message = f"Das Gesetz „{name}“ ist nicht bekannt und wird nicht verlinkt."
        own = next((one for one in (f"L{base}", f"{land[:1]}{base}") if one in laws), None)
        hint = f"Schreiben Sie das Gesetz des Landes mit seinem eigenen Kürzel: {before}L{base}"
        if own and land in ("BW", "BaWü", "Ba-Wü"):
            hint = f"Für Baden-Württemberg schreiben Sie: {before}{own}"
        return info("law-not-found", message, span, hint)
    meant = _nearest(name, laws)
    if meant is None:
        message = f"Das Gesetz „{name}“ ist nicht bekannt und wird nicht verlinkt."
        return info("law-not-found", message, span, "Ist das Kürzel richtig, ergänzen Sie es in courses/recht.yaml.")
    message = f"Das Gesetz „{name}“ ist nicht bekannt, gemeint ist wohl „{meant}“."
    return warning("law-not-found", message, span, f"Schreiben Sie: {before}{meant}")


def _nearest(name: str, laws: Laws) -> str | None:
    best, found = 0.75, None
    for other in laws:
        matcher = SequenceMatcher(None, name, other, autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), other
    return found
