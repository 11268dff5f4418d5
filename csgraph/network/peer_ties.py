"""Ties between children, each with its evidence: recorded ones, and those that follow from shared events and groups.

Only dated and sourced ties of harmful or neutral kinds can make a peer group. Protective ties, conflicts and joint
placements are carried along to be shown. School and kinship are no ties here at all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.homes import RESIDENTIAL, own_homes
from csgraph.network.shared_events import co_incident_ties, co_missing_ties, same_group_ties
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

STANDING = frozenset({"friend_peer", "partner", "online_contact", "same_group"})
"""Kinds that last: they count while they hold."""
OCCASIONS = frozenset({"co_missing", "co_incident", "co_offending", "introduced", "travelled_with"})
"""Kinds that are one occasion: they count for a year."""
GROUP_MAKING = STANDING | OCCASIONS
YEAR = timedelta(days=365)

TIE: dict[str, Kind] = {
    "id": "text",
    "child_a": "text",
    "child_b": "text",
    "kind": "text",
    "via": "text",
    "detail": "text",
    "people": "whole",
    "derived": "flag",
    "start": "moment",
    "end": "moment",
    "recorded_on": "date",
    "source": "text",
    "batch": "text",
    "record": "text",
    "row": "whole",
    "recorded_by": "text",
    "reliability": "text",
    "evidence": "texts",
}
"""Columns of a tie. `via` is the event, place or group that it follows from, `people` how many children shared that."""


def peer_ties(store: Store, *, as_of: date) -> pd.DataFrame:
    """Every tie between two children known on the day: the columns of `TIE`, then state, counts and occasion.

    `state` is current or ended. `counts` is true where the tie may make a peer group: a group-making kind, dated,
    current, not marked unverified. `occasion` is the same for several records of one kind, pair and day.
    """
    events = store.read("event_children", as_of=as_of)
    places, placements = store.read("places"), store.read("placements", as_of=as_of)
    homes = own_homes(store.read("child_homes"), places, placements)
    found = [
        recorded_ties(store.read("peer_ties", as_of=as_of)),
        co_incident_ties(events),
        co_missing_ties(events, found_again(store.read("event_places", as_of=as_of), places), homes),
        same_group_ties(store.read("group_members", as_of=as_of)),
    ]
    return dated(pd.concat([frame(TIE, part) for part in found], ignore_index=True), as_of)


def found_again(event_places: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Where missing children were found: columns event, place. Places where children are placed are left out."""
    residential = places.loc[places["kind"].isin(RESIDENTIAL), "place"]
    returns = (event_places["kind"] == "returned_from") & ~event_places["place"].isin(residential)
    return event_places.loc[returns, ["event", "place"]]


def recorded_ties(recorded: pd.DataFrame) -> pd.DataFrame:
    """Ties as somebody recorded them, in the shape of `TIE`."""
    ties = ordered(recorded.rename(columns={"event": "via"}))
    return ties.assign(people=2, derived=False, evidence=citations(recorded).map(lambda text: [text]))


def ordered(ties: pd.DataFrame) -> pd.DataFrame:
    """The same ties with `child_a` before `child_b`, and none from a child to itself."""
    swap = ties["child_a"] > ties["child_b"]
    first, second = ties["child_a"].where(~swap, ties["child_b"]), ties["child_b"].where(~swap, ties["child_a"])
    return ties.assign(child_a=first, child_b=second)[ties["child_a"] != ties["child_b"]]


def dated(ties: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Ties known on the day, with state, counts and occasion."""
    day = pd.Timestamp(as_of)
    when = ties["start"].fillna(ties["recorded_on"])
    known = ties[when.isna() | (when < day + pd.Timedelta(days=1))]
    when = when[known.index]
    once = known["kind"].isin(OCCASIONS)
    past = (known["end"].notna() & (known["end"] < day) & ~once) | (once & (when < day - YEAR))
    counts = known["kind"].isin(GROUP_MAKING) & ~past & when.notna() & (known["reliability"] != "unverified")
    day_of = when.dt.strftime("%Y-%m-%d").where(once).fillna("")
    occasion = known["child_a"] + "|" + known["child_b"] + "|" + known["kind"].fillna("") + "|" + day_of.astype("str")
    state = pd.Series(np.where(past, "ended", "current"), index=known.index, dtype="str")
    marked = known.assign(state=state, counts=counts.astype(bool), occasion=occasion)
    return marked.sort_values(["child_a", "child_b", "kind", "id"], ignore_index=True)
