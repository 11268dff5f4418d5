"""Every kind of page that csgraph writes, of the synthetic borough, for the pictures and the report in docs/."""

import contextlib
import io
import os
from datetime import date
from pathlib import Path

AS_OF = date(2026, 10, 31)
DRAWN_ON = date(2026, 11, 2)
"""Fixed, so that the pictures change only when the pages do."""
PURPOSE = "Example from synthetic data: nobody here is real"


def example_pages(folder: Path) -> list[Path]:
    """Load the sample into a store in the folder and write its pages: the demo's, a brief, the packs, a meeting's."""
    os.environ["CSGRAPH_KEY_FILE"] = str(folder / "key")
    os.environ["CSGRAPH_AUDIT_LOG"] = str(folder / "audit.jsonl")
    os.environ["CSGRAPH_PURPOSE"] = PURPOSE
    from csgraph.demo import run_demo
    from csgraph.store import open_store

    where, out = str(folder / "store"), folder / "pages"
    with open_store(where) as store:
        run_demo(store, out, drawn_on=DRAWN_ON, step=lambda told: print(told, flush=True))
    child = telling_child(where)
    command(where, "brief", child, "--out", str(out / "brief.html"))
    command(where, "pack", "csog", "--out", str(out / "pack-csog.html"))
    command(where, "pack", "assurance", "--out", str(out / "pack-assurance.html"))
    meeting = ("--meeting", "--panel", "Panel of synthetic children", "--recipient", "Chair")
    command(where, "map", "peer-groups", *meeting, "--out", str(out / "meeting.html"))
    return sorted(out.glob("*.html"))


def telling_child(where: str) -> str:
    """The child with most to see: most expected roles that nobody fills, then most that somebody does."""
    from csgraph.findings import Asking
    from csgraph.questions.missing_links import missing_links
    from csgraph.store import open_store

    with open_store(where, read_only=True) as store:
        table = missing_links(store, Asking(AS_OF)).table
    weights = {"gap": 100, "ended_without_successor": 100, "present_stale": 100, "present": 1}
    scores = table["state"].map(weights).fillna(0).groupby(table["subject"]).sum()
    return str(scores.sort_index().idxmax())


def command(where: str, *words: str) -> None:
    """Run a command of csgraph on the store, as a person would.

    Raises:
        RuntimeError: it failed.
    """
    from csgraph.cli.running import csgraph

    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        try:
            csgraph.main([*words, "--store", where, "--as-of", AS_OF.isoformat()], standalone_mode=False)
        except SystemExit as ended:
            if ended.code:
                raise RuntimeError(told.getvalue()) from None
