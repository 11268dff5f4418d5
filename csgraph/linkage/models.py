"""What each label is matched by: comparisons, the pairs that are looked at, and what a proposal needs at least."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from csgraph.linkage.comparisons import Comparison, born, identifiers, mail, name, place, same, shared

Levels = Mapping[str, str]
"""Of one pair, by comparison: `agrees`, `differs`, or `unsaid`."""


@dataclass(frozen=True)
class Matching:
    """How the records of one label are matched.

    Attributes:
        label: the label.
        comparisons: what records are compared by.
        pairs: SQL conditions; a pair that fulfils any is looked at.
        training: SQL conditions whose pairs teach the shares of true pairs of the comparisons that they leave free.
        certain: SQL conditions that hardly any chance pair fulfils; they tell how common true pairs are.
        grounds: whether the levels of a pair allow a proposal at all, whatever its weight.
        needs: the same in words.
        exploded: list column of which any shared value makes a pair to be looked at, and what else must hold.
        recall: the share of true pairs that `certain` is taken to find.
    """

    label: str
    comparisons: tuple[Comparison, ...]
    pairs: tuple[str, ...]
    training: tuple[str, ...]
    certain: tuple[str, ...]
    grounds: Callable[[Levels], bool]
    needs: str
    exploded: tuple[str, str] | None = None
    recall: float = 0.8


def person_grounds(levels: Levels) -> bool:
    """Forename or date of birth agrees, and no other forename stands against it: an address never joins siblings.

    Twins share surname, date of birth, address and school; only the forename tells them apart. So a forename that
    differs needs the same or nearly the same identifier beside the date of birth.
    """
    if levels["forename"] == "differs":
        return levels["dob"] == "agrees" and levels["identifiers"] == "agrees"
    if levels["surname"] == "differs" and levels["dob"] != "agrees":
        return False
    return "agrees" in (levels["forename"], levels["dob"])


def named_grounds(levels: Levels) -> bool:
    """First and last name agree, or the last name and the e-mail address or telephone."""
    reached = "agrees" in (levels["email"], levels["phone"])
    return levels["surname"] == "agrees" and (levels["forename"] == "agrees" or reached)


def place_grounds(levels: Levels) -> bool:
    """The name agrees: an address or a kind of place alone never joins two places."""
    return levels["name"] == "agrees" and levels["number"] != "differs"


FULL_NAME = "l.forename = r.forename and l.surname = r.surname"
SWAPPED = "l.forename = r.surname and l.surname = r.forename and l.forename <> l.surname"
SAME_DAY = "l.dob = r.dob"
PEOPLE_PAIRS = (
    SAME_DAY,
    FULL_NAME,
    SWAPPED,
    "l.forename = r.forename and substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
    "l.surname = r.surname and substr(l.dob, 1, 7) = substr(r.dob, 1, 7)",
    "l.surname = r.surname and substr(l.forename, 1, 2) = substr(r.forename, 1, 2)",
)
PEOPLE_NEED = "forename or date of birth agrees, and no other forename speaks against it"

CHILD = Matching(
    "Child",
    (
        name("forename", "surname"),
        name("surname"),
        born("dob"),
        same("sex", 0.98, 0.5),
        shared(
            "postcodes",
            0.7,
            0.002,
            "an address in common",
            wider=("sectors", "addresses a few streets apart", 0.1, 0.02),
        ),
        shared("schools", 0.7, 0.03, "a school in common"),
        identifiers(),
    ),
    PEOPLE_PAIRS,
    (SAME_DAY, FULL_NAME),
    (f"{FULL_NAME} and {SAME_DAY}",),
    person_grounds,
    PEOPLE_NEED,
    ("postcodes", "substr(l.forename, 1, 1) = substr(r.forename, 1, 1)"),
)
ADULT = Matching(
    "Adult",
    (
        name("forename", "surname"),
        name("surname"),
        born("dob"),
        same("sex", 0.98, 0.5),
        shared(
            "postcodes",
            0.5,
            0.002,
            "an address in common",
            wider=("sectors", "addresses a few streets apart", 0.1, 0.02),
        ),
        shared("children", 0.3, 0.003, "linked to the same child"),
        identifiers(),
    ),
    PEOPLE_PAIRS,
    (SAME_DAY, FULL_NAME),
    (f"{FULL_NAME} and {SAME_DAY}",),
    person_grounds,
    PEOPLE_NEED,
)
PROFESSIONAL = Matching(
    "Professional",
    (
        name("forename", "surname"),
        name("surname"),
        mail("email"),
        same("phone", 0.6, 0.005),
        same("role", 0.7, 0.12),
        same("team", 0.5, 0.05),
        shared("employers", 0.8, 0.15, "recorded for the same agency"),
        shared("children", 0.3, 0.02, "work with the same child"),
        identifiers(),
    ),
    ("l.surname = r.surname", SWAPPED, "l.email = r.email", "l.phone = r.phone"),
    (FULL_NAME,),
    (FULL_NAME,),
    named_grounds,
    "first and last name agree, or the last name with e-mail address or telephone",
    recall=0.7,
)
LOCATION = Matching(
    "Location",
    (
        place("name"),
        same("number", 0.95, 0.05),
        same("postcode", 0.85, 0.01, near=1),
        same("kind", 0.85, 0.12),
        identifiers(),
    ),
    ("l.name = r.name", "l.postcode = r.postcode", "substr(l.name, 1, 5) = substr(r.name, 1, 5)"),
    ("l.postcode = r.postcode",),
    ("l.name = r.name",),
    place_grounds,
    "the name agrees, with the same house number where there is one",
)
MATCHINGS = {one.label: one for one in (CHILD, ADULT, PROFESSIONAL, LOCATION)}
"""By label, in the order in which proposals are told."""
