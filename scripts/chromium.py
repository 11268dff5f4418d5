"""An installed Chromium, and how it is started where pages are photographed or examined."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDTH, HEIGHT = 1440, 900


def chromium() -> str:
    """Where it is; ends the script with a sentence where it is not."""
    found = os.environ.get("CSGRAPH_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit("Install Chromium, or set CSGRAPH_CHROMIUM to where it is.")
    return found
