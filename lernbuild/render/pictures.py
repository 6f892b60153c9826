"""Makes heavy pictures light and drawings harmless before pages name them; knows no node and no page.

Only raster pictures wider than 960 pixels or larger than 100 kB are made anew, as WebP or, where kurs.yaml says so, as
AVIF; everything else stays as its author saved it. What was made lies in a store by the hash of its source, so that
the next build copies it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lernbuild.course.model import Asset, Course, Lesson
from lernbuild.course.tree import find
from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.frozen import frozen
from lernbuild.markup.nodes import Image
from lernbuild.render.drawing import is_drawing, safe_drawing
from lernbuild.render.lost import lost_content
from lernbuild.render.size import picture_size
from lernbuild.source import Span

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDE, HEAVY, WIDEST = 960, 100_000, 1600
"""Pixels and bytes from which a picture is made anew, and the width it then has at most: twice the column."""
MOST = 50_000_000
"""Pixels that are decoded; a file of a few kilobytes may claim billions of them (decompression bomb)."""
RASTER = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
_QUALITY, _QUALITY_AVIF = 82, 65
"""Settings with which a photo of 1600 pixels looks the same in both formats."""
_RECIPES = {"webp": "webp 82 1600 2", "avif": "avif 65 1600 1"}
_SIGN = hashlib.sha256().digest_size


@frozen
class Store:
    """Pictures made before, by the hash of source and recipe; without a folder nothing is kept.

    Before each stands a hash of its name and bytes, so that a damaged one, or one of another name, counts as none.
    """

    folder: Path | None = None

    def get(self, name: str) -> bytes | None:
        """The picture of that name; None when there is none, or none that is whole."""
        with contextlib.suppress(OSError):
            kept = (self.folder / name).read_bytes() if self.folder else b""
            sign, data = kept[:_SIGN], kept[_SIGN:]
            return data if sign == _sign(name, data) else None
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keeps a picture; a full or read-only disk only costs time."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = self.folder / f"{name}.new"
            draft.write_bytes(_sign(name, data) + data)
            draft.replace(self.folder / name)


def _sign(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + data).digest()


def picture_store(root: Path) -> Store:
    """Where pictures that were made anew are kept between builds of a folder."""
    return Store(root / ".lernbuild" / "bilder")


def check_pictures(course: Course) -> list[Diagnostic]:
    """Pictures that are refused: ``image-too-large`` by their pixels, ``image-unreadable`` that no browser shows.

    ``media-lost`` for a file of any kind whose content is not there, ``image-format`` when the course wants AVIF and
    the installed Pillow cannot write it.
    """
    out = [*_check_format(course), *_check_lost(course)]
    for asset, data in _raster(course):
        size = picture_size(data)
        name = PurePosixPath(asset.source.name)
        if size and size[0] * size[1] > MOST:
            millions = size[0] * size[1] // 1_000_000
            most = MOST // 1_000_000
            message = f"Das Bild „{name}“ hat {millions} Millionen Bildpunkte; höchstens {most} sind möglich."
            hint = "Verkleinern Sie es auf 1600 Bildpunkte Breite."
            out.append(error("image-too-large", message, place_of(course, asset), hint))
        elif (size is None or _heavy(data, size)) and _opened(data) is None:
            message = f"Das Bild „{name}“ lässt sich nicht lesen; es kommt unverändert ins Paket."
            hint = "Speichern Sie es neu als PNG oder JPEG."
            out.append(warning("image-unreadable", message, place_of(course, asset), hint))
    return out


def _check_lost(course: Course) -> Iterator[Diagnostic]:
    for asset in course.assets:
        lost, name = lost_content(asset.source), asset.source.name
        if lost == "pointer":
            message = f"„{name}“ ist nur der Platzhalter von Git LFS, der Inhalt fehlt."
            hint = "Holen Sie ihn: git lfs pull (in GitHub Actions: lfs: true bei actions/checkout)"
            yield error("media-lost", message, place_of(course, asset), hint)
        elif lost:
            hint = "Legen Sie sie noch einmal in den Ordner."
            yield error("media-lost", f"Die Datei „{name}“ ist leer.", place_of(course, asset), hint)
        elif asset.source.suffix.lower() == ".svg" and not is_drawing(asset.source.read_bytes()):
            message = f"Die Zeichnung „{name}“ lässt sich nicht lesen; Browser zeigen sie nicht."
            hint = "Speichern Sie sie neu als SVG oder als PNG."
            yield warning("image-unreadable", message, place_of(course, asset), hint)


def _check_format(course: Course) -> list[Diagnostic]:
    if picture_format(course) == course.settings.picture_format:
        return []
    file = course.file
    span = file.span(max(file.text.find("bilder:"), 0)) if file else None
    message = "AVIF lässt sich auf diesem Rechner nicht schreiben; große Bilder werden WebP."
    return [warning("image-format", message, span, "Aktualisieren Sie Pillow auf 11.3 oder neuer.")]


def picture_format(course: Course) -> str:
    """ "avif" where the course wants it and Pillow can write it (it may since 11.3), else "webp"."""
    if course.settings.picture_format != "avif":
        return "webp"
    from PIL import features

    return "avif" if features.check("avif") else "webp"


def place_of(course: Course, asset: Asset) -> Span | None:
    """Where the picture is first shown, else the course's own file."""
    for lesson in course.lessons:
        for written, span in lesson.memo.once("images", _images, lesson):
            if course.links.get((span.file.path, written)) == f"asset:{asset.name}":
                return span
    return course.file.span(0) if course.file else None


