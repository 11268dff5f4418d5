"""The 0-19 service's caseload: a row an allocation, roles spelt in several ways, some children waiting."""

from collections.abc import Iterator

from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "NHS Number",
    "Surname",
    "Forename",
    "DOB",
    "Postcode",
    "Practitioner ID",
    "Practitioner",
    "Role",
    "Team",
    "Telephone",
    "Email",
    "Allocated From",
    "Allocated To",
    "Last Contact",
)
ROLES = {
    "health_visitor": ("3B - Health visitor", "Health Visitor", "health visitor"),
    "school_nurse": ("3C - School nurse", "School Nurse", "SCHOOL NURSE (0-19)"),
}


def write(world: World, extract: Extract) -> None:
    """caseload.csv."""
    extract.csv(Table("caseload", HEADER, sprinkle(_rows(world), _bad(world))))


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("health")
    for found in world.involvement.health:
        forename, surname, dob = found.child.named("nhs")
        worker = found.worker
        role = dice.pick(ROLES[found.role])
        who = (
            (worker.number, worker.name, role, worker.team, worker.phone, worker.email)
            if worker
            else ("", "", role, "0-19 duty", "", "")
        )
        yield (
            found.child.nhs,
            surname,
            forename + (" " if dice.chance(0.02) else ""),
            british(dob),
            found.child.family.postcode,
            *who,
            british(found.start),
            british(found.end),
            british(found.contact),
        )


def _bad(world: World) -> list[Bad]:
    worker = world.workforce.pools["school_nurse"][0]
    who = (
        worker.number,
        worker.name,
        "School Nurse",
        worker.team,
        worker.phone,
        worker.email,
        "01/09/2025",
        "",
        "02/10/2026",
    )
    return [
        Bad(
            ("9990000027", "Testwrong", "Digit", "09/08/2013", "ZZ2 2BB", *who),
            "NHS Number",
            "check digit does not match",
        ),
        Bad(("", "Testmissing", "Number", "09/08/2013", "ZZ2 2BB", *who), "NHS Number", "identifier missing"),
    ]
