"""lernbuild: Markdown courses become packages that an LMS believes."""

from __future__ import annotations

__version__ = "0.1.0"
