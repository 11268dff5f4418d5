"""Children whose workers changed often, left a gap, ended without successor or changed without a day together.

Worked out day by day from the world's links and plans, apart from the product's code.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from csgraph.sample.clock import EXTRACTED, YEAR, ago, days_ago
from csgraph.sample.expectations import covered
from csgraph.sample.facts import Facts, gather
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.states import Link, links
from csgraph.sample.world import World

HEADER = ("child", "role", "state", "changes")
DAY = timedelta(days=1)
CARE = frozenset({"cin", "cp", "cla"})
PLANS = {
    **dict.fromkeys(("social_worker", "fhlp", "lcpp"), CARE),
    "cp_chair": frozenset({"cp"}),
    **dict.fromkeys(
        ("iro", "personal_adviser", "virtual_school", "cla_nurse", "foster_carer", "key_worker_residential"),
        frozenset({"cla"}),
    ),
    "lead_practitioner_eh": frozenset({"eh"}),
    "yjs_case_manager": frozenset({"yj"}),
}
GAPS = {"social_worker": 7, "dsl": 56, "senco": 56}
UNLISTED = ("youth_worker", "team_manager")
"""Roles that no extract says it can show."""


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """continuity.csv."""
    linked, plans = links(world), plan_spells(world)
    rows: list[tuple[object, ...]] = []
    for name, facts in gather(world).items():
        chains: dict[str, list[Link]] = {}
        for link in linked.get(name, []):
            if link.worker and (not link.historic or link.end or link.contact):
                chains.setdefault(link.role, []).append(link)
        for role, chain in chains.items():
            rows += [
                (name, role, state, changes) for state, changes in _states(facts, role, chain, plans.get(name, []))
            ]
        rows += [(name, role, "cannot_tell", 0) for role in _unseen(facts) if role not in chains]
    yield "continuity", HEADER, sorted(rows, key=lambda row: tuple(str(cell) for cell in row))


def plan_spells(world: World) -> dict[str, list[tuple[str, date, date]]]:
    """Kind, first and last day of every plan of each node; one that is open lasts past the day."""
    found: dict[str, list[tuple[str, date, date]]] = {}

    def add(child: Child, scheme: str, kind: str, start: date, end: date | None) -> None:
        found.setdefault(node(child, scheme), []).append((kind, start, end or date.max))

    for child, plan in world.cases.early_help:
        add(child, "ssd", "eh", plan.start, plan.end)
    for episode in world.cases.episodes:
        if episode.no_action:
            continue
        add(episode.child, "ssd", "cin", episode.referred, episode.closed)
        for plan in episode.protection:
            add(episode.child, "ssd", "cp", plan.start, plan.end)
        if episode.care:
            add(episode.child, "ssd", "cla", episode.care.stay.start, episode.care.stay.end)
    for order in world.concerns.orders:
        add(order.child, "yjs", "yj", order.start, order.end)
    return found


def _states(
    facts: Facts, role: str, chain: list[Link], plans: list[tuple[str, date, date]]
) -> Iterator[tuple[str, int]]:
    held = sorted({(link.worker, link.start, _last(link)) for link in chain}, key=lambda one: (one[1], one[0]))
    times = _joined(held)
    kinds = PLANS.get(role)
    open_ = [(start, end) for kind, start, end in plans if kinds is None or kind in kinds]
    steps = _changes(times)
    changes = len(steps)
    if changes >= (2 if role in ("social_worker", "school_nurse") else 3):
        yield "many_changes", changes
    told = role not in UNLISTED and covered(facts, role)
    last = max(end for _, _, end in times)
    ended = last < EXTRACTED and days_ago(last) < YEAR and _open_through(open_, last, EXTRACTED)
    gap = _longest_gap(times, open_) > GAPS.get(role, 28)
    if gap and told:
        yield "gap_without_worker", changes
    if ended and told:
        yield "ended_without_successor", changes
    if (gap or ended) and not told:
        yield "cannot_tell", changes
    for before, start in steps:
        nobody = (start - before).days - 1
        together = any(begun < start <= until for _, begun, until in times)
        if not together and nobody <= GAPS.get(role, 28) and _open_through(open_, min(before, start), start):
            yield "no_handover", changes
            break


def _last(link: Link) -> date:
    end = link.end or (link.contact if link.historic else None)
    return end if end and (end < EXTRACTED or link.historic) else date.max


def _joined(held: list[tuple[str, date, date]]) -> list[tuple[str, date, date]]:
    """Unbroken times of each worker."""
    found: list[tuple[str, date, date]] = []
    for worker in {one[0] for one in held}:
        mine = [one for one in held if one[0] == worker]
        times = [mine[0]]
        for _, start, end in mine[1:]:
            reach = times[-1][2]
            if reach == date.max or start <= reach + DAY:
                times[-1] = (worker, times[-1][1], max(reach, end))
            else:
                times.append((worker, start, end))
        found += times
    return sorted(found, key=lambda one: (one[1], one[0]))


def _changes(times: list[tuple[str, date, date]]) -> list[tuple[date, date]]:
    """The former worker's last day and the new one's first, of each change of the year."""
    used: set[tuple[str, date, date]] = set()
    found: list[tuple[date, date]] = []
    for worker, start, _ in times:
        before = [
            one
            for one in times
            if one[0] != worker and one[1] < start and one[2] != date.max and -28 <= (start - one[2]).days <= YEAR
        ]
        if before:
            latest = max(before, key=lambda one: (one[2], one[1]))
            if latest not in used:
                used.add(latest)
                found.append((latest[2], start))
    return [(before, start) for before, start in found if ago(YEAR + 5) < start and days_ago(start) < YEAR]


def _open_through(plans: list[tuple[date, date]], first: date, last: date) -> bool:
    day = first
    while day <= last:
        if not any(start <= day <= end for start, end in plans):
            return False
        day += DAY
    return True


def _longest_gap(times: list[tuple[str, date, date]], plans: list[tuple[date, date]]) -> int:
    """Most days in a row, between two workers and in the year, with a plan and nobody."""
    begins = [start for _, start, _ in times]
    longest = run = 0
    day = max(min(begins), EXTRACTED - timedelta(days=YEAR - 1))
    while day < max(begins):
        alone = not any(start <= day <= end for _, start, end in times)
        run = run + 1 if alone and any(start <= day <= end for start, end in plans) else 0
        longest = max(longest, run)
        day += DAY
    return longest


def _unseen(facts: Facts) -> Iterator[str]:
    if facts.plans & CARE and not covered(facts, "social_worker"):
        yield "social_worker"
    if 5 <= facts.child.age <= 17 and not covered(facts, "school_nurse"):
        yield "school_nurse"
