"""Closings of the year: whether the agency's words say disengagement, and what the records still held beside them.

Peer groups and places are left out: they follow from calculations over the whole borough. What agencies named is in.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from csgraph.sample.case_records import ClosureRecord
from csgraph.sample.clock import EXTRACTED, days_ago
from csgraph.sample.facts import recent
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.planting import PeerGroup
from csgraph.sample.world import World

BEFORE = 90
Key = tuple[str, str, date]
"""Child, kind and day: one closing."""


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """closings.csv and closed_again.csv."""
    found = closings(world)
    known, grouped, actions = events(world), _grouped(world), _actions(world)
    rows: list[tuple[object, ...]] = []
    for key, said in found.items():
        child, _, closed = key
        kinds = _around(known.get(child, set()), closed) | ({"named_group"} if child in grouped else set())
        kinds |= {"panel_action"} if any(_left(*one, closed) for one in actions.get(child, ())) else set()
        rows.append((*key, "yes" if said else "no", ";".join(sorted(kinds))))
    yield "closings", ("child", "kind", "closed_on", "disengaged", "concerns"), sorted(rows)
    times: dict[str, set[tuple[str, date]]] = {}
    for closure in world.records.closures:
        if closure.disengaged and days_ago(closure.closed) <= 730:
            times.setdefault(node(closure.child, "ssd"), set()).add((closure.kind, closure.closed))
    again = [(child, len(days)) for child, days in times.items() if len(days) > 1]
    yield "closed_again", ("child", "times"), sorted(again)


def closings(world: World) -> dict[Key, bool]:
    """Every closing of the year, and whether its words say disengagement."""
    found: dict[Key, bool] = {}
    for closure in world.records.closures:
        if recent(closure.closed):
            found[key_of(closure)] = found.get(key_of(closure), False) or closure.disengaged
    return found


def key_of(closure: ClosureRecord) -> Key:
    """The closing that a record tells of."""
    return node(closure.child, "ssd"), closure.kind, closure.closed


def _around(days: set[tuple[str, date]], closed: date) -> set[str]:
    """Kinds of event in the days before a closing, and since."""
    after = {f"{kind}_after" for kind, day in days if day > closed}
    return after | {f"{kind}_before" for kind, day in days if 0 <= (closed - day).days <= BEFORE}


def _actions(world: World) -> dict[str, list[tuple[date, date | None]]]:
    """Days on which the panel agreed each action on a child, and on which it was done."""
    found: dict[str, list[tuple[date, date | None]]] = {}
    for meeting in world.concerns.meetings:
        for _, referral, _, _, _, done in meeting.actions:
            if referral.child:
                found.setdefault(node(referral.child, "ssd"), []).append((meeting.day, done))
    return found


def _left(agreed: date, done: date | None, closed: date) -> bool:
    """Whether an action was open at the closing, or was agreed later and is open now."""
    return done is None or agreed <= closed < done


def events(world: World) -> dict[str, set[tuple[str, date]]]:
    """Days with a missing episode or an incident up to the day of the extracts, by node."""
    found: dict[str, set[tuple[str, date]]] = {}

    def add(child: Child, scheme: str, kind: str, day: date) -> None:
        if day <= EXTRACTED:
            found.setdefault(node(child, scheme), set()).add((kind, day))

    for missing in world.happenings.missing:
        add(missing.child, "police", "missing", missing.start.date())
    for incident in world.happenings.incidents:
        for child, _ in incident.children:
            add(child, "police", "incident", incident.when.date())
    for episode in world.cases.episodes:
        for day, _, kind, *_ in episode.care.missing if episode.care else ():
            if kind == "M":
                add(episode.child, "ssd", "missing", day)
    return found


def _grouped(world: World) -> set[str]:
    """Children whom somebody drew in a named group."""
    return {node(tie.child, "ssd") for tie in world.ties if isinstance(tie.to, PeerGroup)}
