"""Zips that are broken, hostile or odd, and the places of what is said."""

from __future__ import annotations

import random
import re
import stat
import struct
import sys
import time
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lernbuild.diagnostics import Report
from lernbuild.validate import MOST, validate_package
from lernbuild.validate.codes import CODES

Files = dict[str, bytes]
Zip = Callable[..., Path]


def _codes(report: Report) -> set[str]:
    return {one.code for one in report.diagnostics}


def _patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def _headers(data: bytearray, name: bytes) -> tuple[int, int]:
    """Offsets of the local and the central header of a member."""
    local = data.index(b"PK\x03\x04" + data[4:4])
    while data[local + 30 : local + 30 + len(name)] != name:
        local = data.index(b"PK\x03\x04", local + 1)
    central = data.index(b"PK\x01\x02")
    while data[central + 46 : central + 46 + len(name)] != name:
        central = data.index(b"PK\x01\x02", central + 1)
    return local, central


def test_not_a_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"<html>404</html>")
    assert _codes(validate_package(tmp_path / "a.zip")) == {"zip-broken"}
    (tmp_path / "b.zip").write_bytes(b"")
    assert _codes(validate_package(tmp_path / "b.zip")) == {"zip-broken"}
    assert _codes(validate_package(tmp_path / "fehlt.zip")) == {"package-unreadable"}
    assert _codes(validate_package(tmp_path / "fehlt.xml")) == {"package-unreadable"}


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95, 0.999])
def test_truncated(valid: dict[str, Files], packed: Zip, share: float) -> None:
    path = packed(valid["scorm12"])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "zip-broken" in _codes(validate_package(path))


def test_flipped_bytes(valid: dict[str, Files], packed: Zip) -> None:
    def flip(data: bytearray) -> None:
        local, _ = _headers(data, b"index.html")
        data[local + 60] ^= 0xFF

    found = validate_package(_patched(packed(valid["scorm12"]), flip))
    assert "zip-file-broken" in _codes(found)
    assert "file-missing" in _codes(found)


def test_encrypted(valid: dict[str, Files], packed: Zip) -> None:
    def encrypt(data: bytearray) -> None:
        local, central = _headers(data, b"index.html")
        data[local + 6] |= 1
        data[central + 8] |= 1

    assert "zip-encrypted" in _codes(validate_package(_patched(packed(valid["scorm12"]), encrypt)))


@pytest.mark.parametrize("method", [9, 12, 14, 93, 97])
def test_methods(valid: dict[str, Files], packed: Zip, method: int) -> None:
    def change(data: bytearray) -> None:
        local, central = _headers(data, b"index.html")
        struct.pack_into("<H", data, local + 8, method)
        struct.pack_into("<H", data, central + 10, method)

    assert "zip-method" in _codes(validate_package(_patched(packed(valid["scorm12"]), change)))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK])
def test_links_and_devices(valid: dict[str, Files], packed: Zip, kind: int) -> None:
    path = packed(valid["scorm12"])
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("verweis")
        info.create_system = 3
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "zip-special-file" in _codes(validate_package(path))


def test_duplicates(valid: dict[str, Files], packed: Zip) -> None:
    path = packed(valid["scorm12"])
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("index.html", b"anders")
    assert "zip-duplicate" in _codes(validate_package(path))


def test_backslashes(valid: dict[str, Files], packed: Zip) -> None:
    files = {name.replace("medien/", "medien\\"): data for name, data in valid["scorm12"].items()}
    found = _codes(validate_package(packed(files)))
    assert "zip-name-backslash" in found
    assert "file-missing" in found


def test_umlaut_without_flag(valid: dict[str, Files], packed: Zip) -> None:
    path = packed({**valid["scorm12"], "groesse.txt": b"x"})

    def rename(data: bytearray) -> None:
        for at in _headers(data, b"groesse.txt"):
            start = data.index(b"groesse.txt", at)
            data[start : start + 11] = "größse.txt".encode("cp437").ljust(11, b"x")

    assert "zip-name-encoding" in _codes(validate_package(_patched(path, rename)))
    fine = packed({**valid["scorm12"], "größe.txt": b"x"})
    assert "zip-name-encoding" not in _codes(validate_package(fine))


