"""Question banks hold what the course asks: read again by strict readers and by readers of others."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from moodle_xml_parser.parser import parse_bytes

from lernbuild.build_record import package_name
from lernbuild.course.edition import Edition
from lernbuild.course.model import Course
from lernbuild.course.present import present_editions
from lernbuild.diagnostics import Diagnostic, Severity
from lernbuild.pipeline import build
from lernbuild.questions.gallery import COURSE, gallery_files
from lernbuild.render.site import Site
from lernbuild.run import Request
from lernbuild.targets import check_targets, find_target
from lernbuild.targets.question_bank import collect
from lernbuild.targets.question_bank.model import Matching
from tests.course.small_course import assemble, lesson
from tests.real_courses import COURSES, REPOSITORY
from tests.targets import gift_reader, moodle_reader
from tests.targets.banks import in_order, wanted
from tests.targets.moodle_reader import squashed

PICTURED = """\
---
titel: Sonderfälle
---

::: frage Was zeigt das Bild? {punkte=3 id=bild}
![Ein Ausweis](../medien/eat.png)

- (x) Einen Ausweis {a} mit 100% ~ #1 = :x ]]> <b> & \\\\
  > Siehe $a^2 \\le \\frac{b}{c}$ und [Text](https://example.org/?a=1&b={2}).
- ( ) `@@PLUGINFILE@@` und {1:SHORTANSWER:=a}

Hinweis: Sehen Sie *genau* hin.
:::

::: frage Welches Zeichen steht für alles?
Antwort: * | -> | }~#=:{ | "x" & <y>
:::

