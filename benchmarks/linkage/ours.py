"""csgraph's own matching of the public sets: the comparisons, training, scoring and assignment of `csgraph matches`."""

import pandas as pd

from csgraph.linkage import spelling
from csgraph.linkage.comparisons import born, mail, name, same
from csgraph.linkage.models import FULL_NAME, PEOPLE_PAIRS, SAME_DAY, SWAPPED, Levels, Matching
from csgraph.linkage.proposals import proposed
from csgraph.linkage.records import finished

LEAST = 0.01
"""Threshold below which no pair is kept; F1 is measured at every threshold above."""


def anything(levels: Levels) -> bool:
    """No more is needed than the weight: these sets hold no families to be kept apart."""
    return bool(levels)


SLIP = "damerau_levenshtein(l.dob, r.dob) <= 1"
FEBRL = Matching(
    "Child",
    (
        name("forename", "surname"),
        name("surname"),
        born("dob"),
        same("ssn", 0.9, 0.0001, near=2),
        same("number", 0.8, 0.01, common=True, near=1),
        same("postcode", 0.8, 0.005, common=True, near=2),
        name("street"),
        same("suburb", 0.7, 0.002, common=True, near=2),
    ),
    (*PEOPLE_PAIRS, "l.ssn = r.ssn", "l.postcode = r.postcode and l.number = r.number",
     "l.street = r.street and l.number = r.number",
     "l.surname = r.surname and l.postcode = r.postcode", "l.forename = r.forename and l.postcode = r.postcode"),
    (SAME_DAY, FULL_NAME, "l.ssn = r.ssn"),
    (f"{FULL_NAME} and {SAME_DAY}", "l.ssn = r.ssn"),
    anything,
    "nothing",
)  # fmt: skip
FAKE = Matching(
    "Child",
    (
        name("forename", "surname"),
        name("surname"),
        born("dob"),
        same("city", 0.7, 0.05, common=True, near=2),
        mail("email"),
    ),
    (*PEOPLE_PAIRS, "l.email = r.email", "l.forename = r.forename", "l.surname = r.surname", SWAPPED),
    (SAME_DAY, FULL_NAME, "l.email = r.email"),
    ("l.email = r.email", f"l.forename = r.forename and {SLIP}", f"l.surname = r.surname and {SLIP}"),
    anything,
    "nothing",
    recall=0.7,
)


def febrl_records(frames: list[pd.DataFrame], *, one_list: bool) -> pd.DataFrame:
    """FEBRL's columns as csgraph compares them."""
    parts = []
    for number, raw in enumerate(frames):
        day = raw["date_of_birth"]
        parts.append(
            pd.DataFrame(
                {
                    "node": raw["unique_id"],
                    "source": raw["unique_id"] if one_list else f"list {number}",
                    "forename": raw["given_name"].map(spelling.plain_name, na_action="ignore"),
                    "surname": raw["surname"].map(spelling.plain_name, na_action="ignore"),
                    "dob": day.str[:4] + "-" + day.str[4:6] + "-" + day.str[6:],
                    "ssn": raw["soc_sec_id"],
                    "number": raw["street_number"],
                    "postcode": raw["postcode"],
                    "street": raw["address_1"].map(spelling.place_name, na_action="ignore"),
                    "suburb": raw["suburb"],
                }
            )
        )
    return finished(pd.concat(parts), ("forename", "surname", "street"), [*parts[0].columns[2:]])


def fake_records(raw: pd.DataFrame) -> pd.DataFrame:
    """fake_1000's columns as csgraph compares them."""
    columns = {
        "node": raw["unique_id"],
        "source": raw["unique_id"],
        "forename": raw["first_name"].map(spelling.plain_name, na_action="ignore"),
        "surname": raw["surname"].map(spelling.plain_name, na_action="ignore"),
        "dob": raw["dob"],
        "city": raw["city"].map(spelling.plain_name, na_action="ignore"),
        "email": raw["email"].str.casefold(),
    }
    return finished(pd.DataFrame(columns), ("forename", "surname"), list(columns)[2:])


def linked(matching: Matching, records: pd.DataFrame) -> pd.DataFrame:
    """The pairs that csgraph proposes, with their weight: columns one, other, weight."""
    found = proposed(matching, records, least=LEAST).proposals
    rows = [(p.one, p.other, p.weight) for p in found]
    return pd.DataFrame(rows, columns=["one", "other", "weight"])
