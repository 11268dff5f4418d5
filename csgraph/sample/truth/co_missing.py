"""Who was missing with whom, which return interviews somebody must act on, first repeats, shared return places.

As agreed: episodes of the 365 days before the day. Recorded together: a police row names the other. At the same place:
two episodes of the police overlap for an hour and end at one place that is no children's home. Family is left out where
social care's records say so. An interview is late when its day lies after the 72 hours.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from csgraph.sample.clock import EXTRACTED, YEAR, days_ago
from csgraph.sample.happenings import Missing
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.world import World

HOUR = timedelta(hours=1)
IN_TIME = timedelta(hours=72)
MIDNIGHT = datetime.min.time()


@dataclass(frozen=True, slots=True)
class Told:
    """One episode as the extracts tell it."""

    child: str
    day: date
    end: datetime | None
    offered: str
    accepted: str
    interview: date | None


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """co_missing_pairs.csv, return_interviews.csv, first_repeats.csv and shared_return_places.csv."""
    recent = [episode for episode in world.happenings.missing if days_ago(episode.start.date()) <= YEAR]
    yield "co_missing_pairs", ("child_a", "child_b", "state"), sorted(_pairs(world, recent))
    told = [one for episodes in _told(world).values() for one in episodes]
    states = ((one.child, one.day, _state(one)) for one in told if days_ago(one.day) <= YEAR)
    yield "return_interviews", ("child", "day", "state"), sorted(row for row in states if row[2])
    yield "first_repeats", ("child", "day"), sorted(_repeats(world))
    yield "shared_return_places", ("place", "unrelated"), sorted(_places(world, recent))


def _related(one: Child, other: Child) -> bool:
    known = node(one, "police").startswith("ssd:") and node(other, "police").startswith("ssd:")
    return one is other or (one.family is other.family and known)


def _place(world: World, episode: Missing) -> str:
    """The reference of the place where a child was found again; empty at home or where children are placed."""
    residential = {place.ref for place in world.register.of("home")}
    return "" if episode.back in residential or episode.end is None else episode.back


def _pairs(world: World, recent: list[Missing]) -> Iterator[tuple[str, str, str]]:
    found: dict[tuple[str, str], str] = {}
    for one, other in combinations(recent, 2):
        first, second = sorted((node(one.child, "police"), node(other.child, "police")))
        place = _place(world, one)
        if place and place == _place(world, other) and not _related(one.child, other.child) and _overlap(one, other):
            found[first, second] = "overlap_same_place"
    for episode in recent:
        for other_child in episode.companions:
            if not _related(episode.child, other_child):
                first, second = sorted((node(episode.child, "police"), node(other_child, "police")))
                found[first, second] = "together_recorded"
    for (first, second), state in found.items():
        yield first, second, state


def _overlap(one: Missing, other: Missing) -> bool:
    if one.end is None or other.end is None:
        return False
    return min(one.end, other.end) - max(one.start, other.start) >= HOUR


def _told(world: World) -> dict[str, list[Told]]:
    """Every episode by node, in order: the police's, and social care's of days that the police do not have."""
    found: dict[str, list[Told]] = defaultdict(list)
    for episode in world.happenings.missing:
        name, day = node(episode.child, "police"), episode.start.date()
        end = episode.end if episode.end and episode.end.date() <= EXTRACTED else None
        found[name].append(Told(name, day, end, episode.offered, episode.accepted, episode.interview))
    police = {(one.child, one.day) for episodes in found.values() for one in episodes}
    for case in world.cases.episodes:
        name = node(case.child, "ssd")
        for start, ended, kind, offered, accepted in case.care.missing if case.care else ():
            if kind == "M" and (name, start) not in police:
                # Of social care's only days are known: the 72 hours run from the end of the day of the return.
                end = datetime.combine(ended, MIDNIGHT) + timedelta(days=1)
                found[name].append(Told(name, start, end, offered, accepted, None))
    for episodes in found.values():
        episodes.sort(key=lambda one: one.day)
    return dict(found)


def _state(one: Told) -> str:
    """The state of an interview that somebody must act on; empty where nobody must."""
    if one.end is None or one.offered == "NA":
        return ""
    if one.interview:
        return "interview_late" if datetime.combine(one.interview, MIDNIGHT) > one.end + IN_TIME else ""
    if one.offered == "N":
        return "interview_not_offered"
    if one.accepted == "N":
        return "interview_refused"
    due = one.end + IN_TIME < datetime.combine(EXTRACTED, MIDNIGHT) + timedelta(days=1)
    return "interview_not_recorded" if due else ""


def _repeats(world: World) -> Iterator[tuple[str, date]]:
    """Second episodes of the year that began within 28 days of the first return."""
    for name, episodes in _told(world).items():
        if len(episodes) > 1 and days_ago(episodes[1].day) <= YEAR:
            end = episodes[0].end
            back = end.date() if end else episodes[0].day
            if (episodes[1].day - back).days <= 28:
                yield name, episodes[1].day


def _places(world: World, recent: list[Missing]) -> Iterator[tuple[str, int]]:
    """Places, but for safe ones, where two unrelated children or more were found again, and how many."""
    safe = {place.ref for place in world.register.places if place.safe}
    seen: dict[str, list[Child]] = defaultdict(list)
    for episode in recent:
        place = _place(world, episode)
        if place and place not in safe and not any(_related(episode.child, child) for child in seen[place]):
            seen[place].append(episode.child)
    for ref, children in seen.items():
        if len(children) > 1:
            yield f"place:{ref}", len(children)
