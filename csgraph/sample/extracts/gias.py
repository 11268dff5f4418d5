"""The national register of schools: cp1252, dates with dashes, an accented name, a closed school."""

from collections.abc import Iterator

from csgraph.sample import names
from csgraph.sample.identifiers import LA_CODE, postcode
from csgraph.sample.places import CORNER
from csgraph.sample.schools import School
from csgraph.sample.tables import Extract, Row, Table, dashed
from csgraph.sample.world import World

HEADER = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "NumberOfPupils",
    "Street",
    "Town",
    "Postcode",
    "AdministrativeWard (name)",
    "Easting",
    "Northing",
    "UPRN",
    "LSOA (name)",
)


def write(world: World, extract: Extract) -> None:
    """edubasealldata20261031.csv."""
    extract.csv(Table("edubasealldata20261031", HEADER, _rows(world.schools.all())), "cp1252")


def _rows(schools: list[School]) -> Iterator[Row]:
    for place, school in enumerate(schools):
        ward = names.WARDS[school.ward]
        status = "Closed" if school.closed else "Open, but proposed to close" if place == 5 else "Open"
        street = (
            f"{names.STREETS[place * 7 % len(names.STREETS)]} {names.STREET_KINDS[place % len(names.STREET_KINDS)]}"
        )
        yield (
            school.urn,
            LA_CODE,
            "Merebrook",
            school.establishment,
            school.name,
            school.kind,
            status,
            dashed(school.opened),
            dashed(school.closed),
            school.phase,
            school.low,
            school.high,
            school.number,
            street,
            "Merebrook",
            postcode(school.ward + 1, place * 131 % 3600),
            ward,
            CORNER[0] + school.ward % 3 * 3300 + place * 97 % 3000,
            CORNER[1] + school.ward // 3 * 5000 + place * 193 % 4500,
            "",
            f"Merebrook {school.ward + 1:03d}{'ABCD'[place % 4]}",
        )
