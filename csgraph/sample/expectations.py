"""Who should be in a child's network: the sample's own reading of the agreed rule table, and of coverage.

Written apart from the product's rules on purpose, so that one can be checked against the other.
"""

from dataclasses import dataclass

from csgraph.sample.facts import Facts

CARE_ROLES = frozenset(
    {"social_worker", "iro", "cp_chair", "family_support_worker", "personal_adviser", "lead_practitioner_eh"}
)
CARERS = ("foster_carer", "key_worker_residential")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One role expected for one node. `role` is the first of the roles that would do; `setting` a school, or empty."""

    node: str
    role: str
    setting: str
    covered: bool

    @property
    def any_of(self) -> tuple[str, ...]:
        """The roles that meet the expectation."""
        return CARERS if self.role == CARERS[0] else (self.role,)


def expectations(facts: Facts) -> list[Expectation]:
    """All expectations for a node of the boundary, in the order of the rule table."""
    found = [Expectation(facts.node, role, "", covered(facts, role)) for role in _roles(facts)]
    place = 2
    for setting in _settings(facts):
        found.insert(place, Expectation(facts.node, "dsl", setting, covered(facts, "dsl")))
        place += 1
    return found


def _settings(facts: Facts) -> list[str]:
    """Each current school; an empty one where a child of school age has none."""
    age = facts.child.age
    if 5 <= age <= 15:
        return list(dict.fromkeys(facts.settings)) or [""]
    return list(dict.fromkeys(facts.settings)) if 16 <= age <= 17 else []


def _roles(facts: Facts) -> list[str]:
    age, plans, factors = facts.child.age, facts.plans, facts.factors
    cla = "cla" in plans
    rules = (
        ("gp", True),
        ("health_visitor", age <= 4),
        ("school_nurse", 5 <= age <= 17),
        ("social_worker", bool(plans & {"cin", "cp", "cla"}) or facts.enquiry),
        ("cp_chair", "cp" in plans),
        ("iro", cla),
        ("virtual_school", cla and 4 <= age <= 17),
        ("cla_nurse", cla),
        ("personal_adviser", cla and 16 <= age <= 17),
        (CARERS[0], cla),
        ("senco", facts.send in ("K", "E")),
        ("yjs_case_manager", "yj" in plans or facts.charged),
        ("substance_worker", bool(factors & {"1A", "2A"})),
        ("camhs", bool(factors & {"4A", "15A"})),
        ("police_missing", facts.missing or "10A" in factors),
        ("rhi_provider", facts.missing),
        ("exploitation_worker", bool(factors & {"11A", "13A", "24A"})),
        ("police_exploitation", bool(factors & {"11A", "12A", "13A", "24A"}) or facts.enquiry),
        ("ictg", "12A" in factors),
        ("lead_practitioner_eh", "eh" in plans),
        ("paediatrician", bool(facts.disability)),
        ("adult_mh", "4B" in factors),
        ("idva", "3B" in factors),
    )
    return [role for role, expected in rules if expected]


def covered(facts: Facts, role: str) -> bool:
    """Whether a loaded source would show the role for this node, had it a link."""
    known, age = facts.schemes, facts.child.age
    if role in CARE_ROLES:
        return "ssd" in known
    if role == "dsl":
        return "upn" in known and 4 <= age <= 18
    if role in ("gp", "health_visitor", "school_nurse"):
        return "nhs" in known
    if role == "yjs_case_manager":
        return bool(known & {"ssd", "yjs"}) and 10 <= age <= 17
    if role == "police_missing":
        return facts.listed_missing and bool(known & {"police", "ssd"})
    return bool(known & {"ssd", "nhs", "upn"})
