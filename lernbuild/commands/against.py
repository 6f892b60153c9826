"""``--against``: says for each published package whether learners keep what they did; knows no rule of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

AGAINST = click.option(
    "--against", multiple=True, type=click.Path(path_type=Path), metavar="DATEI.zip",
    help="Vergleicht mit einem veröffentlichten Paket (mehrfach möglich): Behalten Lernende ihren Stand?",
)  # fmt: skip
"""The option of ``build`` and ``check``."""


def compatible(root: Path, courses: Sequence[str], packages: Sequence[Path], *, quiet: bool) -> bool:
    """Prints each comparison; ``quiet`` (standard output belongs to a machine format) sends it to standard error."""
    answers = [_compare(root, courses, package, quiet) for package in packages]
    return all(answers)


def _compare(root: Path, courses: Sequence[str], package: Path, quiet: bool) -> bool:
    from lernbuild.commands.package_data import published_outline
    from lernbuild.course.compat import compare, size_in_words
    from lernbuild.course.outline import outline_of
    from lernbuild.course.present import present_editions
    from lernbuild.targets.manifest import item_identifier
    from lernbuild.targets.statements import UNKNOWN

    old = published_outline(package)
    course_id = courses[0] if len(courses) == 1 else old.course_id
    present = present_editions(root, course_id)
    edition = next((one for one in present.editions if one.variant == old.variant), None)
    if edition is None:
        what = f"Die Variante „{old.variant}“ des Kurses" if present.editions and old.variant else "Den Kurs"
        click.echo(f"{package.as_posix()}: nicht kompatibel mit Fassung {old.version}", err=quiet)
        click.echo(f"  Bruch: {what} „{course_id}“ gibt es nicht, oder er lässt sich nicht lesen.", err=quiet)
        return False
    settings = edition.course.settings
    address = settings.iri or f"{UNKNOWN}/{settings.id}"
    now = replace(outline_of(edition.course), item=item_identifier(settings.id), address=address.rstrip("/"))
    found = compare(old, now, present.lock)
    word = "kompatibel" if found.compatible else "nicht kompatibel"
    click.echo(f"{package.as_posix()}: {word} mit Fassung {old.version}", err=quiet)
    for finding in found.findings:
        click.echo(f"  {finding.weight.value}: {finding.text}", err=quiet)
    click.echo(f"  {size_in_words(found)}", err=quiet)
    return found.compatible
