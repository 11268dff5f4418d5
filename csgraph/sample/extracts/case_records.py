"""The report of the council's case system: plans, actions, closures, challenges, meetings, voice, engagement."""

from collections.abc import Iterator

from csgraph.sample.case_records import CaseRecords
from csgraph.sample.tables import Bad, Cell, Extract, Row, Table, sprinkle
from csgraph.sample.workbook import write_workbook
from csgraph.sample.workforce import Worker
from csgraph.sample.world import World

FILE = "case_records.xlsx"
HEADERS = {
    "Cases": ("Child ID", "Plan Kind", "Plan ID", "Referral ID", "Start", "End", "Last Review"),
    "Actions": (
        "Action ID",
        "Plan Kind",
        "Plan ID",
        "Child ID",
        "Action",
        "Addresses",
        "Owner",
        "Owner Email",
        "Due",
        "Done",
        "Status",
    ),
    "Closures": ("Closure ID", "Referral ID", "Child ID", "What Closed", "Date Closed", "Reason Code", "Reason"),
    "Challenges": (
        "Challenge ID",
        "Closure ID",
        "Referral ID",
        "Child ID",
        "Raised On",
        "Raised By",
        "Email",
        "Agency",
        "About",
        "Outcome",
        "Resolved On",
    ),
    "Meetings": ("Meeting ID", "Kind", "Date", "Child ID"),
    "Attendance": ("Meeting ID", "Name", "Email", "Agency", "Role", "Invited", "Attended"),
    "Child's Voice": ("Record ID", "Child ID", "Date", "About", "Recorded By", "Email", "Agency"),
    "Engagement": (
        "Record ID",
        "Child ID",
        "Date",
        "How",
        "Worker",
        "Email",
        "Agency",
        "Outcome",
        "What Worked",
    ),
}
KINDS = {"eh": "Early help", "cin": "CIN", "cp": "CP", "cla": "CLA"}
MEETINGS = {
    "strategy": "Strategy discussion",
    "core_group": "Core group",
    "conference": "Child protection conference",
    "review": "Review",
}


def write(world: World, extract: Extract) -> None:
    """case_records.xlsx with its eight sheets."""
    records = world.records
    rows: dict[str, Iterator[Row | Bad]] = {
        "Cases": _cases(records),
        "Actions": sprinkle(_actions(records), _bad_actions()),
        "Closures": sprinkle(_closures(records), _bad_closures()),
        "Challenges": _challenges(records),
        "Meetings": _meetings(records),
        "Attendance": _attendance(records),
        "Child's Voice": sprinkle(_accounts(records), _bad_accounts()),
        "Engagement": _attempts(records),
    }
    tables = [Table(name, HEADERS[name], found) for name, found in rows.items()]
    write_workbook(extract.folder / FILE, [(table.name, extract.rows(table, FILE, table.name)) for table in tables])


def _who(worker: Worker | None) -> tuple[str, str]:
    return (worker.name, worker.email) if worker else ("", "")


def _yes(flag: bool) -> Cell:
    return "Yes" if flag else "No"


def _cases(records: CaseRecords) -> Iterator[Row]:
    for plan in records.plans:
        yield (plan.child.ssd, KINDS[plan.kind], plan.number, plan.referral, plan.start, plan.end, plan.reviewed)


def _actions(records: CaseRecords) -> Iterator[Row]:
    for found in records.actions:
        plan = (KINDS[found.plan.kind], found.plan.number, found.child.ssd)
        days = (found.due, found.done, found.status)
        yield (found.number, *plan, found.what, found.addresses, *_who(found.owner), *days)


def _closures(records: CaseRecords) -> Iterator[Row]:
    for found in records.closures:
        what = (KINDS[found.kind], found.closed, found.code, found.words)
        yield (found.number, found.referral, found.child.ssd, *what)


def _challenges(records: CaseRecords) -> Iterator[Row]:
    for found in records.challenges:
        ids = (found.closure.number, found.closure.referral) if found.closure else ("", "")
        by = (found.raised, *_who(found.by), found.agency)
        yield (found.number, *ids, found.child.ssd, *by, found.about, found.outcome, found.resolved)


def _meetings(records: CaseRecords) -> Iterator[Row]:
    for meeting in records.meetings:
        yield (meeting.number, MEETINGS[meeting.kind], meeting.day, meeting.child.ssd)


def _attendance(records: CaseRecords) -> Iterator[Row]:
    for meeting in records.meetings:
        for guest in meeting.attendance:
            who = (*_who(guest.worker), guest.agency, guest.worker.title)
            yield (meeting.number, *who, _yes(guest.invited), _yes(guest.attended))


def _accounts(records: CaseRecords) -> Iterator[Row]:
    for found in records.accounts:
        yield (found.number, found.child.ssd, found.day, found.about, *_who(found.by), found.agency)


def _attempts(records: CaseRecords) -> Iterator[Row]:
    for found in records.attempts:
        by = (*_who(found.worker), found.agency)
        yield (found.number, found.child.ssd, found.day, found.how, *by, found.outcome, found.worked)


def _bad_actions() -> list[Bad]:
    row = ("PA900001", "CIN", "CINP900001", "4900001", "Direct work with child", "", "", "", "31/06/2025", "", "Open")
    return [Bad(row, "Due", "impossible date")]


def _bad_closures() -> list[Bad]:
    row = ("", "", "4900002", "Early help", "14/02/2026", "", "Needs met")
    return [Bad(row, "Closure ID", "no identifier of the closure")]


def _bad_accounts() -> list[Bad]:
    row = (
        "CV900001",
        "",
        "14/02/2026",
        "Wishes and feelings",
        "A N Other",
        "another@merebrook-council.example",
        "School",
    )
    return [Bad(row, "Child ID", "nobody is named")]
