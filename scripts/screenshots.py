"""Takes the pictures of docs/: `python scripts/screenshots.py [--out FOLDER]`, with .venv's Python and Chromium.

It loads the synthetic borough of sample_data/ into a store of its own, draws each map, and photographs what a person
sees first. Nothing is touched by hand, so the pictures show what anybody gets.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csgraph.store import Store

CHECKOUT = Path(__file__).resolve().parents[1]
SAMPLE = CHECKOUT / "sample_data"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDTH, HEIGHT = 1440, 900
AS_OF = date(2026, 10, 31)
DRAWN_ON = date(2026, 11, 2)
"""Fixed, so that the pictures change only when the maps do."""
PURPOSE = "Example from synthetic data: nobody here is real"


def load(store: "Store") -> None:
    """Loads every extract of the sample."""
    from csgraph.importing.mapping_check import load_mapping, mapping_path
    from csgraph.loading import load_extract

    with tempfile.TemporaryDirectory() as rejects:
        for extract in sorted(path for path in SAMPLE.iterdir() if (path / "coverage.toml").is_file()):
            print(f"Loading {extract.name}", flush=True)
            mapping = load_mapping(mapping_path(extract.name))
            load_extract(store, mapping, [extract], rejects_in=Path(rejects))


def most_telling_child(store: "Store") -> str:
    """The child with most to see: most expected roles that nobody fills, then most that somebody does."""
    from csgraph.findings import Asking
    from csgraph.questions.missing_links import missing_links

    table = missing_links(store, Asking(AS_OF)).table
    weights = {"gap": 100, "ended_without_successor": 100, "present_stale": 100, "present": 1}
    scores = table["state"].map(weights).fillna(0).groupby(table["subject"]).sum()
    return str(scores.sort_index().idxmax())


def most_telling_place(store: "Store") -> str:
    """The place that stands first among risky places."""
    from csgraph.findings import Asking
    from csgraph.questions.risky_places import answer

    return str(answer(store, Asking(AS_OF)).table["subject"].iloc[0])


def draw(store: "Store", folder: Path) -> list[Path]:
    """Draws every map into the folder."""
    from csgraph.maps import Drawing, all_maps
    from csgraph.maps.page import write_page

    pages = []
    for name, wanted in all_maps().items():
        child = most_telling_child(store) if "child" in wanted.about_one else None
        context = None if child or not wanted.about_one else most_telling_place(store)
        drawing = Drawing(as_of=AS_OF, drawn_on=DRAWN_ON, purpose=PURPOSE, child=child, context=context)
        pages.append(write_page(wanted.draw(store, drawing), folder / f"{name}.html"))
    return pages


def photograph(pages: list[Path], out: Path, chromium: str) -> None:
    """Photographs each page as it opens."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for path in pages:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(path.as_uri())
            page.wait_for_function("() => document.querySelector('#map canvas')")
            page.wait_for_timeout(500)
            page.screenshot(path=out / f"{path.stem}.png")
            print(out / f"{path.stem}.png", flush=True)
        browser.close()


def main() -> None:
    """Loads, draws, photographs."""
    from csgraph.store import open_store

    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--out", type=Path, default=CHECKOUT / "docs" / "screenshots")
    out = parser.parse_args().out
    chromium = os.environ.get("CSGRAPH_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        sys.exit("Install Chromium, or set CSGRAPH_CHROMIUM to where it is.")
    with tempfile.TemporaryDirectory() as folder:
        with open_store(str(Path(folder) / "store")) as store:
            load(store)
            pages = draw(store, Path(folder))
        photograph(pages, out, chromium)


if __name__ == "__main__":
    main()
