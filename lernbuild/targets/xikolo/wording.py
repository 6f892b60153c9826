"""The words that the edition adds to a course, by language; knows no node."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    "rechtsgrundlage": "Rechtsgrundlage", "praxistipp": "Praxistipp", "achtung": "Achtung", "beispiel": "Beispiel",
    "merke": "Merke", "hinweis": "Hinweis", "dokument": "Dokument", "brief": "Brief", "email": "E-Mail",
    "bescheid": "Bescheid", "vermerk": "Vermerk", "formular": "Formular", "telefonat": "Telefonat",
    "sample": "Muster, erfunden", "arbeitshilfe": "Arbeitshilfe", "more": "Mehr dazu", "step": "Schritt",
    "notes": "Anmerkungen", "glossary": "Glossar", "see": "Siehe auch", "model": "Musterlösung",
    "draft": "Entwurf: fachlich nicht freigegeben.", "legal": "Rechtsstand:", "film": "Film",
    "film-next": "Sie finden ihn als eigenes Element nach diesem Text.", "transcript": "Text zum Lesen",
    "exercise-next": "Üben Sie im nächsten Element:", "exercise": "Übung", "survey": "Umfrage", "case": "Fall",
    "go-on": "Weiter mit", "recommended": "empfohlener Weg", "right": "Richtig", "wrong": "Falsch",
    "gap": "Lücke", "place": "Welcher Schritt kommt an Stelle", "matches": "Was gehört zu",
    "with-unit": "Antworten Sie mit Zahl und Einheit.", "number": "Antworten Sie mit einer Zahl.",
    "only": "Nur", "except": "Gilt nicht in", "element": "Element", "begin": "Bearbeiten Sie alle Aufgaben.",
    "from": "Gilt ab", "until": "Gilt bis", "own-words": "Antworten Sie in eigenen Worten.",
    "many": "Wählen Sie alle zutreffenden Antworten.", "task": "Aufgabe zum Selbstprüfen",
    "task-one": "Aufgabe {first}", "task-some": "Aufgaben {first} bis {last}", "look-up": "Nachschlagen",
    "law": "Rechtsquellen",
}  # fmt: skip

ENGLISH: Mapping[str, str] = {
    "rechtsgrundlage": "Legal basis", "praxistipp": "Practical tip", "achtung": "Caution", "beispiel": "Example",
    "merke": "Remember", "hinweis": "Note", "dokument": "Document", "brief": "Letter", "email": "E-mail",
    "bescheid": "Decision", "vermerk": "File note", "formular": "Form", "telefonat": "Phone call",
    "sample": "Sample, invented", "arbeitshilfe": "Work aid", "more": "More", "step": "Step",
    "notes": "Notes", "glossary": "Glossary", "see": "See also", "model": "Model answer",
    "draft": "Draft: not approved by an expert.", "legal": "Law as of:", "film": "Film",
    "film-next": "You find it as an element of its own after this text.", "transcript": "Text to read",
    "exercise-next": "Practise in the next element:", "exercise": "Exercise", "survey": "Survey", "case": "Case",
    "go-on": "Go on with", "recommended": "recommended way", "right": "True", "wrong": "False",
    "gap": "Gap", "place": "Which step comes at place", "matches": "What belongs to",
    "with-unit": "Answer with number and unit.", "number": "Answer with a number.",
    "only": "Only", "except": "Not in", "element": "Element", "begin": "Answer all questions.",
    "from": "Valid from", "until": "Valid until", "own-words": "Answer in your own words.",
    "many": "Choose all answers that apply.", "task": "Exercise to check yourself",
    "task-one": "Task {first}", "task-some": "Tasks {first} to {last}", "look-up": "Reference",
    "law": "Sources of law",
}  # fmt: skip


def words_for(language: str) -> Mapping[str, str]:
    """The words of a course's language; German for every language but English."""
    return ENGLISH if language.split("-")[0].lower() == "en" else GERMAN
