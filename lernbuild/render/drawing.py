"""Cleans an author's SVG drawing and puts it into the page; knows no node."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from lxml import etree
from markupsafe import Markup

from lernbuild.render.element import trusted

_SVG = "{http://www.w3.org/2000/svg}"
_ALLOWED = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "marker", "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop",
    "symbol", "use", "style",
})  # fmt: skip
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_FACT = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_POINTING = frozenset({"aria-labelledby", "aria-describedby"})


FactFinder = Callable[[str], tuple[str, date | None] | None]
"""The value of a fact by its id, and the last day on which it holds."""


def inline_drawing(source: str | bytes, alt: str, unique: Callable[[str], str], fact: FactFinder) -> Markup | None:
    """The drawing as an ``svg`` element; None for drawings that do not use the theme's classes.

    Only drawings with the class ``lbf`` go into the page: their colours come from the theme. Scripts, event
    attributes, links out and the style for the file by itself are left out; ids get a number of their own,
    and texts that name a fact its value.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode() if isinstance(source, str) else source, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{_SVG}svg" or "lbf" not in (root.get("class") or "").split():
        return None
    etree.strip_elements(root, etree.Entity, with_tail=False)
    _clean(root)
    _rename(root, unique)
    _fill_facts(root, fact)
    if not root.get("aria-labelledby") and not root.get("aria-label"):
        root.set("role", "img")
        root.set("aria-label", alt)
    for item in root.iter():
        item.tag = etree.QName(item).localname
    etree.cleanup_namespaces(root)
    return trusted(etree.tostring(root, encoding="unicode", method="html").strip())


_OUTSIDE = re.compile(r"""@import|url\(\s*["']?\s*(?:https?:|//)""", re.IGNORECASE)
_RUNNING = frozenset({"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "set"})
_PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}


def safe_drawing(data: bytes) -> bytes:
    """An SVG file without what runs or leads out of it: scripts, event attributes, foreign HTML, outside addresses.

    Elements of drawing programs stay. A file that is no XML is left as it is: browsers do not show it.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        return data
    etree.strip_elements(root, etree.Entity, with_tail=False)
    found = False
    for item in list(root.iter()):
        name = etree.QName(item).localname
        aims_at_link = name.startswith("animate") and "href" in (item.get("attributeName") or "")
        leads_out = name == "style" and _OUTSIDE.search("".join(map(str, item.itertext())))
        if name in _RUNNING or aims_at_link or leads_out:
            parent = item.getparent()
            if parent is not None:
                parent.remove(item)
                found = True
            continue
        for key, value in list(item.attrib.items()):
            local, text = etree.QName(key).localname.lower(), str(value).strip().lower()
            outside = local in {"href", "src"} and not text.startswith(("#", "data:image/"))
            if local.startswith("on") or outside or "javascript:" in text or _OUTSIDE.search(text):
                del item.attrib[key]
                found = True
    return etree.tostring(root, encoding="utf-8") if found or b"<!DOCTYPE" in data or b"<?xml-" in data else data


def is_drawing(data: bytes) -> bool:
    """True for an SVG file that a browser can read."""
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER)).tag == f"{_SVG}svg"  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        return False


def drawing_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of an SVG file in CSS pixels: its attributes, else its viewBox; None without either."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        return None
    sides = [_pixels(root.get(side)) for side in ("width", "height")]
    if not all(sides):
        sides = [_pixels(part) for part in (root.get("viewBox") or "").replace(",", " ").split()[2:4]]
    return (sides[0], sides[1]) if len(sides) == 2 and sides[0] and sides[1] else None


def _pixels(text: str | None) -> int:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(px|mm|cm|pt)?\s*", text or "")
    return round(float(found[1]) * {"mm": 96 / 25.4, "cm": 96 / 2.54, "pt": 96 / 72}.get(found[2], 1)) if found else 0


def _clean(root: etree._Element) -> None:
    for item in list(root.iter()):
        name = etree.QName(item).localname
        if name == "a":
            item.tag, name = f"{_SVG}g", "g"
        styled = name == "style" and ("url(" in (item.text or "") or item.get("data-lb") == "alone")
        if name not in _ALLOWED or styled:
            parent = item.getparent()
            if parent is not None:
                parent.remove(item)
            continue
        for key, value in list(item.attrib.items()):
            local = etree.QName(key).localname.lower()
            outside = local in {"href", "src"} and not str(value).startswith("#")
            if local.startswith("on") or outside or "javascript:" in str(value).lower():
                del item.attrib[key]


def _fill_facts(root: etree._Element, fact: FactFinder) -> None:
    """``<text data-lb-fact="ID">`` and ``{{ID}}`` in a text show the value that holds on the lesson's date."""
    for item in root.iter(f"{_SVG}text", f"{_SVG}tspan"):
        item.text = _filled(item.text, item, fact)
        for child in item:
            child.tail = _filled(child.tail, item, fact)
        found = fact(str(item.get("data-lb-fact"))) if item.get("data-lb-fact") else None
        if found is None or len(item):
            continue
        item.text, until = found
        if until is not None:
            item.set("data-lb-until", until.isoformat())


def _filled(text: str | None, item: etree._Element, fact: FactFinder) -> str | None:
    """The text with values for its ``{{ID}}``; the first of their last days goes to the element."""
    for key in _FACT.findall(text or ""):
        if (found := fact(key)) is None:
            continue
        value, until = found
        text = re.sub(rf"\{{\{{\s*{re.escape(key)}\s*\}}\}}", value.replace("\\", r"\\"), text or "")
        known = item.get("data-lb-until")
        if until is not None and (known is None or until.isoformat() < known):
            item.set("data-lb-until", until.isoformat())
    return text


def _rename(root: etree._Element, unique: Callable[[str], str]) -> None:
    names = {item.get("id"): unique(str(item.get("id"))) for item in root.iter() if item.get("id")}
    for item in root.iter():
        for key, value in list(item.attrib.items()):
            text = str(value)
            if key == "id":
                item.set(key, names[text])
            elif key in _POINTING:
                item.set(key, " ".join(names.get(part, part) for part in text.split()))
            elif text.startswith("#") and etree.QName(key).localname == "href":
                item.set(key, "#" + names.get(text[1:], text[1:]))
            elif "url(" in text:
                item.set(key, _REFERENCE.sub(lambda m: f"url(#{names.get(m[1], m[1])})", text))
