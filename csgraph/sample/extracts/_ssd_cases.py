"""The case tables of the Standard Safeguarding Dataset: contacts, referrals, assessments, plans, enquiries, care."""

import json
from collections.abc import Iterator

from csgraph.sample.cases import Episode, Span
from csgraph.sample.extracts import _ssd_columns as columns
from csgraph.sample.places import place_postcode
from csgraph.sample.tables import Row, Table, iso
from csgraph.sample.world import World

SOURCE_WORDS = {
    "2A": "Schools",
    "6": "Police",
    "1A": "Individual: family member/relative/carer",
    "3A": "GP",
    "3E": "A&E",
    "9": "Anonymous",
    "10": "Unknown",
}


def tables(world: World) -> Iterator[Table]:
    """Each case table."""
    episodes = world.cases.episodes
    yield Table("ssd_contacts", columns.CONTACTS, _contacts(world))
    yield Table("ssd_early_help_episodes", columns.EARLY_HELP, _early_help(world))
    yield Table("ssd_cin_episodes", columns.EPISODES, _episodes(world))
    yield Table("ssd_cin_assessments", columns.ASSESSMENTS, _assessments(world))
    yield Table("ssd_assessment_factors", columns.FACTORS, _factors(world))
    yield Table("ssd_cin_plans", columns.CIN_PLANS, _cin_plans(world))
    yield Table("ssd_cp_plans", columns.CP_PLANS, _cp_plans(episodes))
    yield Table("ssd_cla_episodes", columns.CARE, _care(episodes))
    yield Table("ssd_cla_placement", columns.PLACEMENTS, _placements(episodes))
    yield Table("ssd_missing", columns.MISSING, _missing(episodes))
    yield Table("ssd_s47_enquiry", columns.ENQUIRIES, _enquiries(world))
    yield Table("ssd_initial_cp_conference", columns.CONFERENCES, _conferences(episodes))


def _flags(*raised: str) -> str:
    return json.dumps(dict.fromkeys(raised, "Y")) if raised else ""


def _who(world: World, number: str) -> tuple[str, str]:
    """Team and worker of a record: who did it then, not who has the child now."""
    pool = world.workforce.pools["social_worker"]
    worker = pool[int(number[-4:]) % len(pool)]
    return world.workforce.teams[worker.team].number, worker.number


def _contacts(world: World) -> Iterator[Row]:
    for number, child, day, source in world.cases.contacts:
        outcome = _flags("NEW_REFERRAL_FLAG" if int(number[-2:]) % 3 else "NFA_FLAG")
        yield (number, child.ssd, iso(day), source, SOURCE_WORDS.get(source, ""), outcome)


def _early_help(world: World) -> Iterator[Row]:
    for child, plan in world.cases.early_help:
        yield (
            plan.number,
            child.ssd,
            iso(plan.start),
            iso(plan.end),
            "",
            "Needs met" if plan.end else "",
            "LA Early Help",
            "",
        )


def _episodes(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        outcome = _flags("NFA_FLAG" if episode.no_action else "SINGLE_ASSESSMENT_FLAG")
        source = (episode.source, SOURCE_WORDS.get(episode.source, ""), outcome, "Y" if episode.no_action else "N")
        end = (episode.reason, iso(episode.closed))
        yield (
            episode.number,
            episode.child.ssd,
            iso(episode.referred),
            episode.need,
            *source,
            *end,
            *_who(world, episode.number),
        )


def _assessments(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        for found in episode.assessments:
            days = (iso(found.start), "Y", iso(found.authorised), "", "N")
            yield (found.number, episode.child.ssd, episode.number, *days, *_who(world, found.number))


def _factors(world: World) -> Iterator[Row]:
    dice = world.dice("factors")
    number = 0
    for episode in world.cases.episodes:
        for found in episode.assessments:
            number += 1
            shape: object = found.factors
            if dice.chance(0.3):
                shape = dict.fromkeys(found.factors, "Yes") | ({"21": "No"} if "21" not in found.factors else {})
            yield (f"CF{number:06d}", found.number, json.dumps(shape))


def _cin_plans(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        for plan in episode.plans:
            yield (plan.number, episode.number, episode.child.ssd, *_days(plan), *_who(world, plan.number))


def _days(span: Span) -> tuple[str, str]:
    return iso(span.start), iso(span.end)


def _cp_plans(episodes: list[Episode]) -> Iterator[Row]:
    for episode in episodes:
        held = {plan.number: number for number, _, _, plan in episode.conferences if plan}
        for plan in episode.protection:
            yield (
                plan.number,
                episode.number,
                held.get(plan.number, ""),
                episode.child.ssd,
                *_days(plan),
                plan.code,
                "N",
                plan.code,
            )


def _care(episodes: list[Episode]) -> Iterator[Row]:
    for episode in episodes:
        if episode.care:
            stay, last = episode.care.stay, episode.care.placements[-1][0]
            why = "E4A" if stay.end else ""
            ids = (f"ST{stay.number}", episode.number, last.number, iso(stay.start), iso(episode.care.iro_contact))
            yield (stay.number, episode.child.ssd, iso(stay.start), "S", stay.code, iso(stay.end), why, *ids)


def _placements(episodes: list[Episode]) -> Iterator[Row]:
    for episode in episodes:
        for span, home in episode.care.placements if episode.care else ():
            urn, postcode = (f"SC{home.ref[1:]:0>6}", place_postcode(home).replace(" ", "")) if home else ("", "")
            where = (
                span.code,
                urn,
                "",
                f"ST{episode.care.stay.number}" if episode.care else "",
                "PR4" if home else "PR1",
                postcode,
            )
            yield (span.number, iso(span.start), *where, iso(span.end), "PLANN" if span.end else "", episode.child.ssd)


def _missing(episodes: list[Episode]) -> Iterator[Row]:
    number = 0
    for episode in episodes:
        for start, end, kind, offered, accepted in episode.care.missing if episode.care else ():
            number += 1
            yield (f"MI{number:06d}", episode.child.ssd, iso(start), kind, iso(end), offered, accepted)


def _enquiries(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        for found in episode.enquiries:
            team, worker = _who(world, found.number)
            yield (found.number, episode.number, episode.child.ssd, *_days(found), "N", "", worker, team)


def _conferences(episodes: list[Episode]) -> Iterator[Row]:
    for episode in episodes:
        for number, enquiry, day, plan in episode.conferences:
            ids = (number, f"M{number}", enquiry.number, episode.child.ssd, plan.number if plan else "", episode.number)
            yield (*ids, "N", iso(day), iso(day), "Y" if plan else "N", "", "", "")
