"""Inline rules of our own: facts, gaps, attributes behind an element; they know no node."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from lernbuild.diagnostics import Edit, error
from lernbuild.markup.attributes import read_attributes
from lernbuild.markup.context import context_of
from lernbuild.markup.names import MEDIA_ATTRIBUTES
from lernbuild.markup.positions import OffsetMap, straight

_KEY = r"[^\W_][\w-]*(?:\.[\w-]+)*"
_FACT = re.compile(rf"\{{\{{[ \t\u00a0]*({_KEY})[ \t\u00a0]*\}}\}}")
_HALF_FACT = re.compile(rf"\{{\{{[ \t]*({_KEY})[ \t]*\}}(?!\}})")
_OPEN_FACT = re.compile(rf"\{{\{{[ \t]*({_KEY})(?=[\s.,;:!?)]|$)")
_ANY_FACT = re.compile(r"\{\{([^{}\n]{0,80})\}\}")
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_LOOKS_LIKE_ATTRIBUTES = re.compile(r"\{\s*(?:[.#][^\s{}]+|[\w-]+\s*=[^{}]*)(?:\s[^{}]*)?\}")
_LANGUAGE = re.compile(
    r"""\{\s*(?:lang|sprache|language)\s*=\s*["'„“]?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)["'“”]?\s*\}"""
)
_NO_LANGUAGE = re.compile(r"\{\s*(?:lang|sprache|language)\s*=([^{}\n]*)\}")
_HALF_GAP = re.compile(r"\[\[([^\[\]\n]+)\](?!\])")
MAX_GAP = 1000
MAX_BRACKETS = 40


def place_map(state: StateInline) -> OffsetMap:
    """Where the content of the inline token that is being read stands."""
    found = state.env.get("lernbuild-map")
    return found if isinstance(found, OffsetMap) else straight(0)


def braces(state: StateInline, silent: bool) -> bool:
    """``{{fact}}``, and ``{attributes}`` right behind an image."""
    if state.src[state.pos] != "{":
        return False
    m = _FACT.match(state.src, state.pos, state.posMax)
    if m:
        return _push_fact(state, m, silent)
    if state.src.startswith("{{", state.pos):
        return _half_fact(state, silent)
    return not silent and _attributes(state)


def _push_fact(state: StateInline, m: re.Match[str], silent: bool) -> bool:
    if not silent:
        token = state.push("fact", "", 0)
        token.content = m[1]
    state.pos = m.end()
    return True


def _half_fact(state: StateInline, silent: bool) -> bool:
    m = _HALF_FACT.match(state.src, state.pos, state.posMax)
    if not m and not _ANY_FACT.match(state.src, state.pos, state.posMax):
        m = _OPEN_FACT.match(state.src, state.pos, state.posMax)
    if not m:
        return not silent and _no_fact(state)
    if not silent:
        context, places = context_of(state.env), place_map(state)
        span = context.span(places.at(m.start()), places.end(m.end()))
        right = "{{" + m[1] + "}}"
        missing = "eine geschweifte Klammer" if m[0].endswith("}") else "die geschweiften Klammern"
        verb = "fehlt" if m[0].endswith("}") else "fehlen"
        message = f"Dem Fakt „{m[1]}“ {verb} am Ende {missing}."
        context.report(error("fact-braces", message, span, f"Schreiben Sie: {right}", fix=(Edit(span, right),)))
    return _push_fact(state, m, silent)


def _no_fact(state: StateInline) -> bool:
    """``{{…}}`` around something that is no name."""
    m = _ANY_FACT.match(state.src, state.pos, state.posMax)
    if m:
        context, places = context_of(state.env), place_map(state)
        span = context.span(places.at(m.start()), places.end(m.end()))
        message = f"„{m[1].strip()}“ in doppelten geschweiften Klammern ist kein Name eines Fakts."
        if not m[1].strip():
            message = "Zwischen den doppelten geschweiften Klammern steht nichts."
        hint = "Ein Name besteht aus Buchstaben, Ziffern und Bindestrichen, zum Beispiel: {{mindestgehalt}}"
        context.report(error("fact-braces", message, span, hint))
    return False


def _attributes(state: StateInline) -> bool:
    last = None if state.pending or not state.tokens else state.tokens[-1]
    m = _BRACES.match(state.src, state.pos, state.posMax)
    if last is None or m is None or last.meta.get("end") != state.pos:
        return False
    context, places = context_of(state.env), place_map(state)
    if last.type == "image":
        found, diagnostics = read_attributes(
            context.source,
            places.at(m.start(1)) + context.base,
            places.at(m.end(1)) + context.base,
            MEDIA_ATTRIBUTES,
            "bei einem Bild",
        )
        context.diagnostics.extend(diagnostics)
        last.meta["attributes"] = found
        last.meta["end"] = m.end()
        state.pos = m.end()
        return True
    if last.type in ("link_close", "code_inline") and _LOOKS_LIKE_ATTRIBUTES.match(m[0]):
        span = context.span(places.at(m.start()), places.end(m.end()))
        thing = "einem Link" if last.type == "link_close" else "Programmtext"
        message = f"Die geschweifte Klammer hinter {thing} hat keine Wirkung und stünde im Text."
        hint = f"Löschen Sie: {m[0]}"
        context.report(error("attr-wrong-place", message, span, hint))
    return False


def phrase(state: StateInline, silent: bool) -> bool:
    """``[Text]{lang=en}``: words in another language."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    m = _LANGUAGE.match(state.src, end + 1, state.posMax) if end > state.pos + 1 else None
    if m is None:
        return not silent and _no_language(state, end)
    if not silent:
        opened = state.push("phrase_open", "span", 1)
        opened.meta["language"] = m[1]
        outer, state.pos, state.posMax = state.posMax, state.pos + 1, end
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push("phrase_close", "span", -1)
    state.pos = m.end()
    return True


def _no_language(state: StateInline, end: int) -> bool:
    """``[Text]{lang=englisch}``: the words stay, and the message says what to write."""
    m = _NO_LANGUAGE.match(state.src, end + 1, state.posMax) if end > state.pos + 1 else None
    if m is not None:
        context, places = context_of(state.env), place_map(state)
        span = context.span(places.at(m.start()), places.end(m.end()))
        words = state.src[state.pos : end + 1]
        message = f"„{m[1].strip()}“ ist kein Kürzel einer Sprache."
        context.report(error("attr-malformed", message, span, f"Schreiben Sie zum Beispiel: {words}{{lang=en}}"))
    return False


def gap(state: StateInline, silent: bool) -> bool:
    """``[[…]]``: the raw inside, up to the next ``]]``."""
    if not state.src.startswith("[[", state.pos):
        return False
    start = state.pos + 2
    end = state.src.find("]]", start, min(start + MAX_GAP, state.posMax))
    if end == -1 or "[[" in state.src[start:end] or _HALF_GAP.match(state.src, state.pos, end):
        return _half_gap(state, silent)
    while end + 2 < state.posMax and state.src[end + 2] == "]":
        end += 1
    if not silent:
        token = state.push("gap", "", 0)
        token.content = state.src[start:end]
    state.pos = end + 2
    return True


def _half_gap(state: StateInline, silent: bool) -> bool:
    m = _HALF_GAP.match(state.src, state.pos, state.posMax)
    if m is None or not state.env.get("lernbuild-question"):
        return False
    if not silent:
        context, places = context_of(state.env), place_map(state)
        span = context.span(places.at(m.start()), places.end(m.end()))
        message = "Die Lücke ist nicht geschlossen: Am Ende fehlt eine eckige Klammer."
        context.report(error("quiz-gap-brackets", message, span, f"Schreiben Sie: [[{m[1]}]]"))
        token = state.push("gap", "", 0)
        token.content = m[1]
    state.pos = m.end()
    return True


def bracket_guard(state: StateInline, silent: bool) -> bool:
    """Reads a ``[`` that no ``]`` closes, or that is nested absurdly, as text: links need not look for its end."""
    if state.src[state.pos] != "[":
        return False
    key = "lernbuild-brackets"
    found = state.env.get(key)
    if found is None or found[0] is not state.src:
        found = (state.src, _hopeless(state.src))
        state.env[key] = found
    if state.pos not in found[1]:
        return False
    if not silent:
        state.append_pending("[")
    state.pos += 1
    return True


def _hopeless(text: str) -> frozenset[int]:
    """Places of ``[`` without a partner, or with too many others around or inside."""
    stack: list[int] = []
    heights: list[int] = []
    bad: set[int] = set()
    for m in re.finditer(r"\\.|[\[\]]", text, re.DOTALL):
        if m[0] == "[":
            stack.append(m.start())
            heights.append(0)
        elif m[0] == "]" and stack:
            at, height = stack.pop(), heights.pop()
            if height >= MAX_BRACKETS or len(stack) >= MAX_BRACKETS:
                bad.add(at)
            if heights:
                heights[-1] = max(heights[-1], height + 1)
    bad.update(stack)
    return frozenset(bad)
