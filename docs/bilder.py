"""Makes the pictures of docs/*.md anew from their examples: ``.venv/bin/python -m docs.bilder [NAME…]``.

Needs Chromium (or its path in CHROMIUM). Few colours are enough for pages of text, so the pictures are small.
"""

from __future__ import annotations

import base64
import functools
import http.server
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lernbuild.gallery import PAGE, gallery_site
from lernbuild.pipeline import build
from lernbuild.questions import TYPES
from lernbuild.run import Request
from tests.docs import examples
from tests.preview.desk import Server

DOCS = Path(__file__).resolve().parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
WIDTH, TALLEST = 720, 900
ONLY_RESULT = """.bar, .toc, .turn, .draft, .notices, .sources, .skip, .lesson > .eyebrow, .lesson > h1,
.lesson > .lead, .lesson > .facts, #beispiel, .print-only { display: none !important }
.frame, main, .lesson { padding-block: 8px !important; margin-block: 0 !important }
.lesson > :is(h2, section, div, aside) { margin-top: 8px !important }"""
COLOURS = 64
REDUCE = """async ([picture, limit]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + picture;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const data = new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const colour of data) counts.set(colour, (counts.get(colour) || 0) + 1);
  const parts = colour => [colour & 255, colour >> 8 & 255, colour >> 16 & 255];
  const distance = (a, b) => (a[0] - b[0]) ** 2 * 2 + (a[1] - b[1]) ** 2 * 4 + (a[2] - b[2]) ** 2 * 3;
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (palette.length === limit) break;
    const own = parts(colour);
    if (palette.every(other => distance(other, own) > 400)) palette.push(own);
  }
  const places = new Map();
  for (const colour of counts.keys()) {
    const far = palette.map(other => distance(other, parts(colour)));
    const best = far.indexOf(Math.min(...far));
    places.set(colour, best);
  }
  let text = '';
  for (const colour of data) text += String.fromCharCode(places.get(colour));
  return [image.width, image.height, palette.flat(), btoa(text)];
}"""
NO_FRAME = ".bar { position: static !important } .turn, .sources, .notices { display: none !important }"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """One line per picture is enough."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def build_example_course(root: Path) -> dict[str, examples.Example]:
    """Builds the course of all examples; the example of each page."""
    made = examples.write_project(root)
    built(root, examples.COURSE)
    return {
        "lektion/" + Path(path).stem.split("-", 1)[1] + ".html": example
        for path, example in made.items()
        if example.language == "markdown" and example.picture and not example.wrong
    }


def built(root: Path, course: str) -> None:
    result = build(Request(root, date(2026, 7, 1), (course,), targets=("web",), out=root / "dist"))
    if not result.packages:
        sys.exit("\n".join(f"{d.code}: {d.message}" for d in result.report.diagnostics))


def write_tutorial(root: Path) -> None:
    """The course as it is after the last step of the tutorial."""
    make = [sys.executable, "-m", "lernbuild", "new", "course", "willkommen", "--root", str(root)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    steps = [example.text for example in examples.examples() if example.page == "tutorial.md"]
    settings, lesson, question, test = steps
    course = root / "courses" / "willkommen"
    kept = (course / "kurs.yaml").read_text("utf-8").splitlines()
    changed = ("titel:", "beschreibung:", "autoren:", "  - Ihr Name")
    kept = [line for line in kept if not line.startswith(changed)]
    (course / "kurs.yaml").write_text("\n".join([*kept, settings]) + "\n", "utf-8")
    first = lesson.replace("::: praxistip\n", "::: praxistipp\n") + f"\n\n{question}\n"
    (course / "01-erstes-modul/01-erste-lektion.md").write_text(first, "utf-8")
    (course / "01-erstes-modul/09-lernkontrolle.md").write_text(test + "\n", "utf-8")


# ---- pictures of the tutorial: they need clicks ----------------------------------------


def first_view(page: Page, address: str) -> None:
    page.goto(address + "index.html")


def first_lesson(page: Page, address: str) -> None:
    page.goto(address + "lektion/erste-lektion.html")


def answered(page: Page, address: str) -> None:
    page.goto(address + "lektion/erste-lektion.html")
    page.add_style_tag(content=ONLY_RESULT + " .lesson > :not(.question) { display: none !important }")
    page.locator(".option", has_text="nach Hause schicken").locator("input").check()
    page.locator("[data-lb=check]").click()
    page.wait_for_timeout(400)


def result(page: Page, address: str) -> None:
    page.goto(address + "lektion/lernkontrolle.html")
    page.wait_for_function("!document.querySelector('[data-lb=progress]').hidden")
    for words in ("Das Datum", "Den Namen"):
        page.locator(".option", has_text=words).locator("input").check()
    for button in page.locator("[data-lb=check]").all():
        button.click()
    page.locator("[data-lb=submit]").click()
    page.wait_for_selector("[data-lb-page=result]")
    page.wait_for_timeout(400)


def found(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.click("[data-lb=search]")
    page.fill("#suchwort", "antrag")
    page.wait_for_selector(".hits li")
    page.wait_for_timeout(400)


def helped(page: Page, address: str) -> None:
    page.goto(address + "lektion/erste-lektion.html")
    page.click("[data-lb=comfort]")
    page.click("[data-lb=bookmark]")
    page.wait_for_timeout(400)


def certified(page: Page, address: str) -> None:
    page.goto(address + "lektion/erste-lektion.html")
    page.click("[data-lb=next]")
    page.wait_for_selector("[data-lb-page=test]")
    result(page, address)
    page.click("[data-lb=certificate]")
    page.fill("#nachweis-name", "Alex Beispiel")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cert")
    page.wait_for_timeout(400)


SPECIAL: dict[str, tuple[Callable[[Page, str], None], int]] = {
    "tutorial-start.png": (first_view, 620),
    "tutorial-lektion.png": (first_lesson, 760),
    "tutorial-antwort.png": (answered, 0),
    "tutorial-ergebnis.png": (result, 700),
    "lernende-suche.png": (found, 620),
    "lernende-hilfe.png": (helped, 900),
    "lernende-nachweis.png": (certified, 900),
}
"""How to reach a picture of the course of the tutorial, and how much of it is shown (0: all)."""


def take(page: Page, target: Path, tall: int) -> None:
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.querySelectorAll('video').forEach(film => { film.preload = 'none'; film.load() })")
    if tall:
        page.add_style_tag(content=NO_FRAME)
    whole = page.locator("main").last.bounding_box()
    assert whole
    if tall:
        tall = min(tall, int(whole["y"] + whole["height"]))
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": tall})
    else:
        clip = {"x": 0, "y": whole["y"], "width": WIDTH, "height": min(whole["height"], TALLEST)}
        picture = page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]
    page.goto("about:blank")
    target.write_bytes(few_colours(page, picture))
    print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


def few_colours(page: Page, picture: bytes) -> bytes:
    """A PNG with a palette instead of true colours."""
    width, height, colours, pixels = page.evaluate(REDUCE, [base64.b64encode(picture).decode(), COLOURS])
    data = base64.b64decode(pixels)
    rows = b"".join(b"\0" + data[y * width : (y + 1) * width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(colours)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# ---- pictures of the gallery: each type in all its states ------------------------------

SIDE_BY_SIDE = """kind => {
  const shown = [...document.querySelectorAll(`[data-lb-type=${kind}]`)].map(section => {
    const part = document.createElement('div');
    part.append(document.getElementById(`${section.dataset.lbQuestion}-titel`), section);
    return part;
  });
  document.body.replaceChildren(document.querySelector('body > svg'), ...shown);
}"""
COLUMNS = """body { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px 32px; padding: 24px;
align-items: start } body > svg { position: absolute } body > div > * + * { margin-top: 8px }"""


def take_gallery(browser: Browser, folder: Path, names: list[str]) -> None:
    """One picture for each type, half as large as on the screen."""
    for name, data in gallery_site(folder / "sources", date(2026, 7, 1)).items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(data)
    with served(folder / "site") as address:
        for kind in TYPES:
            target = DOCS / "bilder" / f"zustaende-{kind.words[0]}.png"
            if names and target.name not in names:
                continue
            screen = {"width": 2 * WIDTH, "height": 100}
            page = browser.new_page(viewport=screen, device_scale_factor=0.5, reduced_motion="reduce")  # type: ignore[arg-type]
            page.goto(address + PAGE)
            page.wait_for_selector(f"#frage-{kind.name}-right[data-lb-state=right]")
            page.evaluate(SIDE_BY_SIDE, kind.name)
            page.add_style_tag(content=COLUMNS)
            page.evaluate("document.fonts.ready")
            picture = page.screenshot(full_page=True)
            page.goto("about:blank")
            target.write_bytes(few_colours(page, picture))
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
            page.close()


def take_previews(browser: Browser, root: Path, names: list[str]) -> None:
    """The preview of the tutorial's course, half as large as on the screen: as it is, and with a mistake."""
    if names and not {"vorschau.png", "vorschau-fehler.png"} & set(names):
        return
    server = Server(root, "--port", "0", "--forget", cache=root / "cache")
    page = browser.new_page(
        viewport={"width": 2 * WIDTH, "height": 960}, device_scale_factor=0.5, reduced_motion="reduce", locale="de-DE"
    )
    page.goto(f"{server.address}#course=willkommen&target=scorm12")
    course = page.frame_locator("#place iframe").frame_locator("iframe")
    course.locator("[data-lb=start]").click()
    course.locator("[data-lb-page=lesson]").wait_for()
    page.locator("#summary").get_by_text("von 4096 Zeichen").wait_for()
    shot = page.screenshot()
    lesson = next((root / "courses" / "willkommen").glob("*/01-*.md"))
    lesson.write_text(lesson.read_text("utf-8").replace("- (x)", "- ( )", 1), "utf-8")
    page.get_by_role("alert").wait_for()
    page.wait_for_timeout(400)
    for name, picture in (("vorschau.png", shot), ("vorschau-fehler.png", page.screenshot())):
        blank = browser.new_page()
        (DOCS / "bilder" / name).write_bytes(few_colours(blank, picture))
        blank.close()
        print(f"{name}: {(DOCS / 'bilder' / name).stat().st_size / 1000:.0f} kB")
    page.close()
    server.stop()


