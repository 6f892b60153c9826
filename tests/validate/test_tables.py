"""Our tables against the official schemas: documents grown from a table, then broken; both must agree."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from lernbuild.validate import lom_tables, tables
from lernbuild.validate.cmi5 import NAMESPACE, judge_cmi5
from lernbuild.validate.document import read_document
from lernbuild.validate.manifest import ADLNAV, ADLSEQ, IMSMD, IMSSS, LOM
from lernbuild.validate.metadata import judge_shapes
from lernbuild.validate.shapes import Table, shape

VALUES = {
    "any": ["", "Text", "ä & b"],
    "string": ["x", ""],
    "bool": ["true", "false", "1", "0"],
    "count": ["0", "17"],
    "integer": ["0", "17"],
    "threshold": ["", "-1", "0.25"],
    "open": ["", "Text"],
    "unit": ["0", "1", "0.5", "1.0"],
    "measure": ["-1", "0.25", "1"],
    "duration": ["PT5M", "P1DT2H", "PT1.5S", "P1Y"],
    "span": ["PT5M", "P1DT2H"],
    "datetime": ["2026-11-21T10:00:00", "2026-11-21T10:00:00Z"],
    "moment": ["2026", "2026-11-21", "2026-11-21T10:00", "2026-11-21T10:00:00.0Z"],
    "language": ["de", "en-GB"],
    "tongue": ["de", "none"],
    "anyuri": ["urn:x:1", "https://example.org/a"],
    "filled": ["index.html"],
}


class Grower:
    """Random documents that a table allows."""

    def __init__(self, table: Table, namespace: str, seed: int) -> None:
        self.table, self.namespace = table, namespace
        self.random = random.Random(seed)
        self.count = 0

    def value(self, kind: str) -> str:
        self.count += 1
        if kind == "anyuri":
            return f"https://example.org/{self.count}"
        return self.random.choice(kind[1:-1].split(";") if kind.startswith("[") else VALUES[kind])

    def grow(self, name: str, parent: etree._Element | None = None, depth: int = 0) -> etree._Element:
        tag = f"{{{self.namespace}}}{name}"
        if parent is None:
            element = etree.Element(tag, nsmap={"x": self.namespace})
            above = ""
        else:
            element = etree.SubElement(parent, tag)
            above = etree.QName(parent).localname
        line = self.table.get(f"{above}/{name}") or self.table[name]
        form = shape(line)
        children: list[str] = []
        for names, low, high in form.steps:
            count = self.random.randint(low, min(high, low + (2 if depth < 3 else 0)))
            children += self.random.choices(sorted(names)[: 1 if depth > 3 else None], k=count)
        if not form.ordered:
            self.random.shuffle(children)
        if name == "objective" and self.namespace == NAMESPACE:
            children = ["title", "description"] if depth == 2 else []
        for child in children if depth < 8 else []:
            self.grow(child, element, depth + 1)
        for attribute, kind, obligatory in form.attributes:
            if attribute in ("ID", "IDRef", "idref"):
                continue
            if attribute == "id" and self.namespace == NAMESPACE and name == "objective" and depth > 2:
                continue
            if obligatory or self.random.random() < 0.6 or attribute == "id":
                element.set(attribute, self.value(kind))
        if form.text and not children:
            element.text = self.value(form.text)
        if name in lom_tables.VOCABULARY and self.namespace == LOM:
            self._choose(element, above)
        return element

    def _choose(self, element: etree._Element, above: str) -> None:
        for child in element:
            child.text = "LOMv1.0" if etree.QName(child).localname == "source" else ""
        values = lom_tables.VOCABULARY[etree.QName(element).localname]
        above_that = element.getparent().getparent() if element.getparent() is not None else None  # type: ignore[union-attr]
        if above == "contribute" and above_that is not None and etree.QName(above_that).localname == "metaMetadata":
            values = lom_tables.META_ROLES
        for child in element:
            if etree.QName(child).localname == "value":
                child.text = self.value(values)


def _broken(root: etree._Element, chance: random.Random) -> None:
    """One random change somewhere."""
    elements = list(root.iter())
    one = chance.choice(elements[1:] or elements)
    parent = one.getparent()
    action = chance.randrange(6)
    if parent is None:
        one.set("unbekannt", "x")
    elif action == 0:
        parent.remove(one)
    elif action == 1:
        twin = etree.fromstring(etree.tostring(one))
        parent.insert(parent.index(one), twin)
    elif action == 2:
        parent.append(one)
    elif action == 3:
        etree.SubElement(
            one, f"{{{etree.QName(root).namespace}}}{etree.QName(chance.choice(elements[1:] or elements)).localname}"
        )
    elif action == 4 and one.attrib:
        name = chance.choice(list(one.attrib))
        if chance.random() < 0.5:
            del one.attrib[name]
        else:
            one.set(name, chance.choice(["unfug", "5", "true"]))
    elif not len(one):
        one.text = chance.choice(["unfug", "", "5"])


def _brings_own_words(root: etree._Element) -> bool:
    """Words of another source are fine for us; the strict schema wants LOMv1.0 alone."""
    sources = (one for one in root.iter(f"{{{LOM}}}source") if not len(one))
    return any(one.text not in (None, "", "LOMv1.0") for one in sources)


def _agrees(root: etree._Element, schema: etree.XMLSchema, cmi5: bool) -> tuple[list[str], bool]:
    node, faults = read_document("x.xml", etree.tostring(root))
    assert node is not None, faults
    if cmi5:
        found = [one for one in judge_cmi5(node, None) if one.code in ("cmi5-structure", "cmi5-value")]
    else:
        found = list(judge_shapes(node))
    return [one.message for one in found], schema.validate(etree.fromstring(etree.tostring(root)))


CASES = [
    ("lom", lom_tables.IMSMD, IMSMD, "scorm12/imsmd_rootv1p2p1.xsd"),
    ("lom", lom_tables.LOM, LOM, "scorm2004-4th/lom.xsd"),
    ("lom", lom_tables.LOM, LOM, "scorm2004-3rd/lom.xsd"),
    ("courseStructure", tables.CMI5, NAMESPACE, "cmi5/CourseStructure.xsd"),
    ("sequencing", tables.IMSSS, IMSSS, "scorm2004-4th/imsss_v1p0.xsd"),
    ("sequencing", tables.IMSSS, IMSSS, "scorm2004-3rd/imsss_v1p0.xsd"),
    ("objectives", tables.ADLSEQ, ADLSEQ, "scorm2004-4th/adlseq_v1p3.xsd"),
    ("rollupConsiderations", tables.ADLSEQ, ADLSEQ, "scorm2004-4th/adlseq_v1p3.xsd"),
    ("constrainedChoiceConsiderations", tables.ADLSEQ, ADLSEQ, "scorm2004-4th/adlseq_v1p3.xsd"),
    ("presentation", tables.ADLNAV, ADLNAV, "scorm2004-4th/adlnav_v1p3.xsd"),
]


def _names(cases: list[tuple[str, Table, str, str]]) -> Iterator[str]:
    for root, _, _, path in cases:
        yield f"{root}-{path.partition('/')[0]}"


@pytest.mark.parametrize(("root", "table", "namespace", "path"), CASES, ids=list(_names(CASES)))
def test_tables_agree_with_the_schemas(shared: Path, root: str, table: Table, namespace: str, path: str) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "conformance" / "xsd" / path))
    refused = 0
    for seed in range(60):
        grown = Grower(table, namespace, seed).grow(root)
        ours, theirs = _agrees(grown, schema, root == "courseStructure")
        text = etree.tostring(grown, pretty_print=True).decode()
        assert (ours, theirs) == ([], True), f"{schema.error_log}\n{text}"
        chance = random.Random(seed)
        for _ in range(4):
            broken = etree.fromstring(etree.tostring(grown))
            _broken(broken, chance)
            if _brings_own_words(broken):
                continue
            ours, theirs = _agrees(broken, schema, root == "courseStructure")
            text = etree.tostring(broken, pretty_print=True).decode()
            assert (not ours) == theirs, f"we say {ours}: {schema.error_log}\n{text}"
            refused += bool(ours)
    assert refused > 20
