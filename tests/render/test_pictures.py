"""Heavy pictures become light, light ones stay, bombs are refused, drawings lose what runs."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import struct
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, features

from lernbuild.render.drawing import drawing_size, inline_drawing, safe_drawing
from lernbuild.render.pictures import HEAVY, WIDEST, Store, check_pictures, picture_format, prepare_pictures
from lernbuild.render.size import picture_size
from tests.command import lernbuild


def noise(width: int, height: int, form: str = "PNG", **more: object) -> bytes:
    """A picture that does not compress well, the same each time."""
    pixels = b"".join(hashlib.sha256(struct.pack(">I", i)).digest() for i in range(width * height * 3 // 32 + 1))
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels[: width * height * 3]).save(out, form, **more)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def with_picture(project: Path, name: str, data: bytes) -> None:
    course = project / "courses" / "minimal"
    (course / "medien").mkdir(exist_ok=True)
    (course / "medien" / name).write_bytes(data)
    lesson = course / "01-grundlagen" / "01-frist.md"
    lesson.write_text(f"{lesson.read_text('utf-8')}\n![Ein Bild](../medien/{name})\n", encoding="utf-8")


def built(project: Path) -> tuple[str, Path]:
    done = lernbuild(project, "build", "--target", "web")
    assert done.returncode == 0, done.stderr
    web = project / "dist" / "minimal.web"
    page = (web / "lektion" / "l1.html").read_text("utf-8")
    found = re.search(r'<img src="\.\./(medien/[^"]+)"[^>]*>', page)
    assert found
    assert 'loading="lazy"' in found[0] and "width=" in found[0] and "height=" in found[0]
    return found[0], web / found[1]


@pytest.mark.parametrize(("form", "name"), (("PNG", "foto.png"), ("JPEG", "foto.jpg")))
def test_a_wide_picture_is_made_anew(project: Path, form: str, name: str) -> None:
    data = noise(2400, 600, form)
    with_picture(project, name, data)
    tag, file = built(project)
    assert file.suffix == ".webp"
    assert picture_size(file.read_bytes()) == (WIDEST, 400)
    assert 'width="1600" height="400"' in tag
    assert len(file.read_bytes()) < len(data)
    kept = list((project / ".lernbuild" / "bilder").glob("*.webp"))
    assert [one.read_bytes()[-file.stat().st_size :] for one in kept] == [file.read_bytes()]
    Store(kept[0].parent).put(kept[0].name, other := noise(1600, 400, "WEBP"))
    assert built(project)[1].read_bytes() == other, "the second build takes what it has kept"
    assert not (project / "dist" / "minimal.web" / "medien" / name).exists()


@pytest.mark.parametrize("harm", ["empty", "cut", "bit", "foreign", "renamed", "folder"])
def test_a_damaged_picture_of_a_former_build_counts_as_none(project: Path, harm: str) -> None:
    """A full disk, a folder copied from elsewhere: the package is the one of a first build."""
    with_picture(project, "foto.png", noise(2400, 600))
    right = built(project)[1].read_bytes()
    (kept,) = (project / ".lernbuild" / "bilder").glob("*.webp")
    data = kept.read_bytes()
    kept.unlink()
    if harm == "renamed":
        Store(kept.parent).put("0" * 64 + ".webp", noise(1600, 400, "WEBP"))
        (kept.parent / ("0" * 64 + ".webp")).rename(kept)
    elif harm == "folder":
        kept.mkdir()
    else:
        bit = data[:999] + bytes([data[999] ^ 1]) + data[1000:]
        kept.write_bytes({"empty": b"", "cut": data[:999], "bit": bit, "foreign": noise(1600, 400, "WEBP")}[harm])
    assert built(project)[1].read_bytes() == right


def test_another_pillow_makes_pictures_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer encoder writes other bytes; a build over kept pictures has those of a first one."""
    data = noise(1200, 300)
    store = Store(tmp_path)
    assert _light(data, store)
    monkeypatch.setattr("lernbuild.render.pictures._encode", lambda *_: b"RIFF new")
    assert _light(data, store) != b"RIFF new"
    monkeypatch.setattr("PIL.__version__", "99.0")
    assert _light(data, store) == b"RIFF new"


