"""Messages about tables that lose or merge cells; knows nothing of how a table is read."""

from __future__ import annotations

import re

from lernbuild.diagnostics import Edit, error
from lernbuild.markup.context import Context

_GAP = re.compile(r"\[\[[^\[\]]*?(?<!\\)\|[^\[\]]*\]\]")


def report_cells(context: Context, start: int, end: int, count: int, width: int) -> None:
    """Say that a row has more cells than the head: the last ones would be lost."""
    span = context.span(start, end)
    gap = _GAP.search(span.text)
    if gap:
        place = context.span(start + gap.start(), start + gap.end())
        right = re.sub(r"(?<!\\)\|", r"\\|", gap[0])
        message = "Der senkrechte Strich in der Lücke teilt hier die Zelle der Tabelle."
        hint = f"Setzen Sie einen umgekehrten Schrägstrich davor: {right}"
        context.report(error("table-cells", message, place, hint, fix=(Edit(place, right),)))
        return
    message = f"Diese Zeile der Tabelle hat {count} Zellen, der Kopf hat {width}."
    parts = [part.strip() for part in span.text.strip().strip("|").split("|")]
    shown = " \\| ".join(parts[width - 1 :])
    hint = f"Ein senkrechter Strich im Text einer Zelle bekommt einen umgekehrten Schrägstrich: {shown}"
    context.report(error("table-cells", message, span, hint))
