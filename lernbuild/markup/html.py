"""Raw HTML: comments vanish, everything else is a diagnostic that names the way to write it here."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from lernbuild.diagnostics import error, warning
from lernbuild.markup.context import context_of
from lernbuild.markup.inline_rules import place_map

_TAG = re.compile(r"<(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]*)?)/?>")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LOST_NAMES = (
    "img video audio source track picture svg canvas iframe object embed script style link meta form input button "
    "select option textarea map area frame frameset applet base title head math"
)
_KEPT_NAMES = (
    "a abbr address article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd del "
    "details dfn dialog div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr html i ins kbd label "
    "legend li main mark menu nav nobr ol p pre q rp rt ruby s samp section small span strike strong sub summary sup "
    "table tbody td tfoot th thead time tr tt u ul var wbr"
)
_LOST = frozenset(_LOST_NAMES.split())
_KEPT = frozenset(_KEPT_NAMES.split())
_HINTS = {
    "br": "Beenden Sie die Zeile mit einem umgekehrten Schrägstrich: \\",
    "details": "Nehmen Sie dafür den Block: ::: aufklappen Titel",
    "summary": "Nehmen Sie dafür den Block: ::: aufklappen Titel",
    "table": "Schreiben Sie die Tabelle mit senkrechten Strichen: | Spalte | Spalte |",
    "ul": "Schreiben Sie die Liste mit Strichen: - Punkt",
    "ol": "Schreiben Sie die Liste mit Nummern: 1. Punkt",
    "hr": "Schreiben Sie eine eigene Zeile mit: ---",
    "iframe": "Eingebettete Seiten sind nicht möglich; setzen Sie einen Link: [Text](https://…)",
    "video": "Schreiben Sie: ![Titel](medien/film.mp4){untertitel=medien/film.vtt}",
    "audio": "Schreiben Sie: ![Titel](medien/ton.mp3){transkript=medien/ton.md}",
}
_PARENTS = {
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot", "caption", "col", "colgroup"), ("table",)),
    **dict.fromkeys(("dt", "dd"), ("dl",)),
    **dict.fromkeys(("source", "track"), ("video", "audio", "picture")),
    "li": ("ul", "ol"),
    "summary": ("details",),
    "option": ("select",),
    "figcaption": ("figure",),
}
"""Tags that say nothing new inside the tag that was reported already."""
_MARKS = {"b": "**", "strong": "**", "u": "**", "mark": "**", "i": "*", "em": "*", "code": "`", "kbd": "`"}
_WORDS = {"u": "Heben Sie das Wort fett hervor: ", "b": "Schreiben Sie: ", "strong": "Schreiben Sie: "}


def html_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``<!-- … -->`` from the start of a line, also over several lines: an author's note, left out."""
    place = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", place) or state.is_code_block(start):
        return False
    close = state.src.find("-->", place + 4) if not state.env.get("lernbuild-no-comment-end") else -1
    if close == -1:
        state.env["lernbuild-no-comment-end"] = True
        return _open_comment(state, start, silent)
    line = start
    while line < end and state.eMarks[line] < close + 3:
        line += 1
    if line >= end or state.src[close + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
        token = state.push("comment", "", 0)
        token.map = [start, line + 1]
    return True


def _open_comment(state: StateBlock, start: int, silent: bool) -> bool:
    if not silent:
        context = context_of(state.env)
        place = state.bMarks[start] + state.tShift[start]
        message = "Diese Bemerkung ist nicht abgeschlossen."
        hint = "Setzen Sie an ihr Ende: -->"
        context.report(error("html-not-allowed", message, context.span(place, state.eMarks[start]), hint))
        state.line = start + 1
        state.push("comment", "", 0).map = [start, start + 1]
    return True


def html_tag(state: StateInline, silent: bool) -> bool:
    """One tag or comment in running text: left out, with a message; the text around it stays."""
    if state.src[state.pos] != "<":
        return False
    if state.src.startswith("<!--", state.pos):
        return _inline_comment(state, silent)
    m = _TAG.match(state.src, state.pos, state.posMax)
    if m is None or m["name"].lower() not in _LOST | _KEPT:
        return False
    if not silent:
        _report_tag(state, m)
        state.push("html", "", 0)
    state.pos = m.end()
    return True


def _inline_comment(state: StateInline, silent: bool) -> bool:
    if state.html_terminator_last("-->") < state.pos:
        return False
    end = state.src.find("-->", state.pos + 4, state.posMax)
    if end == -1:
        return False
    if not silent:
        state.push("html", "", 0)
    state.pos = end + 3
    return True


def _report_tag(state: StateInline, m: re.Match[str]) -> None:
    name = m["name"].lower()
    opened: dict[str, int] = state.env.setdefault("lernbuild-tags", {})
    if m["close"]:
        if opened.get(name):
            opened[name] -= 1
            return
    elif name not in ("br", "hr", "img", "input", "wbr", "col", "link", "meta"):
        opened[name] = opened.get(name, 0) + 1
    if any(opened.get(parent) for parent in _PARENTS.get(name, ())):
        return
    context, places = context_of(state.env), place_map(state)
    span = context.span(places.at(m.start()), places.end(m.end()))
    message = f"HTML wie <{name}> wird nicht übernommen."
    make = error if name in _LOST else warning
    context.report(make("html-not-allowed", message, span, _hint(state, m, name)))


def _hint(state: StateInline, m: re.Match[str], name: str) -> str:
    values = {k.lower(): a or b or c for k, a, b, c in _ATTRIBUTE.findall(m["rest"])}
    if name == "img":
        size = f"{{breite={values['width']}}}" if values.get("width", "").endswith("%") else ""
        return f"Schreiben Sie: ![{values.get('alt') or 'Beschreibung'}]({values.get('src', 'medien/bild.png')}){size}"
    inside = state.src[m.end() : m.end() + 200]
    inside = inside[: inside.lower().find(f"</{name}>")] if f"</{name}>" in inside.lower() else ""
    if name == "a" and values.get("href"):
        return f"Schreiben Sie: [{inside or 'Text'}]({values['href']})"
    if name in _MARKS and inside:
        mark = _MARKS[name]
        return f"{_WORDS.get(name, 'Schreiben Sie: ')}{mark}{inside}{mark}"
    if name in _HINTS:
        return _HINTS[name]
    if name.startswith("h") and name[1:].isdigit():
        return f"Schreiben Sie die Überschrift mit Rauten: {'#' * max(int(name[1]), 2)} {inside}".rstrip()
    return "Löschen Sie die spitzen Klammern samt Inhalt; der Text dazwischen bleibt."