def _unmarked(path: Path, name: str) -> Path:
    """Takes the mark for UTF-8 from a name, as Info-ZIP and older versions of Finder leave it out."""

    def change(data: bytearray) -> None:
        for at, flags in zip(_headers(data, name.encode()), (6, 8), strict=True):
            (bits,) = struct.unpack_from("<H", data, at + flags)
            struct.pack_into("<H", data, at + flags, bits & ~0x800)

    return _patched(path, change)


def test_unmarked_names_are_read_as_importers_read_them(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["rich12"]["imsmanifest.xml"].decode().replace("bild.png", "größe.png")
    page = valid["rich12"]["index.html"].decode().replace("bild.png", "größe.png")
    files = {**valid["rich12"], "imsmanifest.xml": text.encode(), "index.html": page.encode()}
    files["medien/größe.png"] = files.pop("medien/bild.png")
    found = validate_package(_unmarked(packed(files), "medien/größe.png"), lms="").diagnostics
    assert [(one.code, "größe" in one.message) for one in found] == [("zip-name-encoding", True)]


@pytest.mark.parametrize("before", [b"", struct.pack("<HHB4s", 0x5455, 5, 1, bytes(4))])
def test_unicode_path_of_info_zip(valid: dict[str, Files], packed: Zip, before: bytes) -> None:
    """The name in extra field 0x7075 counts, wherever in the extra field it stands."""
    path = packed(valid["rich12"])
    short, name = b"gr\x94\xe1e.txt", "größe.txt".encode()
    extra = before + struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(short)) + name
    with zipfile.ZipFile(path, "a") as archive:
        one = zipfile.ZipInfo("grxxe.txt")
        one.extra = extra
        archive.writestr(one, b"x")

    def rename(data: bytearray) -> None:
        for at in _headers(data, b"grxxe.txt"):
            start = data.index(b"grxxe.txt", at)
            data[start : start + len(short)] = short

    found = validate_package(_patched(path, rename), lms="").diagnostics
    assert [(one.code, "„größe.txt“" in one.message) for one in found] == [("file-unlisted", True)]


def test_nul_in_a_name(valid: dict[str, Files], packed: Zip) -> None:
    path = packed({**valid["rich12"], "bild.pngx.php": b"x"})

    def cut(data: bytearray) -> None:
        for at in _headers(data, b"bild.pngx.php"):
            data[data.index(b"bild.pngx.php", at) + 8] = 0

    assert "zip-name-outside" in _codes(validate_package(_patched(path, cut)))


def test_letters_that_look_alike(valid: dict[str, Files], packed: Zip) -> None:
    """macOS takes umlauts apart; the address then means no file, and nobody sees why."""
    text = valid["rich12"]["imsmanifest.xml"].decode().replace("assets/theme.css", "größe.css")
    files = {**valid["rich12"], "imsmanifest.xml": text.encode()}
    files[unicodedata.normalize("NFD", "größe.css")] = b""
    (found,) = (one for one in validate_package(packed(files), lms="").diagnostics if one.code == "file-missing")
    assert found.hint is not None and "macOS" in found.hint


def test_a_manifest_that_is_there_is_not_called_missing(valid: dict[str, Files], packed: Zip) -> None:
    def flip(data: bytearray) -> None:
        local, _ = _headers(data, b"imsmanifest.xml")
        data[local + 120] ^= 0xFF

    assert _codes(validate_package(_patched(packed(valid["scorm12"]), flip), lms="")) == {"zip-file-broken"}
    large = {**valid["scorm12"], "imsmanifest.xml": random.Random(1).randbytes(1 << 20) * 40}
    assert _codes(validate_package(packed(large), lms="")) == {"manifest-size"}


