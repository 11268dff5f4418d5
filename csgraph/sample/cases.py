"""What social care did with each child it knows: contacts, referrals, assessments, plans, care, early help."""

from dataclasses import dataclass, field
from datetime import date

from csgraph.sample.clock import EXTRACTED, ago, clear, later, plus
from csgraph.sample.dice import Dice
from csgraph.sample.people import Child, Family
from csgraph.sample.places import Place, Register

SOURCES = (
    ("2A", 22.0),
    ("6", 30.0),
    ("1A", 8.0),
    ("3A", 4.0),
    ("3B", 4.0),
    ("3C", 3.0),
    ("3E", 4.0),
    ("4", 3.0),
    ("5D", 6.0),
    ("8", 6.0),
    ("9", 3.0),
    ("10", 1.0),
)
NEEDS = (("N1", 60.0), ("N2", 6.0), ("N3", 5.0), ("N4", 9.0), ("N5", 10.0), ("N6", 8.0), ("N8", 2.0))
HOME_FACTORS = (
    ("1B", 10.0),
    ("2B", 11.0),
    ("3B", 20.0),
    ("3A", 5.0),
    ("4B", 18.0),
    ("4A", 9.0),
    ("5A", 4.0),
    ("6A", 2.0),
    ("7A", 4.0),
    ("15A", 4.0),
    ("16A", 12.0),
    ("17A", 14.0),
    ("18C", 6.0),
    ("19C", 2.0),
    ("4C", 2.0),
    ("5B", 2.0),
)
STREET_FACTORS = (
    ("10A", 12.0),
    ("11A", 6.0),
    ("12A", 1.5),
    ("13A", 6.0),
    ("14A", 9.0),
    ("18B", 4.0),
    ("19B", 3.0),
    ("24A", 9.0),
    ("2A", 11.0),
    ("1A", 7.0),
    ("4A", 8.0),
    ("15A", 4.0),
)


@dataclass(slots=True, eq=False)
class Assessment:
    """An assessment of social care, with its factors."""

    number: str
    start: date
    authorised: date | None
    factors: list[str]


@dataclass(slots=True, eq=False)
class Span:
    """A dated record: a plan, an enquiry, a stay in care."""

    number: str
    start: date
    end: date | None
    code: str = ""


@dataclass(slots=True, eq=False)
class Episode:
    """A referral and what followed from it."""

    number: str
    child: Child
    referred: date
    source: str
    need: str
    no_action: bool
    closed: date | None
    reason: str = ""
    assessments: list[Assessment] = field(default_factory=list)
    plans: list[Span] = field(default_factory=list)
    enquiries: list[Span] = field(default_factory=list)
    conferences: list[tuple[str, Span, date, Span | None]] = field(default_factory=list)
    protection: list[Span] = field(default_factory=list)
    care: "Care | None" = None


