"""Rules about what holds in some Länder only; must not know pages."""

from __future__ import annotations

from datetime import date

from lernbuild.course.model import Course
from lernbuild.course.words import listed
from lernbuild.diagnostics import Diagnostic, info


def variant_reason_unused(course: Course, today: date) -> list[Diagnostic]:
    """Ein Grund steht an einer Stelle, die überall gilt.

    Warum: ``grund`` erklärt im Bericht ``dist/KURS.varianten.md``, warum etwas nur in einzelnen Ländern gilt. Ohne
    ``nur`` oder ``ausser`` liest ihn niemand; vielleicht fehlt die Beschränkung.

    Schlecht:

        ::: merke {grund="§ 73 VwGO"}
        Der Widerspruch geht an das Regierungspräsidium.
        :::

    Gut:

        ::: merke {nur=bw grund="§ 73 VwGO"}
        Der Widerspruch geht an das Regierungspräsidium.
        :::
    """
    if course.differences is None:
        return []
    message = "Dieser Grund erscheint nirgends, weil die Stelle in allen Ländern gilt."
    hint = "Ergänzen Sie in der Klammer, wo sie gilt, zum Beispiel nur=bw, oder löschen Sie den Grund."
    return [info("variant-reason-unused", message, span, hint) for span in course.differences.idle]


def variant_no_reason(course: Course, today: date) -> list[Diagnostic]:
    """Ein Abschnitt oder eine Frage gilt nur für einzelne Länder, und niemand hat geschrieben, warum.

    Warum: Der Bericht ``dist/KURS.varianten.md`` zeigt, worin sich die Länder unterscheiden. Mit dem Grund lässt sich
    beim Austausch der Länder entscheiden, ob der Unterschied nötig ist.

    Schlecht:

        ::: nur bw
        Der Widerspruch geht an das Regierungspräsidium.
        :::

    Gut:

        ::: nur bw {grund="§ 73 VwGO"}
        Der Widerspruch geht an das Regierungspräsidium.
        :::
    """
    if course.differences is None:
        return []
    out: list[Diagnostic] = []
    for limit in course.differences.limits:
        if limit.kind == "lesson" or not limit.own or limit.reason:
            continue
        what = "diese Frage" if limit.kind == "question" else "dieser Abschnitt"
        lands = f"nur in {listed(limit.only)}" if limit.only else f"nicht in {listed(limit.except_for)}"
        message = f"Es fehlt der Grund, warum {what} {lands} gilt."
        hint = 'Ergänzen Sie am Ende der Zeile: {grund="…"}'
        if limit.span.text.rstrip().endswith("}"):
            hint = 'Ergänzen Sie in der Klammer: grund="…"'
        out.append(info("variant-no-reason", message, limit.span, hint))
    return out
