"""Finds a theme and what it is made of: templates, style sheet, signs, words; knows no course."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from lernbuild import built
from lernbuild.course.words import nearest
from lernbuild.diagnostics import Diagnostic, error, warning
from lernbuild.frozen import frozen
from lernbuild.markup.yaml import parse_yaml
from lernbuild.render.contrast import weak_pairs
from lernbuild.render.purge import rules_again
from lernbuild.render.theme_files import unreadable_files
from lernbuild.render.words import Texts, german
from lernbuild.source import SourceFile, Span

TEMPLATES = ("base.html", "start.html", "lesson.html", "test.html", "glossary.html", "law.html", "contents.html")
_KEYS = ("name", "extends", "signs", "fonts", "tokens")
_LONGEST = 60
"""Signs of a theme's name; its folder bears it."""
_TOKENS = {"kern": "kern"}
"""Custom properties of other design systems, with their licence: what theme.yaml calls them, their folder in _built."""


@frozen
class Theme:
    """A theme with everything it inherits; ``folders`` begins with the theme itself."""

    name: str
    folders: tuple[Path, ...]
    css: str
    pages_css: str
    """What only other pages than the start page need; behind it once more what a theme of its own changes."""
    icons: str
    words: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    """Fonts of its own and licences, by path below ``assets/``."""

    def texts(self, language: str) -> Texts:
        """The words of a language (``de-einfach``, ``en-GB``, ``en``); each that the theme lacks is German."""
        base = language.split("-")[0]
        words = {**self.words["de"], **self.words.get(base, {}), **self.words.get(language, {})}
        return Texts(words, base)

    def speaks(self, language: str) -> bool:
        """True when the theme has words of that language."""
        return language in self.words or language.split("-")[0] in self.words

    def file(self, name: str) -> str:
        """A text file of the theme or of one it builds on; empty when there is none."""
        return next((path.read_text("utf-8").strip() for f in self.folders if (path := f / name).is_file()), "")

    @property
    def own(self) -> bool:
        """True when a folder of it does not come with lernbuild: what stands there may be a stranger's."""
        shipped = _shipped()
        return any(folder.parent != shipped for folder in self.folders)

    @property
    def templates(self) -> tuple[Path, ...]:
        return tuple(folder / "templates" for folder in self.folders)


def theme_places(project: Path, course: Path | None = None) -> tuple[Path, ...]:
    """Where themes lie, the nearest first: course folder, project, then those that come with lernbuild."""
    mine = (course / "themes",) if course is not None else ()
    return (*mine, project / "themes", _shipped())


def _shipped() -> Path:
    package = Path(__file__).resolve().parent.parent
    folder = package / "_themes"
    return folder if folder.is_dir() else package.parent / "themes"


