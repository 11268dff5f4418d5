"""Dated events before and after the panel took each child, place and group on, beside others like it.

Semantics, as agreed: taken on when a referral that was not answered with NFA was first discussed or decided; windows of
180 days before and after, without the day itself; at least 90 covered days of each. Several events of one kind on one
day are one. Others: up to three, not taken on by the end of the window, of the same age band or kind, whose events
before differ by one at most; the nearest first, then by id; nobody twice. How complete networks were on earlier days is
not planted: the sample's roles are worked out for the day of the extracts alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import comb

from csgraph.sample.clock import EXTRACTED, PERIOD_START, age_on
from csgraph.sample.facts import gather
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.planting import PeerGroup
from csgraph.sample.truth.panel_feedback import subject
from csgraph.sample.world import World

HEADER = ("subject", "taken_on", "before", "after", "state", "compared_with", "comparison_before", "comparison_after")
WINDOW, LEAST, MOST, APART = 180, 90, 3, 1
BANDS = ((0, 9), (10, 12), (13, 15), (16, 17), (18, 25))
TAIL = 0.025


@dataclass(slots=True)
class _Subjects:
    """Events of every subject, and what makes two alike: sort, kind of place, date of birth."""

    events: defaultdict[str, set[tuple[str, date]]] = field(default_factory=lambda: defaultdict(set))
    like: dict[str, tuple[str, str]] = field(default_factory=dict)
    dob: dict[str, date] = field(default_factory=dict)
    pool: set[str] = field(default_factory=set)

    def count(self, name: str, start: date, end: date) -> int:
        """Events of a subject from one day to another, both included."""
        return sum(start <= day <= end for _, day in self.events[name])

    def alike(self, one: str, other: str, day: date) -> bool:
        """Whether two subjects may be compared on a day."""
        return self.like[one] == self.like[other] and self._band(one, day) == self._band(other, day)

    def _band(self, name: str, day: date) -> int:
        age = age_on(self.dob[name], day) if name in self.dob else -1
        return next((number for number, (low, high) in enumerate(BANDS) if low <= age <= high), -1)


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """panel_impact.csv: one row a subject that the panel took on."""
    subjects, taken, used = _subjects(world), _taken_on(world), set[str]()
    for name in taken:  # a child to whom nothing happened that the police recorded
        subjects.like.setdefault(name, ("C", ""))
    rows: list[tuple[object, ...]] = []
    order = {"C": 0, "G": 1, "L": 2}
    for day, _, name in sorted((day, order[subjects.like[name][0]], name) for name, day in taken.items()):
        before, after = _window(subjects, name, day)
        state = _state(subjects, name, day)
        others: list[str] = []
        if state not in ("too_early", "cannot_tell"):
            free = [o for o in subjects.pool - used - {name} if taken.get(o, date.max) > day + timedelta(WINDOW)]
            near = [(abs(_window(subjects, o, day)[0] - before), o) for o in free if subjects.alike(name, o, day)]
            others = [o for apart, o in sorted(near) if apart <= APART][:MOST]
            used.update(others)
        sums = [sum(_window(subjects, o, day)[place] for o in others) for place in (0, 1)]
        rows.append((name, day, before, after, state, len(others), *sums))
    yield "panel_impact", HEADER, sorted(rows)


def _taken_on(world: World) -> dict[str, date]:
    """The day on which the panel took each subject on."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for referral in world.concerns.referrals:
        if referral.decision != "NFA" and referral.decided:
            days[subject(referral)].append(referral.decided)
    for meeting in world.concerns.meetings:
        for referral in meeting.referrals:
            if referral.decision != "NFA":
                days[subject(referral)].append(meeting.day)
    return {name: min(found) for name, found in days.items()}


def _window(subjects: _Subjects, name: str, day: date) -> tuple[int, int]:
    """Events in the window before a day and in the one after it."""
    one = timedelta(1)
    return (
        subjects.count(name, day - timedelta(WINDOW), day - one),
        subjects.count(name, day + one, day + timedelta(WINDOW)),
    )


def _state(subjects: _Subjects, name: str, day: date) -> str:
    """Whether the two counts differ by more than chance, by the binomial distribution of the later one."""
    before, after = _window(subjects, name, day)
    days_before, days_after = min((day - PERIOD_START).days, WINDOW), min((EXTRACTED - day).days, WINDOW)
    if not subjects.events[name] or days_before < LEAST:
        return "cannot_tell"
    if days_after < LEAST:
        return "too_early"
    every, share = before + after, days_after / (days_before + days_after)
    chances = [comb(every, k) * share**k * (1 - share) ** (every - k) for k in range(every + 1)]
    if every and sum(chances[: after + 1]) < TAIL:
        return "fewer_after"
    return "more_after" if every and sum(chances[after:]) < TAIL else "no_clear_change"


def _subjects(world: World) -> _Subjects:
    """Every child, place and group with the events that the extracts hold of it."""
    found = _Subjects()
    for name, child, kind, day in _of_children(world):
        found.like[name] = ("C", "")
        found.dob[name] = child.dob if name.startswith("ssd:") else child.named("police")[2]
        found.events[name].add((kind, day))
    for place in world.register.places:
        found.like[place.node] = ("L", place.kind)
        if not place.safe:
            found.pool.add(place.node)
    homes = {place.ref for place in world.register.of("home")}
    for incident in world.happenings.incidents:
        found.events[f"place:{incident.place}"].add(("incident", incident.when.date()))
    for episode in world.happenings.missing:
        if episode.back not in homes:
            found.events[f"place:{episode.back}"].add(("missing", episode.start.date()))
    for tie in world.ties:
        if isinstance(tie.to, PeerGroup):
            name = f"group:{tie.to.ref}"
            found.like[name] = ("G", "")
            found.pool.add(name)
            found.events[name] |= found.events[node(tie.child, "ssd")]
    found.pool |= {name for name in gather(world) if found.like.get(name) == ("C", "")}
    return found


def _of_children(world: World) -> Iterator[tuple[str, Child, str, date]]:
    """Each child's incidents and missing episodes: node, child, kind, day."""
    for episode in world.happenings.missing:
        yield node(episode.child, "police"), episode.child, "missing", episode.start.date()
    for incident in world.happenings.incidents:
        for child, _ in incident.children:
            yield node(child, "police"), child, "incident", incident.when.date()
    listed = {node(episode.child, "police") for episode in world.happenings.missing}
    listed |= {node(child, "police") for incident in world.happenings.incidents for child, _ in incident.children}
    for case in world.cases.episodes:
        for day, _, kind, *_ in case.care.missing if case.care else ():
            if kind == "M" and node(case.child, "ssd") in listed and day >= PERIOD_START:
                yield node(case.child, "ssd"), case.child, "missing", day
