"""Screening tools sent to the panel's mailbox: factors as a list of codes, tool names as the forms have them."""

from collections.abc import Iterator

from csgraph.sample.identity import joined
from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "Tool ID",
    "Tool",
    "Child ID",
    "UPN",
    "Surname",
    "Forename",
    "DOB",
    "Date Completed",
    "Completed By",
    "Completed By Email",
    "Agency",
    "Factors",
    "Result",
    "Basis",
)


def write(world: World, extract: Extract) -> None:
    """screening.csv."""
    extract.csv(Table("screening", HEADER, sprinkle(_rows(world), _bad(world), every=5)))


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("screening")
    for tool in world.concerns.screenings:
        child = tool.child
        upn = child.upn if not child.ssd or (joined(child, "upn") and dice.chance(0.5)) else ""
        forename, surname, dob = (child.forename, child.surname, child.dob) if child.ssd else child.named("upn")
        factors = (";" if dice.chance(0.7) else "; ").join(tool.factors)
        result = tool.result.upper() if dice.chance(0.1) else tool.result
        yield (
            tool.number,
            tool.tool,
            child.ssd,
            upn,
            surname,
            forename,
            british(dob),
            british(tool.completed),
            tool.by.name,
            tool.by.email,
            tool.agency,
            factors,
            result,
            tool.basis,
        )


def _bad(world: World) -> list[Bad]:
    known = next(child for child in world.children() if child.ssd and child.age >= 12)
    by = world.workforce.leads[0]
    end = (by.name, by.email, "Education")
    mine = (known.ssd, "", known.surname, known.forename, british(known.dob))
    return [
        Bad(
            ("ST90001", "CS screening tool", *mine, "14/02/2025", *end, "99Z", "Low", "Reported"),
            "Factors",
            "unknown code",
            "warning",
        ),
        Bad(
            (
                "ST90002",
                "CS screening tool",
                "",
                "B998200012346",
                "Testwrong",
                "Letter",
                "03/03/2012",
                "14/02/2025",
                *end,
                "10A",
                "Low",
                "Reported",
            ),
            "UPN",
            "check letter does not match",
        ),
    ]
