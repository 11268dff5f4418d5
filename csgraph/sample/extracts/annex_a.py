"""Annex A, the child-level lists for an inspection: the same facts as the case system, under two title rows."""

from collections.abc import Callable, Iterator

from csgraph.sample.clock import EXTRACTED, days_ago, later
from csgraph.sample.extracts import _annex_a_columns as columns
from csgraph.sample.cases import Episode
from csgraph.sample.people import Child
from csgraph.sample.tables import Bad, Extract, Row, Table, sprinkle
from csgraph.sample.workbook import write_workbook
from csgraph.sample.world import World

FILE = "annex_a.xlsx"
HALF_YEAR = 183


def write(world: World, extract: Extract) -> None:
    """annex_a.xlsx with List 1 to List 9."""
    rows: tuple[Callable[[World], Iterator[Row]], ...] = (
        _contacts, _early_help, _referrals, _assessments, _enquiries, _in_need, _protection, _care, _leaving,
    )  # fmt: skip
    bad = Bad(("", "2. Female", "WBRI", "2012-02-30", 14, EXTRACTED, "2A"), "Child Unique ID", "identifier missing")
    sheets = []
    for number, make in enumerate(rows, 1):
        titles = (f"Annex A – {columns.TITLES[number]}", "Merebrook, extracted 31/10/2026")
        written = sprinkle(make(world), [bad] if number == 1 else [])
        table = Table(f"List {number}", (*columns.COMMON, *columns.LISTS[number]), written, titles)
        sheets.append((table.name, extract.rows(table, FILE, table.name)))
    write_workbook(extract.folder / FILE, sheets)


def _child(child: Child) -> Row:
    """The columns that every list begins with."""
    gender = "2. Female" if child.sex == "F" else "1. Male"
    return (child.ssd, gender, child.ethnicity, child.dob, child.age)


def _disabled(child: Child) -> str:
    return "a) Yes" if child.disability else "b) No"


def _team(world: World, episode: Episode) -> tuple[str, str]:
    pool = world.workforce.pools["social_worker"]
    worker = pool[int(episode.number[-4:]) % len(pool)]
    return worker.team, worker.name


def _contacts(world: World) -> Iterator[Row]:
    for _, child, day, source in world.cases.contacts:
        if days_ago(day) <= HALF_YEAR:
            yield (*_child(child), day, columns.CONTACT_SOURCES.get(source, source))


def _early_help(world: World) -> Iterator[Row]:
    for child, plan in world.cases.early_help:
        yield (*_child(child), plan.start, later(plan.start, 30), "Local Authority")


def _referrals(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        if days_ago(episode.referred) <= HALF_YEAR:
            source = columns.CONTACT_SOURCES.get(episode.source, episode.source)
            nfa = "a) Yes" if episode.no_action else "b) No"
            yield (*_child(episode.child), episode.referred, source, nfa, 1, *_team(world, episode))


def _assessments(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        for found in episode.assessments:
            if found.authorised is None or days_ago(found.authorised) <= HALF_YEAR:
                needed = "" if found.authorised is None else "a) Yes" if episode.closed is None else "b) No"
                seen = (found.start, "a) Yes", found.authorised, needed)
                yield (*_child(episode.child), _disabled(episode.child), *seen, *_team(world, episode))


def _enquiries(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        held = {enquiry.number: day for _, enquiry, day, _ in episode.conferences}
        for found in episode.enquiries:
            if days_ago(found.start) <= HALF_YEAR:
                day = held.get(found.number)
                meeting = ("b) No" if day else "a) Yes", day, "a) Yes" if day else "", 1, int(day is not None))
                yield (*_child(episode.child), _disabled(episode.child), found.start, *meeting, *_team(world, episode))


def _in_need(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        if not episode.no_action and (episode.closed is None or days_ago(episode.closed) <= HALF_YEAR):
            child, closed = episode.child, episode.closed
            status = "c) Closed episode" if closed else "b) Looked after child" if episode.care else "a) Child in need plan"
            seen = max(episode.referred, closed or EXTRACTED)
            row = (_disabled(child), episode.referred, episode.need, seen, closed, episode.reason, status)
            yield (*_child(child), *row, *_team(world, episode))


def _protection(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        for plan in episode.protection:
            if plan.end is None or days_ago(plan.end) <= HALF_YEAR:
                visits = (plan.start, "Yes", later(plan.start, 85))
                row = (_disabled(episode.child), plan.start, plan.code, plan.code, *visits, plan.end, "No", 0)
                yield (*_child(episode.child), *row, *_team(world, episode))


def _care(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        care = episode.care
        if care and (care.stay.end is None or days_ago(care.stay.end) <= HALF_YEAR):
            child, stay = episode.child, care.stay
            placement, home = care.placements[-1]
            missing = [m for m in care.missing if days_ago(m[0]) <= 365]
            offered = ("Yes" if missing[-1][2] == "Y" else "No", "Yes" if missing[-1][3] == "Y" else "No") if missing else ("", "")
            yield (
                *_child(child), "No", _disabled(child), stay.start, stay.code, "No", stay.start, "C2", later(stay.start, 19),
                later(stay.start, 40), "Long-term fostering", care.iro_contact, later(stay.start, 20), later(stay.start, 60),
                len(care.placements), stay.end, "E4A" if stay.end else "", placement.start, placement.code, "PR4" if home else "PR1",
                "", "", "In", "Merebrook", len(missing), 0, *offered, *_team(world, episode),
            )  # fmt: skip


def _leaving(world: World) -> Iterator[Row]:
    advisers = {row.child: row.worker.name for row in world.involvement.care if row.role == "personal_adviser" and row.end is None}
    for episode in world.cases.episodes:
        care = episode.care
        if care and care.stay.end is None and episode.child.age >= 16:
            adviser = advisers.get(episode.child, "")
            last = (None, "Yes", care.iro_contact, "", "", "")
            row = ("No", _disabled(episode.child), *_team(world, episode), adviser, "Eligible child", *last)
            yield (*_child(episode.child), *row)
