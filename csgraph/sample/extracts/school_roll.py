"""The local authority's roll of pupils (title row above the header) and the exclusions of the year."""

from collections.abc import Iterator

from csgraph.sample.dice import Dice
from csgraph.sample.schools import Enrolment
from csgraph.sample.tables import Bad, Extract, Row, Table, british, sprinkle
from csgraph.sample.world import World

HEADER = (
    "UPN",
    "Former UPN",
    "Legal Surname",
    "Legal Forename",
    "DOB",
    "Sex",
    "NC Year",
    "URN",
    "School Name",
    "Enrol Status",
    "Date of Entry",
    "Date of Leaving",
    "DSL Name",
    "DSL Email",
    "DSL Telephone",
    "SEN Provision",
    "Postcode",
    "Attendance %",
)
EXCLUSIONS = ("UPN", "URN", "Category", "Start Date", "Sessions", "Reason 1", "Reason 2")


def write(world: World, extract: Extract) -> None:
    """school_roll_2026-10.csv and exclusions_2026-10.csv."""
    rows = sprinkle(_rows(world.dice("school roll"), world.rolls), _bad(world))
    titles = ("Pupils on roll and leavers, Merebrook, autumn 2026 – OFFICIAL-SENSITIVE",)
    extract.csv(Table("school_roll_2026-10", HEADER, rows, titles))
    extract.csv(Table("exclusions_2026-10", EXCLUSIONS, _exclusions(world)))


def _rows(dice: Dice, rolls: list[Enrolment]) -> Iterator[Row]:
    for roll in rolls:
        row = _row(dice, roll)
        yield row
        if dice.chance(0.004):
            yield row


def _row(dice: Dice, roll: Enrolment) -> Row:
    child, school = roll.child, roll.school
    forename, surname, dob = child.named("upn")
    lead = roll.lead
    contact = (lead.name, lead.email, lead.phone) if lead else ("", "", "")
    name = school.name + ("  " if dice.chance(0.03) else "")
    year = "R" if child.year == 0 else str(child.year)
    return (
        child.upn,
        child.former_upn,
        surname.upper() if dice.chance(0.05) else surname,
        forename,
        british(dob),
        child.sex,
        year,
        school.urn,
        name,
        roll.status,
        british(roll.entry),
        british(roll.leaving),
        *contact,
        child.send,
        child.family.postcode.replace(" ", "") if dice.chance(0.2) else child.family.postcode,
        roll.attendance,
    )


def _bad(world: World) -> list[Bad]:
    school = world.schools.primary[0]
    rest = (school.urn, school.name, "C", "03/09/2024", "", "", "", "", "N", "ZZ1 1AA", 91)
    return [
        Bad(
            ("B998200012345", "", "Testwrong", "Upn", "04/05/2014", "F", "7", *rest),
            "UPN",
            "check letter does not match",
        ),
        Bad(("", "", "Testmissing", "Upn", "04/05/2014", "M", "7", *rest), "UPN", "identifier missing"),
    ]


def _exclusions(world: World) -> Iterator[Row]:
    for found in world.happenings.exclusions:
        yield (found.child.upn, found.school.urn, found.category, british(found.start), found.sessions, *found.reasons)
