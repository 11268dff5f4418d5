"""What a referral to the panel asks for: who could make it, and what the records hold, child by child."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.circumstances import Circumstances
from csgraph.network.citations import citations
from csgraph.network.listing import lists_by
from csgraph.network.place_records import place_records
from csgraph.questions.panel_rules import Known
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

ABLE: dict[str, Kind] = {
    "child": "text",
    "worker": "text",
    "worker_name": "text",
    "role": "text",
    "team": "text",
    "phone": "text",
    "email": "text",
    "recorded_by": "text",
}
SUMMARY: dict[str, Kind] = {
    "child": "text",
    "state": "text",
    "factors": "texts",
    "factor_sources": "texts",
    "missing_episodes": "whole",
    "latest_missing": "date",
    "missing_sources": "texts",
    "tool": "text",
    "tool_on": "date",
    "tool_source": "text",
    "plans": "texts",
    "agencies": "texts",
    "places": "texts",
    "named_groups": "texts",
}


def who_could_refer(held: pd.DataFrame, rules: Known) -> pd.DataFrame:
    """The professionals who work with each child, those of the roles named in the rules first.

    Args:
        held: links that hold, as `csgraph.network.involvement.linked`.
        rules: the order of roles.

    Returns:
        Columns of `ABLE`, one row a child, professional and role.
    """
    rank = {role: place for place, role in enumerate(rules.referrer_roles)}
    people = held[held["worker_label"] == "Professional"]
    people = people.assign(place=people["role"].map(rank).fillna(len(rank)))
    people = people.sort_values(["child", "place", "role", "link"], kind="stable")
    return frame(ABLE, people.drop_duplicates(["child", "worker", "role"]))


def referral_summaries(
    store: Store, known: Circumstances, found: pd.DataFrame, held: pd.DataFrame, since: date
) -> pd.DataFrame:
    """One row a child of what the panel's form asks of a person, with the places and groups it may be about as well.

    Args:
        store: the store.
        known: every child on the day.
        found: by child: state and the columns of `csgraph.questions.panel_markers.marked`.
        held: links that hold on the day.
        since: the first day of a screening tool that counts.

    Returns:
        Columns of `SUMMARY`. Factors are told with their days; a safe place is left out, and so is whatever is marked
        unverified; agencies are those that recorded a link which holds.
    """
    day = known.as_of
    places = place_records(store, as_of=day)
    places = places[(places["kind"] != "feels_safe_at") & (places["reliability"] != "unverified")]
    groups = store.read("group_members", as_of=day)
    groups = groups[groups["reliability"] != "unverified"]
    tool = _latest_tool(store, day, since)
    data = found.reset_index(names="child").assign(factors=found["factor_reasons"].array)
    for column, rows, of in (
        ("plans", known.having("plan"), "value"),
        ("agencies", held.dropna(subset="recorded_by"), "recorded_by"),
        ("places", places, "place"),
        ("named_groups", groups, "named_group"),
    ):
        data[column] = _lists(rows, of, data["child"])
    return frame(SUMMARY, data.merge(tool, on="child", how="left"))


def _latest_tool(store: Store, as_of: date, since: date) -> pd.DataFrame:
    """The newest screening tool of each child since that day."""
    tools = store.read("child_assessments", since=since, as_of=as_of)
    tools = tools[tools["kind"] == "screening"].sort_values(["child", "day", "assessment"])
    newest = tools.drop_duplicates("child", keep="last")
    return newest.assign(tool_on=newest["day"], tool_source=citations(newest))[
        ["child", "tool", "tool_on", "tool_source"]
    ]


def _lists(rows: pd.DataFrame, column: str, children: pd.Series) -> pd.Series:
    lists = lists_by(rows.sort_values(column), ["child"], column).set_index("child")[column].to_dict()
    return pd.Series([lists.get(child, []) for child in children], index=children.index, dtype=object)
