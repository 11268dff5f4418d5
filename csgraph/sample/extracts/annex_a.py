"""Annex A, the child-level lists for an inspection: the same facts as the case system, under two title rows."""

from collections.abc import Callable, Iterator
from datetime import date

from csgraph.sample.cases import Episode
from csgraph.sample.clock import EXTRACTED, days_ago, later
from csgraph.sample.extracts import _annex_a_columns as columns
from csgraph.sample.people import Child
from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.workbook import write_workbook
from csgraph.sample.world import World

FILE = "annex_a.xlsx"
HALF_YEAR = 183


def write(world: World, extract: Extract) -> None:
    """annex_a.xlsx with List 1 to List 9."""
    lists = _Lists(world)
    bad = Bad(
        ("", "2. Female", "WBRI", date(2012, 2, 28), 14, EXTRACTED, "2A"), "Child Unique ID", "identifier missing"
    )
    sheets = []
    for number, make in enumerate(lists.all(), 1):
        titles = (f"Annex A – {columns.TITLES[number]}", "Merebrook, extracted 31/10/2026")
        written = sprinkle(make(), [bad] if number == 1 else [])
        table = Table(f"List {number}", (*columns.COMMON, *columns.LISTS[number]), written, titles)
        sheets.append((table.name, extract.rows(table, FILE, table.name)))
    write_workbook(extract.folder / FILE, sheets)


def _child(child: Child) -> Row:
    """The columns that every list begins with."""
    gender = "2. Female" if child.sex == "F" else "1. Male"
    return (child.ssd, gender, child.ethnicity, child.dob, child.age)


def _disabled(child: Child) -> str:
    return "a) Yes" if child.disability else "b) No"


class _Lists:
    """The rows of each list, with the social worker who has the case, or who had it when it was closed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last = {row.episode: row for row in world.involvement.care if row.role == "social_worker"}

    def all(self) -> tuple[Callable[[], Iterator[Row]], ...]:
        """List 1 to List 9."""
        return (
            self.contacts,
            self.early_help,
            self.referrals,
            self.assessments,
            self.enquiries,
            self.in_need,
            self.protection,
            self.care,
            self.leaving,
        )

    def _team(self, episode: Episode) -> tuple[str, str]:
        row = self._last.get(episode.number)
        gone = row is None or (row.end is not None and episode.closed is None)
        return ("", "") if row is None or gone else (row.worker.team, row.worker.name)

    def contacts(self) -> Iterator[Row]:
        """Contacts of the last six months; one date in thirty is text, not a date."""
        for number, child, day, source in self._world.cases.contacts:
            if days_ago(day) <= HALF_YEAR:
                written = british(day) if int(number[1:]) % 30 == 0 else day
                yield (*_child(child), written, columns.CONTACT_SOURCES.get(source, source))

    def early_help(self) -> Iterator[Row]:
        """Early help assessments."""
        for child, plan in self._world.cases.early_help:
            yield (*_child(child), plan.start, later(plan.start, 30), "Local Authority")

    def referrals(self) -> Iterator[Row]:
        """Referrals of the last six months."""
        for episode in self._world.cases.episodes:
            if days_ago(episode.referred) <= HALF_YEAR:
                source = columns.CONTACT_SOURCES.get(episode.source, episode.source)
                nfa = "a) Yes" if episode.no_action else "b) No"
                yield (*_child(episode.child), episode.referred, source, nfa, 1, *self._team(episode))

    def assessments(self) -> Iterator[Row]:
        """Assessments open, or authorised in the last six months."""
        for episode in self._world.cases.episodes:
            for found in episode.assessments:
                if found.authorised is None or days_ago(found.authorised) <= HALF_YEAR:
                    needed = "" if found.authorised is None else "a) Yes" if episode.closed is None else "b) No"
                    seen = (found.start, "a) Yes", found.authorised, needed)
                    yield (*_child(episode.child), _disabled(episode.child), *seen, *self._team(episode))

    def enquiries(self) -> Iterator[Row]:
        """Section 47 enquiries of the last six months."""
        for episode in self._world.cases.episodes:
            held = {enquiry.number: day for _, enquiry, day, _ in episode.conferences}
            for found in episode.enquiries:
                if days_ago(found.start) <= HALF_YEAR:
                    day = held.get(found.number)
                    meeting = ("b) No" if day else "a) Yes", day, "a) Yes" if day else "", 1, int(day is not None))
                    yield (
                        *_child(episode.child),
                        _disabled(episode.child),
                        found.start,
                        *meeting,
                        *self._team(episode),
                    )

    def in_need(self) -> Iterator[Row]:
        """Children in need, and those closed in the last six months."""
        for episode in self._world.cases.episodes:
            if not episode.no_action and (episode.closed is None or days_ago(episode.closed) <= HALF_YEAR):
                child, closed = episode.child, episode.closed
                status = (
                    "c) Closed episode"
                    if closed
                    else "b) Looked after child"
                    if episode.care
                    else "a) Child in need plan"
                )
                seen = max(episode.referred, closed or EXTRACTED)
                row = (_disabled(child), episode.referred, episode.need, seen, closed, episode.reason, status)
                yield (*_child(child), *row, *self._team(episode))

    def protection(self) -> Iterator[Row]:
        """Children with a protection plan, and those whose plan ended in the last six months."""
        for episode in self._world.cases.episodes:
            for plan in episode.protection:
                if plan.end is None or days_ago(plan.end) <= HALF_YEAR:
                    visits = (plan.start, "Yes", later(plan.start, 85))
                    row = (_disabled(episode.child), plan.start, plan.code, plan.code, *visits, plan.end, "No", 0)
                    yield (*_child(episode.child), *row, *self._team(episode))

    def care(self) -> Iterator[Row]:
        """Children in care, and those who left it in the last six months."""
        for episode in self._world.cases.episodes:
            care = episode.care
            if care and (care.stay.end is None or days_ago(care.stay.end) <= HALF_YEAR):
                child, stay = episode.child, care.stay
                placement, home = care.placements[-1]
                recent = [m for m in care.missing if days_ago(m[0]) <= 365]
                missing, away = [m for m in recent if m[2] == "M"], [m for m in recent if m[2] == "A"]
                offered = tuple("Yes" if answer == "Y" else "No" for answer in missing[-1][3:]) if missing else ("", "")
                yield (
                    *_child(child),
                    "No",
                    _disabled(child),
                    stay.start,
                    stay.code,
                    "No",
                    stay.start,
                    "C2",
                    later(stay.start, 19),
                    later(stay.start, 40),
                    "Long-term fostering",
                    care.iro_contact,
                    later(stay.start, 20),
                    later(stay.start, 60),
                    len(care.placements),
                    stay.end,
                    "E4A" if stay.end else "",
                    placement.start,
                    placement.code,
                    "PR4" if home else "PR1",
                    "",
                    "",
                    "In",
                    "Merebrook",
                    len(missing),
                    len(away),
                    *offered,
                    *self._team(episode),
                )

    def leaving(self) -> Iterator[Row]:
        """Children in care aged 16 and 17: eligible for leaving care support."""
        advisers = {
            row.child: row.worker.name
            for row in self._world.involvement.care
            if row.role == "personal_adviser" and row.end is None
        }
        for episode in self._world.cases.episodes:
            care = episode.care
            if care and care.stay.end is None and episode.child.age >= 16:
                adviser = advisers.get(episode.child, "")
                last = (None, "Yes", care.iro_contact, "", "", "")
                row = ("No", _disabled(episode.child), *self._team(episode), adviser, "Eligible child", *last)
                yield (*_child(episode.child), *row)