def take_kit(browser: Browser, root: Path, names: list[str]) -> None:
    """Plan and slides of the trainer's kit, opened from the disk."""
    if names and not {"lehrende-plan.png", "lehrende-folie.png"} & set(names):
        return
    result = build(Request(root, date(2026, 7, 1), ("willkommen",), targets=("trainer",), out=root / "dist"))
    folder = result.packages[0].written.path.resolve().as_uri()
    screen = {"width": 2 * WIDTH, "height": 860}
    page = browser.new_page(viewport=screen, device_scale_factor=0.5, reduced_motion="reduce", locale="de-DE")  # type: ignore[arg-type]
    page.goto(f"{folder}/index.html")
    page.get_by_label("Pause nach").first.fill("10")
    page.locator("h1").click()
    shots = {"lehrende-plan.png": page.screenshot()}
    page.goto(f"{folder}/folien.html")
    while not page.locator(".slide:visible .question").count():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("l")
    shots["lehrende-folie.png"] = page.screenshot()
    page.close()
    for name, picture in shots.items():
        blank = browser.new_page()
        (DOCS / "bilder" / name).write_bytes(few_colours(blank, picture))
        blank.close()
        print(f"{name}: {(DOCS / 'bilder' / name).stat().st_size / 1000:.0f} kB")


