"""Measures csgraph's page beside pyvis's own, of the same network: `python -m benchmarks.pages`, with Chromium.

pyvis writes its page as it ships: `cdn_resources="in_line"`, its own layout and physics. Both are opened in headless
Chromium with the network blocked, one after the other in one run: how long until the picture is stable, how long a
frame takes while one record is dragged, how large the file is.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.invented import AS_OF, findings, peers
from benchmarks.machine import machine

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
STEPS = 90
"""Moves of the mouse while a record is dragged."""
STABLE = {
    "pyvis": "() => window.network && network.physics.stabilized && document.querySelector('canvas')",
    "csgraph": "() => document.documentElement.classList.contains('scripted') && document.querySelector('#map canvas')",
}
SPOT = {
    "pyvis": """() => {
      const id = network.body.nodeIndices[0];
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      const box = document.querySelector('canvas').getBoundingClientRect();
      return [box.left + x, box.top + y];
    }""",
    "csgraph": """() => {
      const data = JSON.parse(document.getElementById('map-data').textContent);
      const [left, top, right, bottom] = data.bounds;
      const holder = document.getElementById('map');
      const box = holder.getBoundingClientRect();
      const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.6);
      return [box.left + box.width / 2 + (data.nodes[0].x - (left + right) / 2) * scale,
              box.top + box.height / 2 + (data.nodes[0].y - (top + bottom) / 2) * scale];
    }""",
}
COUNT = """() => {
  window.times = [];
  const tick = (at) => { window.times.push(at); window.ticking = requestAnimationFrame(tick); };
  window.ticking = requestAnimationFrame(tick);
}"""
TOLD = "() => { cancelAnimationFrame(window.ticking); return window.times; }"


@dataclass(frozen=True)
class Measured:
    """One page.

    Attributes:
        maker: pyvis or csgraph.
        nodes: records on it.
        megabytes: of the file.
        written: CPU seconds that writing it took, its layout included.
        stable: seconds on the clock until the picture is stable; None where it was not within the limit.
        busy: CPU seconds that the browser's renderer needed until then, or until the limit.
        frame: median milliseconds between two frames while a record is dragged; None where nothing could be dragged.
        worst: the same, of the slowest in twenty.
        cost: CPU milliseconds of the renderer for each such frame.
    """

    maker: str
    nodes: int
    megabytes: float
    written: float
    stable: float | None
    busy: float
    frame: float | None = None
    worst: float | None = None
    cost: float | None = None


def write_pyvis(graph: "nx.MultiGraph[str]", path: Path) -> None:
    """The page that pyvis makes of a network: every record and every tie, labelled, its own layout."""
    from pyvis.network import Network

    page = Network(height="750px", width="100%", directed=True, cdn_resources="in_line")
    page.nodes = [
        {"id": id_, "label": f"{n['forename'][0]}{n['surname'][0]}", "shape": "dot"}
        for id_, n in graph.nodes(data=True)
    ]
    page.node_ids = list(graph)
    page.edges = [{"from": one, "to": other, "arrows": ""} for one, other in graph.edges()]
    path.write_text(page.generate_html(), encoding="utf-8")


def write_csgraph(graph: "nx.MultiGraph[str]", path: Path) -> None:
    """csgraph's map of the same network, whole."""
    from csgraph.maps.model import Drawing
    from csgraph.maps.page import write_page
    from csgraph.maps.peer_groups import peer_map

    asked = Drawing(as_of=AS_OF, drawn_on=AS_OF, purpose="Benchmark of invented records", whole=True)
    write_page(peer_map(graph, findings(graph), asked), path)


MAKERS: dict[str, Callable[..., None]] = {"pyvis": write_pyvis, "csgraph": write_csgraph}


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A headless Chromium: the one that CSGRAPH_CHROMIUM names, else the one on the PATH."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CSGRAPH_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def measured(maker: str, nodes: int, folder: Path, limit: float) -> Measured:
    """Writes and opens one page; each in a browser of its own, so that neither finds anything warm."""
    graph, path = peers(nodes), folder / f"{maker}-{nodes}.html"
    before = time.process_time()
    MAKERS[maker](graph, path)
    written = time.process_time() - before
    size = path.stat().st_size / 1e6
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
        page = context.new_page()
        start = time.monotonic()
        try:
            page.goto(path.as_uri(), wait_until="commit", timeout=limit * 1000)
            page.wait_for_function(STABLE[maker], timeout=limit * 1000, polling=50)
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        except Exception as fault:
            if "Timeout" not in type(fault).__name__:
                raise
            return Measured(maker, nodes, size, written, None, renderer_seconds(browser))
        stable = time.monotonic() - start
        return Measured(maker, nodes, size, written, stable, renderer_seconds(browser), *dragged(page, browser, maker))


def dragged(page: "Page", browser: "Browser", maker: str) -> tuple[float, float, float]:
    """Milliseconds between frames (median, slowest in twenty) and the renderer's CPU for each, while dragging."""
    x, y = page.evaluate(SPOT[maker])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    before = renderer_seconds(browser)
    page.evaluate(COUNT)
    for step in range(STEPS):
        page.mouse.move(x + 8 + step % 60, y + 8 + (step * 7) % 60)
    times: list[float] = page.evaluate(TOLD)
    spent = renderer_seconds(browser) - before
    page.mouse.up()
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    if not gaps:
        return float("nan"), float("nan"), float("nan")
    return statistics.median(gaps), gaps[int(0.95 * (len(gaps) - 1))], 1000 * spent / len(gaps)


def renderer_seconds(browser: "Browser") -> float:
    """CPU seconds that the browser's renderers have used so far."""
    session = browser.new_browser_cdp_session()
    found: dict[str, Any] = session.send("SystemInfo.getProcessInfo")
    session.detach()
    return sum(float(one["cpuTime"]) for one in found["processInfo"] if one["type"] == "renderer")


def table(results: list[Measured], limit: float) -> str:
    """The results as Markdown, a row for each page."""
    heads = [
        "records", "page", "stable after, s", "renderer until then, CPU s",
        "frame while dragging, ms: median (slowest in 20)", "renderer for a frame, CPU ms",
        "file, MB", "writing, CPU s",
    ]  # fmt: skip
    lines = [heads, ["---:", "---", *["---:"] * 6]]
    for one in results:
        late = one.stable is None or one.frame is None
        lines.append([
            f"{one.nodes:,}", one.maker,
            f">{limit:.0f}" if one.stable is None else f"{one.stable:.1f}",
            f"{'>' if one.stable is None else ''}{one.busy:.1f}",
            "no picture yet" if late else f"{one.frame:.0f} ({one.worst:.0f})",
            "–" if late else f"{one.cost:.0f}",
            f"{one.megabytes:.2f}", f"{one.written:.1f}",
        ])  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(words: list[str] | None = None) -> int:
    """Prints the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[100, 500, 1_000, 2_000], metavar="N")
    parser.add_argument("--limit", type=float, default=120, metavar="SECONDS", help="when to stop waiting for a page")
    chosen = parser.parse_args(words)
    results = []
    with tempfile.TemporaryDirectory(prefix="csgraph-pages-") as folder:
        for nodes in chosen.records:
            for maker in MAKERS:
                print(f"{nodes:,} records: {maker}", file=sys.stderr, flush=True)
                results.append(measured(maker, nodes, Path(folder), chosen.limit))
    told = machine()
    print(f"Measured on {told['date']}. {told['system']}.\n\n{table(results, chosen.limit)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
