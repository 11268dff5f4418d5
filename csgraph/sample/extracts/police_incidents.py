"""The police's incidents: one row a person and incident, some places that nobody registered."""

from collections.abc import Iterator

from csgraph.sample.happenings import Incident
from csgraph.sample.tables import Bad, Extract, Row, Table, british, british_time, sprinkle
from csgraph.sample.world import World

HEADER = (
    "Incident Ref",
    "Incident Date/Time",
    "Offence",
    "Person Role",
    "Outcome",
    "Nominal Ref",
    "Person Type",
    "Surname",
    "Forename",
    "DOB",
    "Sex",
    "Place Ref",
    "Place Name",
    "Officer Collar No",
    "Officer Name",
    "Source Grade",
)


def write(world: World, extract: Extract) -> None:
    """incidents.csv."""
    extract.csv(Table("incidents", HEADER, sprinkle(_rows(world), _bad())), "cp1252")


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("police incidents")
    for incident in world.happenings.incidents:
        for row in _people(incident):
            yield row
            if dice.chance(0.006):
                yield row


def _people(incident: Incident) -> Iterator[Row]:
    what = (incident.ref, british_time(incident.when), incident.offence)
    where = (incident.place, incident.place_name, incident.officer.number, incident.officer.name, incident.grade)
    for child, part in incident.children:
        forename, surname, dob = child.named("police")
        yield (
            *what,
            part,
            incident.outcome,
            child.police,
            "Child",
            surname.upper(),
            forename,
            british(dob),
            child.sex,
            *where,
        )
    for ref, forename, surname, dob, sex, part in incident.adults:
        yield (*what, part, incident.outcome, ref, "Adult", surname.upper(), forename, british(dob), sex, *where)


def _bad() -> list[Bad]:
    what, where = (
        ("Common assault", "Witness", "No further action"),
        ("02/02/2011", "F", "", "Home address", "", "", "C"),
    )
    return [
        Bad(
            ("MB/23/900001", "29/02/2023 11:00", *what, "N0000003", "Child", "TESTDATE", "Impossible", *where),
            "Incident Date/Time",
            "impossible date",
        ),
        Bad(
            ("MB/25/900002", "12/02/2025 11:00", *what, "", "Child", "TESTMISSING", "Nominal", *where),
            "Nominal Ref",
            "identifier missing",
        ),
    ]
