"""Who is being mapped: children by ethnicity, sex and age, in the store and on its maps, as counts that name nobody.

A partnership must be able to see whether its maps hold some groups of children more than others. Ethnicity is in the
store for this alone, and no other output has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.governance.counted_by import (
    DETAILED,
    ETHNICITY,
    NOT_KNOWN,
    counted,
    covers,
    described,
    known_groups,
    tables_of,
)
from csgraph.governance.rounded_counts import printed, shares, total
from csgraph.network.as_of import days_before
from csgraph.network.peer_ties import peer_ties
from csgraph.network.place_records import place_records
from csgraph.questions.small_numbers import HIDDEN

if TYPE_CHECKING:
    from csgraph.store import Store

SETS = {
    "children": "all children in the store",
    "social_care": "open to social care",
    "peers": "in a peer group or peer tie",
    "places": "linked to a place",
    "panel": "referred to or discussed by the panel",
}
"""What each column counts; the first is everybody."""
OPEN = ("cin", "cp", "cla")
"""Kinds of plan by which a child is open to social care."""
SHOWN = "All that is shown"

RULE = """Counts of 1 to 7 are suppressed, and others where they would tell one of those. The rest are rounded to 5;
totals and percentages are made of rounded counts. A percentage is of all whose group is known, and is left out where a
part of those is suppressed."""
COLUMNS = """Open to social care: a child in need, child protection or looked-after plan is open on the day. In a peer
group or peer tie, linked to a place: drawn on those maps. The panel: referred to it, discussed at it or in one of its
actions, in the year before."""
COMPARE = """Compare each column with that of social care and with the census of the authority (children by ethnic
group; Chinese counts as Asian in both). A difference is a question to ask and no answer."""
TWICE = """A child whom agencies know under identifiers that nothing joins is counted once for each; csgraph matches
proposes who is one child."""
GROUPS = """The table is about groups. It does not say why any child is on a map, and is never to be used about one
child."""


@dataclass(frozen=True)
class Mapped:
    """The table of who is mapped, as it may be handed out.

    Attributes:
        table: text: by, group, and of each set in `SETS` its count and its share (`<set>`, `<set>_share`).
        notes: what a reader must know, in sentences.
    """

    table: pd.DataFrame
    notes: list[str]


def mapped(store: Store, as_of: date, *, detailed: bool = False) -> Mapped:
    """Count the children of a store on a day.

    Args:
        detailed: show each ethnic group beside the broad ones; the broad ones are the same, whether or not.
    """
    people = described(store.read("children_counted"), as_of)
    table = laid_out(counted(people, sets_of(store, as_of, people["child"])))
    shown = table if detailed else table[table["by"] != DETAILED].reset_index(drop=True)
    rules = [" ".join(note.split()) for note in (RULE, COLUMNS, COMPARE, TWICE, GROUPS)]
    return Mapped(shown, [_unknown(table), _loaded(store), *rules])


def sets_of(store: Store, as_of: date, children: pd.Series) -> dict[str, set[str]]:
    """The ids of the children of each set in `SETS`."""
    plans = store.read("child_plans", as_of=as_of)
    ties = peer_ties(store, as_of=as_of)
    return {
        "children": set(children),
        "social_care": set(plans.loc[plans["kind"].isin(OPEN), "child"]),
        "peers": {*ties["child_a"], *ties["child_b"], *store.read("group_members", as_of=as_of)["child"]},
        "places": set(place_records(store, as_of=as_of)["child"]),
        "panel": set(store.read("panel_children", since=days_before(as_of), as_of=as_of)["child"]),
    }


def laid_out(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts as they may be shown, in the shape of `Mapped.table`.

    Args:
        counts: as `csgraph.governance.counted_by.counted` returns them.
    """
    names = [name for name in counts.columns if name not in ("by", "group", "within")]
    cells = printed(tables_of(counts))
    told = counts[["by", "group", "within"]].assign(**{name: cells[:, place] for place, name in enumerate(names)})
    broad = told[told["by"] == ETHNICITY]
    parts = [
        _table(str(by), part, broad if by == DETAILED else part, names) for by, part in told.groupby("by", sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def _table(by: str, part: pd.DataFrame, whole: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """One table with its shares and, unless it is in detail, its total."""
    columns = {"by": part["by"], "group": part["group"]}
    for name in names:
        cells = dict(zip(whole["group"], whole[name], strict=True))
        of = shares(part[name], [[cells[group] for group in groups] for groups in covers(by)])
        unknown = (part["group"] == NOT_KNOWN) | (part["within"] == NOT_KNOWN)
        columns |= {name: part[name], f"{name}_share": of.mask(unknown, "")}
    made = pd.DataFrame(columns, dtype=object)
    if by == DETAILED:
        # A group of which the store has nobody is a line that says nothing.
        return made[made[names[0]] != "0"]
    of_all = part[part["group"].isin([*known_groups(by), NOT_KNOWN])]
    sums = {"by": by, "group": SHOWN} | {name: total(of_all[name]) for name in names}
    return pd.concat([made, pd.DataFrame([sums], columns=made.columns, dtype=object).fillna("")])


def _unknown(table: pd.DataFrame) -> str:
    row = table[(table["by"] == ETHNICITY) & (table["group"] == NOT_KNOWN)].iloc[0]
    told = "a suppressed number" if row["children"] == HIDDEN else f"about {row['children']}"
    return (
        f"Ethnicity is not known of {told} of the children in the store: not asked, refused, or in no extract loaded. "
        "Where that is many of a column, its groups cannot be compared."
    )


def _loaded(store: Store) -> str:
    sources = ", ".join(sorted(store.read("sources")["source"].unique()))
    return (
        f"Which agencies' extracts are loaded decides who can be on a map, and can make a difference alone: {sources}."
    )
