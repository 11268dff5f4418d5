"""What joins the children of a timeline with others: missing episodes, ties, and the work of professionals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.maps.happening import Happening, codes_of
from csgraph.maps.model import Facts
from csgraph.maps.words import coded, in_words, known, short_day

if TYPE_CHECKING:
    from datetime import date

    from csgraph.store import Store

FOUND_THERE = {"returned_from": "Found there after going missing", "at": "Happened there"}


def joined_to(store: Store, children: Collection[str], as_of: date) -> dict[str, list[tuple[str, str]]]:
    """By event the places and the other children of its records."""
    people = store.read("event_children", as_of=as_of)
    of_theirs = set(people.loc[people["child"].isin(children), "event"])
    people = people[people["event"].isin(of_theirs) & ~people["child"].isin(children)]
    places = store.read("event_places", as_of=as_of)
    places = places[places["event"].isin(of_theirs) & places["kind"].isin(FOUND_THERE)]
    places = places[places["place_label"] == "Location"]
    pairs = [*zip(people["event"], people["child"], ["In the same record"] * len(people), strict=True)]
    pairs += zip(places["event"], places["place"], places["kind"].map(FOUND_THERE), strict=True)
    found: dict[str, list[tuple[str, str]]] = {}
    for event, other, how in sorted(set(pairs)):
        found.setdefault(str(event), []).append((str(other), str(how)))
    return found


def missing_of(store: Store, children: Collection[str], as_of: date, words: Mapping[str, str]) -> list[Happening]:
    """Missing episodes, those that two agencies tell as one, with whom and where the child was found."""
    from csgraph.network.missing_episodes import missing_episodes

    episodes = missing_episodes(store, as_of)
    episodes = episodes[episodes["child"].isin(children)]
    places = joined_to(store, children, as_of)
    together = _together(store, children, as_of)
    return [
        Happening(
            "event.missing",
            str(row["event"]),
            words.get("event.missing", "Missing"),
            row["day"].date(),
            None,
            children=(str(row["child"]),),
            others=tuple(dict.fromkeys([*places.get(str(row["event"]), ()), *_on_days(together, row)])),
            agency=codes_of(row["recorded_by"]),
            told=codes_of(row["reliability"]),
            sources=tuple(row["evidence"]),
            facts=_return(row),
        )
        for row in episodes.to_dict("records")
    ]


def _return(row: Mapping[Any, Any]) -> Facts:
    """The return and the interview after it."""
    held = row["interview_on"]
    said = f"held {short_day(held)}" if known(held) else ""
    offered = {"yes": "offered", "no": "not offered"}.get(str(row["interview_offered"]), "")
    return tuple(
        (name, value)
        for name, value in (
            ("Returned", short_day(row["end"]) if known(row["end"]) else "no return on record"),
            ("Return home interview", said or offered or "not recorded"),
        )
    )


def _together(store: Store, children: Collection[str], as_of: date) -> pd.DataFrame:
    """Ties of having been missing together, one row a child: child, other, first, last."""
    ties = _own_ties(store, children, as_of)
    ties = ties[ties["kind"] == "co_missing"].assign(first=ties["start"].dt.normalize())
    ties = ties.assign(last=ties["end"].dt.normalize().fillna(ties["first"]))
    ways = [ties.rename(columns={a: "child", b: "other"}) for a, b in (("child_a", "child_b"), ("child_b", "child_a"))]
    rows = pd.concat(ways)[["child", "other", "first", "last"]].dropna()
    return rows[rows["child"].isin(children)].drop_duplicates().sort_values(["child", "other", "first"])


def _on_days(together: pd.DataFrame, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    """Who was missing with a child during an episode."""
    end = row["end"] if known(row["end"]) else row["day"]
    found = together[
        (together["child"] == row["child"]) & (together["first"] <= end) & (together["last"] >= row["day"])
    ]
    return [(str(other), "Missing together") for other in found["other"].unique()]


def _own_ties(store: Store, children: Collection[str], as_of: date) -> pd.DataFrame:
    from csgraph.network.peer_ties import peer_ties

    ties = peer_ties(store, as_of=as_of)
    return ties[ties["child_a"].isin(children) | ties["child_b"].isin(children)]


def ties_of(store: Store, children: Collection[str], as_of: date, words: Mapping[str, str]) -> list[Happening]:
    """Ties with other children by the day on which they began; those that follow from one event are told by it."""
    ties = _own_ties(store, children, as_of)
    several = ties["child_a"].isin(children) & ties["child_b"].isin(children)
    ties = ties[~ties["kind"].isin(("co_missing", "co_incident")) | several]
    ties = ties.assign(day=ties["start"].fillna(ties["recorded_on"]).dt.normalize()).dropna(subset="day")
    return [_tie(row, children, words) for row in ties.to_dict("records")]


def _tie(row: Mapping[Any, Any], children: Collection[str], words: Mapping[str, str]) -> Happening:
    ends = (str(row["child_a"]), str(row["child_b"]))
    said, key = coded("peer_tie", row["kind"]), f"tie.{row['kind']}"
    return Happening(
        key,
        "+".join(ends),
        words.get(key, said),
        row["day"].date(),
        children=tuple(one for one in ends if one in children),
        others=tuple((one, said) for one in ends if one not in children),
        agency=codes_of(row["recorded_by"]),
        told=codes_of(row["reliability"]),
        sources=tuple(row["evidence"]),
        facts=(("Until", short_day(row["end"])),) if known(row["end"]) else (),
    )


def work_of(store: Store, children: Collection[str], as_of: date) -> list[Happening]:
    """Who worked with the children, in which role, from when to when."""
    from csgraph.network.tenures import FAR, LONG_AGO, tenures

    times = tenures(store, store.read("child_records"), LONG_AGO.date(), as_of)
    times = times[times["child"].isin(children)]
    return [
        Happening(
            f"worker.{row['role']}",
            str(row["worker"]),
            coded("role", row["role"]),
            row["begin"].date(),
            None if row["until"] == FAR else row["until"].date(),
            lasts=True,
            children=(str(row["child"]),),
            agency=codes_of(row["recorded_by"]),
            sources=tuple(row["sources"]),
            facts=tuple(
                (name, value)
                for name, value in (
                    ("Role", coded("role", row["role"])),
                    ("Team", in_words(row["team"])),
                    ("Why the worker changed", in_words(row["change_reason"], "worker_change")),
                )
                if value
            ),
        )
        for row in times.to_dict("records")
    ]
