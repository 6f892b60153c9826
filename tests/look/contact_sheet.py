"""Pictures of every kind of page in three themes, two widths, light and dark, on one sheet per theme, to be looked at.

``.venv/bin/python -m tests.look.contact_sheet [--out FOLDER] [--theme NAME…] [--page NAME…]`` (needs Chromium, or its
path in CHROMIUM).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

from tests.chromium import launched
from tests.look.viewer import Scheme, seen

REPOSITORY = Path(__file__).resolve().parents[2]
COURSE = "feg"
THEMES = ("standard", "mrn", "kern")
WINDOWS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"))
SHOWN = 2000
"""Pixels of a page's height on the sheet; more cannot be seen at its scale."""


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _visited(page: Page) -> None:
    page.locator("[data-lb=land] input").first.check()
    page.locator("details.module").nth(1).evaluate("box => box.open = true")


def _answered(page: Page) -> None:
    for section in page.locator("section[data-lb-question]").all():
        options = section.locator(".option input")
        if options.count():
            options.first.check()
            section.locator("[data-lb=check]").click()
    page.evaluate("scrollTo(0, 0)")


def _handed_in(page: Page) -> None:
    for section in page.locator("section[data-lb-question]").all():
        options = section.locator(".option input")
        if options.count():
            options.first.check()
        if (check := section.locator("[data-lb=check]")).count():
            check.click()
    page.locator("[data-lb=submit]").click()
    if page.locator("[data-lb=missing]:visible").count():
        page.locator("[data-lb=submit]").click()
    page.locator("main[data-lb-page=result]").wait_for()


PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "start": ("index.html", _nothing),
    "start-besucht": ("index.html", _visited),
    "lektion": ("lektion/schwellen.html", _nothing),
    "lektion-beantwortet": ("lektion/auftakt-2.html", _answered),
    "fall": ("lektion/drei-akten.html", _nothing),
    "arbeitshilfe": ("lektion/pruefblatt.html", _nothing),
    "lernkontrolle": ("lektion/lernkontrolle-2.html", _answered),
    "ergebnis": ("lektion/lernkontrolle-2.html", _handed_in),
    "umfrage": ("lektion/umfrage.html", _nothing),
    "glossar": ("glossar.html", _nothing),
    "recht": ("recht.html", _nothing),
}


def build(root: Path, theme: str) -> Path:
    """The course in a theme, as a folder of pages."""
    shutil.copytree(REPOSITORY / "courses", root / "courses")
    settings = root / "courses" / COURSE / "kurs.yaml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("theme:")]
    settings.write_text("\n".join([*lines, f"theme: {theme}", ""]), encoding="utf-8")
    command = [sys.executable, "-m", "lernbuild", "build", COURSE, "--target", "web"]
    subprocess.run(command, cwd=root, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return root / "dist" / f"{COURSE}.web"


def take(browser: Browser, site: Path, name: str, out: Path) -> list[Path]:
    """One picture for each window."""
    path, reach = PAGES[name]
    made = []
    for width, scheme in WINDOWS:
        with seen(browser, site, path, width, 900 if width > 500 else 720, scheme) as page:
            reach(page)
            page.evaluate("document.activeElement.blur(); document.fonts.ready")
            made.append(out / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=made[-1], full_page=True)
    return made


def sheet(rows: dict[str, list[Path]], target: Path) -> None:
    """All pictures in rows, small, with the name of the page beside each row."""
    scale = 0.35
    widths = [round(width * scale) for width, _ in WINDOWS]
    heights = {name: min(SHOWN, max(Image.open(path).height for path in paths)) for name, paths in rows.items()}
    canvas = Image.new(
        "RGB", (sum(widths) + 20 * len(widths) + 20, sum(round(h * scale) + 44 for h in heights.values())), "#777"
    )
    pen, y = ImageDraw.Draw(canvas), 0
    for name, paths in rows.items():
        pen.text((20, y + 12), name, fill="#fff", font_size=18)
        x = 20
        for path, width in zip(paths, widths, strict=True):
            picture = Image.open(path).convert("RGB")
            picture = picture.crop((0, 0, picture.width, min(picture.height, SHOWN)))
            canvas.paste(picture.resize((width, round(picture.height * scale)), Image.Resampling.LANCZOS), (x, y + 40))
            x += width + 20
        y += round(heights[name] * scale) + 44
    canvas.save(target, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist/kontaktbogen"))
    parser.add_argument("--theme", nargs="*", default=list(THEMES), choices=THEMES)
    parser.add_argument("--page", nargs="*", default=list(PAGES), choices=list(PAGES))
    chosen = parser.parse_args()
    with launched() as browser:
        for theme in chosen.theme:
            out = chosen.out / theme
            out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                site = build(Path(folder), theme)
                rows = {name: take(browser, site, name, out) for name in chosen.page}
            sheet(rows, chosen.out / f"{theme}.png")
            print(chosen.out / f"{theme}.png")


if __name__ == "__main__":
    main()
