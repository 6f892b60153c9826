"""A question block becomes a Question: exactly one type must claim it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lernbuild.diagnostics import Diagnostic, Severity, error, info
from lernbuild.markup.nodes import Block, Node, Paragraph
from lernbuild.questions.attributes import Settings, read_settings
from lernbuild.questions.draft import make_draft
from lernbuild.questions.identity import slug, words_of
from lernbuild.questions.mistakes import find_mistakes, question_line
from lernbuild.questions.model import Draft, Feedback, Keyword, Question, QuestionType
from lernbuild.questions.unclaimed import explain_none, explain_several


def read_question(
    block: Block, types: Sequence[QuestionType], *, test: bool
) -> tuple[Question | None, list[Diagnostic]]:
    """The question of a block; None when the diagnostics hold an error that hides its content."""
    settings = read_settings(block, [kind.words for kind in types])
    draft = replace(make_draft(block), test=test)
    fitting = [kind for kind in types if getattr(kind, "block", "frage") == block.name]
    own_form = any(getattr(kind, "own_form", False) for kind in fitting)
    found = ([] if own_form else find_mistakes(draft)) or _no_prompt(draft)
    if found:
        return None, settings.diagnostics + found
    claiming = [kind for kind in fitting if _claims(kind, draft, settings)]
    if not claiming and settings.type and any(kind.claims(draft) for kind in fitting):
        return None, settings.diagnostics + _wrong_type(block, settings)
    if len(claiming) != 1:
        why = explain_several(draft, claiming) if claiming else explain_none(draft)
        return None, settings.diagnostics + why
    content, found = claiming[0].parse(draft)
    found = settings.diagnostics + _idle(claiming[0], block, test=test) + found
    if content is None or any(d.severity is Severity.ERROR for d in found):
        return None, found
    return _question(claiming[0], content, draft, settings), found


def _claims(kind: QuestionType, draft: Draft, settings: Settings) -> bool:
    if not settings.type:
        return kind.claims(draft)
    fits = kind.claims(draft) or (hasattr(kind, "may_be_named") and kind.may_be_named(draft))
    return kind.words[0] == settings.type and fits


def _idle(kind: QuestionType, block: Block, *, test: bool) -> list[Diagnostic]:
    """Attributes that this kind has no use for; ``uses`` names those of its own."""
    uses: Sequence[str] = getattr(kind, "uses", ())
    unscored = getattr(kind, "unscored", False)
    idle = {key for key in ("mischen", "tippfehler") if key not in uses}
    idle |= {"punkte", "versuche"} if unscored else set()
    idle |= {"pflicht"} if test and not unscored else set()
    out = []
    for key, _ in block.attributes.items:
        if key in idle:
            where = "auf einer Lernkontrolle" if key == "pflicht" else f"bei der Frageart „{kind.words[0]}“"
            message = f"Die Angabe „{key}“ bewirkt {where} nichts."
            out.append(info("attr-no-effect", message, block.attributes.span(key), "Löschen Sie die Angabe."))
    return out


def _wrong_type(block: Block, settings: Settings) -> list[Diagnostic]:
    """The error for ``typ=`` that does not go with the answers."""
    place = block.attributes.span("typ") or question_line(block)
    message = f"Die Frageart „{settings.type}“ passt nicht zu den Antworten dieser Frage."
    return [error("attr-value", message, place, "Löschen Sie die Angabe typ=…, die Art ergibt sich aus den Antworten.")]


def _no_prompt(draft: Draft) -> list[Diagnostic]:
    if draft.prompt:
        return []
    message = "Diese Frage hat keinen Text."
    hint = f"Schreiben Sie die Frage hinter den Namen des Blocks: ::: {draft.block.name} …"
    return [error("quiz-no-text", message, question_line(draft.block), hint)]


def _question(kind: QuestionType, content: object, draft: Draft, settings: Settings) -> Question:
    practice = getattr(kind, "unscored", False)
    return Question(
        kind=kind.name,
        key=settings.id or slug(words_of(draft.prompt)) or "frage",
        prompt=draft.prompt,
        body=() if getattr(kind, "takes_body", False) else draft.body,
        content=content,
        span=question_line(draft.block),
        hints=tuple(_blocks(keyword) for keyword in draft.keywords.get("hinweis", ())),
        feedback=Feedback(*(_feedback(draft, name) for name in ("", "-richtig", "-teilweise", "-falsch"))),
        points=0 if practice else settings.points,
        attempts=0 if practice else settings.attempts,
        required=settings.required,
        shuffle=settings.shuffle,
        objective=settings.objective,
        only=settings.only,
        except_for=settings.except_for,
        dates=settings.dates,
        style=settings.style,
        reason=settings.reason,
        explicit_key=bool(settings.id),
    )


def _feedback(draft: Draft, suffix: str) -> tuple[Node, ...]:
    return tuple(node for keyword in draft.keywords.get("rueckmeldung" + suffix, ()) for node in _blocks(keyword))


def _blocks(keyword: Keyword) -> tuple[Node, ...]:
    """The text of a keyword as blocks: its own line as a paragraph, then what belongs to it."""
    own = (Paragraph(keyword.span, keyword.content),) if keyword.content else ()
    return (*own, *keyword.blocks)