def test_reasons_are_german(valid: dict[str, Files], packed: Zip, tmp_path: Path) -> None:
    def flip(data: bytearray) -> None:
        local, _ = _headers(data, b"index.html")
        data[local + 60] ^= 0xFF

    (tmp_path / "a.zip").write_bytes(b"Rar!")
    for path in (_patched(packed(valid["scorm12"]), flip), tmp_path / "a.zip", tmp_path):
        for one in validate_package(path).diagnostics:
            assert not re.search(r"\b(file|is|not|CRC|Error|directory)\b", one.message)
            assert one.hint or one.code == "file-missing"


def test_bomb(valid: dict[str, Files], packed: Zip, tmp_path: Path) -> None:
    started = time.process_time()
    assert _codes(validate_package(packed({**valid["scorm12"], "gross.txt": bytes(80 * 1024**2)}))) == {"zip-bomb"}
    many = packed({**valid["scorm12"], **{f"{n}.txt": bytes(2 * 1024**2) for n in range(60)}}, "viele.zip")
    assert _codes(validate_package(many)) == {"zip-bomb"}
    assert time.process_time() - started < 10


def test_many_small_files_are_no_bomb(valid: dict[str, Files], packed: Zip) -> None:
    """A virtual tour has tens of thousands of tiles."""
    path = packed(valid["rich12"])
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"t/{number}", b"")
    assert _codes(validate_package(path, lms="")) == {"file-unlisted"}


def test_declared_size_lies(valid: dict[str, Files], packed: Zip) -> None:
    """A member that unpacks to more than it says is cut off and fails its check sum."""

    def shrink(data: bytearray) -> None:
        local, central = _headers(data, b"index.html")
        struct.pack_into("<L", data, local + 22, 10)
        struct.pack_into("<L", data, central + 24, 10)

    assert "zip-file-broken" in _codes(validate_package(_patched(packed(valid["scorm12"]), shrink)))


def test_overlap(valid: dict[str, Files], packed: Zip) -> None:
    def overlap(data: bytearray) -> None:
        first, _ = _headers(data, b"index.html")
        _, central = _headers(data, b"assets/theme.css")
        struct.pack_into("<L", data, central + 42, first)

    assert "zip-overlap" in _codes(validate_package(_patched(packed(valid["scorm12"]), overlap)))


@pytest.mark.parametrize("folder", ["kurs/", "kurs/tief/"])
def test_manifest_in_a_folder(valid: dict[str, Files], packed: Zip, folder: str) -> None:
    files = {folder + name: data for name, data in valid["scorm12"].items()}
    assert "manifest-misplaced" in _codes(validate_package(packed(files)))


def test_manifest_in_other_letters(valid: dict[str, Files], packed: Zip) -> None:
    files = {name.replace("imsmanifest", "IMSManifest"): data for name, data in valid["scorm12"].items()}
    (found,) = validate_package(packed(files)).diagnostics
    assert found.code == "manifest-misplaced" and "Wurzel" not in found.message


def test_a_package_in_a_zip(valid: dict[str, Files], packed: Zip) -> None:
    inner = packed(valid["scorm12"], "innen.scorm12.zip").read_bytes()
    (found,) = validate_package(packed({"innen.scorm12.zip": inner}, "außen.zip")).diagnostics
    assert found.code == "manifest-missing" and "innen.scorm12.zip" in (found.hint or "")


def test_a_file_that_is_a_folder_as_well(valid: dict[str, Files], packed: Zip) -> None:
    assert "zip-duplicate" in _codes(validate_package(packed({**valid["scorm12"], "medien": b"x"})))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_other_encodings_are_read(valid: dict[str, Files], packed: Zip, encoding: str) -> None:
    text = valid["rich12"]["imsmanifest.xml"].decode().replace("UTF-8", encoding.removesuffix("-sig"))
    text = text.replace("<title>Bild</title>", "<title>Größe</title>")
    files = {**valid["rich12"], "imsmanifest.xml": text.encode(encoding)}
    assert validate_package(packed(files), lms="").diagnostics == ()


