"""The council's case system as the Standard Safeguarding Dataset: people, identifiers, families, workers, contacts.

Plans, assessments and care are in the module beside this one. ISO dates, UTF-8 with a byte order mark.
"""

from collections.abc import Iterator

from csgraph.sample.clock import EXTRACTED
from csgraph.sample.dice import Dice
from csgraph.sample.extracts import _ssd_cases
from csgraph.sample.identity import joined
from csgraph.sample.people import Adult, Child
from csgraph.sample.tables import Bad, Extract, Row, Table, iso, sprinkle
from csgraph.sample.world import World

PERSON = (
    "pers_person_id",
    "pers_forename",
    "pers_surname",
    "pers_sex",
    "pers_gender",
    "pers_ethnicity",
    "pers_dob",
    "pers_single_unique_id",
    "pers_legacy_id",
    "pers_upn",
    "pers_upn_unknown",
    "pers_send_flag",
    "pers_expected_dob",
    "pers_death_date",
    "pers_is_mother",
    "pers_nationality",
)
ROLES = {
    "social_worker": "SW",
    "iro": "IRO",
    "cp_chair": "CPCHAIR",
    "family_support_worker": "FSW",
    "personal_adviser": "PA",
    "lead_practitioner_eh": "EHLP",
    "team_manager": "TM",
}
LINKED = (
    "link_table_id",
    "link_person_id",
    "link_identifier_type",
    "link_identifier_value",
    "link_valid_from_date",
    "link_valid_to_date",
)
INVOLVEMENTS = (
    "invo_involvements_id",
    "invo_professional_id",
    "invo_professional_role_id",
    "invo_professional_team",
    "invo_involvement_start_date",
    "invo_involvement_end_date",
    "invo_worker_change_reason",
    "invo_person_id",
    "invo_referral_id",
)
PROFESSIONALS = (
    "prof_professional_id",
    "prof_staff_id",
    "prof_professional_name",
    "prof_social_worker_registration_no",
    "prof_professional_job_title",
    "prof_professional_caseload",
    "prof_professional_department",
    "prof_full_time_equivalency",
    "prof_agency_worker_flag",
)


def write(world: World, extract: Extract) -> None:
    """All tables of the dataset that the sample holds."""
    people = sprinkle(
        _people(world),
        [
            Bad(
                ("", "Testmissing", "Person", "F", "01", "WBRI", "2012-02-02", *[""] * 9),
                "pers_person_id",
                "identifier missing",
            )
        ],
    )
    extract.csv(Table("ssd_person", PERSON, people))
    extract.csv(Table("ssd_linked_identifiers", LINKED, _linked(world)))
    extract.csv(Table("ssd_family", ("fami_table_id", "fami_family_id", "fami_person_id"), _families(world)))
    extract.csv(
        Table("ssd_disability", ("disa_person_id", "disa_table_id", "disa_disability_code"), _disabilities(world))
    )
    extract.csv(Table("ssd_involvements", INVOLVEMENTS, sprinkle(_involvements(world), _bad_involvements(world))))
    extract.csv(Table("ssd_professionals", PROFESSIONALS, _professionals(world)))
    extract.csv(
        Table(
            "ssd_department",
            ("dept_team_id", "dept_team_name", "dept_team_parent_id", "dept_team_parent_name"),
            _teams(world),
        )
    )
    for table in _ssd_cases.tables(world):
        extract.csv(table)


def _known(world: World) -> Iterator[Child]:
    return (child for family in world.families if family.known for child in family.children)


def _people(world: World) -> Iterator[Row]:
    dice = world.dice("ssd people")
    for family in world.families:
        yield from map(_adult, family.adults)
        if family.known:
            yield from (_child(dice, child) for child in family.children)


def _adult(adult: Adult) -> Row:
    name = (adult.person, adult.forename, adult.surname, adult.sex, "", adult.ethnicity, iso(adult.dob))
    return (*name, *[""] * 7, "Y" if adult.sex == "F" else "", "")


