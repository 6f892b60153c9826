"""What attributes add to any element: class, width, language, dates; knows no single block."""

from __future__ import annotations

from markupsafe import Markup

from lernbuild.markup.dates import Dates, read_dates
from lernbuild.markup.nodes import Attributes, Block
from lernbuild.render.element import element, join
from lernbuild.render.page import Page
from lernbuild.render.words import Texts


def width(attributes: Attributes) -> str | None:
    """``breite=60%`` as a style; the value was judged where it was read."""
    value = attributes.get("breite") or ""
    return f"max-width:{value}" if value.endswith("%") and value[:-1].isdigit() else None


def language(attributes: Attributes) -> str | None:
    return attributes.get("lang") or attributes.get("sprache") or None


def joined(*classes: str | None) -> str | None:
    """Class names as HTML writes them; None when there are none."""
    return " ".join(name for name in classes if name) or None


def marked(node: Block, made: Markup, page: Page) -> Markup:
    """A block with its own class, width, language and dates, where it has them; nothing stays nothing."""
    attributes = node.attributes
    style, lang, dates = width(attributes), language(attributes), dates_line(read_dates(attributes), page.t)
    if not made or not (attributes.has("klasse") or style or lang or dates):
        return made
    classes = joined("dated" if dates else None, attributes.classes())
    return element("div", join([made, dates]), class_=classes, lang=lang, style=style)


def dates_line(dates: Dates, t: Texts) -> Markup:
    """„Gilt ab 1. Januar 2027 · Zu prüfen bis 31. März 2027“; nothing without dates."""
    parts = dates_words(dates, t)
    return element("p", join(parts, " · "), class_="validity") if parts else Markup()


DATED = "data-lb-dated"
"""Among the classes of pages: a day that the script compares with the device's."""
_DAYS = ("data-lb-until=", "data-lb-from=", "data-lb-check=")


def marked_days(page: str) -> tuple[str, ...]:
    """``DATED`` when the page holds a day that passes."""
    return (DATED,) if any(day in page for day in _DAYS) else ()


def dates_words(dates: Dates, t: Texts) -> list[Markup]:
    """Each date in words; the script compares what is marked with the device's date (runtime/age.ts)."""
    out: list[Markup] = []
    if dates.legal:
        out.append(Markup.escape(t("legal.state", date=dates.legal)))
    start, end = dates.valid_from, dates.valid_until
    if start or end:
        key = "dates.between" if start and end else "dates.from" if start else "dates.until"
        words = t(key, start=start, end=end)
        out.append(
            element(
                "span",
                words,
                data_lb_from=start.isoformat() if start else None,
                data_lb_until=end.isoformat() if end else None,
            )
        )
    if dates.check_by:
        words = t("dates.check", date=dates.check_by)
        out.append(element("span", words, data_lb_check=dates.check_by.isoformat()))
    return out