def _images(lesson: Lesson) -> list[tuple[str, Span]]:
    images = find((lesson.blocks, lesson.questions, lesson.footnotes), Image)
    return [(image.target, image.span) for image in images]


def prepare_pictures(course: Course, store: Store) -> tuple[Course, dict[str, bytes]]:
    """The course with the names and sizes its pictures have in the package, and the bytes of those made anew."""
    made: dict[str, bytes] = {}
    names: dict[str, str] = {}
    assets: list[Asset] = []
    form = picture_format(course)
    taken = {asset.name.lower() for asset in course.assets}
    logo = PurePosixPath(course.settings.funding.logo).name if course.settings.funding else ""
    for asset in course.assets:
        suffix = asset.source.suffix.lower()
        if suffix == ".svg":
            made[asset.name] = safe_drawing(asset.source.read_bytes())
        elif suffix not in RASTER or asset.source.name == logo:
            pass
        elif data := _light(asset.source.read_bytes(), store, form):
            kind = ".webp" if data.startswith(b"RIFF") else ".avif"
            name = _free(asset.name.rpartition(".")[0], kind, asset.name, taken)
            names[asset.name], made[name] = name, data
            asset = replace(asset, name=name, size=picture_size(data))
        assets.append(asset)
    if not names:
        return (course, made)
    links = {key: _renamed(target, names) for key, target in course.links.items()}
    return replace(course, assets=tuple(assets), links=links), made


def _renamed(target: str, names: dict[str, str]) -> str:
    return f"asset:{names.get(target[6:], target[6:])}" if target.startswith("asset:") else target


def _free(stem: str, suffix: str, old: str, taken: set[str]) -> str:
    """The name, or with a number when another file of the course has it."""
    name, number = f"{stem}{suffix}", 2
    while name.lower() in taken and name != old:
        name = f"{stem}-{number}{suffix}"
        number += 1
    taken.add(name.lower())
    return name


def _raster(course: Course) -> Iterator[tuple[Asset, bytes]]:
    for asset in course.assets:
        if asset.source.suffix.lower() in RASTER and not lost_content(asset.source):
            yield asset, asset.source.read_bytes()


def _heavy(data: bytes, size: tuple[int, int] | None) -> bool:
    return len(data) > HEAVY or bool(size and size[0] > WIDE)


def _light(data: bytes, store: Store, form: str = "webp") -> bytes | None:
    """The picture made anew; None where it stays as it is: small, moving, unreadable, or no smaller afterwards."""
    size = picture_size(data)
    if not _heavy(data, size) or (size and size[0] * size[1] > MOST):
        return None
    name = f"{_recipe(form, data)}.{form}"
    found = store.get(name)
    if found is None:
        found = _encode(data, form) or b""
        store.put(name, found)
    return found if found and len(found) < len(data) else None


def _recipe(form: str, data: bytes) -> str:
    """What a picture made anew depends on: its source, our settings, and the Pillow that makes it."""
    import PIL

    return hashlib.sha256(f"{_RECIPES[form]} {PIL.__version__}\0".encode() + data).hexdigest()


def _encode(data: bytes, form: str) -> bytes | None:
    """The smaller of AVIF or lossy WebP, and lossless: drawings and screenshots without noise stay exact.

    Pillow writes no lossless AVIF, so what is smaller as lossless WebP keeps to its own format.
    """
    picture = _opened(data)
    if picture is None or getattr(picture, "n_frames", 1) > 1:
        return None
    from PIL import ImageOps

    try:
        exact = picture.format != "JPEG"
        picture = ImageOps.exif_transpose(picture)
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        if picture.width > WIDEST:
            picture.thumbnail((WIDEST, picture.height), reducing_gap=3.0)
        lossy = _avif(picture) if form == "avif" else _webp(picture, lossless=False)
        made = [lossy, *([_webp(picture, lossless=True)] if exact else [])]
    except (OSError, ValueError, SyntaxError):
        return None
    return min(made, key=len)


def _webp(picture: Picture, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=4, lossless=lossless)
    return out.getvalue()


def _avif(picture: Picture) -> bytes:
    """One thread: the same picture gives the same bytes on every machine."""
    out = io.BytesIO()
    picture.save(out, "AVIF", quality=_QUALITY_AVIF, speed=8, max_threads=1)
    return out.getvalue()


def _opened(data: bytes) -> Picture | None:
    """The picture with its head read; None for a damaged or foreign file, or one of too many pixels."""
    from PIL import Image as pillow
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pillow.DecompressionBombWarning)  # our own limit is lower
            picture = pillow.open(io.BytesIO(data))
    except (UnidentifiedImageError, OSError, ValueError, pillow.DecompressionBombError):
        return None
    return picture if picture.width * picture.height <= MOST else None
