"""What the police and schools recorded: missing episodes, incidents, exclusions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from csgraph.sample.clock import EXTRACTED, at
from csgraph.sample.dice import Dice
from csgraph.sample.people import Adult, Child, Nominals
from csgraph.sample.places import Place, Register
from csgraph.sample.schools import School
from csgraph.sample.workforce import Worker, Workforce

OFFENCES = (
    "Anti-social behaviour",
    "Possession of cannabis",
    "Criminal damage",
    "Common assault",
    "Theft from shop",
    "Public order",
    "Possession with intent to supply",
    "Robbery",
    "Possession of bladed article",
    "Violence without injury",
)
ONLINE_OFFENCES = (
    "Malicious communications",
    "Sharing intimate image",
    "Blackmail",
    "Engaging in sexual communication with a child",
)
OUTCOMES = (
    ("No further action", 38.0),
    ("Under investigation", 27.0),
    ("Charged", 15.0),
    ("Out-of-court disposal", 20.0),
)


@dataclass(slots=True, eq=False)
class Missing:
    """One child's missing episode."""

    ref: str
    child: Child
    start: datetime
    end: datetime | None
    risk: str
    gone_from: Place | None
    back: str
    back_name: str
    companions: list[Child]
    offered: str
    accepted: str
    interview: date | None
    officer: Worker | None = None
    la_ref: bool = False


@dataclass(slots=True, eq=False)
class Incident:
    """An incident and the people in it: children with their parts; adults as written in its row."""

    ref: str
    when: datetime
    offence: str
    outcome: str
    place: str
    place_name: str
    officer: Worker
    grade: str
    children: list[tuple[Child, str]] = field(default_factory=list)
    adults: list[tuple[str, str, str, date, str, str]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Exclusion:
    """A suspension or a permanent exclusion."""

    child: Child
    school: School
    category: str
    start: date
    sessions: int
    reasons: tuple[str, str]


@dataclass(slots=True)
class Happenings:
    """All of them."""

    missing: list[Missing] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)


class Recorder:
    """Records happenings with references of the police, giving every child named a nominal reference."""

    def __init__(self, dice: Dice, workforce: Workforce, register: Register, homes: dict[Child, Place]) -> None:
        """`homes` are the children's homes in which children live."""
        self.kept = Happenings()
        self._dice, self._workforce, self._register, self._homes = dice, workforce, register, homes
        self._nominals = Nominals(dice)
        self._quiet = [place for place in register.of("background") if not place.platform]
        self._deck: list[Place] = []

    def somewhere(self) -> tuple[str, str]:
        """A background place, now and then one whose reference nobody registered; each once before any comes again."""
        if self._dice.chance(0.04):
            ref = self._dice.pick(self._register.unknown)
            return ref, "Not on register"
        self._deck = self._deck or self._dice.some(self._quiet, len(self._quiet))
        place = self._deck.pop()
        return place.ref, place.name

    def go_missing(self, children: list[Child], day: date, back: tuple[str, str], *, named: bool = True) -> None:
        """Children missing together: overlapping times, found at one place, each naming the others where `named`."""
        dice = self._dice
        start = at(day, dice.between(15, 22), dice.between(0, 59))
        length = dice.between(4, 30)
        for child in children:
            self._nominals.of(child)
            begun = start + timedelta(minutes=dice.between(0, 80))
            end = begun + timedelta(hours=length, minutes=dice.between(0, 50))
            others = [other for other in children if other is not child] if named else []
            self.kept.missing.append(self._episode(child, begun, end, back, others))

    def _episode(
        self, child: Child, begun: datetime, end: datetime, back: tuple[str, str], others: list[Child]
    ) -> Missing:
        dice = self._dice
        offered = dice.weighted((("Y", 80.0), ("N", 15.0), ("NA", 5.0)))
        accepted = ("Y" if dice.chance(0.6) else "N") if offered == "Y" else "NA"
        interview = end.date() + timedelta(days=dice.between(1, 6)) if accepted == "Y" else None
        if end.date() > EXTRACTED:
            return self._still_missing(child, begun, others)
        interview = interview if interview and interview <= EXTRACTED else None
        ref = f"MP{begun.year % 100}-{len(self.kept.missing) + 1:06d}"
        risk = dice.weighted((("High", 12.0), ("Medium", 55.0), ("Low", 25.0), ("No apparent risk", 8.0)))
        linked = bool(child.ssd) and child.care_has_police and dice.chance(0.35)
        return Missing(
            ref,
            child,
            begun,
            end,
            risk,
            self._homes.get(child),
            *back,
            others,
            offered,
            accepted,
            interview,
            la_ref=linked,
        )

    def _still_missing(self, child: Child, begun: datetime, others: list[Child]) -> Missing:
        ref = f"MP{begun.year % 100}-{len(self.kept.missing) + 1:06d}"
        return Missing(ref, child, begun, None, "High", self._homes.get(child), "", "", others, "", "", None)

    def incident(
        self, people: list[tuple[Child, str]], day: date, where: tuple[str, str], *, online: bool = False
    ) -> Incident:
        """Children in one incident."""
        dice = self._dice
        for child, _ in people:
            self._nominals.of(child)
        found = Incident(
            f"MB/{day.year % 100}/{len(self.kept.incidents) + 1:06d}",
            at(day, dice.between(9, 23), dice.between(0, 59)),
            dice.pick(ONLINE_OFFENCES if online else OFFENCES),
            dice.weighted(OUTCOMES),
            *where,
            self._workforce.pick("police_officer"),
            dice.pick(("A", "B", "B", "C", "D")),
            people,
        )
        self.kept.incidents.append(found)
        return found

    def add_adult(self, incident: Incident, adult: Adult | None, part: str, number: int) -> None:
        """Put an adult into an incident: a parent, or a stranger where there is none."""
        dice = self._dice
        surname = adult.surname if adult else dice.pick(("Shaw", "Turton", "Rana", "Holt", "Popescu", "Daly"))
        forename = (
            adult.forename if adult else dice.pick(("Craig", "Dean", "Shaun", "Marius", "Imran", "Carl", "Leanne"))
        )
        dob = adult.dob if adult else date(1980 + number % 20, 1 + number % 12, 1 + number % 28)
        sex = adult.sex if adult else "M"
        incident.adults.append((f"N8{number:06d}", forename, surname, dob, sex, part))
