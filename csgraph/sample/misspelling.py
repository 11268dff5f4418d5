"""The same child spelt differently by two agencies, as happens."""

from datetime import date

from csgraph.sample.dice import Dice
from csgraph.sample.identity import joined
from csgraph.sample.names import plain
from csgraph.sample.people import Child, Family

SPELLINGS = {
    "Mohammed": "Muhammad",
    "Caitlin": "Kaitlyn",
    "Zoë": "Zoe",
    "Siobhán": "Siobhan",
    "Chloé": "Chloe",
    "Inês": "Ines",
    "João": "Joao",
    "Kieran": "Kieron",
    "Connor": "Conor",
    "Callum": "Calum",
    "Maryam": "Mariam",
    "Aisha": "Ayesha",
    "Yusuf": "Yousef",
    "Sofia": "Sophia",
    "Zac": "Zachary",
    "Alfie": "Alfred",
    "Billy": "William",
    "Ellie": "Eleanor",
}


def misspell(dice: Dice, families: list[Family]) -> None:
    """Another spelling for some at one agency; another date of birth only where no identifier joins the two."""
    for family in families:
        for child in family.children:
            for scheme in ("nhs", "upn", "police"):
                apart = not joined(child, scheme)
                if dice.chance(0.03 if not apart else 0.09):
                    child.aliases[scheme] = _alias(dice, child, new_dob=apart and dice.chance(0.3))


def _alias(dice: Dice, child: Child, *, new_dob: bool) -> tuple[str, str, date]:
    if new_dob:
        return child.forename, child.surname, _slip(child.dob)
    if child.forename in SPELLINGS:
        return SPELLINGS[child.forename], child.surname, child.dob
    if "-" in child.surname:
        return child.forename, child.surname.split("-")[1], child.dob
    if "-" in child.forename:
        return child.forename.replace("-", " "), child.surname, child.dob
    if dice.chance(0.5):
        return child.forename, f"{child.surname}-{dice.pick(('Khan', 'Jones', 'Reid', 'Walsh', 'Singh'))}", child.dob
    return plain(child.forename)[:-1].title(), child.surname, child.dob


def _slip(dob: date) -> date:
    """Day and month changed round where that gives a date, else the next day: never another age."""
    if dob.day <= 12 and dob.day != dob.month and dob.month < 10 and dob.day < 10:
        return date(dob.year, dob.day, dob.month)
    return date(dob.year, dob.month, dob.day - 1 if dob.day > 1 else dob.day + 1)
