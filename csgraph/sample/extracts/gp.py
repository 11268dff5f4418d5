"""GP registrations: one row a registration, NHS numbers with or without spaces."""

from collections.abc import Iterator

from csgraph.sample import names
from csgraph.sample.clock import days_ago
from csgraph.sample.identifiers import landline
from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "NHS Number",
    "Surname",
    "Forename",
    "DOB",
    "Practice Code",
    "Practice Name",
    "Usual GP",
    "Practice Telephone",
    "Registered From",
    "Registered To",
)
KINDS = ("Surgery", "Medical Centre", "Health Centre", "Family Practice")


def practice(number: int) -> tuple[str, str, str]:
    """Code, name and telephone of a practice."""
    name = f"{names.STREETS[number * 11 % len(names.STREETS)]} {KINDS[number % len(KINDS)]}"
    return f"ZM{1001 + number}", name if number < len(names.STREETS) else f"{name} {number}", landline(500 + number)


def write(world: World, extract: Extract) -> None:
    """registrations.csv."""
    extract.csv(Table("registrations", HEADER, sprinkle(_rows(world), _bad())))


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("gp")
    for found in world.involvement.gp:
        forename, surname, dob = found.child.named("nhs")
        nhs = found.child.nhs
        written = f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}" if dice.chance(0.3) else nhs
        code, name, phone = practice(found.practice)
        doctor = f"Dr {names.SURNAMES[(found.practice * 13 + days_ago(found.start) % 3) % len(names.SURNAMES)]}"
        yield (
            written,
            surname.upper(),
            forename,
            british(dob),
            code,
            name,
            doctor,
            phone,
            british(found.start),
            british(found.end),
        )


def _bad() -> list[Bad]:
    rest = ("ZM1001", practice(0)[1], "Dr Test", landline(500), "01/02/2025", "")
    return [
        Bad(("9990000019", "TESTWRONG", "Nhs", "11/03/2012", *rest), "NHS Number", "check digit does not match"),
        Bad(("", "TESTMISSING", "Nhs", "11/03/2012", *rest), "NHS Number", "identifier missing"),
    ]
