"""Snippets, links, pictures, heads and glossary: what a course is put together from."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lernbuild.course.assemble import assemble_course
from lernbuild.course.load import load_project
from lernbuild.markup.nodes import FootnoteRef, Link, Term
from lernbuild.markup.walking import plain_text, walk
from lernbuild.rules import check_project

from .small_course import BASE, QUESTION, assemble, codes, lesson, one, project

PATH = "probe/01-modul/01-lektion.md"


def links(root: Path) -> str:
    return (root / "courses" / PATH).as_posix()


# ---- files --------------------------------------------------------------------


def test_only_numbered_files_are_lessons_in_order(tmp_path: Path) -> None:
    files = {
        "probe/10-ende/01-c.md": lesson("c", "titel: C"),
        "probe/02-mitte/10-b.md": lesson("b", "titel: B"),
        "probe/02-mitte/9-a.md": lesson("a", "titel: A"),
        "probe/02-mitte/modul.yaml": "titel: Die Mitte\n",
        "probe/REDAKTION.md": "nichts",
        "probe/02-mitte/README.md": "nichts",
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert [one.key for one in course.lessons] == ["a", "b", "c"]
    assert [module.title for module in course.modules] == ["Die Mitte", "Ende"]


def test_explicit_order_of_modules(tmp_path: Path) -> None:
    files = {
        "probe/kurs.yaml": BASE["probe/kurs.yaml"] + "module: [02-zwei, eins]\n",
        "probe/01-eins/01-a.md": lesson("a"),
        "probe/02-zwei/01-b.md": lesson("b"),
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert [one.key for one in course.lessons] == ["b", "a"]


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.md"
    secret.write_text("geheim")
    project(tmp_path / "p", {PATH: lesson("::: einbinden bausteine/geheim.md\n:::")})
    (tmp_path / "p/courses/bausteine").mkdir()
    (tmp_path / "p/courses/bausteine/geheim.md").symlink_to(secret)
    (tmp_path / "p/courses/bausteine/ordner").symlink_to(tmp_path)
    loaded = load_project(tmp_path / "p")
    assert "bausteine/geheim.md" not in loaded.files
    assert not any("ordner" in path for path in loaded.files)
    _, said = assemble(tmp_path / "p", {PATH: lesson("::: einbinden bausteine/geheim.md\n:::")})
    assert codes(said) == ["path-outside"]


def test_names_that_are_no_text_and_links_in_circles(tmp_path: Path) -> None:
    """Old zips unpack „büro.png“ as bytes that are no UTF-8; such a file would silently lack in every package."""
    project(tmp_path, {PATH: lesson("Text")})
    module = tmp_path / "courses/probe/01-modul"
    (module / "kreis.md").symlink_to("kreis.md")
    Path(os.fsdecode(os.fsencode(module) + b"/02-b\x81ro.md")).write_text(lesson("Weg"), encoding="utf-8")
    (tmp_path / "courses/probe" / "/".join("d" * 80)).mkdir(parents=True)
    loaded = load_project(tmp_path)
    said = check_project(loaded)
    assert codes(said) == ["file-name-unreadable"] * 2
    assert "b?ro.md“" in said[0].message and "zu tief" in said[1].message
    assert assemble_course(loaded, "probe", variant="")[1] == []
    assert check_project(loaded, ["anderer"]) == []


def test_only_changed_files_are_read_again(tmp_path: Path) -> None:
    first = project(tmp_path, {PATH: lesson("Alt"), "probe/01-modul/02-b.md": lesson("Bleibt")})
    kept = first.document("probe/01-modul/02-b.md")[0]
    changed = first.document(PATH)[0]
    (tmp_path / "courses" / PATH).write_text(lesson("Ganz neu"), encoding="utf-8")
    second = load_project(tmp_path, first)
    assert second.document("probe/01-modul/02-b.md")[0] is kept
    assert second.document(PATH)[0] is not changed
    assert "Ganz neu" in second.source(PATH)[0].text


# ---- snippets -----------------------------------------------------------------


def test_snippets_in_snippets_and_their_own_places(tmp_path: Path) -> None:
    files = {
        PATH: lesson("::: einbinden bausteine/a.md\n:::\n\nText[^1]\n\n[^1]: Eigene."),
        "bausteine/a.md": "A[^1]\n\n::: einbinden teile/b.md\n:::\n\n[^1]: Aus a.\n",
        "bausteine/teile/b.md": "![B](b.png)\n",
        "bausteine/teile/b.png": "PNG",
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    lesson_ = course.lessons[0]
    labels = [n.label for n in walk(lesson_.blocks) if isinstance(n, FootnoteRef)]
    assert sorted(labels) == sorted(n.label for n in lesson_.footnotes)
    assert len(set(labels)) == 2
    assert [asset.name for asset in course.assets] == ["medien/b.png"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("::: einbinden bausteine/x.md\n:::", "include-loop"),
        ("::: einbinden bausteine/fehlt.md\n:::", "file-not-found"),
        ("::: einbinden ../../../x.md\n:::", "path-outside"),
        ("::: einbinden /etc/passwd\n:::", "path-outside"),
        ("::: einbinden Bausteine/X.md\n:::", "path-case"),
        ("::: einbinden\n:::", "include-path"),
    ],
)
def test_snippets_that_do_not_work(tmp_path: Path, text: str, code: str) -> None:
    files = {
        PATH: lesson(text),
        "bausteine/x.md": "::: einbinden y.md\n:::\n",
        "bausteine/y.md": "::: einbinden x.md\n:::\n",
    }
    _, said = assemble(tmp_path, files)
    assert codes(said) == [code]


# ---- links and pictures ---------------------------------------------------------


def test_links_to_lessons_and_anchors(tmp_path: Path) -> None:
    text = "[](../02-x/01-y.md), [](../02-x/01-y.md#frist), [hier](#start), [](#start)\n\n## Ein Start {#start}\n"
    course, said = assemble(
        tmp_path, {PATH: lesson(text), "probe/02-x/01-y.md": lesson("## Die Frist {#frist}", "titel: Y")}
    )
    assert said == []
    shown = [plain_text(n) for n in walk(course.lessons[0].blocks) if isinstance(n, Link)]
    assert shown == ["Y", "Die Frist", "hier", "Ein Start"]
    at = links(tmp_path)
    assert course.links[at, "../02-x/01-y.md#frist"] == "lesson:y#frist"
    assert course.links[at, "#start"] == "lesson:lektion#start"


def test_a_snippets_link_leads_into_each_lesson_of_its_own(tmp_path: Path) -> None:
    files = {
        "bausteine/a.md": "[](#ziel)\n",
        PATH: lesson("::: einbinden bausteine/a.md\n:::\n\n## Eins {#ziel}\n"),
        "probe/01-modul/02-zwei.md": lesson("::: einbinden bausteine/a.md\n:::\n\n## Zwei {#ziel}\n"),
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    places = []
    for each in course.lessons:
        (link,) = [n for n in walk(each.blocks) if isinstance(n, Link)]
        places.append((plain_text(link), course.links[link.span.file.path, link.target]))
    assert places == [("Eins", "lesson:lektion#ziel"), ("Zwei", "lesson:zwei#ziel")]


def test_assets_get_plain_names_without_collisions(tmp_path: Path) -> None:
    files = {
        PATH: lesson(
            "![A](medien/Überblick%20neu.png) ![B](../medien/x.png) ![C](x.png)\n\n[Formular](medien/antrag.pdf)"
        ),
        "probe/medien/Überblick neu.png": "PNG",
        "probe/medien/x.png": "PNG",
        "probe/01-modul/x.png": "PNG",
        "probe/medien/antrag.pdf": "PDF",
    }
    course, said = assemble(tmp_path, files)
    assert said == []
    assert sorted(asset.name for asset in course.assets) == [
        "medien/Ueberblick-neu.png",
        "medien/antrag.pdf",
        "medien/x-2.png",
        "medien/x.png",
    ]
    assert course.links[links(tmp_path), "medien/antrag.pdf"] == "asset:medien/antrag.pdf"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![A](medien/fehlt.png)", "file-not-found"),
        ("![A](MEDIEN/eat.png)", "path-case"),
        (r"![A](medien\eat.png)", "path-backslash"),
        ("![A](/medien/eat.png)", "path-absolute"),
        ("![A](//example.org/a.png)", "media-from-web"),
        ("![A](medien/bild.heic)", "media-format"),
        ("[A](REDAKTION.md)", "link-not-a-lesson"),
        ("[A](www.bamf.de)", "link-without-scheme"),
        ("[A](bamf.de/asyl)", "link-without-scheme"),
        ("[A](#nirgends)", "anchor-missing"),
        ("[A](begriff:Nichts)", "term-unknown"),
    ],
)
def test_links_that_do_not_work(tmp_path: Path, text: str, code: str) -> None:
    files = {"probe/medien/eat.png": "PNG", "probe/medien/bild.heic": "X", "probe/REDAKTION.md": "x"}
    _, said = assemble(tmp_path, {**files, PATH: lesson(text)})
    assert codes(said) == [code]


def test_other_schemes_are_left_alone(tmp_path: Path) -> None:
    _, said = one(tmp_path, "[a](https://example.org) [b](mailto:a@example.org) [c](tel:115)")
    assert said == []


# ---- glossary -------------------------------------------------------------------


def test_terms_are_marked_once_and_only_in_running_text(tmp_path: Path) -> None:
    text = "## Die Duldung\n\nEine [Duldung](https://example.org), eine Duldung, die Duldung und zwei Duldungen.\n"
    course, said = one(tmp_path, text)
    assert said == []
    terms = [n for n in walk(course.lessons[0].blocks) if isinstance(n, Term)]
    assert [(t.key, t.span.column) for t in terms] == [("Duldung", 43)]


def test_no_marks_in_tests_and_questions(tmp_path: Path) -> None:
    course, _ = one(tmp_path, f"Eine Duldung.\n\n{QUESTION}", head="titel: T\ntyp: test")
    assert not any(isinstance(n, Term) for n in walk(course.lessons[0].blocks))


def test_own_term_beats_the_shared_one(tmp_path: Path) -> None:
    own = "- begriff: Duldung\n  kurz: Eigene Worte.\n  siehe: [Duldung]\n"
    course, said = assemble(tmp_path, {"probe/glossar.yaml": own, PATH: lesson("Text")})
    assert codes(said) == ["term-overrides"]
    assert [term.short for term in course.glossary] == ["Eigene Worte."]


# ---- identity and digest ----------------------------------------------------------


def digest(root: Path, text: str, variant: str = "") -> str:
    return one(root, text, variant)[0].lessons[0].digest


def test_digest_changes_with_what_is_seen_and_with_nothing_else(tmp_path: Path) -> None:
    base = digest(tmp_path / "1", "Es kostet {{gebuehr}}.")
    assert digest(tmp_path / "2", "\n\nEs\nkostet   {{gebuehr}}.\n") == base
    assert digest(tmp_path / "3", "Es kostet {{gebuehr}}!") != base
    changed = {"fakten/a.yaml": BASE["fakten/a.yaml"].replace("411", "430"), PATH: lesson("Es kostet {{gebuehr}}.")}
    assert assemble(tmp_path / "4", changed)[0].lessons[0].digest != base
    assert digest(tmp_path / "5", "Es kostet {{gebuehr}}.", "bw") == base


def test_approval_holds_for_the_text_that_was_read(tmp_path: Path) -> None:
    known = digest(tmp_path / "1", "Text")
    line = f"- {{lektion: lektion, hash: {known}, name: A. Beispiel, rolle: ROLLE, datum: 2026-07-01}}\n"
    expert, editor = line.replace("ROLLE", "fachlich"), line.replace("ROLLE", "redaktionell")
    course, said = assemble(tmp_path / "2", {PATH: lesson("Text"), "probe/freigaben.yaml": expert + editor})
    assert (said, course.lessons[0].approved) == ([], True)
    course, _ = assemble(tmp_path / "3", {PATH: lesson("Text"), "probe/freigaben.yaml": editor})
    assert not course.lessons[0].approved
    course, _ = assemble(tmp_path / "4", {PATH: lesson("Anderer Text"), "probe/freigaben.yaml": expert})
    assert not course.lessons[0].approved


def test_lesson_ids(tmp_path: Path) -> None:
    files = {
        "probe/01-a/01-überblick.md": lesson("a"),
        "probe/02-b/01-überblick.md": lesson("b"),
        "probe/02-b/02-x.md": lesson("b", "titel: X\nid: eigen"),
    }
    course, said = assemble(tmp_path, files)
    assert codes(said) == ["lesson-id-duplicate"]
    assert [one.key for one in course.lessons] == ["ueberblick", "ueberblick-2", "eigen"]


def test_a_mistake_inside_a_question_is_said_once(tmp_path: Path) -> None:
    _, said = one(tmp_path, "::: frage Warum?\n::: loesung\nDarum.\n:::\n:::\n")
    assert codes(said) == ["block-unknown"]


def test_a_large_course_is_quick(tmp_path: Path) -> None:
    text = "Nach § 18g Abs. 1 AufenthG kostet es {{gebuehr}}. Eine Duldung reicht nicht. " * 12 + "\n\n"
    files = {f"probe/{m:02}-m/{n:02}-l{m}-{n}.md": lesson(text * 4 + QUESTION) for m in range(5) for n in range(10)}
    loaded = project(tmp_path, files)
    start = time.process_time()
    from lernbuild.course.assemble import assemble_course

    course, said = assemble_course(loaded, "probe")
    assert course is not None
    assert said == []
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("target", "shown", "codes"),
    [
        ('| A |\n|---|\n| b |\n\n{#x beschriftung="Alle Fristen"}', "Alle Fristen", []),
        ('![Ein Strahl](a.png "Vom Antrag *zur* Karte"){#x}', "Vom Antrag zur Karte", []),
        ("![Ein Strahl](a.png){#x}", "Ein Strahl", []),
        ("::: merke Kurz {#x}\nText\n:::", "Kurz", []),
        ("::: merke {#x}\nText\n:::", "Probe", ["link-without-words"]),
        ("| A |\n|---|\n| b |\n\n{#x}", "Probe", ["link-without-words"]),
    ],
)
def test_an_empty_link_shows_what_it_leads_to(tmp_path: Path, target: str, shown: str, codes: list[str]) -> None:
    files = {"probe/01-modul/01-lektion.md": lesson(f"[](#x)\n\n{target}\n"), "probe/a.png": "PNG"}
    course, said = assemble(tmp_path, files)
    link = next(node for node in walk(course.lessons[0].blocks) if isinstance(node, Link))
    assert plain_text(link.children) == shown
    assert [d.code for d in said] == codes


def test_captions_and_transcripts_are_utf8(tmp_path: Path) -> None:
    """Browsers show captions in other encodings with wrong letters, and transcripts stand in the page."""
    project(tmp_path, {PATH: lesson("![Film](a.mp4){untertitel=a.vtt transkript=a.txt}"), "probe/01-modul/a.mp4": "x"})
    for name in ("a.vtt", "a.txt"):
        (tmp_path / "courses/probe/01-modul" / name).write_bytes("Viele Grüße aus dem Amt".encode("cp1252"))
    _, said = assemble_course(load_project(tmp_path), "probe", variant="")
    assert codes(said) == ["encoding", "encoding"]
    assert all(one.fix for one in said)


@pytest.mark.parametrize("path", [PATH, "probe/kurs.yaml"])
def test_a_merge_conflict_is_said_once(tmp_path: Path, path: str) -> None:
    texts = {**BASE, PATH: lesson("Text")}
    both = f"<<<<<<< HEAD\n{texts[path]}=======\n{texts[path]}>>>>>>> zweig\n"
    _, said = assemble_course(project(tmp_path, {**texts, path: both}), "probe", variant="")
    assert codes(said) == ["merge-conflict"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("foto.heic", "schreiben Sie: medien/foto.jpg"),
        ("film.MOV", "in MP4 um und schreiben Sie: medien/film.mp4"),
        ("ton.wma", "in MP3 um und schreiben Sie: medien/ton.mp3"),
        ("blatt.pdf", "ohne Ausrufezeichen: [Was zu sehen ist](medien/blatt.pdf)"),
        ("blatt.docx", "ohne Ausrufezeichen: [Was zu sehen ist](medien/blatt.docx)"),
    ],
)
def test_what_is_no_picture_gets_the_hint_for_its_kind(tmp_path: Path, name: str, hint: str) -> None:
    files = {PATH: lesson(f"![Was zu sehen ist](medien/{name})"), f"probe/medien/{name}": "x"}
    _, said = assemble(tmp_path, files)
    assert [(d.code, (d.hint or "").endswith(hint)) for d in said] == [("media-format", True)], said


def test_the_page_of_a_film_is_linked(tmp_path: Path) -> None:
    _, said = assemble(tmp_path, {PATH: lesson("![Ein Film](https://example.org/watch?v=a)")})
    assert [(d.code, d.hint) for d in said] == [
        ("media-from-web", "Verweisen Sie darauf, ohne Ausrufezeichen: [Ein Film](https://example.org/watch?v=a)")
    ]
