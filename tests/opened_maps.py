"""Maps' pages opened in a real Chromium, with a look-out for everything that they should not do."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from map_models import peers
from playwright.sync_api import Browser, Download, Page

from csgraph.maps.model import MapEdge, MapModel, MapTie
from csgraph.maps.page import write_page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WATCH = """window.violations = []; document.addEventListener('securitypolicyviolation',
  (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"""
INKED = """() => {
  const canvas = document.querySelector('#map canvas');
  const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
  const drawn = copy.getContext('2d', { willReadFrequently: true });
  drawn.drawImage(canvas, 0, 0);
  const { data } = drawn.getImageData(0, 0, copy.width, copy.height);
  let inked = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] && data[i] + data[i + 1] + data[i + 2] < 600) inked += 1;
  }
  return inked;
}"""
PLACE = """([x, y]) => {
  const [left, top, right, bottom] = JSON.parse(document.getElementById('map-data').textContent).bounds;
  const holder = document.getElementById('map');
  const box = holder.getBoundingClientRect();
  const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.6);
  return [box.left + box.width / 2 + (x - (left + right) / 2) * scale,
          box.top + box.height / 2 + (y - (top + bottom) / 2) * scale, scale];
}"""


@dataclass
class Opened:
    """A page, with everything that it should not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => window.violations")
        return found

    def keys(self, *keys: str) -> None:
        """Presses keys on the map."""
        self.page.focus("#map")
        for key in keys:
            self.page.keyboard.press(key)

    def find(self, words: str) -> None:
        """Chooses a record by search."""
        self.page.fill("#search", words)
        self.page.keyboard.press("Enter")

    def press(self, words: str) -> None:
        """Clicks the panel's button of these words."""
        self.page.locator("#panel-body button", has_text=words).first.click()

    def saved(self, button: str, folder: Path) -> Path:
        """The file that a button of the menu saves."""
        if self.page.locator("#save[open]").count() == 0:
            self.page.click("#save summary")
        with self.page.expect_download() as waited:
            self.page.click(button)
        download: Download = waited.value
        path = folder / download.suggested_filename
        download.save_as(path)
        return path

    def axe(self) -> list[tuple[str, list[str]]]:
        """Violations that axe-core finds; the page must have been opened with `bypass_csp`."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]


Opener = Callable[..., Opened]


@contextmanager
def opener(browser: Browser, folder: Path) -> Iterator[Opener]:
    """A function that opens a map's page in a fresh profile; all are closed at the end."""
    contexts = []

    def opened(model: MapModel, at: str = "", **settings: Any) -> Opened:
        path = write_page(model, folder / "map.html")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings})
        context.set_default_timeout(10_000)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.add_init_script(WATCH)
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("requestfailed", lambda request: found.blocked.append(request.url))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda fault: found.complaints.append(str(fault)))
        found.page.on("dialog", lambda dialog: found.complaints.append(dialog.message))
        found.page.goto(path.as_uri() + at)
        return found

    yield opened
    for context in contexts:
        context.close()


def inked(page: Page) -> int:
    """How many of the canvas's pixels are not white, once it is drawn: a blank canvas has none."""
    before = -1
    for _ in range(60):
        page.wait_for_timeout(100)
        count: int = page.evaluate(INKED)
        if count and count == before:
            return count
        before = count
    return before


def on_screen(page: Page, model: MapModel, label: str) -> tuple[float, float]:
    """Where a record stands on the screen right after the page opened."""
    node = next(node for node in model.nodes if label in (node.label, *node.lines))
    found: list[float] = page.evaluate(PLACE, [node.x, node.y])
    return found[0], found[1]


def csv_rows(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The head of a saved CSV file, and its rows by column."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    blank = rows.index([])
    return dict(rows[:blank]), [dict(zip(rows[blank + 1], row, strict=True)) for row in rows[blank + 2 :]]


def lettered(*pairs: str, **ties: tuple[MapTie, ...]) -> MapModel:
    """The peer map with other lines: `AB` joins its records A and B, which it calls by letters."""
    made = peers()
    names = sorted({letter for pair in pairs for letter in pair})
    nodes = [replace(node, label=name, lines=()) for name, node in zip(names, made.nodes, strict=False)]
    ids = dict(zip(names, (node.id for node in nodes), strict=True))
    edges = [
        MapEdge(ids[pair[0]], ids[pair[1]], "evidence", " with ".join(pair), ties=ties.get(pair, ())) for pair in pairs
    ]
    return replace(made, nodes=tuple(nodes), edges=tuple(edges), regions=(), tables=())


def tie(words: str = "Missing together", start: str = "", end: str = "", agency: str = "Police") -> MapTie:
    return MapTie(words, words, agency, "police_missing", "Evidence: a document or direct observation", start, end)


def shown(opened: Opened) -> str:
    return opened.text("#shown")


def tick(opened: Opened, words: str) -> None:
    """Clicks the box of a filter."""
    if opened.page.locator("#filter[open]").count() == 0:
        opened.page.click("#filter summary")
    opened.page.locator("#filter label", has_text=words).first.click()