def test_without_a_cache_pictures_are_made_anew(project: Path) -> None:
    with_picture(project, "foto.png", noise(2400, 600))
    _, file = built(project)
    right = file.read_bytes()
    (kept,) = (project / ".lernbuild" / "bilder").glob("*.webp")
    Store(kept.parent).put(kept.name, noise(1600, 400, "WEBP"))
    assert lernbuild(project, "build", "--target", "web", "--no-cache").returncode == 0
    assert file.read_bytes() == right


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("leer.png", b"", "media-lost"),
        ("leer.mp4", b"", "media-lost"),
        ("foto.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "media-lost"),
        ("karte.svg", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "media-lost"),
        ("seite.png", b"<!doctype html><title>404</title>", "image-unreadable"),
        ("seite.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'></html>", "image-unreadable"),
        ("offen.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "image-unreadable"),
        ("ohne.svg", b"<svg width='9' height='9'></svg>", "image-unreadable"),
        ("gut.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        ("gut.png", noise(9, 9), ""),
        ("gut.gif", noise(9, 9, "GIF"), ""),
        ("gut.webp", noise(9, 9, "WEBP"), ""),
        ("gut.jpg", noise(9, 9, "JPEG"), ""),
    ],
)
def test_what_no_browser_shows_is_named(project: Path, name: str, data: bytes, code: str) -> None:
    """A download that was an error page, a checkout without Git LFS: learners would see nothing."""
    with_picture(project, name, data)
    done = lernbuild(project, "check")
    assert re.findall(r"\[((?:media-lost|image)[\w-]*)\]", done.stderr) == [code] * bool(code), done.stderr
    assert done.returncode == (code == "media-lost")


def test_a_small_picture_stays_as_it_is(project: Path) -> None:
    data = noise(120, 90)
    assert len(data) < HEAVY
    with_picture(project, "klein.png", data)
    tag, file = built(project)
    assert file.read_bytes() == data and 'width="120" height="90"' in tag
    assert not (project / ".lernbuild" / "bilder").exists()


def test_flat_colours_stay_sharp(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1500, 600), "#ffffff")
    for i in range(0, 3000):
        x, y = i * 37 % 1490, i * 91 % 590
        picture.paste("#14365c", (x, y, x + i % 9, y + i % 7))
    picture.paste("#14365c", (0, 0, 40, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = _light(out.getvalue())
    assert made is not None
    assert Image.open(io.BytesIO(made)).convert("RGB").getpixel((10, 10)) == (0x14, 0x36, 0x5C)


def test_turned_photos_stand_upright_and_tell_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera im Amt"
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1500, 700)).convert("RGB").save(out, "JPEG", quality=98, exif=exif)
    made = _light(out.getvalue())
    assert made is not None
    assert picture_size(made) == (700, 1500)
    assert b"Kamera" not in made


