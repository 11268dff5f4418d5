"""Examines every kind of page with axe in Chromium and writes docs/accessibility.md: `make accessibility`.

Each page is examined as it opens and once more with everything opened that can be. What axe cannot judge it names: that
is for a person. A page with a violation makes the exit code 1.
"""

import json
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from chromium import FLAGS, HEIGHT, WIDTH, chromium
from example_pages import example_pages

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "docs" / "accessibility.md"
AXE = CHECKOUT / "tests" / "vendor" / "axe.min.js"
START, END = "<!-- written by make accessibility -->", "<!-- to here -->"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Examined:
    """What axe found on one page.

    Attributes:
        page: the page's file name.
        passed: rules that hold.
        violated: rules that do not, by name.
        unsure: rules that a person must judge, by name.
    """

    page: str
    passed: int
    violated: tuple[str, ...]
    unsure: tuple[str, ...]


def examine(pages: list[Path]) -> tuple[str, list[Examined]]:
    """axe's version, and what it found on each page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True)
        found = []
        for path in pages:
            page = context.new_page()
            page.goto(path.as_uri())
            page.add_script_tag(path=AXE)
            runs = [_run(page)]
            page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            runs.append(_run(page))
            found.append(_examined(path.name, runs))
            version = str(page.evaluate("() => axe.version"))
            page.close()
            print(found[-1], flush=True)
        browser.close()
    return version, found


def _run(page: Any) -> dict[str, Any]:
    options = json.dumps({"runOnly": {"type": "tag", "values": LEVELS}})
    found: dict[str, Any] = page.evaluate(f"() => axe.run(document, {options})")
    return found


def _examined(name: str, runs: list[dict[str, Any]]) -> Examined:
    def rules(kind: str) -> tuple[str, ...]:
        return tuple(sorted({rule["id"] for run in runs for rule in run[kind]}))

    return Examined(name, len(rules("passes")), rules("violations"), rules("incomplete"))


def written(version: str, found: list[Examined]) -> str:
    """The part of the page that is made here."""
    day = datetime.now().astimezone().date().isoformat()
    bad = sum(bool(one.violated) for one in found)
    told = f"axe-core {version}, {day}, rules {', '.join(LEVELS)}. {len(found)} pages, {bad} with a violation."
    rows = [f"| {one.page} | {one.passed} | {_told(one.violated)} | {_told(one.unsure)} |" for one in found]
    return "\n".join([
        START,
        told,
        "",
        "| page | rules that hold | violations | for a person to judge |",
        "| --- | ---: | --- | --- |",
        *rows,
        END,
    ])  # fmt: skip


def _told(rules: tuple[str, ...]) -> str:
    return ", ".join(rules) or "none"


def main() -> int:
    """Write the pages, examine them, write the report; 1 where axe found a violation."""
    with tempfile.TemporaryDirectory() as folder:
        version, found = examine(example_pages(Path(folder)))
    text = PAGE.read_text(encoding="utf-8")
    part = re.compile(f"{re.escape(START)}.*{re.escape(END)}", re.DOTALL)
    PAGE.write_text(part.sub(lambda _: written(version, found), text), encoding="utf-8", newline="\n")
    return int(any(one.violated for one in found))


if __name__ == "__main__":
    sys.exit(main())
