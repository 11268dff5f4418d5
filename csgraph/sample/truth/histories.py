"""The days on which something happened to each child in the boundary, by every agency: what a history must hold."""

from collections.abc import Iterator, Sequence
from datetime import date

from csgraph.sample.facts import gather
from csgraph.sample.identity import node
from csgraph.sample.world import World

HEADER = ("child", "state", "kind", "day")


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """histories.csv: one row a child, kind of entry and day; events, contacts, meetings, accounts and attempts."""
    within = gather(world)
    found = {*_police_and_schools(world), *_care(world), *_records(world)}
    yield "histories", HEADER, sorted(row for row in found if row[0] in within)


def _police_and_schools(world: World) -> Iterator[tuple[str, str, str, date]]:
    for episode in world.happenings.missing:
        yield node(episode.child, "police"), "event", "missing", episode.start.date()
    for incident in world.happenings.incidents:
        for child, _ in incident.children:
            yield node(child, "police"), "event", "incident", incident.when.date()
    for exclusion in world.happenings.exclusions:
        yield node(exclusion.child, "upn"), "event", "exclusion", exclusion.start


def _care(world: World) -> Iterator[tuple[str, str, str, date]]:
    for _, child, day, _ in world.cases.contacts:
        yield node(child, "ssd"), "contact", "contact", day
    for case in world.cases.episodes:
        name = node(case.child, "ssd")
        for enquiry in case.enquiries:
            yield name, "event", "s47", enquiry.start
        for day, _, kind, *_ in case.care.missing if case.care else ():
            yield name, "event", "missing" if kind == "M" else "away", day


def _records(world: World) -> Iterator[tuple[str, str, str, date]]:
    for account in world.records.accounts:
        yield node(account.child, "ssd"), "account", "account", account.day
    for attempt in world.records.attempts:
        yield node(attempt.child, "ssd"), "engagement", "engagement", attempt.day
    for meeting in world.records.meetings:
        if meeting.kind in ("core_group", "review"):
            yield node(meeting.child, "ssd"), "meeting", meeting.kind, meeting.day