def test_moving_pictures_stay() -> None:
    frames = [Image.new("RGB", (1200, 40), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert _light(out.getvalue()) is None


def _light(data: bytes, store: Store | None = None) -> bytes | None:
    from lernbuild.render.pictures import _light as light

    return light(data, store or Store())


def test_a_bomb_is_refused_by_its_head(project: Path) -> None:
    with_picture(project, "bombe.png", bomb(60_000, 60_000))
    done = lernbuild(project, "build", "--target", "web")
    assert done.returncode == 1
    assert "image-too-large" in done.stderr and "3600 Millionen Bildpunkte" in done.stderr
    assert "01-frist.md:" in done.stderr


def test_a_damaged_picture_is_named_and_stays(project: Path) -> None:
    with_picture(project, "kaputt.png", b"\xff\xd8" + b"x" * HEAVY)
    done = lernbuild(project, "build", "--target", "web")
    assert done.returncode == 0
    assert "image-unreadable" in done.stderr and "Traceback" not in done.stderr


def test_nothing_changes_without_heavy_pictures() -> None:
    from tests.real_courses import course

    original = course("feg")
    prepared, made = prepare_pictures(original, Store())
    assert prepared is original
    assert set(made) == {asset.name for asset in original.assets if asset.source.suffix == ".svg"}
    assert all(made[asset.name] == asset.source.read_bytes() for asset in original.assets if asset.name in made)


EVIL = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20" onload="a()">
<script>alert(1)</script><a xlink:href="javascript:alert(1)"><rect width="9" height="9" onclick="b()"/></a>
<image href="https://example.org/x.png"/><image href="data:image/png;base64,AA=="/><use href="#x"/>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://example.org"/></body></foreignObject>
<a><animate attributeName="href" values="javascript:alert(1)"/></a><style>@import url(https://example.org/a.css)</style>
<text>&e;Bleibt</text></svg>"""


def test_a_drawing_loses_what_runs_or_leads_out() -> None:
    made = safe_drawing(EVIL.encode()).decode()
    for gone in ("script", "onload", "onclick", "javascript", "example.org", "foreignObject", "iframe", "animate",
                 "@import", "ENTITY", "passwd"):  # fmt: skip
        assert gone not in made, gone
    assert "Bleibt" in made and "data:image/png" in made and 'href="#x"' in made
    assert safe_drawing(made.encode()).decode() == made
    assert safe_drawing(b"<svg") == b"<svg"


@pytest.mark.parametrize("address", ["https://example.org/a", "'//example.org/a'", ' "HTTP://example.org/a" '])
def test_no_style_of_a_drawing_asks_outside(address: str) -> None:
    start = b'<svg xmlns="http://www.w3.org/2000/svg"><style>'
    sheet = f"rect{{fill:url({address})}}".encode()
    assert safe_drawing(start + sheet + b"</style><g/></svg>") == b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    inside = start + b"rect{fill:url(#a)}</style></svg>"
    assert safe_drawing(inside) == inside


def test_a_drawing_in_utf16_is_read() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" class="lbf"><text>ä</text></svg>'
    made = [inline_drawing(data, "Bild", str, lambda _: None) for data in (drawing, drawing.encode("utf-16"))]
    assert made[0] is not None and "ä" in made[0] and made[0] == made[1]


def test_values_stand_inside_a_tspan() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="lbf"><text>Ab <tspan>{{LOHN}} im Jahr</tspan>, seit'
        " {{ TAG }}, {{FEHLT}}</text></svg>"
    )
    values = {"LOHN": ("50.700 Euro", date(2026, 12, 31)), "TAG": ("1. Januar 2026", None)}
    made = inline_drawing(source, "Lohn", lambda wish: wish, values.get)
    assert made is not None
    assert '<tspan data-lb-until="2026-12-31">50.700 Euro im Jahr</tspan>, seit 1. Januar 2026, {{FEHLT}}' in made


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('width="10mm" height="5mm" viewBox="0 0 1 1"', (38, 19)),
        ('width="100%" height="100%" viewBox="0,0,30.4,20"', (30, 20)),
        ("", None),
    ],
)
def test_size_of_a_drawing(head: str, size: tuple[int, int] | None) -> None:
    assert drawing_size(f'<svg xmlns="http://www.w3.org/2000/svg" {head}/>'.encode()) == size


def with_avif(project: Path) -> None:
    head = project / "courses" / "minimal" / "kurs.yaml"
    head.write_text(f"{head.read_text('utf-8').rstrip()}\nbilder: {{format: avif}}\n", encoding="utf-8")


def gradient() -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((2400, 600)).convert("RGB").save(out, "JPEG", quality=98)
    return out.getvalue()


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")
def test_avif_where_the_course_wants_it(project: Path) -> None:
    with_avif(project)
    with_picture(project, "foto.jpg", gradient())
    tag, file = built(project)
    data = file.read_bytes()
    assert file.suffix == ".avif" and 'width="1600" height="400"' in tag
    assert picture_size(data) == Image.open(io.BytesIO(data)).size == (WIDEST, 400)
    assert len(data) < len(gradient())
    file.unlink()
    (project / ".lernbuild" / "bilder" / next((project / ".lernbuild" / "bilder").glob("*.avif")).name).unlink()
    shutil.rmtree(project / "dist")
    assert built(project)[1].read_bytes() == data, "the same bytes each time"


def test_a_pillow_without_avif_is_named_and_webp_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.real_courses import course

    plain = course("feg")
    wanted = replace(plain, settings=replace(plain.settings, picture_format="avif"))
    monkeypatch.setattr(features, "check", lambda name: False)
    assert [found.code for found in check_pictures(wanted)] == ["image-format"]
    assert picture_format(wanted) == "webp"
    assert not check_pictures(plain)


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow writes no AVIF")
def test_size_of_an_avif_that_stands_on_its_side() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.linear_gradient("L").resize((64, 30)).convert("RGB").save(out, "AVIF", exif=exif)
    assert picture_size(out.getvalue()) == (30, 64)
    assert picture_size(out.getvalue()[:60]) is None
