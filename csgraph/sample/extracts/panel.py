"""The panel's own workbook: referrals, meetings, invitations, actions."""

from collections.abc import Iterator

from csgraph.sample.concerns import Meeting, Referral
from csgraph.sample.tables import Bad, Extract, Row, Table, sprinkle
from csgraph.sample.workbook import write_workbook
from csgraph.sample.world import World

FILE = "panel.xlsx"
REFERRALS = (
    "Referral ID",
    "Date",
    "Subject Type",
    "Child ID",
    "Place Ref",
    "Group Ref",
    "Referred By",
    "Referrer Email",
    "Agency",
    "Concern",
    "Tool Attached",
    "Decision Date",
    "Decision",
    "Feedback Date",
)
MEETINGS = ("Meeting ID", "Date", "Kind", "Referral IDs")
INVITATIONS = ("Meeting ID", "Name", "Email", "Agency", "Role", "Invited", "Attended")
ACTIONS = (
    "Action ID",
    "Meeting ID",
    "Child ID",
    "Place Ref",
    "Group Ref",
    "Action",
    "Owner",
    "Owner Email",
    "Due",
    "Done",
    "Status",
)


def write(world: World, extract: Extract) -> None:
    """panel.xlsx with its four sheets."""
    meetings = world.concerns.meetings
    tables = (
        Table("Referrals", REFERRALS, sprinkle(_referrals(world.concerns.referrals), _bad())),
        Table("Meetings", MEETINGS, _meetings(meetings)),
        Table("Invitations", INVITATIONS, _invitations(meetings)),
        Table("Actions", ACTIONS, _actions(meetings)),
    )
    write_workbook(extract.folder / FILE, [(table.name, extract.rows(table, FILE, table.name)) for table in tables])


def _subject(referral: Referral) -> tuple[str, str, str]:
    """Child, place and group: one of the three."""
    return (
        referral.child.ssd if referral.child else "",
        referral.place.ref if referral.place else "",
        referral.group.ref if referral.group else "",
    )


def _referrals(referrals: list[Referral]) -> Iterator[Row]:
    for referral in referrals:
        kind = "Person of interest" if referral.child else "Location" if referral.place else "Group"
        by = (referral.by.name, referral.by.email, referral.agency)
        tool = "Yes" if referral.tool else "No"
        dates = (referral.decided, referral.decision, referral.feedback)
        yield (referral.number, referral.day, kind, *_subject(referral), *by, referral.concern, tool, *dates)


def _bad() -> list[Bad]:
    rest = ("", "", "", "A N Other", "another@merebrook-council.example", "Education", "CCE", "No")
    return [Bad(("PR90001", "31/06/2025", "Person of interest", *rest, "", "", ""), "Date", "impossible date")]


def _meetings(meetings: list[Meeting]) -> Iterator[Row]:
    for meeting in meetings:
        yield (meeting.number, meeting.day, meeting.kind, ";".join(referral.number for referral in meeting.referrals))


def _invitations(meetings: list[Meeting]) -> Iterator[Row]:
    for meeting in meetings:
        for worker, agency, came in meeting.invited:
            yield (meeting.number, worker.name, worker.email, agency, worker.title, "Yes", "Yes" if came else "No")


def _actions(meetings: list[Meeting]) -> Iterator[Row]:
    for meeting in meetings:
        for number, referral, what, owner, due, done in meeting.actions:
            who = (owner.name, owner.email)
            yield (number, meeting.number, *_subject(referral), what, *who, due, done, "Done" if done else "Open")
