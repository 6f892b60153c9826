"""The tables of all YAML keys: courses, modules, lesson heads, facts, glossary; must not read anything."""

from __future__ import annotations

from lernbuild.course.fields import Field, Subject

TARGETS = ("scorm12", "scorm2004", "cmi5", "xapi", "web", "xikolo", "moodle-xml", "gift", "trainer")
ROLES = ("fachlich", "redaktionell")
KINDS = ("lektion", "test", "umfrage", "fall")
STATES = ("gesetzestext", "gesetzestext+sekundaer", "berechnet", "sekundaerquelle", "modellwissen", "offen")

COURSE = Subject("course", "Dem Kurs")
LESSON = Subject("front-matter", "Der Lektion")
FACT = Subject("fact", "Dem Fakt")
TERM = Subject("term", "Dem Begriff")
MODULE = Subject("module", "Dem Modul")
VARIANT = Subject("variant", "Der Variante")
APPROVAL = Subject("approval", "Der Freigabe")

_DAY = "Ergänzen Sie eine Zeile mit dem Tag, an dem Sie das Recht geprüft haben, zum Beispiel"
_MINUTES = "Die Dauer steht immer in Minuten, schreiben Sie nur die Zahl"

_COMPLETION = (
    Field("bestehen", "percent", "Die Bestehensgrenze", low=0, high=100, example="75"),
    Field("lektionen", "raw", "Die Angabe „lektionen“"),
    Field("test", "text", "Die Angabe „test“"),
    Field("versuche", "whole", "Die Zahl der Versuche", low=0, example="3"),
)

_CONTACT = (
    Field("mail", "text", "Die Mailadresse"),
    Field("url", "text", "Die Adresse"),
    Field("text", "text", "Der Text"),
)

COURSE_FIELDS = (
    Field("id", "text", "Die Kennung", required=True, example="mein-kurs"),
    Field("titel", "text", "Der Titel", required=True, example="Mein Kurs", description="der Titel"),
    Field("sprache", "language", "Die Sprache", required=True, example="de"),
    Field("version", "text", "Die Version", required=True, example='"1.0"'),
    Field("rechtsstand", "date", "Der Rechtsstand", required=True, hint=_DAY, example="2026-06-01"),
    Field("untertitel", "text", "Der Untertitel"),
    Field("beschreibung", "text", "Die Beschreibung"),
    Field("pruefen-bis", "date", "Der Prüftermin"),
    Field("autoren", "list", "Die Angabe „autoren“"),
    Field("herausgeber", "text", "Der Herausgeber"),
    Field("lizenz", "text", "Die Lizenz"),
    Field(
        "foerderung",
        "mapping",
        "Die Förderung",
        fields=(
            Field("text", "text", "Der Text", required=True, example="Gefördert aus Mitteln …"),
            Field("logo", "text", "Das Logo"),
            Field("alt", "text", "Die Beschreibung des Logos"),
        ),
    ),
    Field("schlagworte", "words", "Die Angabe „schlagworte“"),
    Field("zielgruppe", "text", "Die Zielgruppe"),
    Field("dauer", "whole", "Die Dauer", low=0, hint=_MINUTES),
    Field("lernziele", "raw", "Die Angabe „lernziele“"),
    Field("theme", "text", "Das Theme"),
    Field("ziele", "words", "Die Angabe „ziele“"),
    Field("varianten", "words", "Die Angabe „varianten“"),
    Field(
        "varianten-modus",
        "choice",
        "Der Modus der Varianten",
        choices=("paket", "auswahl"),
        description="Den Modus „{text}“ gibt es nicht.",
    ),
    Field("abschluss", "mapping", "Der Abschluss", fields=_COMPLETION),
    Field(
        "datenschutz",
        "choice",
        "Die Stufe des Datenschutzes",
        choices=("minimal", "standard", "voll"),
        description="Die Stufe „{text}“ gibt es beim Datenschutz nicht.",
    ),
    Field("erneut-bestaetigen", "text", "Die Angabe „erneut-bestaetigen“"),
    Field("iri", "text", "Die Adresse"),
    Field(
        "scorm2004",
        "mapping",
        "Die Angabe „scorm2004“",
        fields=(Field("edition", "whole", "Die Edition", low=3, high=4, example="4"),),
    ),
    Field("xikolo", "mapping", "Die Angabe „xikolo“", fields=(Field("kurscode", "text", "Der Kurscode"),)),
    Field("kontakt", "mapping", "Der Kontakt", fields=_CONTACT),
    Field(
        "bilder",
        "mapping",
        "Die Angabe „bilder“",
        fields=(Field("format", "choice", "Das Format großer Bilder", choices=("webp", "avif"), example="avif"),),
    ),
    Field("module", "list", "Die Angabe „module“"),
)