def load_theme(name: str, places: Sequence[Path], span: Span | None = None) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme of that name with its ``extends`` chain; None when the diagnostics hold an error."""
    chain: list[Path] = []
    tokens: list[str] = []
    found: list[Diagnostic] = []
    here: Sequence[Path] = places
    wanted: str = name
    while wanted or not chain:
        named = len(wanted) <= _LONGEST and Path(wanted).name == wanted != ""
        folder = next((place / wanted for place in here if named and (place / wanted / "theme.yaml").is_file()
                       and place / wanted not in chain), None)  # fmt: skip
        if folder is None:
            return None, [*found, _missing(wanted, chain, places, span)]
        if folder.parent != _shipped() and (unreadable := unreadable_files(folder)):
            return None, [*found, *unreadable]
        chain.append(folder)
        settings, problems = _settings(folder)
        found += problems
        tokens.append(settings.get("tokens", ""))
        wanted, span = settings.get("extends", ""), None
    if any(problem.severity.value == "error" for problem in found):
        return None, found
    theme = _gather(name, tuple(chain), tuple(tokens))
    return theme, [*found, *_check(theme)]


def _missing(name: str, chain: list[Path], places: Sequence[Path], span: Span | None) -> Diagnostic:
    known = sorted({path.parent.name for place in places for path in place.glob("*/theme.yaml")})
    if chain:
        file = _settings_file(chain[-1])
        span = file.span(max(file.text.find("extends"), 0))
        message = (
            f"Das Theme „{chain[-1].name}“ baut auf „{name}“ auf, das es nicht gibt oder das wieder darauf aufbaut."
        )
    else:
        message = f"Das Theme „{name[:_LONGEST]}“ gibt es nicht."
        if meant := nearest(name[:_LONGEST].lower(), known):
            message = f"{message[:-1]}, gemeint ist wohl „{meant}“."
            return error("theme-missing", message, span, f"Schreiben Sie: theme: {meant}")
    return error("theme-missing", message, span, f"Vorhanden sind: {', '.join(known)}." if known else None)


def _settings_file(folder: Path) -> SourceFile:
    path = folder / "theme.yaml"
    shown = f"themes/{folder.name}/theme.yaml" if folder.parent == _shipped() else path.as_posix()
    return SourceFile(shown, path.read_text("utf-8-sig"))


def _settings(folder: Path) -> tuple[dict[str, str], list[Diagnostic]]:
    value, problems = parse_yaml(_settings_file(folder))
    entries = value.value if isinstance(value.value, dict) else {}
    for key, entry in entries.items():
        if key not in _KEYS:
            problems.append(error("theme-key", f"„{key}“ ist keine Einstellung eines Themes.", entry.span,
                                  f"Möglich sind: {', '.join(_KEYS)}."))  # fmt: skip
        elif key == "tokens" and entry.value.raw not in _TOKENS:
            problems.append(error("theme-key", f"„{entry.value.raw}“ gibt es unter „tokens“ nicht.", entry.span,
                                  f"Möglich sind: {', '.join(_TOKENS)}."))  # fmt: skip
    return {key: entry.value.raw for key, entry in entries.items() if isinstance(entry.value.raw, str)}, problems


def _gather(name: str, chain: tuple[Path, ...], tokens: tuple[str, ...]) -> Theme:
    """One theme out of a chain; what an inner folder brings, an outer one overrides."""
    sheets: list[str] = []
    pages: list[str] = []
    assets: dict[str, bytes] = {}
    for folder, token in reversed(list(zip(chain, tokens, strict=True))):
        for file, data in (built.folder(_TOKENS[token]) if token else {}).items():
            if file.endswith(".css"):
                sheets.append(data.decode().strip())
            else:
                assets[file] = data
        if (sheet := folder / "theme.css").is_file():
            sheets.append(sheet.read_text("utf-8-sig").strip())
            if pages:
                pages.append(rules_again(sheets[-1]))
        if (sheet := folder / "pages.css").is_file():
            pages.append(sheet.read_text("utf-8-sig").strip())
        assets.update({f"fonts/{font.name}": font.read_bytes() for font in sorted((folder / "fonts").glob("*"))
                       if font.is_file()})  # fmt: skip
    icons = next((f.read_text("utf-8").strip() for folder in chain if (f := folder / "icons.svg").is_file()), "")
    words: dict[str, dict[str, str]] = {}
    for folder in reversed(chain):
        for path in sorted((folder / "messages").glob("*.json")):
            words.setdefault(path.stem, {}).update(json.loads(path.read_text("utf-8")))
    css, pages_css = ("\n".join(part) + "\n" for part in (sheets, pages))
    return Theme(name, chain, css, pages_css, icons, words, assets)


def _scheme(dark: bool) -> str:
    return "in dunkler Darstellung" if dark else "in heller Darstellung"


def _check(theme: Theme) -> list[Diagnostic]:
    found = [
        error("theme-file", f"Dem Theme „{theme.name}“ fehlt die Vorlage „templates/{template}“.", None,
              "Schreiben Sie in theme.yaml: extends: standard")
        for template in TEMPLATES
        if not any((folder / template).is_file() for folder in theme.templates)
    ]  # fmt: skip
    found += [
        warning(
            "theme-contrast",
            f"Im Theme „{theme.name}“ haben „{pair.front}“ und „{pair.back}“ {_scheme(pair.dark)} zu wenig Kontrast: "
            f"{german(pair.ratio)} statt mindestens {german(pair.need)}.",
            None,
            f"Ändern Sie in theme.css --{pair.front} oder --{pair.back}.",
        )
        for pair in weak_pairs(theme.css)
    ]
    if "de" not in theme.words:
        found.append(error("theme-file", f"Dem Theme „{theme.name}“ fehlt die Datei „messages/de.json“.", None))
    return found
