"""The case tables of the Standard Safeguarding Dataset: contacts, referrals, assessments, plans, enquiries, care."""

import json
from collections.abc import Iterator

from csgraph.sample.cases import Episode, Span
from csgraph.sample.places import place_postcode
from csgraph.sample.tables import Row, Table, iso
from csgraph.sample.world import World

CONTACTS = ("cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code", "cont_contact_source_desc", "cont_contact_outcome_json")
EARLY_HELP = (
    "earl_episode_id", "earl_person_id", "earl_episode_start_date", "earl_episode_end_date", "earl_episode_reason",
    "earl_episode_end_reason", "earl_episode_organisation", "earl_episode_worker_id",
)  # fmt: skip
EPISODES = (
    "cine_referral_id", "cine_person_id", "cine_referral_date", "cine_cin_primary_need_code", "cine_referral_source_code",
    "cine_referral_source_desc", "cine_referral_outcome_json", "cine_referral_nfa", "cine_close_reason", "cine_close_date",
    "cine_referral_team", "cine_referral_worker_id",
)  # fmt: skip
ASSESSMENTS = (
    "cina_assessment_id", "cina_person_id", "cina_referral_id", "cina_assessment_start_date", "cina_assessment_child_seen",
    "cina_assessment_auth_date", "cina_assessment_outcome_json", "cina_assessment_outcome_nfa", "cina_assessment_team",
    "cina_assessment_worker_id",
)  # fmt: skip
FACTORS = ("cinf_table_id", "cinf_assessment_id", "cinf_assessment_factors_json")
CIN_PLANS = (
    "cinp_cin_plan_id", "cinp_referral_id", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date",
    "cinp_cin_plan_team", "cinp_cin_plan_worker_id",
)  # fmt: skip
CP_PLANS = (
    "cppl_cp_plan_id", "cppl_referral_id", "cppl_icpc_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date",
    "cppl_cp_plan_initial_category", "cppl_cp_plan_ola", "cppl_cp_plan_latest_category",
)  # fmt: skip
CARE = (
    "clae_cla_episode_id", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_start_reason", "clae_cla_primary_need_code",
    "clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason", "clae_cla_id", "clae_referral_id", "clae_cla_placement_id",
    "clae_entered_care_date", "clae_cla_last_iro_contact_date",
)  # fmt: skip
PLACEMENTS = (
    "clap_cla_placement_id", "clap_cla_placement_start_date", "clap_cla_placement_type", "clap_cla_placement_urn",
    "clap_cla_placement_distance", "clap_cla_id", "clap_cla_placement_provider", "clap_cla_placement_postcode",
    "clap_cla_placement_end_date", "clap_cla_placement_change_reason", "clap_person_id",
)  # fmt: skip
MISSING = (
    "miss_table_id", "miss_person_id", "miss_missing_episode_start_date", "miss_missing_episode_type", "miss_missing_episode_end_date",
    "miss_missing_rhi_offered", "miss_missing_rhi_accepted",
)  # fmt: skip
ENQUIRIES = (
    "s47e_s47_enquiry_id", "s47e_referral_id", "s47e_person_id", "s47e_s47_start_date", "s47e_s47_end_date", "s47e_s47_nfa",
    "s47e_s47_outcome_json", "s47e_s47_completed_by_worker_id", "s47e_s47_completed_by_team",
)  # fmt: skip
CONFERENCES = (
    "icpc_icpc_id", "icpc_icpc_meeting_id", "icpc_s47_enquiry_id", "icpc_person_id", "icpc_cp_plan_id", "icpc_referral_id",
    "icpc_icpc_transfer_in", "icpc_icpc_target_date", "icpc_icpc_date", "icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json",
    "icpc_icpc_team", "icpc_icpc_worker_id",
)  # fmt: skip
SOURCE_WORDS = {"2A": "Schools", "6": "Police", "1A": "Individual: family member/relative/carer", "3A": "GP", "3E": "A&E", "9": "Anonymous", "10": "Unknown"}


def tables(world: World) -> Iterator[Table]:
    """Each case table."""
    episodes = world.cases.episodes
    yield Table("ssd_contacts", CONTACTS, _contacts(world))
    yield Table("ssd_early_help_episodes", EARLY_HELP, _early_help(world))
    yield Table("ssd_cin_episodes", EPISODES, _episodes(world))
    yield Table("ssd_cin_assessments", ASSESSMENTS, _assessments(world))
    yield Table("ssd_assessment_factors", FACTORS, _factors(world))
    yield Table("ssd_cin_plans", CIN_PLANS, _cin_plans(world))
    yield Table("ssd_cp_plans", CP_PLANS, _cp_plans(episodes))
    yield Table("ssd_cla_episodes", CARE, _care(episodes))
    yield Table("ssd_cla_placement", PLACEMENTS, _placements(episodes))
    yield Table("ssd_missing", MISSING, _missing(episodes))
    yield Table("ssd_s47_enquiry", ENQUIRIES, _enquiries(world))
    yield Table("ssd_initial_cp_conference", CONFERENCES, _conferences(episodes))


def _flags(*raised: str) -> str:
    return json.dumps({flag: "Y" for flag in raised}) if raised else ""


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
        yield (plan.number, child.ssd, iso(plan.start), iso(plan.end), "", "Needs met" if plan.end else "", "LA Early Help", "")


def _episodes(world: World) -> Iterator[Row]:
    for episode in world.cases.episodes:
        outcome = _flags("NFA_FLAG" if episode.no_action else "SINGLE_ASSESSMENT_FLAG")
        source = (episode.source, SOURCE_WORDS.get(episode.source, ""), outcome, "Y" if episode.no_action else "N")
        end = (episode.reason, iso(episode.closed))
        yield (episode.number, episode.child.ssd, iso(episode.referred), episode.need, *source, *end, *_who(world, episode.number))


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
                shape = {code: "Yes" for code in found.factors} | ({"21": "No"} if "21" not in found.factors else {})
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
            yield (plan.number, episode.number, held.get(plan.number, ""), episode.child.ssd, *_days(plan), plan.code, "N", plan.code)


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
            where = (span.code, urn, "", f"ST{episode.care.stay.number}" if episode.care else "", "PR4" if home else "PR1", postcode)
            yield (span.number, iso(span.start), *where, iso(span.end), "PLANN" if span.end else "", episode.child.ssd)


def _missing(episodes: list[Episode]) -> Iterator[Row]:
    number = 0
    for episode in episodes:
        for start, end, offered, accepted in episode.care.missing if episode.care else ():
            number += 1
            yield (f"MI{number:06d}", episode.child.ssd, iso(start), "M", iso(end), offered, accepted)


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
