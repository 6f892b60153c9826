"""Messages about ``:::`` lines that are not as they should be; knows nothing of how blocks are found."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Edit, error, warning
from lernbuild.markup.context import Context
from lernbuild.markup.names import BLOCK_ALIASES, BLOCK_GUESSES, BLOCKS, QUESTIONS, nearest


def report_stray(context: Context, place: int, eol: int) -> None:
    message = "Hier wird ein Block geschlossen, aber es ist keiner mehr offen."
    context.report(error("block-stray-close", message, context.span(place, eol), "Löschen Sie diese Zeile."))


def report_close_with_text(context: Context, word: str, place: int, eol: int) -> None:
    span = context.span(place, eol)
    message = f"Ein Block wird mit drei Doppelpunkten allein geschlossen, hier steht dahinter noch „{word}“."
    hint = "Schreiben Sie in dieser Zeile nur: :::"
    context.report(error("block-close-with-text", message, span, hint, fix=(Edit(span, ":::"),)))


def report_one_line(context: Context, name: str, rest: str, place: int, eol: int) -> None:
    message = f"Der Block „{name}“ beginnt und endet in derselben Zeile."
    hint = f"Schreiben Sie drei Zeilen:\n::: {name}\n{rest.rstrip().rstrip(':').strip()}\n:::"
    context.report(error("block-one-line", message, context.span(place, eol), hint))


def report_colons(context: Context, name: str, width: int, rest: str, place: int) -> None:
    span = context.span(place, place + width)
    if " " in span.text.strip() or "\t" in span.text.strip():
        message = "Zwischen den Doppelpunkten steht ein Leerzeichen."
    else:
        message = f"Vor „{name}“ stehen nur zwei Doppelpunkte."
    if not name:
        message = "Ein Block wird mit drei Doppelpunkten geschlossen, hier stehen sie nicht so da."
    behind = context.source.text[span.end : span.end + 1]
    text = "::: " if name and behind not in (" ", "\t") else ":::"
    hint = f"Schreiben Sie: ::: {name}{rest.rstrip()}" if name else "Schreiben Sie in dieser Zeile nur: :::"
    context.report(error("block-colons", message, span, hint, fix=(Edit(span, text),)))


def report_without_blank(context: Context, name: str, rest: str, blank: str, colons: int, place: int, eol: int) -> None:
    right = f"::: {name.lower()}{rest.rstrip()}"
    if not blank:
        span = context.span(place, eol)
        fix = (Edit(context.span(place, place + colons + len(name)), f"{':' * colons} {name.lower()}"),)
        message = "Hinter den drei Doppelpunkten fehlt ein Leerzeichen."
        context.report(error("block-without-blank", message, span, f"Schreiben Sie: {right}", fix=fix))
        return
    span = context.span(place + colons, place + colons + len(blank))
    message = "Hinter den Doppelpunkten steht ein geschütztes Leerzeichen."
    hint = f"Ersetzen Sie es durch ein gewöhnliches: {right}"
    context.report(error("invisible-character", message, span, hint, fix=(Edit(span, " "),)))


def report_wrong_place(context: Context, name: str, place: int, eol: int) -> None:
    span = context.span(place, eol)
    around = context.open_blocks
    if name == "reiter-seite" and (not around or around[-1] != "reiter"):
        message = "Der Block „reiter-seite“ steht nicht in einem Block „reiter“."
        hint = "Setzen Sie vor die erste Seite eine Zeile mit ::: reiter und hinter die letzte eine Zeile mit :::"
        context.report(error("block-wrong-place", message, span, hint))
    elif name in QUESTIONS and any(n in ("frage", "umfrage") for n in around):
        message = "Eine Frage kann nicht in einer anderen Frage stehen."
        hint = "Schließen Sie die erste Frage vor dieser Zeile mit: :::"
        context.report(error("block-wrong-place", message, span, hint))


def report_unclosed(
    context: Context, word: str, name: str, place: int, eol: int, last: int, follower: str, first_end: int
) -> None:
    span = context.span(place, eol)
    message = f"Der Block „{word}“ ist nicht geschlossen."
    if name == "einbinden":
        lead = re.sub(r"[^>\s]", " ", context.source.text[context.source.line_start(span.line) : span.start])
        fix = (Edit(context.span(eol, eol), f"\n{lead}:::"),)
        context.report(error("block-unclosed", message, span, "Setzen Sie in die nächste Zeile: :::", fix=fix))
        return
    hint = "Setzen Sie hinter seinen letzten Satz eine eigene Zeile mit: :::"
    if follower.startswith(":::"):
        line = context.source.position(context.base)[0] + last
        words = follower.split()
        shown = " ".join(words[:2]) + (" …" if len(words) > 2 else "")
        hint = f"Setzen Sie vor Zeile {line} („{shown}“) eine eigene Zeile mit: :::"
    context.report(error("block-unclosed", message, span, hint))


_KEYWORDS = {
    "musterlösung": "Musterlösung",
    "musterloesung": "Musterlösung",
    "lösung": "Musterlösung",
    "loesung": "Musterlösung",
    "antwort": "Antwort",
    "antworten": "Antwort",
    "rückmeldung": "Rückmeldung",
    "rueckmeldung": "Rückmeldung",
    "feedback": "Rückmeldung",
    "skala": "Skala",
}


def keyword_of(word: str) -> str:
    """The keyword line that is meant by a block of this name; empty when none is."""
    return _KEYWORDS.get(word.lower(), "")


def report_unknown(context: Context, word: str, rest: str, place: int, eol: int) -> None:
    span = context.span(place, eol)
    message = f"Den Block „{word}“ gibt es nicht"
    keyword = keyword_of(word)
    if keyword and context.in_question:
        line = context.source.line(span.line + 1).strip()
        hint = f"Schreiben Sie die Lösung in eine Zeile der Frage: {keyword}: {rest.strip() or line or '…'}"
        context.report(error("block-unknown", message + ".", span, hint))
        return
    guess = BLOCK_GUESSES.get(word.lower())
    if guess:
        what = "Für einen Warnkasten schreiben Sie" if guess == "achtung" else "Schreiben Sie"
        context.report(error("block-unknown", message + ".", span, f"{what}: ::: {guess}{rest.rstrip()}"))
        return
    near = nearest(word, (*BLOCKS, *BLOCK_ALIASES))
    if near:
        near = BLOCK_ALIASES.get(near, near)
        message += f", gemeint ist wohl „{near}“."
        context.report(error("block-unknown", message, span, f"Schreiben Sie: ::: {near}{rest.rstrip()}"))
        return
    hint = "Möglich sind zum Beispiel hinweis, achtung, beispiel, merke, frage und aufklappen."
    context.report(error("block-unknown", message + ".", span, hint))


def report_open_code(context: Context, place: int, eol: int, mark: str) -> None:
    """Say that a code block runs to the end."""
    message = f"Der Programmtext, der hier mit {mark} beginnt, ist nicht geschlossen."
    hint = f"Setzen Sie hinter seine letzte Zeile eine eigene Zeile mit: {mark}"
    context.report(error("code-unclosed", message, context.span(place, eol), hint))


def report_indented_code(context: Context, start: int, end: int) -> None:
    """Say that lines become code because they are indented."""
    span = context.span(start, end)
    message = "Diese Zeilen sind so weit eingerückt, dass sie als Programmtext erscheinen."
    hint = f"Beginnen Sie die Zeilen ganz links: {span.text.strip()}"
    context.report(warning("code-by-indent", message, span, hint))
