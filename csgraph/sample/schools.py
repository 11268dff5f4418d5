"""Schools as the national register has them, and who is on roll where."""

from dataclasses import dataclass, field
from datetime import date

from csgraph.sample import names
from csgraph.sample.clock import EXTRACTED, PERIOD_START, ago, clear
from csgraph.sample.dice import Dice
from csgraph.sample.identifiers import Upns
from csgraph.sample.people import Child, Family
from csgraph.sample.workforce import Worker, Workforce

NAMED = (
    "{} Community Primary School",
    "St Brigid’s Catholic Primary School",
    "{} Church of England Primary School",
    "{} Primary Academy",
    "Sacré-Cœur Catholic Primary School",
    "{} Infant and Junior School",
)
SECONDARIES = ("{} High School", "{} Academy", "Bishop {} Church of England High School", "The {} School")


@dataclass(slots=True, eq=False)
class School:
    """One establishment."""

    urn: str
    establishment: str
    name: str
    kind: str
    phase: str
    ward: int
    low: int
    high: int
    number: int
    opened: date
    closed: date | None = None
    leads: list[Worker] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Enrolment:
    """A pupil at a setting: status C (one school), M (main of two) or S (subsidiary)."""

    child: Child
    school: School
    status: str
    entry: date
    leaving: date | None
    lead: Worker | None
    attendance: int


@dataclass(slots=True)
class Schools:
    """All schools by phase."""

    primary: list[School] = field(default_factory=list)
    secondary: list[School] = field(default_factory=list)
    college: list[School] = field(default_factory=list)
    alternative: list[School] = field(default_factory=list)
    closed: list[School] = field(default_factory=list)

    def all(self) -> list[School]:
        """Every school, in the order of the register."""
        return [*self.primary, *self.secondary, *self.college, *self.alternative, *self.closed]


