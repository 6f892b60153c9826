"""Slips in running text that Markdown reads as plain words; knows text nodes only."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Edit, error, warning
from lernbuild.markup.context import Context
from lernbuild.markup.nodes import Text

_ADDRESS = (
    r"(?:https?://|www\.|mailto:|begriff:|\.{0,2}/|#)[^()\[\]\s]+|[^()\[\]\s:]+\.(?:md|pdf|png|jpe?g|mp4)(?:#[^()\s]*)?"
)
_APART = re.compile(rf"(?P<text>!?\[[^\[\]]+\])[ \t\u00a0]+\((?P<target>{_ADDRESS})\)")
_SWAPPED = re.compile(rf"\((?P<text>[^()\[\]]+)\)\[(?P<target>{_ADDRESS})\]")
_BLANK_PATH = re.compile(
    r"(?P<text>!?\[[^\[\]]*\])\("
    r"(?P<target>(?!<)[^()<>\"\n]{0,200}[^()<>\"\s\n][ \t]{1,9}[^()<>\"\n]{0,200}\.\w{2,4}(?:#\w*)?)"
    r"(?P<title>[ \t]+[\"„][^\"“\n]*[\"“])?[ \t]*\)"
)
_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\\u0080-\\u00bf"
"""What bytes 80 to BF are in Windows-1252 and Latin-1."""
_GARBLED = re.compile(rf"(?<![\w-])[\w-]{{0,60}}(?:[ÃÂ][{_HIGH}]|â€.?)[\wÃÂ{_HIGH}-]*")
_STARS = re.compile(r"\*\*(?=[\w„(§])|(?<=[\w:.!?“)])\*\*|\*\*(?= \S[^*\n]{0,80} \*\*)")
_UNSAFE = re.compile(r"\]\(\s*<?((?:javascript|vbscript|data):[^\s()]*)", re.IGNORECASE)
SUSPECT = re.compile(r"[\[ÃÂâ]")
"""Without one of these and ``**`` a text holds no slip."""


def check_text(context: Context, text: Text) -> None:
    """Report what looks like a link that did not become one, and letters stored in a wrong encoding."""
    value = text.value
    if "**" in value:
        _open_emphasis(context, text)
    if not SUSPECT.search(value):
        return
    for m in _APART.finditer(value):
        right = f"{m['text']}({m['target']})"
        message = "Zwischen der eckigen und der runden Klammer steht ein Leerzeichen, deshalb entsteht kein Link."
        _warn(context, text, m, "link-blank-between", message, "Schreiben Sie", right)
    for m in _SWAPPED.finditer(value):
        right = f"[{m['text']}]({m['target']})"
        message = "Die Klammern sind vertauscht, deshalb entsteht kein Link."
        lead = "Zuerst der Text in eckigen, dann die Adresse in runden Klammern"
        _warn(context, text, m, "link-swapped", message, lead, right)
    for m in _BLANK_PATH.finditer(value):
        _blank_in_path(context, text, m)
    for m in _UNSAFE.finditer(value):
        message = "Adressen, die ein Programm ausführen, sind nicht erlaubt."
        hint = "Setzen Sie eine gewöhnliche Adresse ein: https://…"
        context.report(error("link-not-allowed", message, text.place(m.start(1), m.end(1)), hint))
    _garbled(context, text)


def _warn(context: Context, text: Text, m: re.Match[str], code: str, message: str, lead: str, right: str) -> None:
    span = text.place(m.start(), m.end())
    context.report(warning(code, message, span, f"{lead}: {right}", fix=(Edit(span, right),)))


def _blank_in_path(context: Context, text: Text, m: re.Match[str]) -> None:
    span = text.place(m.start("target"), m.end("target"))
    thing = "kein Bild" if m["text"].startswith("!") else "kein Link"
    message = f"Der Dateiname enthält ein Leerzeichen, deshalb erscheint {thing}."
    hint = f"Setzen Sie spitze Klammern um den Pfad: {m['text']}(<{m['target']}>)"
    fix = (Edit(span, f"<{span.text}>"),)
    context.report(error("link-blank-in-path", message, span, hint, fix=fix))


def _open_emphasis(context: Context, text: Text) -> None:
    """``**Frist:**drei`` shows its stars."""
    for m in _STARS.finditer(text.value):
        span = text.place(m.start(), m.end())
        if span.text != "**":
            continue
        message = "Diese Sternchen heben nichts hervor und erscheinen im Text."
        hint = (
            "Setzen Sie ** ohne Leerzeichen vor das erste und hinter das letzte Wort, "
            "und dahinter ein Leerzeichen, zum Beispiel: **Frist:** drei Wochen"
        )
        context.report(warning("emphasis-open", message, span, hint))
        return


def _garbled(context: Context, text: Text) -> None:
    for m in _GARBLED.finditer(text.value):
        right = _decoded(m[0])
        if right is None:
            continue
        message = f"Hier steht „{m[0]}“, gemeint ist wohl „{right}“."
        hint = f"Die Datei wurde einmal falsch gespeichert; ersetzen Sie die verstümmelten Umlaute: {right}"
        context.report(warning("text-garbled", message, text.place(m.start(), m.end()), hint))
        return


def _decoded(word: str) -> str | None:
    for codec in ("cp1252", "latin-1"):
        try:
            right = word.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if right != word:
            return right
    return None
