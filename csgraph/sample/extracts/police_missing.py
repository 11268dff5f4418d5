"""The police's missing episodes: cp1252, dates with times, companions as a list of references."""

from collections.abc import Iterator

from csgraph.sample.happenings import Missing
from csgraph.sample.tables import Bad, Extract, Row, Table, british, british_time, sprinkle
from csgraph.sample.world import World

HEADER = (
    "Misper Ref",
    "Nominal Ref",
    "Surname",
    "Forename",
    "DOB",
    "Risk Grade",
    "Missing From Ref",
    "Missing From",
    "Missing Date/Time",
    "Returned Date/Time",
    "Returned From Ref",
    "Returned From",
    "With Nominals",
    "Officer Collar No",
    "Officer Name",
    "Officer Email",
    "RHI Offered",
    "RHI Accepted",
    "RHI Date",
    "LA Ref",
)


def write(world: World, extract: Extract) -> None:
    """missing_episodes.csv."""
    extract.csv(Table("missing_episodes", HEADER, sprinkle(_rows(world), _bad())), "cp1252")


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("police missing")
    for episode in world.happenings.missing:
        row = _row(episode)
        yield row
        if dice.chance(0.008):
            yield row


def _row(episode: Missing) -> Row:
    forename, surname, dob = episode.child.named("police")
    home, officer = episode.gone_from, episode.officer
    return (
        episode.ref,
        episode.child.police,
        surname.upper(),
        forename,
        british(dob),
        episode.risk,
        home.ref if home else "",
        home.name if home else "Home address",
        british_time(episode.start),
        british_time(episode.end),
        episode.back,
        episode.back_name,
        ";".join(child.police for child in episode.companions),
        officer.number if officer else "",
        officer.name if officer else "",
        officer.email if officer else "",
        episode.offered,
        episode.accepted,
        british(episode.interview),
        episode.child.ssd if episode.la_ref and episode.child.care_has_police else "",
    )


def _bad() -> list[Bad]:
    who = ("02/02/2011", "Medium", "", "Home address")
    rest = ("13/03/2026 02:10", "", "Home address", "", "", "", "", "Y", "N", "", "")
    return [
        Bad(
            ("MP26-900001", "", "TESTMISSING", "Nominal", *who, "12/03/2026 18:00", *rest),
            "Nominal Ref",
            "identifier missing",
        ),
        Bad(
            ("MP26-900002", "N0000002", "TESTDATE", "Impossible", *who, "29/02/2023 18:00", *rest),
            "Missing Date/Time",
            "impossible date",
        ),
    ]
