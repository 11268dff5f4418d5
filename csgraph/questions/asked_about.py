"""What somebody asks about: children, places, groups, teams, agencies, a boundary; and which children that comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import code_list, folded
from csgraph.errors import CsgraphError
from csgraph.findings import Asking
from csgraph.network.circumstances import circumstances
from csgraph.network.involvement import named_teams
from csgraph.network.peer_grouping import peer_grouping
from csgraph.network.place_records import place_records
from csgraph.questions.boundary import children_within, named_boundary

if TYPE_CHECKING:
    from csgraph.store import Store


@dataclass(frozen=True)
class About:
    """What is asked about. Several of one kind widen it, several kinds narrow it; nothing typed leaves it open.

    Children who are named stay, whatever is named beside them: a place or a group is then the question's other end.

    Attributes:
        children: children: identifiers or pseudonyms as typed, for `asking_about` their node ids.
        places: ids or names of places.
        groups: ids or names of groups, as an agency named them or as csgraph found them.
        teams: names or codes of teams.
        agencies: kinds of agency, as any of the words of the code list.
        boundary: the name of a boundary of rules/boundaries.toml.
    """

    children: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    boundary: str | None = None

    def told(self) -> list[str]:
        """What an answer is limited to, in a sentence for its caveats; none where nothing was typed."""
        kinds = {"places": self.places, "groups": self.groups, "teams": self.teams, "agencies": self.agencies}
        parts = [f"{kind}: {', '.join(typed)}" for kind, typed in kinds.items() if typed]
        if self.children:
            parts.append("the children named")
        if self.boundary:
            found = named_boundary(self.boundary)
            parts.append(f"boundary {found.name}: {found.about} ({found.told})")
        return [f"Asked about {'; '.join(parts)}."] if parts else []


def asking_about(store: Store, about: About, as_of: date, since: date | None = None) -> Asking:
    """What a question is asked, with the children that all of it comes down to.

    Raises:
        CsgraphError: the store knows no such place, group, team or agency on the day, there is no such boundary, or
            the day to compare with is not before the day.
    """
    if since is not None and since >= as_of:
        raise CsgraphError(
            f"The day to compare with, {since}, is not before the day asked about, {as_of}.", "Name an earlier --since."
        )
    contexts: set[str] = set()
    sets: list[frozenset[str]] = []
    kinds: tuple[tuple[tuple[str, ...], Callable[[Store, Iterable[str], date], tuple[set[str], set[str]]]], ...] = (
        (about.places, at_places),
        (about.groups, in_groups),
    )
    for typed, found in kinds:
        if typed:
            ids, there = found(store, typed, as_of)
            contexts |= ids
            sets.append(frozenset(there))
    teams = frozenset(folded(team) for team in about.teams)
    agencies = frozenset(agency(typed) for typed in about.agencies)
    sets += [of_teams(store, about.teams, as_of)] if teams else []
    sets += [of_agencies(store, agencies, as_of)] if agencies else []
    sets += [_within(store, about.boundary, as_of)] if about.boundary else []
    children = frozenset(about.children) or (frozenset.intersection(*sets) if sets else None)
    return Asking(as_of, children, frozenset(contexts) or None, teams or None, agencies or None, since)


def at_places(store: Store, typed: Iterable[str], as_of: date) -> tuple[set[str], set[str]]:
    """Ids of places, and the children with a record there in the year before the day."""
    places = store.read("places")
    ids = {_one_of("place", text, places["place"], places["name"]) for text in typed}
    records = place_records(store, as_of=as_of)
    return ids, set(records.loc[records["place"].isin(ids), "child"])


def in_groups(store: Store, typed: Iterable[str], as_of: date) -> tuple[set[str], set[str]]:
    """Ids of groups, and their members on the day; a group that csgraph found goes by its id or its name."""
    named = store.read("group_members", as_of=as_of)
    found = peer_grouping(store, as_of=as_of, resamplings=0)
    ids = pd.concat([named["named_group"], found.groups["group"]], ignore_index=True)
    names = pd.concat([named["group_name"], found.groups["name"]], ignore_index=True)
    wanted = {_one_of("group", text, ids, names) for text in typed}
    members = named.loc[named["named_group"].isin(wanted), "child"]
    return wanted, {*members, *found.members.loc[found.members["group"].isin(wanted), "child"]}


def of_teams(store: Store, typed: Iterable[str], as_of: date) -> frozenset[str]:
    """Children with a worker of one of the teams on the day.

    Raises:
        CsgraphError: nobody of such a team works with a child on the day.
    """
    workers = store.read("child_workers", as_of=as_of).dropna(subset="team")
    known = workers[["team"]].drop_duplicates()
    names = named_teams(known["team"], store.read("teams"))
    called: dict[str, str] = dict(zip(known["team"], names, strict=True))
    wanted: set[str] = set()
    for text in typed:
        here = {team for team, name in called.items() if folded(text) in (folded(team), folded(name))}
        if not here:
            raise CsgraphError(
                f"Nobody of a team {text} works with a child on that day.", _nearest(text, sorted({*called.values()}))
            )
        wanted |= here
    return frozenset(workers.loc[workers["team"].isin(wanted), "child"])


def agency(typed: str) -> str:
    """The code of a kind of agency.

    Raises:
        CsgraphError: the code list has no such word.
    """
    listed = code_list("agency")
    code = listed.canonical(typed)
    if not code:
        raise CsgraphError(f"There is no kind of agency {typed}.", f"There are: {', '.join(listed.codes)}.")
    return code


def of_agencies(store: Store, agencies: frozenset[str], as_of: date) -> frozenset[str]:
    """Children of whom one of the agencies has a record, or with whom it recorded that somebody works on the day."""
    records = store.read("child_records")
    workers = store.read("child_workers", as_of=as_of)
    seen = [rows.loc[rows["recorded_by"].isin(agencies), "child"] for rows in (records, workers)]
    return frozenset(pd.concat(seen))


def _within(store: Store, name: str, as_of: date) -> frozenset[str]:
    boundary = named_boundary(name)
    return frozenset(children_within(circumstances(store, as_of, boundary.days), boundary))


def _one_of(what: str, text: str, ids: pd.Series, names: pd.Series) -> str:
    """The id that somebody means by an id, with or without its scheme, or by a name.

    Raises:
        CsgraphError: there is none, or several have the name.
    """
    known = list(zip(ids.tolist(), names.fillna("").tolist(), strict=True))
    wanted = text.strip().casefold()
    exact = {id_ for id_, _ in known if wanted in (id_.casefold(), id_.partition(":")[2].casefold())}
    found = sorted(exact or {id_ for id_, name in known if folded(name) == folded(text)})
    if not found:
        shown = "csgraph ask risky-places" if what == "place" else "csgraph ask peer-groups"
        raise CsgraphError(f"There is no {what} {text} on that day.", f"{shown} shows those there are, with their ids.")
    if len(found) > 1:
        raise CsgraphError(f"{len(found)} {what}s are called {text}.", f"Give the id: {', '.join(found)}.")
    return str(found[0])


def _nearest(text: str, names: list[str]) -> str:
    close = get_close_matches(text, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(names[:20])}."
