"""Missing together in words. No sentence names a child, and a dwelling is never named."""

from collections.abc import Iterable

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.network.homes import DWELLINGS
from csgraph.network.listing import lists_by

SOURCES_SHOWN = 60
PAIR = ["child_a", "child_b"]
HOMES = DWELLINGS | {"cuckooed_address"}

PAIR_STEP = (
    "The missing coordinator asks both children's return interviewers who each was with and where; the lead "
    "professionals of the two compare what they plan, at one strategy meeting where there is a risk of exploitation."
)
PAIR_CHANGE = (
    "A child's own account of who was there; a time or a place that proves wrong; a record that they are family."
)
PLACE_STEP = (
    "The panel considers the place itself with those who have reach there, and asks the children's return interviewers "
    "what takes children there."
)
PLACE_CHANGE = (
    "A return recorded elsewhere; a record that the children are family; somebody who says that it is a safe place."
)
NONE_STEP = "Nothing to do about missing episodes; ask again when a newer extract is loaded."
CANNOT_STEP = (
    "The data officer asks the police for the missing episodes of this child, or loads the extract that has them."
)


def pairs_worded(occasions: pd.DataFrame, names: pd.Series, asked: frozenset[str] | None) -> pd.DataFrame:
    """One finding a pair.

    Args:
        occasions: as `CoMissing.occasions`.
        names: what to call each place.
        asked: the children asked about, the first of a pair where only one of the two was.
    """
    told = occasions.assign(day=occasions["start"].dt.normalize(), recorded=occasions["how"] == "recorded")
    told = told.sort_values([*PAIR, "how", "start", "place"], ignore_index=True)
    pairs = told.groupby(PAIR).agg(days=("day", "nunique"), latest=("day", "max"), recorded=("recorded", "any"))
    pairs = pairs.reset_index()
    key = pd.MultiIndex.from_frame(pairs[PAIR])
    cited = told[[*PAIR, "evidence"]].explode("evidence").sort_values([*PAIR, "evidence"])
    texts = pd.concat([_recorded(told[told["recorded"]]), _same(told[~told["recorded"]], names)], ignore_index=True)
    places = told.dropna(subset="place").sort_values([*PAIR, "place"])
    swap = pairs["child_b"].isin(asked or ()) & ~pairs["child_a"].isin(asked or ())
    state = pairs["recorded"].map({True: "together_recorded", False: "overlap_same_place"})
    return pd.DataFrame(
        {
            "subject": pairs["child_b"].where(swap, pairs["child_a"]),
            "subject_label": "Child",
            "state": state,
            "finding": [_found(*row) for row in zip(pairs["recorded"], pairs["days"], pairs["latest"], strict=True)],
            "basis": "",
            "reasons": _of_pairs(texts, "text", key),
            "sources": [distinct([one], SOURCES_SHOWN) for one in _of_pairs(cited, "evidence", key)],
            "next_step": PAIR_STEP,
            "would_change": PAIR_CHANGE,
            "other_child": pairs["child_a"].where(swap, pairs["child_b"]),
            "occasions": pairs["days"],
            "latest": pairs["latest"],
            "places": _of_pairs(places, "place", key),
        }
    )


def _of_pairs(rows: pd.DataFrame, column: str, key: pd.MultiIndex) -> list[list[str]]:
    """The different values of a column for each pair, in the order of the rows."""
    lists = lists_by(rows, PAIR, column).set_index(PAIR)[column].reindex(key)
    return [one if isinstance(one, list) else [] for one in lists]


def _found(recorded: bool, days: int, latest: pd.Timestamp) -> str:
    how = (
        "were missing together, as an agency recorded"
        if recorded
        else "were missing at the same time and found again at the same place, which nobody recorded as together"
    )
    return f"Two unrelated children {how}, on {counted(days, 'day', 'days')}, the latest {latest:%Y-%m-%d}."


def _recorded(rows: pd.DataFrame) -> pd.DataFrame:
    """Who recorded a pair as missing together, and on how many days: a text a pair."""
    table = rows.groupby(PAIR)["day"].nunique().reset_index()
    who = lists_by(rows.dropna(subset="recorded_by").sort_values([*PAIR, "recorded_by"]), PAIR, "recorded_by")
    both = table.merge(who, on=PAIR, how="left")
    cells = zip(both["day"], both["recorded_by"], strict=True)
    texts = [
        f"Recorded as missing together on {counted(days, 'day', 'days')}"
        + (f" by {', '.join(labelled('agency', by))}" if isinstance(by, list) else "")
        for days, by in cells
    ]
    return both[PAIR].assign(text=pd.Series(texts, index=both.index, dtype="str"))


def _same(rows: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Where a pair was found again, and on how many days: a text a pair and place."""
    table = rows.groupby([*PAIR, "place"])["day"].nunique().reset_index()
    called = table["place"].map(names).fillna("a place without a name")
    texts = [
        f"Episodes overlapped and both were found again at {place}, on {counted(days, 'day', 'days')}"
        for place, days in zip(called, table["day"], strict=True)
    ]
    return table[PAIR].assign(text=pd.Series(texts, index=table.index, dtype="str"))


def places_worded(places: pd.DataFrame) -> pd.DataFrame:
    """One finding a place where unrelated children were found again; the columns of the figure by return place."""
    return places.assign(
        subject=places["place"],
        subject_label="Location",
        state="shared_return_place",
        finding=[
            f"{counted(n, 'unrelated child', 'unrelated children')} who had been missing "
            f"{'was' if n == 1 else 'were'} found again here, at {counted(events, 'event', 'events')}."
            for n, events in zip(places["unrelated"], places["events"], strict=True)
        ],
        basis="",
        reasons=_lists(places, ([f"Recorded by {', '.join(labelled('agency', who))}"] for who in places["by"])),
        sources=_lists(places, (distinct(lists, SOURCES_SHOWN) for lists in places["evidence"])),
        next_step=PLACE_STEP,
        would_change=PLACE_CHANGE,
    )


def others_worded(children: list[str], covering: pd.Series) -> pd.DataFrame:
    """One finding a child asked about without an episode in the window: none recorded, or cannot be told."""
    lists = [covering.get(child, []) for child in children]
    told = [bool(one) for one in lists]
    return pd.DataFrame(
        {
            "subject": children,
            "subject_label": "Child",
            "state": ["none_recorded" if one else "cannot_tell" for one in told],
            "finding": [
                "No missing episode in the period is recorded."
                if one
                else "No loaded extract shows whether this child was missing in the period: the answer is unknown."
                for one in told
            ],
            "reasons": [["A loaded extract would show it"] if one else ["No extract covers the child"] for one in told],
            "sources": [[f"looked in {text}" for text in one] for one in lists],
            "next_step": [NONE_STEP if one else CANNOT_STEP for one in told],
            "would_change": "An extract with missing episodes that covers the child.",
        }
    )


def place_names(places: pd.DataFrame) -> pd.Series:
    """What to call each place by id; a dwelling only by its kind."""
    kinds = code_list("place").codes
    called = places["name"].where(~places["kind"].isin(HOMES), places["kind"].map(kinds))
    return pd.Series(called.fillna("a place without a name").to_numpy(), index=places["place"].to_numpy())


def labelled(listed: str, codes: pd.Series | list[str]) -> list[str]:
    """The words for some codes of a code list, each once."""
    words = code_list(listed).codes
    return sorted({words.get(code, code) for code in codes if isinstance(code, str)})


def _lists(table: pd.DataFrame, lists: Iterable[list[str]]) -> pd.Series:
    return pd.Series(list(lists), index=table.index, dtype=object)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"