@pytest.mark.parametrize("prefix", ["cp", "ims"])
def test_prefixed_manifest(valid: dict[str, Files], packed: Zip, prefix: str) -> None:
    text = valid["rich2004"]["imsmanifest.xml"].decode()
    for name in ("manifest", "metadata", "schema", "schemaversion", "organizations", "organization", "item", "title"):
        text = text.replace(f"<{name}>", f"<{prefix}:{name}>").replace(f"<{name} ", f"<{prefix}:{name} ")
        text = text.replace(f"</{name}>", f"</{prefix}:{name}>")
    for name in ("resources", "resource", "file", "dependency"):
        text = text.replace(f"<{name}>", f"<{prefix}:{name}>").replace(f"<{name} ", f"<{prefix}:{name} ")
        text = text.replace(f"</{name}>", f"</{prefix}:{name}>")
    text = text.replace("xmlns=", f"xmlns:{prefix}=")
    path = packed({**valid["rich2004"], "imsmanifest.xml": text.encode()})
    assert validate_package(path, lms="").diagnostics == ()
    assert "moodle-root-prefix" in _codes(validate_package(path, lms="moodle"))
    assert "openedx-root-prefix" in _codes(validate_package(path, lms="openedx"))


def test_other_prefix_for_adlcp(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["scorm12"]["imsmanifest.xml"].decode().replace("adlcp:", "a:").replace("xmlns:adlcp", "xmlns:a")
    path = packed({**valid["scorm12"], "imsmanifest.xml": text.encode()})
    assert validate_package(path, lms="").diagnostics == ()
    assert _codes(validate_package(path, lms="moodle")) == {"moodle-prefix"}
    assert _codes(validate_package(path, lms="ilias")) == {"ilias-prefix"}


def test_organization_without_items(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["scorm12"]["imsmanifest.xml"].decode()
    start, end = text.index("<item"), text.index("</item>") + len("</item>")
    path = packed({**valid["scorm12"], "imsmanifest.xml": (text[:start] + text[end:]).encode()})
    assert _codes(validate_package(path)) == {"organization-empty"}


def test_version_in_the_file_name(valid: dict[str, Files], packed: Zip) -> None:
    for name, base, expected in (
        ("kurs.zip", "scorm12", {"ilias-file-name"}),
        ("kurs_1.2.zip", "scorm12", set()),
        ("kurs_2004.zip", "scorm2004", set()),
        ("kurs.zip", "scorm2004", {"ilias-file-name"}),
    ):
        assert _codes(validate_package(packed(valid[base], name), lms="ilias")) == expected


def test_bare_course_structure(valid: dict[str, Files], tmp_path: Path) -> None:
    text = valid["cmi5"]["cmi5.xml"].decode()
    (tmp_path / "cmi5.xml").write_text(text, encoding="utf-8")
    assert _codes(validate_package(tmp_path / "cmi5.xml")) == {"cmi5-url-relative"}
    absolute = text.replace("<url>index.html", "<url>https://example.org/index.html")
    (tmp_path / "cmi5.xml").write_text(absolute, encoding="utf-8")
    assert validate_package(tmp_path / "cmi5.xml").diagnostics == ()


def test_places_are_those_in_the_manifest(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["rich12"]["imsmanifest.xml"].decode()
    changed = text.replace("<title>Lektion</title>", "<title>Größe 😀</title>").replace("R2", "Ä2", 1)
    path = packed({**valid["rich12"], "imsmanifest.xml": changed.encode()})
    (found,) = (one for one in validate_package(path).diagnostics if one.code == "item-resource-unknown")
    assert found.span is not None
    assert found.span.text == "Ä2"
    line = changed.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("Ä2")
    assert found.span.file.path == f"{path.as_posix()}/imsmanifest.xml"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('<file href="bild.png"/>', """<file href="it's.png"/>""", "it's.png"),
        ('<file href="bild.png"/>', "<file href = 'a \"b\".png'/>", 'a "b".png'),
        (' href="bild.png" xml:base', """ xml:lang="a href='b'" href="c.png" xml:base""", "c.png"),
    ],
)
def test_places_of_attributes(valid: dict[str, Files], packed: Zip, old: str, new: str, place: str) -> None:
    text = valid["rich12"]["imsmanifest.xml"].decode().replace(old, new, 1)
    path = packed({**valid["rich12"], "imsmanifest.xml": text.encode()})
    found = [one for one in validate_package(path, lms="").diagnostics if one.code == "file-missing"]
    assert [one.span.text for one in found if one.span] == [place]


def test_what_concerns_the_whole_package_names_it(valid: dict[str, Files], packed: Zip) -> None:
    path = packed({**valid["scorm12"], "__MACOSX/x": b""})
    (found,) = (one for one in validate_package(path).diagnostics if one.code == "zip-junk")
    assert found.span is not None
    assert found.span.place == f"{path.as_posix()}:1:1"


def test_names_cannot_steer_a_terminal(valid: dict[str, Files], packed: Zip) -> None:
    files = {**valid["scorm12"], "a\x1b[31m\u202etxt.php": b"x", "__MACOSX/\x07\n": b"x", "\x1b\n.html": b"<html>"}
    found = validate_package(packed(files)).diagnostics
    assert any(one.code == "page-without-lang" for one in found)
    for one in found:
        place = one.span.file.path if one.span else ""
        assert not any(sign in one.message + (one.hint or "") + place for sign in "\x1b\x07\n\u202e")


def test_entities_are_not_expanded(valid: dict[str, Files], packed: Zip) -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE manifest [<!ENTITY a0 "aaaaaaaaaa">{bomb}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = valid["scorm12"]["imsmanifest.xml"].decode().replace("<manifest", head + "<manifest", 1)
    text = text.replace("<schema>ADL SCORM", "<schema>&a9;&x;")
    found = validate_package(packed({**valid["scorm12"], "imsmanifest.xml": text.encode()}))
    assert "manifest-doctype" in _codes(found)
    assert all("root:" not in one.message for one in found.diagnostics)


def test_deep_and_many_elements(valid: dict[str, Files], packed: Zip) -> None:
    deep = b"<a>" * 100_000
    assert "manifest-size" in _codes(validate_package(packed({**valid["scorm12"], "imsmanifest.xml": deep})))
    items = "".join(f'<item identifier="I{n}"/>' for n in range(2000))
    text = valid["scorm12"]["imsmanifest.xml"].decode().replace("</organization>", items + "</organization>")
    found = validate_package(packed({**valid["scorm12"], "imsmanifest.xml": text.encode()}))
    assert len(found.diagnostics) < 200


def test_what_is_left_out_is_counted(valid: dict[str, Files], packed: Zip) -> None:
    """A broken package does not fill the screen, and does not look better than it is."""
    files = "".join(f'<file href="{n}.png"/>' for n in range(300))
    text = valid["rich12"]["imsmanifest.xml"].decode().replace("<file ", files + "<file ", 1)
    text = text.replace("0.png", "x" * 1_000_000, 1)
    found = validate_package(packed({**valid["rich12"], "imsmanifest.xml": text.encode()}), lms="").diagnostics
    assert len(found) == MOST + 1
    assert found[-1].message == "Ab hier gibt es 280 weitere Meldungen „file-missing“."
    assert max(len(one.message) for one in found) < 2000


def test_what_is_said_once_counts_once(valid: dict[str, Files], packed: Zip) -> None:
    """LiaScript names one metadata file in five places."""
    text = valid["scorm2004"]["imsmanifest.xml"].decode()
    named = re.findall(r"<metadata>\s*<adlcp:location>.*?</metadata>|<adlcp:location>.*?</adlcp:location>", text)[0]
    metadata = f"<metadata>{re.findall('<adlcp:location>.*?</adlcp:location>', named)[0]}</metadata>"
    text = text.replace("</title>\n   </item>", f"</title>{metadata}</item>")
    wrong = "".join(f"<falsch{n}/>" for n in range(12))
    files = {**valid["scorm2004"], "imsmanifest.xml": text.encode()}
    files["metadata.xml"] = files["metadata.xml"].replace(b"<general>", b"<general>" + wrong.encode())
    assert text.count("<adlcp:location>") == 2
    assert len(validate_package(packed(files), lms="").diagnostics) == 12


def test_addresses_written_half(valid: dict[str, Files], packed: Zip) -> None:
    text = valid["rich12"]["imsmanifest.xml"].decode().replace("assets/theme.css", "ein%20bild#1.png")
    files = {**valid["rich12"], "imsmanifest.xml": text.encode(), "ein bild#1.png": b"x"}
    (found,) = (one for one in validate_package(packed(files), lms="").diagnostics if one.code == "file-missing")
    assert found.hint is not None and "%23" in found.hint


def test_long_manifests_cost_little(valid: dict[str, Files], packed: Zip) -> None:
    """Thousands of items that start nothing, and a chain of thousands of resources."""
    items = "".join(f'<item identifier="A{n}" identifierref="X{n}"><title>ä</title></item>' for n in range(20_000))
    chain = "".join(
        f'<resource identifier="D{n}" type="webcontent" adlcp:scormtype="asset" href="index.html">'
        f'<dependency identifierref="D{n + 1}"/></resource>'
        for n in range(6000)
    )
    text = valid["rich12"]["imsmanifest.xml"].decode()
    text = text.replace("</organization>", items + "</organization>").replace("</resources>", chain + "</resources>")
    started = time.process_time()
    found = validate_package(packed({**valid["rich12"], "imsmanifest.xml": text.encode()}), lms="")
    assert {"item-resource-unknown", "resource-href-unlisted"} <= _codes(found)
    assert time.process_time() - started < 10


def test_memory_and_time_are_bounded(valid: dict[str, Files], packed: Zip) -> None:
    media = {f"medien/{n}.mp4": bytes(range(256)) * 4096 for n in range(40)}
    path = packed({**valid["scorm12"], **media, "assets/gross.js": b"a(\"<a b='" * 400_000})
    tracemalloc.start()
    started = time.process_time()
    validate_package(path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 40 * 1024**2
    assert time.process_time() - started < 20


def test_pages_full_of_tags_need_little_memory(valid: dict[str, Files], packed: Zip) -> None:
    path = packed({**valid["scorm12"], "index.html": b"<html>" + b"<a>" * 200_000})
    tracemalloc.start()
    validate_package(path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 12 * 1024**2


@pytest.mark.parametrize(
    "evil",
    [
        "<a " + "b " * 60_000,
        "<a " + " " * 60_000 + '"',
        "<" * 200_000,
        "<a b=" * 50_000,
        '<a "' * 50_001,
        "<!--" * 50_000,
        "<title" * 50_000,
        "<html " * 50_000,
        "<base " * 50_000,
        "url(" * 60_000,
        "import(" + " " * 100_000,
        'from"' * 50_000,
        '.open("' * 50_000,
        "/*" * 100_000,
        "<title>" * 50_000,
        '.on("a b c ' * 30_000,
        "<img srcset='a ,b " * 20_000,
        "a=" * 100_000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_hostile_pages_cost_little(valid: dict[str, Files], packed: Zip, evil: str) -> None:
    files = {**valid["scorm12"], "index.html": b"<html>" + evil.encode() * 2, "assets/theme.css": evil.encode() * 2}
    started = time.process_time()
    validate_package(packed(files))
    assert time.process_time() - started < 5


def test_nothing_is_extracted(valid: dict[str, Files], packed: Zip, tmp_path: Path) -> None:
    path = packed(valid["scorm12"])
    before = sorted(tmp_path.rglob("*"))
    validate_package(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_every_code_has_a_reason() -> None:
    assert all(text.endswith(".") and len(text) > 20 for text in CODES.values())
    assert sys.version_info >= (3, 11)
