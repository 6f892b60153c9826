"""Redcarpet itself, with the options of the platform: Markdown in, HTML out; must not know who wrote the Markdown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence

import pytest

_PROGRAM = """
require "json"
require "redcarpet"
rich = ARGV[0] == "rich"
renderer = Redcarpet::Render::HTML.new(escape_html: !rich, with_toc_data: false, hard_wrap: true)
markdown = Redcarpet::Markdown.new(renderer, autolink: true, tables: rich, space_after_headers: true,
  strikethrough: true, no_intra_emphasis: true, fenced_code_blocks: true, lax_spacing: true)
puts JSON.generate(JSON.parse(STDIN.read).map { |text| markdown.render(text) })
"""
"""As in Xikolo's ``app/helpers/markdown_helper.rb``: rich text items with HTML and tables, other fields without."""


def need_redcarpet() -> None:
    """Debian's package, installed when root may; without it the test is skipped, and fails where CI is set."""
    if _there():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "ruby-redcarpet"]):
            subprocess.run(["apt-get", *command], env=quiet, capture_output=True, check=False)
    if not _there():
        if os.environ.get("CI"):
            pytest.fail("ruby-redcarpet is missing")
        pytest.skip("needs redcarpet (Debian: apt-get install ruby-redcarpet)")


def _there() -> bool:
    ruby = shutil.which("ruby")
    return bool(ruby) and subprocess.run([str(ruby), "-rredcarpet", "-e", ""], capture_output=True).returncode == 0


def rendered(texts: Sequence[str], *, rich: bool = True) -> list[str]:
    """The HTML of each text: ``rich`` as a rich text item, else as a question."""
    command = ["ruby", "-Eutf-8:utf-8", "-e", _PROGRAM, "rich" if rich else "plain"]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found
