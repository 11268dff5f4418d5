"""Takes the pictures of docs/: `make screenshots`, with .venv's Python and Chromium (`--out FOLDER` for elsewhere).

It writes every page of the synthetic borough and photographs what a person sees first, and a few of the things that can
be done on a map. Nothing is touched by hand, so the pictures show what anybody gets.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chromium import FLAGS, HEIGHT, WIDTH, chromium
from example_pages import example_pages

CHECKOUT = Path(__file__).resolve().parents[1]

Act = Callable[[Any], None]


def shots(pages: list[Path]) -> dict[str, tuple[Path, Act]]:
    """What to photograph: a name, the page, and what is done on it first."""
    named = {path.stem: path for path in pages if not path.stem.startswith("findings-")}
    found: dict[str, tuple[Path, Act]] = {
        name.removeprefix("map-").removesuffix("-1"): (path, _nothing)
        for name, path in named.items()
        if not name.endswith(("-2", "-3", "-4"))
    }
    return found


def _nothing(page: Any) -> None:
    """The page as it opens."""


def photograph(pages: list[Path], out: Path) -> None:
    """Photographs each shot."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name, (path, act) in shots(pages).items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(path.as_uri())
            page.wait_for_timeout(800)
            act(page)
            page.wait_for_timeout(300)
            page.screenshot(path=out / f"{name}.png")
            page.close()
            print(out / f"{name}.png", flush=True)
        browser.close()


def main() -> None:
    """Writes the pages and photographs them."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--out", type=Path, default=CHECKOUT / "docs" / "screenshots")
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        photograph(example_pages(Path(folder)), out)


if __name__ == "__main__":
    main()
