"""``python -m lernbuild`` is the same as the installed command."""

from __future__ import annotations

from lernbuild.cli import main

main()
