"""Reads kurs.yaml into settings; must not know lessons or the disk."""

from __future__ import annotations

import re
from collections.abc import Collection

from lernbuild.course import tables
from lernbuild.course.fields import Record, list_items, read_fields, scalar_text
from lernbuild.course.model import Completion, Funding, Settings
from lernbuild.course.words import fold, german_date, listed, nearest
from lernbuild.diagnostics import Diagnostic, Edit, error
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import YamlValue
from lernbuild.questions.identity import slug
from lernbuild.source import SourceFile, Span

DEFAULT_TARGETS = ("scorm12", "scorm2004", "web")


@frozen
class Goal:
    """A learning objective as declared: ``key: text`` in a mapping, or a text whose slug is its key."""

    key: str
    text: str
    span: Span


@frozen
class CourseHead:
    """kurs.yaml with what only assembling needs: goals, the order of modules, and places for messages."""

    settings: Settings
    goals: tuple[Goal, ...]
    module_order: tuple[str, ...]
    record: Record
    file: SourceFile


def read_settings(
    value: YamlValue, folder: str, variants: Collection[str], *, quiet: bool = False
) -> tuple[CourseHead | None, list[Diagnostic]]:
    """Settings of the course in ``folder``; None when a required value is missing or wrong.

    ``variants`` are the ids that have a file. ``quiet``: the YAML has errors already, so nothing is said about
    missing keys.
    """
    file = value.span.file
    record, out = read_fields(value, tables.COURSE_FIELDS, tables.COURSE, missing_at=file.span(0))
    if quiet or not record.known:
        out = [d for d in out if d.code != "course-required"]
        if not record.known and not quiet:
            out.append(_no_mapping(file, folder))
    out += _check_id(record, folder)
    out += date_order(record, "rechtsstand", "pruefen-bis")
    out += _check_contact(record.get("kontakt"))
    targets, problems = _read_targets(record)
    out += problems
    chosen, problems = _read_variants(record, variants)
    out += problems
    goals, problems = read_goals(record, "course")
    out += problems
    completion, problems = _read_completion(record)
    out += problems
    needed = ("id", "titel", "sprache", "version", "rechtsstand")
    if any(record.get(key) is None for key in needed):
        return None, out
    settings = _settings(record, folder, targets, chosen, goals, completion)
    return CourseHead(settings, goals, record.get("module", ()), record, file), out


def _settings(
    record: Record,
    folder: str,
    targets: tuple[str, ...],
    variants: tuple[str, ...],
    goals: tuple[Goal, ...],
    completion: Completion,
) -> Settings:
    funding: Record | None = record.get("foerderung")
    contact: Record | None = record.get("kontakt")
    scorm2004: Record | None = record.get("scorm2004")
    xikolo: Record | None = record.get("xikolo")
    pictures: Record | None = record.get("bilder")
    return Settings(
        id=folder,
        title=record.get("titel"),
        language=record.get("sprache"),
        version=record.get("version"),
        legal_date=record.get("rechtsstand"),
        subtitle=record.get("untertitel", ""),
        description=record.get("beschreibung", ""),
        check_by=record.get("pruefen-bis"),
        authors=record.get("autoren", ()),
        publisher=record.get("herausgeber", ""),
        licence=record.get("lizenz", ""),
        funding=Funding(funding.get("text", ""), funding.get("logo", ""), funding.get("alt", "")) if funding else None,
        keywords=plain_words(record.get("schlagworte", ())),
        audience=record.get("zielgruppe", ""),
        minutes=record.get("dauer", 0),
        objectives=tuple(goal.text for goal in goals),
        theme=record.get("theme", "standard"),
        targets=targets,
        variants=variants,
        variant_mode=record.get("varianten-modus", "paket"),
        completion=completion,
        privacy=record.get("datenschutz", "standard"),
        confirm_again=record.get("erneut-bestaetigen", ""),
        iri=record.get("iri", ""),
        scorm2004_edition=scorm2004.get("edition", 4) if scorm2004 else 4,
        xikolo_code=xikolo.get("kurscode", "") if xikolo else "",
        contact=dict(contact.values) if contact else {},
        picture_format=pictures.get("format", "webp") if pictures else "webp",
    )


def plain_words(words: tuple[tuple[str, Span], ...]) -> tuple[str, ...]:
    return tuple(word for word, _ in words)


def _no_mapping(file: SourceFile, folder: str) -> Diagnostic:
    hint = f"Beginnen Sie mit: id: {folder}"
    return error("course-required", "Diese Datei enthält keine Angaben zum Kurs.", file.span(0), hint)


_MAIL = re.compile(r"[^\s@:<>]+@[^\s@:<>]+\.[^\s@:<>]+")


def _check_contact(contact: Record | None) -> list[Diagnostic]:
    """Where learners turn to must lead there from any place: a whole address, with its scheme."""
    out: list[Diagnostic] = []
    mail, url = (contact.get("mail"), contact.get("url")) if contact else (None, None)
    if contact and mail and not _MAIL.fullmatch(mail):
        found = _MAIL.search(mail)
        hint = f"Schreiben Sie: mail: {found[0] if found else 'lernen@example.org'}"
        out.append(error("course-value", f"„{mail}“ ist keine Mailadresse.", contact.value_span("mail"), hint))
    if contact and url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        domain = re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", url)
        hint = f"Schreiben Sie: url: https://{url if domain else 'www.example.org'}"
        message = f"Die Adresse „{url}“ beginnt nicht mit https:// und führt nirgendwohin."
        out.append(error("course-value", message, contact.value_span("url"), hint))
    return out


