"""What children are counted by in the table of who is mapped: ethnicity, sex and age, and which rows make up which."""

from datetime import date

import pandas as pd

from csgraph.codes import code_list
from csgraph.governance.working_out import EVERYBODY, Tables
from csgraph.network.as_of import ages

ETHNICITY, DETAILED, SEX, AGE = "ethnicity", "ethnicity in detail", "sex", "age"
AGES = {"0 to 4": range(5), "5 to 9": range(5, 10), "10 to 15": range(10, 16), "16 and 17": range(16, 18)}
OLDER = "18 and over"
NOT_KNOWN = "Not known"
NOT_RECORDED = "Not recorded"


def described(children: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row a child: child, and its group by each of ethnicity, ethnicity in detail, sex and age on the day.

    Args:
        children: rows of the query children_counted.
    """
    broad = {code: group for group, codes in broad_groups().items() for code in codes}
    sexes = {code: code_list(SEX).codes[code] for code in "FM"}
    columns = {
        "child": children["child"],
        ETHNICITY: children["ethnicity"].map(broad).fillna(NOT_KNOWN),
        DETAILED: children["ethnicity"].map(code_list(ETHNICITY).codes).fillna(NOT_RECORDED),
        SEX: children["sex"].map(sexes).fillna(NOT_KNOWN),
        AGE: [_band(None if pd.isna(age) else int(age)) for age in ages(children["dob"], as_of)],
    }
    return pd.DataFrame(columns, index=children.index, dtype=object)


def broad_groups() -> dict[str, tuple[str, ...]]:
    """The broad ethnic groups in their order, each with its codes."""
    return {flag.replace("_", " ").capitalize(): codes for flag, codes in code_list(ETHNICITY).flags.items()}


def all_but_first() -> str:
    """The row for all broad groups but the first and largest: where each is small, it is what can be shown."""
    return f"All but {next(iter(broad_groups()))}"


def known_groups(by: str) -> list[str]:
    """The groups of a table that a child is in of whom it is known; for ethnicity in detail, the broad groups."""
    if by == SEX:
        return [code_list(SEX).codes[code] for code in "FM"]
    return [*AGES, OLDER] if by == AGE else [*broad_groups()]


def covers(by: str) -> list[list[str]]:
    """Groups that hold everybody of whom it is known between them, the finest first."""
    coarse = [next(iter(broad_groups())), all_but_first()]
    return [known_groups(by), *([coarse] if by in (ETHNICITY, DETAILED) else [])]


def rows() -> pd.DataFrame:
    """Every row of the tables in its order: by, group, within (the row of ethnicity that it is a part of)."""
    names = code_list(ETHNICITY).codes
    group_of = {code: group for group, codes in broad_groups().items() for code in codes}
    detailed = [(names[code], group) for code, group in group_of.items()]
    detailed += [(name, NOT_KNOWN) for code, name in names.items() if code not in group_of]
    first, *others = broad_groups()
    made = [
        (ETHNICITY, first, ""),
        *((ETHNICITY, group, all_but_first()) for group in others),
        *((ETHNICITY, group, "") for group in (all_but_first(), NOT_KNOWN)),
        *((DETAILED, name, group) for name, group in [*detailed, (NOT_RECORDED, NOT_KNOWN)]),
        *((by, group, "") for by in (SEX, AGE) for group in (*known_groups(by), NOT_KNOWN)),
    ]
    return pd.DataFrame(made, columns=["by", "group", "within"], dtype=object)


def counted(people: pd.DataFrame, sets: dict[str, set[str]]) -> pd.DataFrame:
    """The rows of `rows` with the true count of each set of children: not to be shown to anybody.

    Args:
        people: as `described` returns it.
        sets: ids of the children of each set by its name.
    """
    made = rows()
    for name, members in sets.items():
        among = people[people["child"].isin(members)]
        counts = {by: among[by].value_counts() for by in made["by"].unique()}
        made[name] = [int(counts[by].get(group, 0)) for by, group in zip(made["by"], made["group"], strict=True)]
        others = (made["by"] == ETHNICITY) & (made["within"] == all_but_first())
        made.loc[made["group"] == all_but_first(), name] = made.loc[others, name].sum()
    return made


def tables_of(counts: pd.DataFrame) -> Tables:
    """The counts of `counted`, with which rows make up which."""
    rows_of = {str(by): part for by, part in counts.groupby("by", sort=False)}
    ethnicity = rows_of[ETHNICITY]
    whole = [tuple(part.index[part["within"] == ""]) for by, part in rows_of.items() if by != DETAILED]
    parts = [
        (tuple(counts.index[counts["within"] == group]), int(ethnicity.index[ethnicity["group"] == group][0]))
        for group in counts["within"].unique()
        if group
    ]
    sums = (*((found, EVERYBODY) for found in whole), *parts)
    return Tables(counts.drop(columns=["by", "group", "within"]).to_numpy(dtype=int), sums)


def _band(age: int | None) -> str:
    if age is None:
        return NOT_KNOWN
    return next((band for band, years in AGES.items() if age in years), OLDER)
