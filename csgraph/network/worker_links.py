"""Links between children and professionals, with teams by name: those of a day, and those of the days before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.involvement import linked

if TYPE_CHECKING:
    from csgraph.store import Store


def worker_links(store: Store, as_of: date, since: date) -> pd.DataFrame:
    """Links of professionals known on a day, but for those that had ended before `since`; as `linked` gives them."""
    links = linked(
        store.read("involvements", since=since, as_of=as_of),
        store.read("child_schools", as_of=as_of),
        store.read("school_leads", as_of=as_of),
        store.read("teams"),
    )
    return links[links["worker_label"] == "Professional"]
