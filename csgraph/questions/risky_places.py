"""Which places, physical and online, concern several unrelated children, and who has reach there?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.homes import DWELLINGS
from csgraph.network.peer_grouping import peer_grouping
from csgraph.network.place_ranking import counted_events
from csgraph.network.place_rates import windows
from csgraph.network.places import Places, places_of
from csgraph.questions.place_reach import attended, groups_there, schools_near
from csgraph.questions.place_words import CAVEATS, worded
from csgraph.questions.small_numbers import name_free
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "rank": "whole",
    "name": "text",
    "kind": "text",
    "online": "flag",
    "unrelated": "whole",
    "children": "whole",
    "events": "whole",
    "days": "whole",
    "reports": "whole",
    "expected": "number",
    "low": "number",
    "high": "number",
    "trend": "text",
    "linked": "whole",
    "safe": "whole",
    "guardians": "texts",
    "groups": "texts",
    "schools": "texts",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "rank": "place in the order; empty where it is not ranked",
    "name": "what the place is called; its kind where somebody lives there",
    "kind": "kind of place",
    "online": "whether it is an online platform",
    "unrelated": "unrelated children with a record that counts",
    "children": "children with a record that counts",
    "events": "events that count",
    "days": "days with such an event",
    "reports": "independent reports: unrelated children with a day of their own",
    "expected": "reports drawn towards the mean of the kind of place",
    "low": "lower end of its 90 per cent interval",
    "high": "upper end of it",
    "trend": "the newest twelve weeks beside the twelve before",
    "linked": "children with a record there that does not count",
    "safe": "children who said that they feel safe there",
    "guardians": "kinds of agency with reach there",
    "groups": "peer groups that meet there",
    "schools": "schools near",
}

COUNTED = ("name", "kind", ("children", "events"))
"""What the table without names is by, and what it counts."""

RECORD_COLUMNS = ["place", "child", "kind", "role", "when", "via", "counts", "recorded_by", "reliability", "evidence"]


def answer(store: Store, asking: Asking) -> Findings:
    """Places on the day, most unrelated children first; of children asked about, only places with their records."""
    found = places_of(store, as_of=asking.as_of)
    if asking.children is not None:
        touched = found.records.loc[found.records["child"].isin(asking.children), "place"]
        found = Places(found.records, found.table[found.table["place"].isin(touched)], found.households)
    figures = profile(store, found, asking.as_of)
    table = findings_table(worded(found, figures), MORE)
    return Findings(QUESTION.name, asking.as_of, table, figures, list(CAVEATS))


def labelled_places(table: pd.DataFrame) -> pd.DataFrame:
    """The places that are counted, their names with their ids: the name of a dwelling is an address, and left out."""
    shown = table[table["state"] != "protective"]
    named = shown["name"].where(~shown["kind"].isin(DWELLINGS | {"cuckooed_address"}))
    return shown.assign(name=(named + " (" + shown["place"] + ")").fillna(shown["place"]))


def profile(store: Store, found: Places, as_of: date) -> dict[str, pd.DataFrame]:
    """Records, events by window, groups, schools, and the table without names."""
    records = found.records[found.records["place"].isin(found.table["place"])]
    groups = peer_grouping(store, as_of=as_of, resamplings=0)
    labelled = labelled_places(found.table)
    return {
        "Records": records[RECORD_COLUMNS].reset_index(drop=True),
        "Days with events by four-week window": windows(counted_events(records), as_of).reset_index(),
        "Peer groups that meet there": groups_there(records, groups),
        "Schools near": schools_near(found.table, store.read("school_sites")),
        "Schools of the children": attended(records, store.read("child_schools", as_of=as_of)),
        "Without names": name_free(labelled, *COUNTED),
    }


QUESTION = Question(
    name="risky-places",
    title="Risky places",
    concern="Threats may come from the wider community and online: the places where young people come to harm were not "
    "looked at in their own right.",
    about="Places and online platforms by how many unrelated children were reported harmed or found there in the last "
    "year, independently of each other, drawn towards the mean of their kind; the trend; which "
    "peer groups meet there; who has reach there. Protective places are shown and never ranked.",
    answer=answer,
)
