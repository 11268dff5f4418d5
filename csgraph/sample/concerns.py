"""Youth justice orders, screening tools and the panel: what agencies raised about children, places and groups."""

from dataclasses import dataclass, field
from datetime import date

from csgraph.sample.clock import EXTRACTED, PERIOD_START, ago, clear, later, plus
from csgraph.sample.dice import Dice
from csgraph.sample.happenings import Happenings
from csgraph.sample.people import Child, Family
from csgraph.sample.places import Place, Register
from csgraph.sample.planting import PeerGroup, Planting
from csgraph.sample.workforce import Worker, Workforce

DISPOSALS = ("Referral Order", "Youth Rehabilitation Order", "Youth Conditional Caution", "Youth Caution", "Turnaround")
CHARGED = ("Charged", "Out-of-court disposal")


@dataclass(slots=True, eq=False)
class Order:
    """A youth justice order or voluntary programme. `la_ref` says whether the council's number is on it."""

    child: Child
    disposal: str
    start: date
    end: date | None
    manager: Worker | None
    contact: date | None
    la_ref: bool


@dataclass(slots=True, eq=False)
class Screening:
    """A completed screening tool."""

    number: str
    tool: str
    child: Child
    completed: date
    by: Worker
    agency: str
    factors: list[str]
    result: str
    basis: str


@dataclass(slots=True, eq=False)
class Referral:
    """A referral to the panel: of a child, a place or a group."""

    number: str
    day: date
    child: Child | None
    place: Place | None
    group: PeerGroup | None
    by: Worker
    agency: str
    concern: str
    tool: bool
    decided: date | None
    decision: str
    feedback: date | None


@dataclass(slots=True, eq=False)
class Meeting:
    """A meeting of the panel: who was asked, who came, what was agreed."""

    number: str
    day: date
    kind: str
    referrals: list[Referral] = field(default_factory=list)
    invited: list[tuple[Worker, str, bool]] = field(default_factory=list)
    actions: list[tuple[str, Referral, str, Worker, date, date | None]] = field(default_factory=list)


@dataclass(slots=True)
class Concerns:
    """All of them."""

    orders: list[Order] = field(default_factory=list)
    screenings: list[Screening] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)


REFERRERS = (
    ("police_exploitation", "Police"),
    ("exploitation_worker", "Children's social care"),
    ("school_nurse", "Health"),
    ("youth_worker", "Voluntary sector"),
    ("yjs_case_manager", "Youth justice"),
    ("camhs", "Health"),
    ("dsl", "Education"),
    ("dsl", "Education"),
)
ASKED = (
    ("police_missing", "Police"),
    ("exploitation_worker", "Children's social care"),
    ("school_nurse", "Health"),
    ("youth_worker", "Voluntary sector"),
    ("yjs_case_manager", "Youth justice"),
    ("housing_officer", "Housing"),
    ("substance_worker", "Voluntary sector"),
)
ACTIONS = (
    "Disruption visit",
    "Safety plan reviewed with child",
    "Speak with licensing",
    "Offer mentoring",
    "Peer group work in school",
    "Map friends with the child",
    "Lighting and patrol",
    "Strategy discussion",
)


def make_concerns(
    dice: Dice,
    workforce: Workforce,
    register: Register,
    planting: Planting,
    families: list[Family],
    happenings: Happenings,
) -> Concerns:
    """Orders of children whom the police charged, tools and referrals of exposed children, meetings of the panel."""
    concerns = Concerns()
    _orders(dice, concerns, happenings, families)
    _screenings(dice, concerns, workforce, planting, families)
    _refer(dice, concerns, workforce, planting, register)
    _meet(dice, concerns, workforce)
    return concerns


def _orders(dice: Dice, concerns: Concerns, happenings: Happenings, families: list[Family]) -> None:
    charged: dict[Child, date] = {}
    for incident in happenings.incidents:
        if incident.outcome in CHARGED:
            charged.update({child: incident.when.date() for child, part in incident.children if part == "Suspect"})
    for child, day in charged.items():
        if dice.chance(0.8):
            _order(dice, concerns, child, clear(plus(day, dice.between(10, 60))))
    for family in families:
        for child in family.children:
            if (
                child.age >= 12
                and child.age < 18
                and child not in charged
                and dice.chance(0.035 if family.known else 0.005)
            ):
                _order(dice, concerns, child, ago(dice.between(20, 500)))


def _order(dice: Dice, concerns: Concerns, child: Child, start: date) -> None:
    if start > EXTRACTED or child.age < 10:
        return
    child.yjs = f"YJ{10_000 + len(concerns.orders)}"
    link = bool(child.ssd) and dice.chance(0.85)
    child.care_has_yjs = bool(child.ssd) and (link or dice.chance(0.5))
    end = later(start, dice.pick((90, 180, 270, 365)))
    concerns.orders.append(Order(child, dice.pick(DISPOSALS), start, end, None, None, link))