::: frage Es gilt [[~}#=\\\\"' <b>]] und [[( ) a~b | (x) c}d#e | ( ) %50%x]].
:::

::: frage Nur in Hessen? {nur=he punkte=4}
- (richtig) Ja.
- (falsch) Nein.
- (falsch) Vielleicht.

Rückmeldung falsch: Lesen Sie noch einmal.
Hinweis: Denken Sie nach.
:::
"""


Made = tuple[Course, str, bytes, Sequence[Diagnostic]]
"""The course with its numbers, its GIFT, its Moodle XML, and what was said about it."""


def made(root: Path, course: str, out: Path) -> Made:
    """By the whole way that authors go."""
    result = build(Request(root, date(2026, 6, 15), (course,), targets=("moodle-xml", "gift"), out=out))
    assert not result.report.refuses(), [d.message for d in result.report.diagnostics]
    (edition,) = present_editions(root, course).editions[:1]
    gift = (out / f"{course}.gift.txt").read_text(encoding="utf-8")
    return edition.course, gift, (out / f"{course}.moodle-xml.xml").read_bytes(), result.report.diagnostics


def of_course(course: Course) -> Made:
    """Without the pages, which banks do not need."""
    files = {asset.name: asset.source.read_bytes() for asset in course.assets}
    site = Site(course.settings.id, course.settings.title, "de", course.settings.version, files, b"", (), course=course)
    xml, gift = (find_target(name) for name in ("moodle-xml", "gift"))
    assert xml is not None
    assert gift is not None
    ((_, data),), ((_, text),) = xml.files(site).items(), gift.files(site).items()
    return course, text.decode(), data, check_targets(course, ("moodle-xml", "gift"))


def _gallery(root: Path) -> None:
    for name, data in gallery_files():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    place = root / "courses" / COURSE
    settings = place / "kurs.yaml"
    settings.write_text(settings.read_text("utf-8") + "varianten: [he]\nvarianten-modus: auswahl\n", encoding="utf-8")
    (root / "courses/varianten").mkdir()
    (root / "courses/varianten/he.yaml").write_text("name: Hessen\n", encoding="utf-8")
    (place / "01-fragen/05-sonder.md").write_text(PICTURED, encoding="utf-8")


@pytest.fixture(scope="module")
def special(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("special")
    _gallery(root)
    return made(root, COURSE, root / "dist")


@pytest.fixture(scope="module", params=[COURSE, *COURSES])
def bank(request: pytest.FixtureRequest, special: Made) -> Made:
    if request.param == COURSE:
        return special
    return of_course(present_editions(REPOSITORY, request.param).editions[0].course)


def _anything(answer: tuple[str, ...], kind: str) -> bool:
    """The answer that catches all that is wrong."""
    return answer[0] == "* (anything)" or (kind == "numerical" and answer[0] == "*")


def test_moodle_xml_holds_every_question(bank: Made) -> None:
    course, _, data, _ = bank
    found, expected = moodle_reader.read(data), wanted(course)
    assert list(found) == list(expected)
    for number, want in expected.items():
        asked = found[number]
        assert asked.kind == want.kind
        assert asked.category.endswith("/" + want.module.replace("/", "//")), number
        assert in_order(want.pieces, asked.text), (number, want.pieces, asked.text)
        given = [answer for answer in asked.answers if not _anything(answer, asked.kind)]
        width = len(want.answers[0]) if want.answers else 0
        if want.kind == "cloze":
            assert [tuple(map(squashed, gap)) for gap in given] == [tuple(map(squashed, gap)) for gap in want.answers]
        else:
            assert [answer[:width] for answer in given] == want.answers, number
        assert want.kind == "cloze" or asked.points == pytest.approx(want.points, abs=1e-6)
        assert [piece for piece in want.told if piece not in asked.everything] == [], number
        if want.kind not in {"truefalse", "essay"}:
            assert len(asked.hints) == len(want.question.hints)
        if want.question.kind in {"choice", "multiple", "matching"}:
            assert asked.shuffle is (want.question.shuffle is not False)
        if want.kind == "multichoice":
            assert asked.single is (want.question.kind == "choice")


def _missing_in_gift(course: Course) -> set[str]:
    return {
        number
        for number, want in wanted(course).items()
        if want.kind == "ordering"
        or (want.kind == "cloze" and len(want.answers) > 1)
        or (want.kind == "shortanswer" and any("->" in text for text, _ in want.answers))
    }


def test_gift_holds_what_it_can(bank: Made) -> None:
    course, gift, _, _ = bank
    found, expected, missing = gift_reader.read(gift), wanted(course), _missing_in_gift(course)
    assert list(found) == [number for number in expected if number not in missing]
    for number, asked in found.items():
        want = expected[number]
        typed = want.kind == "cloze"
        assert asked.kind in ({"shortanswer", "multichoice"} if typed else {want.kind})
        assert asked.category.endswith("/" + want.module.replace("/", "//"))
        assert in_order(want.pieces, asked.text), (number, want.pieces, asked.text)
        given = [answer for answer in asked.answers if not _anything(answer, asked.kind)]
        if typed:
            flat = tuple(word for answer in given for word in answer[:2])
            assert tuple(map(squashed, flat)) == tuple(map(squashed, want.answers[0]))
        else:
            assert [answer[: len(want.answers[0])] if want.answers else answer for answer in given] == want.answers
        assert [piece for piece in want.told if piece not in asked.everything] == [], number


_READ = """
const { parse } = require("gift-pegjs");
let source = "";
process.stdin.on("data", (part) => (source += part)).on("end", () => console.log(JSON.stringify(parse(source))));
"""


def _gift_pegjs(source: str, repository: Path) -> list[dict[str, object]]:
    done = subprocess.run(["node", "-e", _READ], input=source, capture_output=True, text=True, encoding="utf-8",
                          cwd=repository, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


_PEG_KINDS = {"MC": "multichoice", "TF": "truefalse", "Short": "shortanswer", "Numerical": "numerical",
              "Matching": "matching", "Essay": "essay"}  # fmt: skip


def test_gift_read_by_gift_pegjs(bank: Made, repository: Path) -> None:
    _, gift, _, _ = bank
    if not (repository / "node_modules/gift-pegjs").is_dir():
        pytest.skip("needs npm ci (gift-pegjs)")
    own = gift_reader.read(gift)
    others = [one for one in _gift_pegjs(gift, repository) if one["type"] != "Category"]
    assert [one["id"] for one in others] == list(own)
    for one in others:
        mine, kind = own[str(one["id"])], _PEG_KINDS[str(one["type"])]
        assert one["title"] == mine.name
        assert kind == mine.kind or (kind == "shortanswer" and mine.kind == "multichoice")
        stem: dict[str, str] = one["stem"]  # type: ignore[assignment]
        assert moodle_reader.words(stem["text"].replace("_____ ", "___")) == mine.text
        assert _peg_answers(one) == [answer[:2] if kind != "truefalse" else answer for answer in mine.answers]


def _peg_answers(one: dict[str, object]) -> list[tuple[str, ...]]:
    """The answers of gift-pegjs in the form of the own reader."""
    match one["type"]:
        case "TF":
            wrong, right = (moodle_reader.words((one[name] or {}).get("text", ""))  # type: ignore[attr-defined]
                            for name in ("trueFeedback", "falseFeedback"))  # fmt: skip
            true = bool(one["isTrue"])
            return [("true", "100" if true else "0", right if true else wrong),
                    ("false", "0" if true else "100", wrong if true else right)]  # fmt: skip
        case "Matching":
            pairs: list[dict[str, object]] = one["matchPairs"]  # type: ignore[assignment]
            return [(moodle_reader.words(pair["subquestion"]["text"]),  # type: ignore[index]
                     "".join(_unmasked(str(pair["subanswer"])).split())) for pair in pairs]  # fmt: skip
        case "Essay":
            return []
    choices: list[dict[str, object]] = one["choices"]  # type: ignore[assignment]
    return [_peg_choice(choice, str(one["type"])) for choice in choices]


def _peg_choice(choice: dict[str, object], kind: str) -> tuple[str, str]:
    text: dict[str, object] = choice["text"]  # type: ignore[assignment]
    weight = choice["weight"]
    share = f"{weight:g}" if weight is not None else "100" if choice["isCorrect"] else "0"
    share = f"{weight:.5f}".rstrip("0").rstrip(".") if isinstance(weight, int | float) else share
    if kind == "Numerical":
        return (str(text["number"]), share) if "number" in text else ("*", share)
    if kind == "MC":
        return moodle_reader.words(str(text["text"])), share
    plain = str(text["text"])
    return plain.replace("\\*", "*") if plain != "*" else "* (anything)", share


def _unmasked(text: str) -> str:
    """gift-pegjs 1.0.2 leaves its own marks for escaped signs in the right sides of pairs."""
    for number, sign in ((92, "\\"), (58, ":"), (35, "#"), (61, "="), (123, "{"), (125, "}"), (126, "~")):
        text = text.replace(f"&&{number:03}", sign).replace(sign + ";", sign)
    return text


def test_moodle_xml_read_by_moodle_xml_parser(bank: Made) -> None:
    """That reader knows two kinds, and takes references in gaps for signs, so gaps with signs are not asked."""
    _, _, data, _ = bank
    own = list(moodle_reader.read(data).values())
    found = parse_bytes(data)
    choices = [one for one in own if one.kind == "multichoice"]
    assert len(found["multichoice"]) == len(choices)
    for theirs, mine in zip(found["multichoice"], choices, strict=True):
        assert theirs.name == mine.name
        assert (theirs.single, theirs.shuffle_answers) == (mine.single, mine.shuffle)
        assert theirs.default_grade == mine.points
        assert [f"{option.score_fraction:g}" for option in theirs.options] == [
            f"{float(answer[1]):g}" for answer in mine.answers
        ]
    texts = [one for one in own if one.kind == "cloze"]
    assert len(found["cloze"]) == len(texts)
    for theirs, mine in zip(found["cloze"], texts, strict=True):
        if not any(sign in "".join(map("".join, mine.answers)) for sign in "~}#=\\\"'<>&%"):
            assert [[option.answer for option in gap.options] for gap in theirs.gaps] == [
                list(gap[::2]) for gap in mine.answers
            ]


def test_everything_missing_is_named(bank: Made) -> None:
    course, _, _, diagnostics = bank
    said = [d for d in diagnostics if d.code == "bank-left-out"]
    everything = [q for lesson in course.lessons for q in lesson.questions]
    never = [q for q in everything if q.kind in {"hotspot", "branch", "likert"} or
             (q.kind == "text" and not q.content.accepted)]  # fmt: skip
    assert sum("Moodle XML" in d.message for d in said) == len(never)
    assert sum("GIFT" in d.message for d in said) == len(never) + len(_missing_in_gift(course))
    assert {d.severity for d in said} <= {Severity.INFO}
    assert all(d.span is not None and d.span.text.startswith(":::") for d in said)


def _one(bank: Made, words: str) -> moodle_reader.Asked:
    return next(one for one in moodle_reader.read(bank[2]).values() if squashed(words) in one.text)


def test_pictures_lie_inside(special: Made) -> None:
    asked = _one(special, "Was zeigt das Bild?")
    (name,) = asked.files
    assert asked.files[name][:4] in (b"\x89PNG", b"RIFF")
    assert asked.points == 3
    assert "EinAusweis" in asked.text
    assert asked.answers[1][0] == "@@PLUGINFILE@@und{1:SHORTANSWER:=a}"
    assert any(d.code == "bank-simplified" and "GIFT" in d.message and "Bild" in d.message
               for d in special[3])  # fmt: skip
    gift = gift_reader.read(special[1])
    assert any("[Bild:EinAusweis]" in one.text for one in gift.values())


def test_laender_are_named(special: Made) -> None:
    """A bank asks everywhere, so a question of one Land says where it holds."""
    statements = [one for one in moodle_reader.read(special[2]).values() if "NurinHessen?" in one.text]
    assert len(statements) == 3
    assert all(one.text.startswith("GiltnurinHessen") or "GiltnurinHessen" in squashed(one.text.replace(":", ""))
               for one in statements)  # fmt: skip
    assert all("Hessen" in one.tags for one in statements)
    assert sum(one.points for one in statements) == pytest.approx(4, abs=1e-6)
    said = [d.message for d in special[3] if "Nur in Hessen" in d.message and "XML" in d.message]
    assert [("Rückmeldung" in one, "Hinweise" in one) for one in said] == [(True, False), (False, True)]


def test_units_are_known(special: Made) -> None:
    found = [one for one in moodle_reader.read(special[2]).values() if one.kind == "numerical"]
    units = [one.units for one in found]
    assert {"Euro": 1, "€": 1, "EUR": 1} in units
    assert {"Jahre": 1, "Jahr": 1, "Jahren": 1, "Monate": 12, "Monat": 12, "Monaten": 12} in units


def test_same_bytes_every_time(special: Made, tmp_path: Path) -> None:
    root = tmp_path / "again"
    _gallery(root)
    assert made(root, COURSE, tmp_path / "elsewhere")[1:3] == special[1:3]


@pytest.mark.full
@pytest.mark.parametrize("course", COURSES)
def test_real_courses_build(course: str, tmp_path: Path) -> None:
    """The files and their record, as the build of a course writes them."""
    whole, light = (
        made(REPOSITORY, course, tmp_path),
        of_course(present_editions(REPOSITORY, course).editions[0].course),
    )
    assert whole[1] == light[1]
    assert list(moodle_reader.read(whole[2])) == list(moodle_reader.read(light[2]))
    record = json.loads((tmp_path / f"{course}.build.json").read_text("utf-8"))
    sizes = {one["path"]: one["size"] for one in record["packages"]}
    assert sizes == {
        f"{course}.gift.txt": len(whole[1].encode()),
        f"{course}.moodle-xml.xml": len(whole[2]),
    }


def test_variant_in_the_name() -> None:
    (edition,) = present_editions(REPOSITORY, COURSES[0]).editions[:1]
    of_land = Edition(edition.course_id, "bw", edition.course)
    names = [package_name(of_land, target) for name in ("moodle-xml", "gift") if (target := find_target(name))]
    assert names == [f"{COURSES[0]}.bw.moodle-xml.xml", f"{COURSES[0]}.bw.gift.txt"]


def test_a_picture_to_choose_from_a_list_is_named(tmp_path: Path) -> None:
    question = "::: frage Ordnen Sie zu.\n- Hund => ![Ein Hund](medien/hund.png)\n- Katze => Miau\n:::"
    files = {"probe/01-modul/01-lektion.md": lesson(question), "probe/01-modul/medien/hund.png": "PNG"}
    bank = collect(assemble(tmp_path, files)[0])
    (item,) = bank.categories[0].items
    assert isinstance(item.form, Matching) and [right for _, right in item.form.pairs] == ["Ein Hund", "Miau"]
    assert [lost.why for lost in bank.lost] == ["Das Bild fehlt, es steht nur seine Beschreibung da."]
