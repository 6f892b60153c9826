"""``quizzes.xml`` after the platform's import schema; knows no question type of ours.

Source: Xikolo, ``services/quiz/app/assets/quiz_import_schema.xml`` and ``lib/xml_importer`` (section: place of the
section from 1; ``external_ref`` that the course has already: the quiz is skipped).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml import etree

from lernbuild.targets.xikolo.quiz import TEXT, Answer, Asked, Quiz
from lernbuild.xml_chars import NOT_XML

NO_CODE = "KURSCODE"
"""Stands where the course code belongs while kurs.yaml names none."""


def quizzes_xml(quizzes: Iterable[Quiz], course_code: str) -> bytes:
    """All quizzes of an edition as UTF-8; the schema wants at least one."""
    root = etree.Element("quizzes")
    for quiz in quizzes:
        element = _quiz(quiz)
        element.set("course_code", course_code or NO_CODE)
        element.set("section", str(quiz.section))
        root.append(element)
    etree.indent(root, " ")
    text: bytes = etree.tostring(root, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def quiz_hash(quiz: Quiz) -> str:
    """What learners see and what counts; not the place in the course."""
    return hashlib.sha256(etree.tostring(_quiz(quiz), method="c14n")).hexdigest()


def _quiz(quiz: Quiz) -> etree._Element:
    flags = {"graded": quiz.graded, "bonus": False, "survey": quiz.use == "survey", "published": False,
             "show_in_nav": True, "skip_intro": quiz.use == "exercise"}  # fmt: skip
    element = etree.Element("quiz", {key: str(value).lower() for key, value in flags.items()})
    element.set("external_ref", quiz.ref)
    _add(element, "name", quiz.name)
    _add(element, "instructions", quiz.instructions)
    _add(element, "attempts", str(quiz.attempts))
    _add(element, "time_limit", str(quiz.seconds))
    questions = etree.SubElement(element, "questions")
    for asked in quiz.questions:
        questions.append(_question(asked, survey=quiz.use == "survey"))
    return element


def _question(asked: Asked, *, survey: bool) -> etree._Element:
    element = etree.Element("question", type=asked.kind, points="0" if survey else str(asked.points))
    if asked.kind != TEXT:
        element.set("shuffle_answers", str(asked.shuffle).lower())
    _add(element, "text", asked.text)
    if asked.explanation:
        _add(element, "explanation", asked.explanation)
    answers = etree.SubElement(element, "answers")
    for answer in asked.answers:
        answers.append(_answer(answer, asked.kind))
    return element


def _answer(answer: Answer, kind: str) -> etree._Element:
    name = "FreeTextAnswer" if kind == TEXT else "TextAnswer"
    element = etree.Element("answer", correct=str(answer.right).lower(), type=name)
    _add(element, "text", answer.text)
    if answer.explanation:
        _add(element, "explanation", answer.explanation)
    return element


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = NOT_XML.sub("", text)