def main(names: list[str]) -> None:
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, tutorial = Path(folder) / "beispiele", Path(folder) / "tutorial"
        root.mkdir()
        tutorial.mkdir()
        pages = build_example_course(root)
        write_tutorial(tutorial)
        built(tutorial, "willkommen")
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        screen = {"width": WIDTH, "height": 900}
        with served(root / "dist" / f"{examples.COURSE}.web") as address:
            for name, example in pages.items():
                if not names or Path(example.picture).name in names:
                    page = browser.new_page(viewport=screen, reduced_motion="reduce")  # type: ignore[arg-type]
                    page.goto(address + name)
                    whole = example.text.startswith("---\n")
                    page.add_style_tag(content=NO_FRAME if whole else ONLY_RESULT)
                    take(page, DOCS / example.picture, TALLEST if whole else 0)
                    page.close()
        for example in examples.examples():
            name = Path(example.picture).name
            if example.language != "yaml" or not name or (names and name not in names):
                continue
            course = examples.COURSE if "courses/" in example.text else example.name
            if course != examples.COURSE:
                built(root, course)
            with served(root / "dist" / f"{course}.web") as address:
                page = browser.new_page(viewport=screen)  # type: ignore[arg-type]
                first_view(page, address)
                take(page, DOCS / example.picture, 560)
                page.close()
        with served(tutorial / "dist" / "willkommen.web") as address:
            for name, (reach, tall) in SPECIAL.items():
                if not names or name in names:
                    page = browser.new_page(viewport=screen, reduced_motion="reduce")  # type: ignore[arg-type]
                    reach(page, address)
                    take(page, DOCS / "bilder" / name, tall)
                    page.close()
        take_kit(browser, tutorial, names)
        take_gallery(browser, Path(folder) / "galerie", names)
        take_previews(browser, tutorial, names)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
