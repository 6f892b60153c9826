"""XML as a tree that knows its places, read without entities and network; knows no standard."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from lernbuild.frozen import frozen
from lernbuild.source import SourceFile, Span

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MAX_BYTES = 32 * 1024 * 1024
MAX_NODES = 200_000
MAX_DEPTH = 200
MAX_ATTRIBUTES = 500
"""Of one element."""

_TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_WRITTEN = re.compile(r"""([^\s"'<>=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NONE: dict[str, str] = {}
_WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_WORDS = {
    "mismatched tag": "Ein Element wird geschlossen, das nicht offen ist",
    "not well-formed (invalid token)": "Hier steht ein Zeichen, das in XML nicht erlaubt ist, etwa „&“ statt „&amp;“",
    "undefined entity": "Eine Abkürzung wie „&nbsp;“ kennt XML nicht; schreiben Sie das Zeichen selbst",
    "no element found": "Das Dokument ist leer oder endet zu früh",
    "unclosed token": "Das Dokument endet mitten in einem Element",
    "XML or text declaration not at start of entity": "Vor „<?xml“ darf nichts stehen, auch keine Leerzeile",
    "duplicate attribute": "Ein Attribut steht zweimal im selben Element",
    "unbound prefix": "Ein Präfix wird benutzt, ohne dass xmlns es erklärt",
    "junk after document element": "Nach dem Ende des Dokuments kommt noch etwas",
    "syntax error": "Das ist kein XML",
    "unclosed CDATA section": "Ein CDATA-Abschnitt wird nicht geschlossen",
}
"""What the parser says, for people; anything else is named by its place alone."""
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(slots=True, eq=False)
class Node:
    """An element; attributes without a namespace by name, others by ``{namespace}name``."""

    namespace: str
    name: str
    prefix: str
    attributes: dict[str, str]
    file: SourceFile = field(repr=False)
    start: int
    parent: Node | None = field(repr=False)
    declared: dict[str, str]
    children: list[Node] = field(default_factory=list, repr=False)
    text: str = ""

    @property
    def span(self) -> Span:
        """The start tag."""
        found = _TAG.match(self.file.text, self.start)
        return self.file.span(self.start, found.end() if found else None)

    def place(self, attribute: str) -> Span:
        """The value of an attribute, or the start tag."""
        span = self.span
        wanted = attribute.rpartition("}")[2]
        for found in _WRITTEN.finditer(span.text):
            name = found[1].rpartition(":")[2] if "}" in attribute else found[1]
            if name == wanted:
                group = 2 if found[2] is not None else 3
                return Span(self.file, span.start + found.start(group), span.start + found.end(group))
        return span

    def get(self, attribute: str) -> str | None:
        return self.attributes.get(attribute)

    def all(self, name: str, namespace: str | None = None) -> list[Node]:
        """Children of a name, in the same namespace unless another is named."""
        wanted = self.namespace if namespace is None else namespace
        return [child for child in self.children if child.name == name and child.namespace == wanted]

    def first(self, name: str, namespace: str | None = None) -> Node | None:
        return next(iter(self.all(name, namespace)), None)

    def walk(self) -> Iterator[Node]:
        """This element and all below, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    @property
    def line(self) -> str:
        """The text without white space around it."""
        return self.text.strip()


@frozen
class Fault:
    """Why a document cannot be read: "malformed", "doctype", "encoding" or "size", and the same in German."""

    kind: str
    message: str
    span: Span | None


class _Stop(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def read_document(path: str, data: bytes) -> tuple[Node | None, list[Fault]]:
    """The root element, None when there is none to trust, and what hinders reading."""
    if len(data) > MAX_BYTES:
        return None, [Fault("size", f"Das Dokument ist größer als {MAX_BYTES // 1024**2} MB.", None)]
    name = _encoding(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as problem:
        return None, [_misread(path, data, name, problem.start)]
    except (LookupError, UnicodeError):
        return None, [Fault("encoding", f"Die Kodierung „{name}“ gibt es nicht.", None)]
    return _Reader(SourceFile(path, _lines(text))).read()


def _encoding(data: bytes) -> str:
    """By the byte order mark, then by what the declaration says (XML 1.0, appendix F)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    found = _DECLARED.match(data[:400])
    name = found[1].decode("ascii") if found else _WIDE.get(data[:2], "utf-8")
    return "utf-8" if found and name.lower().startswith("utf-16") else name


def _misread(path: str, data: bytes, name: str, at: int) -> Fault:
    """The place of the first byte that is none of the encoding."""
    text = _lines(data.decode(name, "replace"))
    start = len(_lines(data[:at].decode(name, "replace")))
    shown = "UTF-8" if name.startswith("utf-8") else name
    message = f"Ein Zeichen passt nicht zur Kodierung {shown}, in der das Dokument sein soll."
    return Fault("encoding", message, SourceFile(path, text).span(start))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.data = file.text.encode("utf-8", "surrogatepass")
        self.ascii = len(self.data) == len(file.text)
        self.root: Node | None = None
        self.here: Node | None = None
        self.texts: list[list[str]] = []
        self.count = 0
        self.declared: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.at = (0, 0)

    def read(self) -> tuple[Node | None, list[Fault]]:
        parser = self.parser = expat.ParserCreate("utf-8", "\t")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as problem:
            offset = self._offset(parser.ErrorByteIndex)
            words = _WORDS.get(expat.errors.messages.get(problem.code, ""))
            message = f"Das Dokument ist kein wohlgeformtes XML{f': {words}' if words else ''}."
            self.faults.append(Fault("malformed", message, self.file.span(offset)))
            return None, self.faults
        except _Stop as problem:
            self.faults.append(Fault(problem.kind, str(problem), self.file.span(self._offset(parser.CurrentByteIndex))))
            return None, self.faults
        return self.root, self.faults

    def _offset(self, index: int) -> int:
        """Characters before a byte; indices mostly grow, so only the new piece is decoded."""
        if self.ascii:
            return index
        byte, character = self.at if self.at[0] <= index else (0, 0)
        character += len(self.data[byte:index].decode("utf-8", "ignore"))
        self.at = (index, character)
        return character

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        span = self.file.span(self._offset(self.parser.CurrentByteIndex))
        self.faults.append(Fault("doctype", "Das Dokument enthält einen DOCTYPE.", span))

    def _entity(self, name: str, *rest: object) -> None:
        raise _Stop("doctype", f"Das Dokument erklärt eigene Entities („{name}“).")

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_NODES or len(self.texts) >= MAX_DEPTH:
            raise _Stop("size", "Das Dokument hat zu viele oder zu tief geschachtelte Elemente.")
        if len(attributes) > MAX_ATTRIBUTES:
            raise _Stop("size", f"Ein Element hat mehr als {MAX_ATTRIBUTES} Attribute.")
        namespace, local, prefix = _split(name)
        found = {_key(one): value for one, value in attributes.items()}
        start = self._offset(self.parser.CurrentByteIndex)
        node = Node(namespace, local, prefix, found, self.file, start, self.here, self.declared or _NONE)
        if self.declared:
            self.declared = {}
        if self.here is None:
            self.root = node
        else:
            self.here.children.append(node)
        self.here = node
        self.texts.append([])

    def _end(self, name: str) -> None:
        assert self.here is not None
        self.here.text = "".join(self.texts.pop())
        self.here = self.here.parent

    def _text(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(text)


def _split(name: str) -> tuple[str, str, str]:
    parts = name.split("\t")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _key(name: str) -> str:
    namespace, local, _ = _split(name)
    return f"{{{namespace}}}{local}" if namespace else local