def _child(dice: Dice, child: Child) -> Row:
    nhs = child.nhs if joined(child, "nhs") else ""
    # one in ten of the pupil numbers is only in ssd_linked_identifiers
    upn = held_upn(child) if joined(child, "upn") and not elsewhere(child) else ""
    unknown = "" if upn else dice.pick(("UN1", "UN4")) if child.year >= 0 else "UN1"
    send = "Y" if child.send in ("K", "E") else "N"
    legacy = f"L{child.ssd[-5:]}" if dice.chance(0.1) else ""
    forename = child.forename + (" " if dice.chance(0.02) else "")
    surname = child.surname.upper() if dice.chance(0.02) else child.surname
    who = (child.ssd, forename, surname, child.sex, "02" if child.sex == "F" else "01", child.ethnicity, iso(child.dob))
    return (*who, nhs, legacy, upn, unknown, send, "", "", "", "GB")


def held_upn(child: Child) -> str:
    """The pupil number that the council holds: now and then one that the child had before."""
    return child.former_upn if child.care_has_former_upn else child.upn


def elsewhere(child: Child) -> bool:
    """Whether the child's UPN is in ssd_linked_identifiers and not in ssd_person."""
    return int(child.ssd) % 10 == 3


def _linked(world: World) -> Iterator[Row]:
    number = 0
    for child in _known(world):
        values = (
            ("Unique Pupil Number", held_upn(child) if joined(child, "upn") and elsewhere(child) else ""),
            ("NHS Number", child.nhs if joined(child, "nhs") and int(child.ssd) % 10 == 7 else ""),
            ("Police National Reference", child.police if joined(child, "police") else ""),
            ("Youth Justice ID", child.yjs if joined(child, "yjs") else ""),
        )
        for kind, value in values:
            if value:
                number += 1
                yield (f"LI{number:06d}", child.ssd, kind, value, iso(max(child.dob, EXTRACTED.replace(year=2024))), "")


def _families(world: World) -> Iterator[Row]:
    number = 0
    for family in world.families:
        if family.known:
            for person in [adult.person for adult in family.adults] + [child.ssd for child in family.children]:
                number += 1
                yield (f"FA{number:06d}", f"F{family.number:06d}", person)


def _disabilities(world: World) -> Iterator[Row]:
    disabled = [child for child in _known(world) if child.disability]
    for number, child in enumerate(disabled, 1):
        yield (child.ssd, f"DI{number:06d}", child.disability)


def _involvements(world: World) -> Iterator[Row]:
    for number, found in enumerate(world.involvement.care, 1):
        team = world.workforce.teams[found.worker.team].number
        dates = (iso(found.start), iso(found.end))
        yield (
            f"IN{number:06d}",
            found.worker.number,
            ROLES[found.role],
            team,
            *dates,
            found.reason,
            found.child.ssd,
            found.episode,
        )


def _bad_involvements(world: World) -> list[Bad]:
    known, worker = next(_known(world)), world.workforce.pools["social_worker"][0]
    dates = ("2025-01-06", "2025-02-07", "")
    return [
        Bad(
            ("IN900001", worker.number, "ZZTOP", "T01", *dates, known.ssd, ""),
            "invo_professional_role_id",
            "unknown code",
            "warning",
        ),
        Bad(
            ("IN900002", worker.number, "SW", "T01", "2023-02-29", "2023-03-30", "", known.ssd, ""),
            "invo_involvement_start_date",
            "impossible date",
            "rejected",
        ),
        Bad(("IN900003", worker.number, "SW", "T01", *dates, "", ""), "invo_person_id", "identifier missing"),
    ]


def _professionals(world: World) -> Iterator[Row]:
    for pool in world.workforce.pools.values():
        for place, worker in enumerate(pool):
            if worker.key.startswith("ssdworker:"):
                registration = f"SW{1_000 + place}" if worker.title == "Social Worker" else ""
                flag = "Y" if place % 6 == 5 else "N"
                yield (
                    worker.number,
                    f"S{worker.number}",
                    worker.name,
                    registration,
                    worker.title,
                    "",
                    worker.team,
                    "1.0",
                    flag,
                )


def _teams(world: World) -> Iterator[Row]:
    for team in world.workforce.teams.values():
        yield (team.number, team.name, "T90" if "Social" in team.parent else "T91", team.parent)