def make_schools(dice: Dice, workforce: Workforce, children: int) -> Schools:
    """Schools enough for so many children: at least nine primaries, four secondaries, a college, AP and one closed."""
    schools = Schools()
    builder = _Builder(dice, workforce)
    for _ in range(max(9, children // 220)):
        schools.primary.append(builder.build(dice.pick(NAMED), "Primary", 4, 11))
    for _ in range(max(4, children // 900)):
        schools.secondary.append(builder.build(dice.pick(SECONDARIES), "Secondary", 11, 16))
    for _ in range(max(1, children // 5000)):
        schools.college.append(builder.build("{} Sixth Form College", "16 plus", 16, 19))
    for _ in range(max(1, children // 5000)):
        schools.alternative.append(builder.build("{} Centre (Alternative Provision)", "Not applicable", 11, 16))
    gone = builder.build("{} Grammar and Technical School", "Secondary", 11, 16)
    gone.closed = date(2025, 8, 31)
    schools.closed.append(gone)
    return schools


class _Builder:
    """Makes one school after another, none with the name of another."""

    def __init__(self, dice: Dice, workforce: Workforce) -> None:
        self._dice, self._workforce = dice, workforce
        self._taken: set[str] = set()
        self._made = 0

    def build(self, pattern: str, phase: str, low: int, high: int) -> School:
        """The next school."""
        dice = self._dice
        self._made += 1
        name = self._name(pattern)
        kinds = {
            "Primary": ("Community school", "Academy converter", "Voluntary aided school"),
            "16 plus": ("Sixth form centres",),
        }
        kinds |= {
            "Secondary": ("Academy sponsor led", "Community school", "Academy converter"),
            "Not applicable": ("Pupil referral unit",),
        }
        school = School(
            urn=str(900_000 + self._made),
            establishment=f"{1999 + self._made if phase == 'Primary' else 3999 + self._made:04d}",
            name=name,
            kind=dice.pick(kinds[phase]),
            phase=phase,
            ward=dice.below(len(names.WARDS)),
            low=low,
            high=high,
            number=dice.between(180, 460) if phase == "Primary" else dice.between(500, 1300),
            opened=dice.day(date(1962, 9, 1), date(2014, 9, 1)),
        )
        school.leads = [self._workforce.lead(name, self._made) for _ in range(2)]
        return school

    def _name(self, pattern: str) -> str:
        name = pattern.format(self._dice.pick(names.STREETS))
        while name in self._taken:
            other = pattern.format(self._dice.pick(names.STREETS)).removeprefix("The ")
            name = f"{self._dice.pick(names.STREETS)} {other}"
            if name in self._taken:
                name = f"{other} {self._made}"
        self._taken.add(name)
        return name


def enrol(dice: Dice, schools: Schools, families: list[Family]) -> list[Enrolment]:
    """Put the children of school age on roll; a few move, a few have two settings, a few have none."""
    rolls: list[Enrolment] = []
    upns = Upns()
    for family in families:
        for child in family.children:
            if child.year >= 0:
                first = dice.pick(schools.primary)
                _number(dice, child, first, upns)
                rolls.extend(_enrolments(dice, schools, child, first))
    return rolls


def _number(dice: Dice, child: Child, first: School, upns: Upns) -> None:
    entered = EXTRACTED.year - child.year
    child.upn = upns.take(first.establishment, entered)
    child.send = dice.weighted((("N", 80.0), ("K", 14.0), ("E", 6.0)))
    if child.ssd and child.care_has_upn and child.year < 12 and dice.chance(0.03):
        child.former_upn = upns.take(first.establishment, entered)
        child.care_has_former_upn = True


def _enrolments(dice: Dice, schools: Schools, child: Child, first: School) -> list[Enrolment]:
    if child.year >= 14:
        return []
    started = date(EXTRACTED.year - child.year, 9, 3)
    if child.year <= 6:
        return _stay(dice, schools.primary, child, first, started)
    if child.year <= 11:
        start = date(EXTRACTED.year - (child.year - 7), 9, 3)
        rolls = _closed(dice, schools, child, start) or _stay(
            dice, schools.secondary, child, dice.pick(schools.secondary), start
        )
        return rolls + _second_setting(dice, schools, child, rolls)
    return _after_sixteen(dice, schools, child)


def _stay(dice: Dice, choices: list[School], child: Child, school: School, start: date) -> list[Enrolment]:
    """One school all along, or a move in the period, or a pupil who left and is on no roll (older UPN kept)."""
    fate = dice.weighted((("stay", 90.0), ("move", 6.0), ("left", 2.5), ("long gone", 1.5)))
    if child.former_upn and fate in ("left", "long gone"):
        fate = "stay"
    if fate == "stay":
        return [_roll(dice, child, school, start, None)]
    last = dice.day(max(start, PERIOD_START), ago(40)) if fate != "long gone" else dice.day(PERIOD_START, ago(400))
    left = clear(last)
    if left <= start:
        return [_roll(dice, child, school, start, None)]
    rolls = [_roll(dice, child, school, start, left)]
    if fate == "move":
        other = dice.pick([s for s in choices if s is not school])
        rolls.append(_roll(dice, child, other, clear(date.fromordinal(left.toordinal() + dice.between(1, 30))), None))
    return rolls


def _closed(dice: Dice, schools: Schools, child: Child, start: date) -> list[Enrolment]:
    """Pupils of the school that closed: most moved when it did, one in ten still stands on its roll."""
    school = schools.closed[0]
    gone = school.closed
    if child.former_upn or gone is None or start >= gone or not dice.chance(0.05):
        return []
    if dice.chance(0.1):
        return [_roll(dice, child, school, start, None)]
    after = _roll(dice, child, dice.pick(schools.secondary), date(gone.year, 9, 3), None)
    return [_roll(dice, child, school, start, gone), after]


def _second_setting(dice: Dice, schools: Schools, child: Child, rolls: list[Enrolment]) -> list[Enrolment]:
    main = rolls[-1]
    if main.leaving or not dice.chance(0.06 if child.ssd else 0.015):
        return []
    main.status = "M"
    start = clear(max(dice.day(ago(300), ago(15)), main.entry))
    extra = _roll(dice, child, dice.pick(schools.alternative), start, None)
    extra.status = "S"
    return [extra]


def _after_sixteen(dice: Dice, schools: Schools, child: Child) -> list[Enrolment]:
    left = date(EXTRACTED.year - (child.year - 12), 7, 24)
    before = dice.pick(schools.secondary)
    rolls = [_roll(dice, child, before, date(left.year - 5, 9, 3), left)]
    if dice.chance(0.65):
        rolls.append(_roll(dice, child, dice.pick(schools.college), date(left.year, 9, 3), None))
    return rolls


def _roll(dice: Dice, child: Child, school: School, entry: date, leaving: date | None) -> Enrolment:
    lead = dice.pick(school.leads) if dice.chance(0.92) else None
    return Enrolment(child, school, "C", entry, leaving, lead, dice.between(55, 100))
