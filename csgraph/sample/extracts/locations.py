"""The partnership's register of places."""

from collections.abc import Iterator

from csgraph.sample import names
from csgraph.sample.places import REACH, Place, grid, place_postcode
from csgraph.sample.tables import Bad, Extract, Row, Table, sprinkle
from csgraph.sample.world import World

HEADER = (
    "Place Ref",
    "Name",
    "Kind",
    "Online",
    "Platform",
    "Postcode",
    "Easting",
    "Northing",
    "Ward",
    "Safe Place",
    "Agencies With Reach",
)
BAD = (
    Bad(
        ("L0000", "Old Pump Room", "Phlogiston works", "No", "", "ZZ1 1AA", 312100, 428100, "Quayside", "", ""),
        "Kind",
        "unknown code",
        "warning",
    ),
    Bad(("", "Nameless Yard", "Shop", "No", "", "", "", "", "Mossgate", "", ""), "Place Ref", "identifier missing"),
)


def write(world: World, extract: Extract) -> None:
    """places.csv."""
    extract.csv(Table("places", HEADER, sprinkle(_rows(world.register.places), BAD)))


def _rows(places: list[Place]) -> Iterator[Row]:
    for place in places:
        if place.platform:
            yield (place.ref, place.name, place.kind, "Yes", place.platform, "", "", "", "", "", "Police;Education")
        else:
            reach = REACH.get(place.kind, "")
            safe = "Yes" if place.safe else "No" if place.part == "risky" else ""
            where = (place_postcode(place), *grid(place), names.WARDS[place.ward])
            yield (place.ref, place.name, place.kind, "No", "", *where, safe, reach)
