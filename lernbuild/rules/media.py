"""Rules about images, films and sounds: what people who do not see or hear them get; must not know pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lernbuild.course.links import FILMS, SOUNDS
from lernbuild.course.model import Course, Lesson
from lernbuild.course.tree import find
from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.markup.nodes import Figure, Image
from lernbuild.rules.each import of_each
from lernbuild.rules.places import course_place
from lernbuild.source import Span

_FILE_NAME = re.compile(
    r"[\w ()-]+\.(?:png|jpe?g|gif|svg|webp|avif|heic|bmp|tiff?)"
    r"|(?:IMG|DSC|DSCN|PXL|WhatsApp|Screenshot|Bildschirmfoto)[\w ()-]*\d",
    re.IGNORECASE,
)


def image_without_alt(course: Course, today: date) -> list[Diagnostic]:
    """Einem Bild fehlt die Beschreibung.

    Warum: Wer das Bild nicht sieht, bekommt sonst nichts von ihm. Ein Bild, das nur schmückt, wird mit
    ``{dekorativ}`` ausdrücklich übergangen.

    Schlecht:

        ![](medien/eat.png)

    Gut:

        ![Vorderseite eines Aufenthaltstitels](medien/eat.png)
    """
    out = of_each(course, "image-without-alt", _without_alt)
    funding = course.settings.funding
    if funding and funding.logo and not funding.alt:
        place = course_place(course, "foerderung", "logo")
        message = "Dem Logo der Förderung fehlt eine Beschreibung für Menschen, die es nicht sehen."
        out.append(error("image-without-alt", message, place, "Ergänzen Sie unter „foerderung“: alt: Was zu sehen ist"))
    return out


def _without_alt(lesson: Lesson) -> Iterator[Diagnostic]:
    for image in _images(lesson):
        if image.alt.strip() or image.attributes.has("dekorativ") or image.target.startswith(("http:", "https:")):
            continue
        what = "Film" if _suffix(image) in FILMS else "Ton" if _suffix(image) in SOUNDS else "Bild"
        span = _whole(image)
        message = f"Dem {what} fehlt eine Beschreibung für Menschen, die es nicht sehen."
        hint = (
            "Beschreiben Sie in der eckigen Klammer, was zu sehen ist, "
            f"oder schreiben Sie für reinen Schmuck: ![]({image.target}){{dekorativ}}"
        )
        if what != "Bild":
            message = f"Dem {what} fehlt der Titel."
            hint = f"Schreiben Sie ihn in die eckige Klammer: ![Titel]({image.target})"
        yield error("image-without-alt", message, span, hint)


def image_alt_filename(course: Course, today: date) -> list[Diagnostic]:
    """Die Beschreibung eines Bildes ist ein Dateiname.

    Warum: „IMG_2034.jpg“ sagt niemandem, was zu sehen ist.

    Schlecht:

        ![IMG_2034.jpg](medien/eat.png)

    Gut:

        ![Vorderseite eines Aufenthaltstitels](medien/eat.png)
    """
    return of_each(course, "image-alt-filename", _named_like_files)


def _named_like_files(lesson: Lesson) -> Iterator[Diagnostic]:
    for image in _images(lesson):
        if not _FILE_NAME.fullmatch(image.alt.strip()):
            continue
        message = f"Die Beschreibung „{image.alt}“ ist ein Dateiname."
        example = f"![Vorderseite eines Aufenthaltstitels]({image.target})"
        hint = f"Beschreiben Sie, was zu sehen ist, zum Beispiel: {example}"
        yield warning("image-alt-filename", message, _alt(image), hint)


def media_without_captions(course: Course, today: date) -> list[Diagnostic]:
    """Ein Film hat keine Untertitel oder eine Tonaufnahme keinen Text.

    Warum: Wer nichts hört, oder im Großraumbüro ohne Kopfhörer sitzt, bekommt sonst nichts davon.

    Schlecht:

        ![So füllen Sie das Formular aus](medien/film.mp4)

    Gut:

        ![So füllen Sie das Formular aus](medien/film.mp4){untertitel=medien/film.vtt transkript=medien/film.md}
    """
    return of_each(course, "media-without-captions", _without_captions)


def _without_captions(lesson: Lesson) -> Iterator[Diagnostic]:
    for image in _images(lesson):
        film, sound = _suffix(image) in FILMS, _suffix(image) in SOUNDS
        if film and not image.attributes.get("untertitel"):
            message, hint = "Dem Film fehlen Untertitel.", "untertitel=medien/film.vtt"
        elif sound and not image.attributes.get("transkript"):
            message, hint = "Der Tonaufnahme fehlt der Text zum Lesen.", "transkript=medien/text.md"
        else:
            continue
        lead = "Legen Sie die Datei dazu und schreiben Sie hinter die Klammer"
        yield warning("media-without-captions", message, _whole(image), f"{lead}: {{{hint}}}")


def image_attribute_unused(course: Course, today: date) -> list[Diagnostic]:
    """Eine Angabe hinter einem Bild, Film oder Ton bewirkt nichts.

    Warum: Ein Bild mitten im Satz lässt sich keinem Land zuordnen und hat keinen Text zum Aufklappen. Untertitel gibt
    es nur beim Film, Schmuck ist nur ein Bild.

    Schlecht:

        Das Zeichen ![Waage](medien/waage.png){nur=bw} steht für Rechtsgrundlagen.

    Gut:

        ![Waage](medien/waage.png){nur=bw}
    """
    return of_each(course, "image-attribute-unused", _unused)


def _unused(lesson: Lesson) -> Iterator[Diagnostic]:
    alone = {figure.image.span for figure in find((lesson.blocks, lesson.questions, lesson.footnotes), Figure)}
    for image in _images(lesson):
        for key, _ in image.attributes.items:
            if why := _without_effect(image, key, alone=image.span in alone):
                message, hint = f"Die Angabe „{key}“ bewirkt hier nichts: {why[0]}", why[1]
                yield warning("image-attribute-unused", message, image.attributes.span(key), hint)


def _without_effect(image: Image, key: str, *, alone: bool) -> tuple[str, str] | None:
    """Why an attribute has no effect, and what to do."""
    picture = _suffix(image) not in (*FILMS, *SOUNDS)
    if key == "untertitel" and _suffix(image) not in FILMS:
        return "Untertitel gibt es nur bei Filmen.", "Löschen Sie die Angabe; ein Text zum Lesen heißt: transkript=…"
    if key == "dekorativ" and not picture:
        return "Nur ein Bild kann reiner Schmuck sein.", "Löschen Sie die Angabe."
    if key in ("nur", "ausser", "grund", "transkript") and not alone:
        return "Das Bild steht mitten im Text.", "Setzen Sie eine leere Zeile vor und hinter das Bild."
    return None


def _images(lesson: Lesson) -> list[Image]:
    found = find((lesson.blocks, lesson.questions, lesson.footnotes), Image)
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _suffix(image: Image) -> str:
    return image.target.rpartition(".")[2].lower()


def _whole(image: Image) -> Span:
    """From ``![`` on, also when the node's place begins at the paragraph."""
    at = image.span.text.find("![")
    return Span(image.span.file, image.span.start + max(at, 0), image.span.end)


def _alt(image: Image) -> Span:
    start = _whole(image).start + 2
    return Span(image.span.file, start, start + len(image.alt))