def _screenings(
    dice: Dice, concerns: Concerns, workforce: Workforce, planting: Planting, families: list[Family]
) -> None:
    for family in families:
        for child in family.children:
            likely = 0.45 if child in planting.planted and child.ssd else 0.06 if family.known else 0.015
            if child.age >= 11 and (child.ssd or child.upn) and dice.chance(likely):
                role, agency = dice.pick(REFERRERS)
                by = _somebody(dice, workforce, role)
                found = sorted(
                    {dice.pick(("10A", "13A", "14A", "24A", "11A", "2A", "18B")) for _ in range(dice.between(1, 3))}
                )
                number = f"ST{len(concerns.screenings) + 1:05d}"
                tool = dice.pick(
                    ("Contextual Safeguarding Screening Tool", "CS screening tool", "Exploitation screening")
                )
                result = dice.weighted((("Low", 30.0), ("Medium", 45.0), ("High", 25.0)))
                basis = dice.weighted((("Evidence", 40.0), ("Reported", 40.0), ("Judgement", 20.0)))
                concerns.screenings.append(
                    Screening(number, tool, child, ago(dice.between(5, 600)), by, agency, found, result, basis)
                )


def _somebody(dice: Dice, workforce: Workforce, role: str) -> Worker:
    return dice.pick(workforce.leads) if role == "dsl" else workforce.pick(role)


def _refer(dice: Dice, concerns: Concerns, workforce: Workforce, planting: Planting, register: Register) -> None:
    for group in planting.groups:
        for child in group.members:
            if child.ssd and dice.chance(0.45):
                _referral(dice, concerns, workforce, child, None, None)
        if group.ref and dice.chance(0.6):
            _referral(dice, concerns, workforce, None, None, group)
    for place in register.of("risky"):
        for child in planting.visitors[place.ref][-2:]:
            if child.ssd and dice.chance(0.4):
                _referral(dice, concerns, workforce, child, None, None)
        if dice.chance(0.6):
            _referral(dice, concerns, workforce, None, place, None)
    concerns.referrals.sort(key=lambda r: (r.day, r.number))


def _referral(
    dice: Dice,
    concerns: Concerns,
    workforce: Workforce,
    child: Child | None,
    place: Place | None,
    group: PeerGroup | None,
) -> None:
    role, agency = dice.pick(REFERRERS)
    day = ago(dice.between(8, 640))
    decided = later(day, dice.between(2, 14)) if dice.chance(0.9) else None
    decision = (
        dice.weighted(
            (("CSC", 25.0), ("Early Help", 20.0), ("Single agency", 30.0), ("NFA", 15.0), ("Context plan", 10.0))
        )
        if decided
        else ""
    )
    feedback = later(decided, dice.between(1, 21)) if decided and dice.chance(0.45) else None
    concern = dice.pick(("CCE", "CSE", "Missing", "Gang / serious youth violence", "Online harm", "CCE (county lines)"))
    number = f"PR{len(concerns.referrals) + 1:05d}"
    by = _somebody(dice, workforce, role)
    concerns.referrals.append(
        Referral(number, day, child, place, group, by, agency, concern, dice.chance(0.6), decided, decision, feedback)
    )


def _meet(dice: Dice, concerns: Concerns, workforce: Workforce) -> None:
    waiting = list(concerns.referrals)
    day = plus(PERIOD_START, 10)
    while day <= ago(3):
        meeting = Meeting(f"PM{len(concerns.meetings) + 1:04d}", day, "Contextual safeguarding panel")
        while waiting and waiting[0].day < day:
            meeting.referrals.append(waiting.pop(0))
        for role, agency in ASKED:
            if dice.chance(0.85):
                meeting.invited.append((workforce.pick(role), agency, dice.chance(0.75)))
        for referral in meeting.referrals:
            _act(dice, meeting, referral)
        if meeting.referrals:
            concerns.meetings.append(meeting)
        day = plus(day, 14)


def _act(dice: Dice, meeting: Meeting, referral: Referral) -> None:
    for number in range(dice.between(0, 2)):
        if meeting.invited:
            due = plus(meeting.day, dice.between(14, 60))
            done = later(meeting.day, dice.between(5, 70)) if dice.chance(0.6) else None
            owner = dice.pick(meeting.invited)[0]
            meeting.actions.append((f"{referral.number}-A{number + 1}", referral, dice.pick(ACTIONS), owner, due, done))