@dataclass(slots=True, eq=False)
class Care:
    """A stay in care, with its placements: place is a children's home, None a foster home."""

    stay: Span
    placements: list[tuple[Span, Place | None]]
    iro_contact: date
    missing: list[tuple[date, date, str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Cases:
    """Everything of social care."""

    episodes: list[Episode] = field(default_factory=list)
    contacts: list[tuple[str, Child, date, str]] = field(default_factory=list)
    early_help: list[tuple[Child, Span]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, prefix: str) -> str:
        """The next record number of a kind."""
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}{self.numbers[prefix]:06d}"


def make_cases(dice: Dice, families: list[Family], register: Register, exposed: set[Child]) -> Cases:
    """Histories of the families that social care knows; `exposed` are the children with harm outside the home."""
    cases = Cases()
    maker = _Maker(dice, cases, register.of("home"))
    for family in families:
        if family.known:
            fate = dice.weighted(
                (
                    ("contact", 17.0),
                    ("early help", 14.0),
                    ("closed", 17.0),
                    ("need", 28.0),
                    ("protection", 12.0),
                    ("care", 11.0),
                )
            )
            start = ago(dice.between(60, 690))
            for child in family.children:
                own = fate if dice.chance(0.8) else "contact"
                if child in exposed and own in ("contact", "closed"):
                    own = dice.weighted((("need", 60.0), ("protection", 15.0), ("care", 15.0), ("early help", 10.0)))
                maker.history(child, own, start, exposed=child in exposed)
    return cases


class _Maker:
    """Writes one child's history."""

    def __init__(self, dice: Dice, cases: Cases, homes: list[Place]) -> None:
        self._dice, self._cases, self._homes = dice, cases, homes
        self._beds: dict[str, int] = {}

    def history(self, child: Child, fate: str, start: date, *, exposed: bool) -> None:
        """All records of one child."""
        dice = self._dice
        start = max(start, plus(child.dob, 5))
        for _ in range(dice.weighted(((0, 30), (1, 50), (2, 20)))):
            self._contact(child, dice.day(max(ago(700), child.dob), ago(3)))
        if fate == "early help" or (fate == "closed" and dice.chance(0.15)):
            end = None if dice.chance(0.7) else later(start, dice.between(60, 240))
            self._cases.early_help.append((child, Span(self._cases.number("EH"), start, end)))
        if fate == "contact" and dice.chance(0.3):
            self._contact(child, start)
            day = clear(start)
            self._cases.episodes.append(
                Episode(self._cases.number("R"), child, day, self._source(), "N9", True, day, "RC8")
            )
        if fate in ("closed", "need", "protection", "care"):
            self._contact(child, start)
            self._episode(child, fate, start, exposed=exposed)

    def _source(self) -> str:
        return self._dice.weighted(SOURCES)

    def _contact(self, child: Child, day: date) -> None:
        self._cases.contacts.append((self._cases.number("C"), child, day, self._source()))

    def _episode(self, child: Child, fate: str, start: date, *, exposed: bool) -> None:
        dice = self._dice
        closed = later(start, dice.between(50, 300)) if fate == "closed" else None
        need = "N6" if exposed and dice.chance(0.4) else dice.weighted(NEEDS)
        episode = Episode(self._cases.number("R"), child, clear(start), self._source(), need, False, closed)
        episode.reason = dice.pick(("RC7", "RC7", "RC8", "RC9")) if closed else ""
        self._assess(episode, exposed=exposed)
        if fate != "care" and dice.chance(0.75):
            begun = later(start, 48) or EXTRACTED
            episode.plans.append(Span(self._cases.number("CINP"), begun, max(closed, begun) if closed else None))
        if fate in ("protection", "care") or dice.chance(0.12):
            self._protect(episode, conference=fate == "protection")
        if fate == "care":
            self._look_after(episode)
        self._cases.episodes.append(episode)

    def _assess(self, episode: Episode, *, exposed: bool) -> None:
        dice = self._dice
        start = plus(episode.referred, 2)
        while start <= (episode.closed or EXTRACTED):
            start = clear(start)
            done = later(start, dice.between(15, 45)) if dice.chance(0.96) else None
            number = self._cases.number("A")
            episode.assessments.append(Assessment(number, start, done, self._factors(episode.child, exposed=exposed)))
            if done is None or not dice.chance(0.5):
                return
            start = plus(done, dice.between(120, 330))

    def _factors(self, child: Child, *, exposed: bool) -> list[str]:
        dice = self._dice
        found = {dice.weighted(HOME_FACTORS) for _ in range(dice.between(1, 3))}
        if exposed:
            found |= {dice.weighted(STREET_FACTORS) for _ in range(dice.between(1, 4))}
        elif child.age >= 11 and dice.chance(0.25):
            found.add(dice.weighted(STREET_FACTORS))
        if child.age < 8:
            found -= {"3A", "15A", "7A", "4A"}
        return sorted(found, key=lambda code: (int("".join(c for c in code if c.isdigit())), code)) or ["21"]

    def _protect(self, episode: Episode, *, conference: bool) -> None:
        dice, cases = self._dice, self._cases
        begun = clear(plus(episode.referred, dice.between(5, 40)))
        if begun > (episode.closed or EXTRACTED):
            return
        open_now = not conference and not episode.closed and dice.chance(0.25)
        enquiry = Span(cases.number("S47"), begun, None if open_now else (later(begun, 14) or EXTRACTED))
        episode.enquiries.append(enquiry)
        if not conference:
            return
        day = clear(plus(begun, 14))
        if day > EXTRACTED:
            enquiry.end = None
            return
        ended = later(day, dice.between(120, 420)) if dice.chance(0.2) else None
        plan = Span(
            cases.number("CPP"),
            day,
            ended,
            dice.weighted((("NEG", 45.0), ("EMO", 30.0), ("PHY", 10.0), ("SAB", 8.0), ("MUL", 7.0))),
        )
        episode.protection.append(plan)
        episode.conferences.append((cases.number("ICPC"), enquiry, day, plan))

    def _look_after(self, episode: Episode) -> None:
        dice, cases = self._dice, self._cases
        start = clear(plus(episode.referred, dice.between(1, 60)))
        if start > EXTRACTED:
            return
        ended = later(start, dice.between(60, 400)) if dice.chance(0.15) else None
        stay = Span(cases.number("CLA"), start, ended, dice.weighted((("N1", 70.0), ("N5", 15.0), ("N6", 15.0))))
        episode.care = Care(stay, [], ago(dice.between(10, 120)))
        moves = dice.weighted(((0, 55.0), (1, 30.0), (2, 15.0)))
        days = sorted({start, *(dice.day(start, ended or EXTRACTED) for _ in range(moves))})
        for place, day in enumerate(days):
            until = plus(days[place + 1], -1) if place + 1 < len(days) else ended
            home = self._home(episode.child, ends=until is not None)
            kind = "K2" if home else dice.weighted((("U6", 60.0), ("U1", 15.0), ("U4", 10.0), ("P1", 5.0), ("H5", 5.0)))
            episode.care.placements.append(
                (Span(cases.number("PL"), day, max(until, day) if until else None, kind), home)
            )

    def _home(self, child: Child, *, ends: bool) -> Place | None:
        """A children's home with a free bed, for some of the older ones."""
        if child.age < 10 or not self._dice.chance(0.4):
            return None
        home = self._dice.pick(self._homes)
        if self._beds.get(home.ref, 0) >= 4:
            return None
        self._beds[home.ref] = self._beds.get(home.ref, 0) + (0 if ends else 1)
        return home
