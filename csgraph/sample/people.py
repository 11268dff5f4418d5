"""Families of the borough: children, their parents, and the identifiers by which each agency knows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from csgraph.sample import names
from csgraph.sample.clock import EXTRACTED, age_on
from csgraph.sample.dice import Dice
from csgraph.sample.identifiers import NhsNumbers, postcode

KNOWN_TO_CARE = 0.46
"""Share of families with a child whom social care knows."""


@dataclass(slots=True)
class Adult:
    """A parent or carer whom social care recorded."""

    person: str
    forename: str
    surname: str
    dob: date
    sex: str
    ethnicity: str


@dataclass(slots=True, eq=False)
class Child:
    """A child; an empty identifier means that the agency does not know the child."""

    forename: str
    surname: str
    dob: date
    sex: str
    ethnicity: str
    family: "Family"
    ssd: str = ""
    nhs: str = ""
    upn: str = ""
    former_upn: str = ""
    police: str = ""
    yjs: str = ""
    care_has_nhs: bool = True
    care_has_upn: bool = True
    care_has_former_upn: bool = False
    care_has_police: bool = True
    care_has_yjs: bool = True
    send: str = "N"
    disability: str = ""
    aliases: dict[str, tuple[str, str, date]] = field(default_factory=dict)

    @property
    def age(self) -> int:
        """Age on the day of the extracts."""
        return age_on(self.dob)

    @property
    def year(self) -> int:
        """National curriculum year on the day of the extracts; below 0 before reception."""
        starts = self.dob.year + (4 if self.dob.month < 9 else 5)
        return EXTRACTED.year - starts

    def named(self, agency: str) -> tuple[str, str, date]:
        """Forename, surname and date of birth as an agency wrote them down."""
        return self.aliases.get(agency) or (self.forename, self.surname, self.dob)


@dataclass(slots=True, eq=False)
class Family:
    """One household."""

    number: int
    ward: int
    postcode: str
    known: bool
    adults: list[Adult] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)


class PersonIds:
    """Hands out the council's person numbers."""

    def __init__(self) -> None:
        """Start at the first."""
        self._last = 4_100_000

    def take(self) -> str:
        """The next number."""
        self._last += 1
        return str(self._last)


def make_families(dice: Dice, children: int) -> list[Family]:
    """As many families as hold exactly so many children between them."""
    families: list[Family] = []
    persons, numbers = PersonIds(), NhsNumbers()
    left = children
    while left:
        family = _household(dice, len(families))
        size = min(left, dice.weighted(((1, 40), (2, 36), (3, 17), (4, 7))))
        surname = dice.pick(names.SURNAMES)
        if family.known:
            family.adults.extend(_parents(dice, surname, persons))
        for age in _ages(dice, size, known=family.known):
            family.children.append(_child(dice, family, surname, age, persons, numbers))
        families.append(family)
        left -= size
    return families


def _household(dice: Dice, number: int) -> Family:
    ward = dice.below(len(names.WARDS))
    return Family(number + 1, ward, postcode(ward + 1, dice.below(3600)), dice.chance(KNOWN_TO_CARE))


def _parents(dice: Dice, surname: str, persons: PersonIds) -> Iterator[Adult]:
    for sex in ("F", "M") if dice.chance(0.55) else ("F",):
        forename = dice.pick(names.GIRLS if sex == "F" else names.BOYS)
        own = surname if dice.chance(0.6) else dice.pick(names.SURNAMES)
        dob = dice.day(date(1978, 1, 1), date(1992, 12, 31))
        yield Adult(persons.take(), forename, own, dob, sex, dice.weighted(names.ETHNICITIES))


def _ages(dice: Dice, size: int, *, known: bool) -> list[int]:
    """Ages of brothers and sisters in days, oldest first: more teenagers where social care knows the family."""
    band = dice.weighted((((30, 1825), 22.0), ((1826, 4380), 33.0), ((4381, 6500), 60.0 if known else 45.0)))
    oldest = dice.between(*band)
    ages = [oldest]
    for _ in range(size - 1):
        ages.append(max(ages[-1] - dice.between(330, 1300), 20 + 3 * len(ages)))
    return ages


def _child(dice: Dice, family: Family, surname: str, days: int, persons: PersonIds, numbers: NhsNumbers) -> Child:
    sex = dice.pick("FM")
    forename = dice.pick(names.GIRLS if sex == "F" else names.BOYS)
    own = surname if dice.chance(0.9) else f"{dice.pick(names.SURNAMES)}-{surname}"
    dob = date.fromordinal(EXTRACTED.toordinal() - days)
    child = Child(forename, own, dob, sex, dice.weighted(names.ETHNICITIES), family)
    child.nhs = numbers.take()
    if family.known:
        child.ssd = persons.take()
        child.care_has_nhs = dice.chance(0.955)
        child.care_has_upn = dice.chance(0.96)
        child.disability = dice.weighted(
            (("", 88.0), ("AUT", 4.0), ("LD", 3.0), ("BEH", 2.0), ("MOB", 1.0), ("HEAR", 1.0), ("VIS", 1.0))
        )
    return child


class Nominals:
    """Gives a child the reference of the police the first time that the police record them."""

    def __init__(self, dice: Dice) -> None:
        """Draw from a stream of chance of its own."""
        self._dice = dice
        self._drawn = 0

    def of(self, child: Child) -> str:
        """The child's reference."""
        if not child.police:
            self._drawn += 1
            child.police = f"N{(self._drawn * 7_919) % 9_000_000 + 1_000_000}"
            child.care_has_police = bool(child.ssd) and child.care_has_police and self._dice.chance(0.93)
        return child.police
