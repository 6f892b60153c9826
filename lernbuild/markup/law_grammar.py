"""The words of a legal citation as patterns; knows no law and no order of words."""

from __future__ import annotations

import re

_SPACE = r"[ \t\n\u00a0\u202f]{0,3}"
SIGN = re.compile(
    r"§§?"
    r"|A(?<!\wA)rt(?:ikeln?\b|\.|(?=[ \u00a0]\d))"
    r"|P(?<!\wP)ar(?:agra(?:f|ph)(?:en|s)?(?=[ \u00a0]\d)|\.(?=[ \u00a0]?\d))"
    r"|p(?<!\wp)aragra(?:f|ph)(?:en|s)?(?=[ \u00a0]\d)"
)
"""Each way begins with a letter of its own, so that the search looks for four letters and at nothing else."""
_LABELS = (
    r"(?:Unter|U)?[Aa]bs(?:ätzen?|atz(?:es)?|\.)?|S(?:ätzen?|atz(?:es)?|\.)?|Nummern?|Nrn?\.?|Buchst(?:aben?|\.)?"
    r"|[Ll]it\.?|Alt(?:ernativen?|\.)?|Halbs(?:atz|\.)|H[Ss]\.?|Var(?:ianten?|\.)?|Spiegelstrich"
)
TOKEN = re.compile(
    rf"{_SPACE}(?:"
    r"(?P<number>\d{1,4}(?:[a-z](?![A-Za-zäöüß]))?)(?!\w|ff)"
    r"|(?P<ff>ff?\.(?!\w)|ff(?!\w))"
    rf"|(?P<label>(?:{_LABELS})(?={_SPACE}[\da-zIVX])(?![\w-]*[A-Za-zäöüß-]))"
    r"|(?P<roman>[IVX]{1,5}(?!\w))"
    r"|(?P<letter>[a-z]{1,2}\)?(?![\w.]))"
    r"|(?P<ivm>(?:i\.[ \u00a0]?V\.[ \u00a0]?m\.|iVm|in Verbindung mit)(?!\w))"
    r"|(?P<join>,|;|/|[–-]|(?:und|oder|sowie|bis)(?!\w))"
    r"|(?P<sign>§{1,2}|Art\.|Artikel(?!\w))"
    r")"
)
_LANDS = "BW|BaWü|Ba-Wü|HE|Hess|RP|RhPf|RLP|NRW|NW|BY|BE|SH|NI|SL|SN|ST|TH|HB|HH|MV|BB"
_BEFORE_LAW = rf"{_SPACE}(?:mit (?:der )?Anlage(?: \d)?[ \u00a0\n])?"
LAW = re.compile(
    rf"{_BEFORE_LAW}(?P<name>(?:eI|[A-ZÄÖÜ])[\w\u00ad]*(?:[-/][A-ZÄÖÜ]\w*)*"
    rf"(?:[ \u00a0](?:[IVX]{{1,4}}|\d/\d\d|\d{{1,2}}|{_LANDS})(?!\w|\.\w))?)(?![\w/])"
)
LAW_IN_WORDS = re.compile(rf"{_BEFORE_LAW}(?P<name>(?:des|der)[ \u00a0\n][A-ZÄÖÜ][\w-]*)")
EU_ACT = re.compile(
    r"(?P<name>(?P<kind>VO|Verordnung|RL|Richtlinie)[ \u00a0](?:\((?:EU|EG|EWG)\)[ \u00a0])?(?:Nr\.[ \u00a0])?"
    r"(?P<first>\d{1,4})/(?P<second>\d{1,4})(?:/(?:EU|EG|EWG))?)(?![\w/])"
)
EU_PAGES = "https://eur-lex.europa.eu/eli/{kind}/{year}/{number}/oj/deu"
LIKE_A_LAW = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*(?:G|GB|VO|V|O)(?:[-/][A-Z]+)?(?: .+)?")
LAND_LAW = re.compile(rf".*[ \u00a0](?:{_LANDS})")
NO_DOT = re.compile(r"(?:U?[Aa]bs|S|Nrn?|Buchst|[Ll]it|Alt|Hs|Var)")
RANGE = ("bis", "–", "-")