def _check_id(record: Record, folder: str) -> list[Diagnostic]:
    found, span = record.get("id"), record.value_span("id")
    if found is not None and found != folder:
        message = f"Die Kennung „{found}“ stimmt nicht mit dem Ordnernamen „{folder}“ überein."
        good = folder if re.fullmatch(r"[a-z0-9-]+", folder) else slug(folder) or "mein-kurs"
        rename = "" if good == folder else f"Nennen Sie den Ordner courses/{good}. "
        return [error("course-id", message, span, f"{rename}Schreiben Sie: id: {good}")]
    if found is not None and not re.fullmatch(r"[a-z0-9-]+", found):
        message = f"Die Kennung „{found}“ darf nur kleine Buchstaben von a bis z, Ziffern und Striche enthalten."
        return [error("course-id", message, span, f"Benennen Sie den Ordner um und schreiben Sie: id: {slug(found)}")]
    return []


def date_order(record: Record, first: str, second: str) -> list[Diagnostic]:
    start, end = record.get(first), record.get(second)
    if start is None or end is None or start <= end:
        return []
    message = f"„{second}“ ({german_date(end)}) liegt vor „{first}“ ({german_date(start)})."
    hint = f"Ändern Sie einen der beiden Tage, zum Beispiel: {second}: {start.year + 1}-{start.month:02}-01"
    return [error("date-order", message, record.value_span(second), hint)]


def _read_targets(record: Record) -> tuple[tuple[str, ...], list[Diagnostic]]:
    words: tuple[tuple[str, Span], ...] = record.get("ziele", ())
    if not words:
        return DEFAULT_TARGETS, []
    meant = [_meant_target(word) for word, _ in words]
    repaired = [target for target in meant if target]
    out: list[Diagnostic] = []
    for (word, span), target in zip(words, meant, strict=True):
        if target == word:
            continue
        fix: tuple[Edit, ...] = ()
        if target is None:
            message = f"Das Ziel „{word}“ gibt es nicht."
            hint = f"Möglich sind {listed(tables.TARGETS)}."
        else:
            message = f"Das Ziel „{word}“ gibt es nicht, gemeint ist wohl „{target}“."
            hint, fix = f"Schreiben Sie: ziele: [{', '.join(repaired)}]", (Edit(span, target),)
        out.append(error("course-value", message, span, hint, fix=fix))
    return tuple(dict.fromkeys(repaired)), out


def _meant_target(word: str) -> str | None:
    bare = re.sub(r"[^a-z0-9]", "", fold(word))
    bare = re.sub(r"(3rd|4th)?(edition)?$", "", bare)
    same = next((t for t in tables.TARGETS if t.replace("-", "") == bare), None)
    return same or nearest(bare, tables.TARGETS)


def _read_variants(record: Record, known: Collection[str]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    words: tuple[tuple[str, Span], ...] = record.get("varianten", ())
    good = tuple(dict.fromkeys(word for word, _ in words if word in known))
    out = [
        error(
            "variant-unknown",
            f"Zur Variante „{word}“ gibt es keine Datei „varianten/{word}.yaml“.",
            span,
            f"Legen Sie die Datei an oder schreiben Sie: varianten: [{', '.join(good)}]",
        )
        for word, span in words
        if word not in known
    ]
    return good, out


def _read_completion(record: Record) -> tuple[Completion, list[Diagnostic]]:
    found: Record | None = record.get("abschluss")
    if found is None:
        return Completion(), []
    out: list[Diagnostic] = []
    lessons: str | tuple[str, ...] = "alle"
    value: YamlValue | None = found.get("lektionen")
    if value is not None:
        words = tuple(text for item in list_items(value) if (text := scalar_text(item)))
        english = {"all": "alle", "none": "keine"}
        single = english.get(words[0], words[0]) if len(words) == 1 else ""
        lessons = single if single in ("alle", "keine") else words
    completion = Completion(found.get("bestehen", 75.0), lessons, found.get("test", ""), found.get("versuche", 0))
    return completion, out


def read_goals(record: Record, prefix: str) -> tuple[tuple[Goal, ...], list[Diagnostic]]:
    """``lernziele``: a list of texts, or a mapping of keys to texts."""
    value: YamlValue | None = record.get("lernziele")
    goals: list[Goal] = []
    out: list[Diagnostic] = []
    if value is None:
        return (), out
    pairs: list[tuple[str, YamlValue]] = []
    for item in list_items(value):
        if isinstance(item.value, dict):
            pairs += [(entry.key, entry.value) for entry in item.value.values()]
        else:
            pairs.append(("", item))
    for key, item in pairs:
        text = scalar_text(item)
        if text is None:
            message = "Ein Lernziel ist ein Text, eines je Zeile."
            out.append(error(f"{prefix}-value", message, item.span, "Schreiben Sie je Lernziel:   - Text"))
        elif key and re.fullmatch(r"[a-z0-9-]+", key):
            goals.append(Goal(key, text, item.span))
        elif text:
            whole = f"{key}: {text}" if key else text
            goals.append(Goal(slug(whole), whole, item.span))
    return tuple(goals), out
