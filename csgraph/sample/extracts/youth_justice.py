"""The youth justice service's caseload: one row an order."""

from collections.abc import Iterator

from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "YJ ID",
    "LA Child ID",
    "Surname",
    "Forename",
    "DOB",
    "Case Manager ID",
    "Case Manager",
    "Case Manager Email",
    "Team",
    "Disposal",
    "Start Date",
    "End Date",
    "Last Contact",
)


def write(world: World, extract: Extract) -> None:
    """caseload.csv."""
    bad = Bad(
        (
            "",
            "",
            "Testmissing",
            "Reference",
            "01/01/2011",
            "",
            "",
            "",
            "Youth Justice Service",
            "Youth Caution",
            "01/06/2026",
            "",
            "",
        ),
        "YJ ID",
        "identifier missing",
    )
    extract.csv(Table("caseload", HEADER, sprinkle(_rows(world), [bad])))


def _rows(world: World) -> Iterator[Row]:
    for order in world.concerns.orders:
        child, worker = order.child, order.manager
        who = (
            (worker.number, worker.name, worker.email, worker.team) if worker else ("", "", "", "Youth Justice Service")
        )
        yield (
            child.yjs,
            child.ssd if order.la_ref else "",
            child.surname,
            child.forename,
            british(child.dob),
            *who,
            order.disposal,
            british(order.start),
            british(order.end),
            british(order.contact) if worker else "",
        )
