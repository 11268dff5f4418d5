"""Whether those who work with the children of planted groups and places met about them, and the smallest meeting."""

from collections.abc import Iterator, Sequence

from csgraph.sample.clock import YEAR, days_ago
from csgraph.sample.facts import Facts, gather
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.states import links
from csgraph.sample.truth.meetings import worker_names
from csgraph.sample.truth.structure import node_of
from csgraph.sample.truth.unconnected import _contexts as contexts
from csgraph.sample.world import World

HEADER = ("context", "children", "state", "professionals", "smallest")
NOT_ASKED = frozenset({"police_missing", "foster_carer", "key_worker_residential", "adult_mh"})
AGENCIES = {
    "health": ("health_visitor", "school_nurse", "paediatrician", "cla_nurse", "camhs"),
    "police": ("police_exploitation",),
    "school": ("dsl", "senco"),
    "education": ("virtual_school",),
    "early_help": ("lead_practitioner_eh", "family_support_worker"),
    "youth_justice": ("yjs_case_manager",),
    "voluntary": ("substance_worker", "idva", "youth_worker", "ictg"),
    "housing": ("housing_officer",),
}
"""Whose each role is; every other is social care's."""
OF_ROLE = {role: agency for agency, roles in AGENCIES.items() for role in roles}
Involved = dict[str, tuple[set[str], str]]
"""The children and the agency of each professional, by key."""


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """meetings_needed.csv: `children` are nodes joined by a semicolon; `smallest` is how many need to meet."""
    facts, linked, names = gather(world), links(world), worker_names(world)
    sat = _meetings(world)
    rows: list[tuple[object, ...]] = []
    for name, members in contexts(world):
        children = {node_of(child) for child in members if _open(facts.get(node_of(child)))}
        found: Involved = {}
        for child in sorted(children):
            held = [link for link in linked.get(child, []) if link.worker and link.holds]
            for link in sorted(held, key=lambda link: link.role):
                if link.role not in NOT_ASKED:
                    agency = OF_ROLE.get(link.role, "social_care")
                    found.setdefault(link.worker, (set(), agency))[0].add(child)
        if len(children) > 1 and len(found) > 1:
            subject = name if name.startswith("place:") else ""
            state = _state(found, names, [one for one in sat if _about(one, subject, children)])
            rows.append((name, ";".join(sorted(children)), state, len(found), _smallest(found)))
    yield "meetings_needed", HEADER, sorted(rows)


def _open(facts: Facts | None) -> bool:
    return facts is not None and bool(facts.plans)


def _meetings(world: World) -> list[tuple[set[str], set[str], int]]:
    """What each meeting was about, the names of those who came, and how many days ago it was."""
    found = []
    for record in world.records.meetings:
        came = {one.worker.name for one in record.attendance if one.attended}
        found.append(({node(record.child, "ssd")}, came, days_ago(record.day)))
    for panel in world.concerns.meetings:
        about = {
            _subject(referral.child, referral.place.node if referral.place else "") for referral in panel.referrals
        }
        found.append((about, {worker.name for worker, _, came in panel.invited if came}, days_ago(panel.day)))
    return found


def _subject(child: Child | None, place: str) -> str:
    return node(child, "ssd") if child else place


def _about(one: tuple[set[str], set[str], int], subject: str, children: set[str]) -> bool:
    return (subject != "" and subject in one[0]) or len(one[0] & children) > 1


def _state(found: Involved, names: dict[str, str], sat: list[tuple[set[str], set[str], int]]) -> str:
    state, everybody = "never_met", set().union(*(children for children, _ in found.values()))
    for _, came, ago in sat:
        there = [found[key][0] for key in found if names[key] in came]
        if any(one - other and other - one for one in there for other in there):
            state = "partly_met" if state == "never_met" else state
            if ago <= YEAR and set().union(*there) == everybody:
                return "met_within_year"
    return state


def _smallest(found: Involved) -> int:
    """How many professionals at least stand for every child and agency: tried one more at a time."""
    able: dict[str, set[str]] = {}
    for key, (children, agency) in found.items():
        for need in (*children, f"agency {agency}"):
            able.setdefault(need, set()).add(key)
    size = 1
    while not _covers(able, frozenset(), size):
        size += 1
    return size


def _covers(able: dict[str, set[str]], chosen: frozenset[str], more: int) -> bool:
    open_ = sorted((keys for keys in able.values() if not keys & chosen), key=len)
    if not open_:
        return True
    return more > 0 and any(_covers(able, chosen | {key}, more - 1) for key in sorted(open_[0]))
