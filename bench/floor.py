"""The least work there is: render every page with markdown-it-py and deflate it into one zip."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from markdown_it import MarkdownIt


def main(root: Path, out: Path) -> None:
    """Renders all lessons below root/courses into the zip out."""
    markdown = MarkdownIt("commonmark").enable("table")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for path in sorted((root / "courses").rglob("*.md")):
            package.writestr(path.name + ".html", markdown.render(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