TEST_ONLY = ("bestehen", "versuche", "ziehen", "mischen", "zeit", "rueckmeldung", "pflicht")

LESSON_FIELDS = (
    Field(
        "titel",
        "text",
        "Der Titel",
        required=True,
        hint="Ergänzen Sie im Kopf eine Zeile, zum Beispiel",
        example="Lektion",
        description="der Titel",
    ),
    Field("kurztitel", "text", "Der Kurztitel"),
    Field("id", "text", "Die Kennung"),
    Field(
        "typ",
        "choice",
        "Der Typ",
        choices=KINDS,
        hint="für eine Lernkontrolle schreiben Sie",
        description="Den Typ „{text}“ gibt es nicht.",
    ),
    Field("dauer", "whole", "Die Dauer", low=0, hint=_MINUTES),
    Field("lernziele", "raw", "Die Angabe „lernziele“"),
    Field("rechtsstand", "date", "Der Rechtsstand"),
    Field("pruefen-bis", "date", "Der Prüftermin"),
    Field("gueltig-ab", "date", "Der Beginn"),
    Field("gueltig-bis", "date", "Das Ende"),
    Field("nur", "words", "Die Angabe „nur“"),
    Field("ausser", "words", "Die Angabe „ausser“"),
    Field("pflicht", "yes", "Die Angabe „pflicht“"),
    Field("stichworte", "words", "Die Angabe „stichworte“"),
    Field("sprache", "language", "Die Sprache"),
    Field("bestehen", "percent", "Die Bestehensgrenze", low=0, high=100, example="75"),
    Field("versuche", "whole", "Die Zahl der Versuche", low=0, example="3"),
    Field("ziehen", "raw", "Die Angabe „ziehen“"),
    Field("mischen", "yes", "Die Angabe „mischen“"),
    Field("zeit", "whole", "Die Zeit", low=0, hint="Die Zeit steht immer in Minuten, schreiben Sie nur die Zahl"),
    Field(
        "rueckmeldung",
        "choice",
        "Die Rückmeldung",
        choices=("sofort", "ende"),
        description="Die Rückmeldung „{text}“ gibt es nicht.",
    ),
)

MODULE_FIELDS = (Field("titel", "text", "Der Titel", required=True, example="Erste Woche", description="der Titel"),)

VALUE_FIELDS = (
    Field("ab", "date", "Der Beginn", required=True, example="2026-01-01"),
    Field("bis", "date", "Das Ende"),
    Field("wert", "raw", "Der Wert", required=True, example="411"),
)

FACT_FIELDS = (
    Field("id", "text", "Die Kennung", required=True, example="mindestgehalt"),
    Field("aussage", "text", "Die Aussage", required=True, example="Was dieser Wert sagt"),
    Field("einheit", "text", "Die Einheit"),
    Field("norm", "text", "Die Norm"),
    Field("quelle", "text", "Die Quelle"),
    Field(
        "pruefstatus",
        "choice",
        "Der Prüfstatus",
        required=True,
        choices=STATES,
        example="offen",
        description="Den Prüfstatus „{text}“ gibt es nicht.",
    ),
    Field("werte", "raw", "Die Angabe „werte“", required=True, example="[{ab: 2026-01-01, wert: 411}]"),
)

TERM_FIELDS = (
    Field("begriff", "text", "Der Begriff", required=True, example="Duldung"),
    Field(
        "kurz",
        "text",
        "Die kurze Erklärung",
        required=True,
        example="Ein Satz, der den Begriff erklärt.",
        description="die kurze Erklärung",
    ),
    Field("lang", "text", "Die lange Erklärung"),
    Field("siehe", "raw", "Die Angabe „siehe“"),
    Field("formen", "words", "Die Angabe „formen“"),
)

APPROVAL_FIELDS = (
    Field("lektion", "text", "Die Lektion", required=True, example="warum-ein-gesetz"),
    Field("hash", "text", "Der Hash", required=True, example="…"),
    Field("name", "text", "Der Name", required=True, example="…"),
    Field(
        "rolle",
        "choice",
        "Die Rolle",
        required=True,
        choices=ROLES,
        example="fachlich",
        description="Die Rolle „{text}“ gibt es nicht.",
    ),
    Field("datum", "date", "Das Datum"),
)
