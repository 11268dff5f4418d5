"""What two records are compared by: levels of agreement, best first, each with its stated default weight.

Splink adds up log2(m / u) over the comparisons: m is the share of true pairs at a level, u that of chance pairs. The
defaults hold where a store is too small to train on. Those of names follow the finding on linked ALSPAC records that
within one person 18 % of surnames and 12 % of forenames disagree; the others are stated guesses, on the careful side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ELSE = "ELSE"


@dataclass(frozen=True)
class Level:
    """One grade of agreement.

    Attributes:
        words: what it says of the pair, for a person.
        condition: SQL over the columns of both records (`x_l`, `x_r`); `ELSE` for the last.
        m: default share of true pairs at this level.
        u: default share of chance pairs at this level.
        agrees: whether it counts as agreement.
        common: column whose frequent values count less, where the two are the same.
    """

    words: str
    condition: str
    m: float
    u: float
    agrees: bool = False
    common: str | None = None


@dataclass(frozen=True)
class Comparison:
    """One thing that two records are compared by.

    Attributes:
        name: one word.
        columns: the columns shown to a person beside it.
        missing: SQL that is true where either record does not say.
        levels: best first; the last is `ELSE`.
        trained: False where the data cannot teach its weights, which then stay the default ones.
    """

    name: str
    columns: tuple[str, ...]
    missing: str
    levels: tuple[Level, ...]
    trained: bool = True

    def settings(self, shares: Sequence[tuple[float, float]] | None = None) -> dict[str, Any]:
        """The comparison as Splink wants it, with the default or with given (m, u) by level."""
        given = shares or [(level.m, level.u) for level in self.levels]
        rows: list[dict[str, Any]] = [
            {"sql_condition": self.missing, "label_for_charts": "not said", "is_null_level": True}
        ]
        for level, (m, u) in zip(self.levels, given, strict=True):
            row = {
                "sql_condition": level.condition, "label_for_charts": level.words,
                "m_probability": m, "u_probability": u,
            }  # fmt: skip
            if level.common:
                row |= {"tf_adjustment_column": level.common, "tf_adjustment_weight": 1.0, "tf_minimum_u_value": 1e-5}
            rows.append(row)
        return {"output_column_name": self.name, "comparison_levels": rows}


def name(column: str, other: str | None = None) -> Comparison:
    """A name: `<column>` in plain letters, `<column>_roots` the names it may stand for, `<column>_parts` its parts.

    Args:
        other: the column that it is sometimes swapped with.
    """
    swapped = f"{column}_l = {other}_r and {other}_l = {column}_r" if other else ""
    same = Level("the same", f"{column}_l = {column}_r", 0.82, 0.006, agrees=True, common=column)
    levels = [
        same,
        Level("forms of one name", _shared(f"{column}_roots"), 0.03, 0.002, agrees=True),
        Level(
            "spelt nearly the same",
            f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.9 "
            f"or damerau_levenshtein({column}_l, {column}_r) <= 1",
            0.06,
            0.006,
            agrees=True,
        ),
        Level("a part is the same", _shared(f"{column}_parts"), 0.03, 0.004, agrees=True),
        Level("somewhat alike", f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.8", 0.02, 0.03),
    ]
    if swapped:
        levels.insert(1, Level("first and last name swapped", swapped, 0.005, 0.0001, agrees=True))
    return _with_rest(column, (column,), _absent(column), levels)


def place(column: str) -> Comparison:
    """A place's name: `<column>` in plain letters and `<column>_parts`, its words. A first word alone is a street's."""
    both = f"len(list_intersect({column}_parts_l, {column}_parts_r))"
    shorter = f"least(len({column}_parts_l), len({column}_parts_r))"
    levels = [
        Level("the same", f"{column}_l = {column}_r", 0.75, 0.003, agrees=True, common=column),
        Level("the same words", f"{column}_parts_l = {column}_parts_r", 0.03, 0.0002, agrees=True),
        Level("one is part of the other", f"{both} = {shorter} and {shorter} >= 2", 0.08, 0.001, agrees=True),
        Level(
            "spelt nearly the same",
            f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.94",
            0.08,
            0.002,
            agrees=True,
        ),
        Level("a word is the same", f"{both} > 0", 0.04, 0.1),
    ]
    return _with_rest(column, (column,), _absent(column), levels)


def born(column: str) -> Comparison:
    """A date of birth as text, 2011-04-03."""
    year, month, day = (f"substr({column}_%s, {at}, {length})" for at, length in ((1, 4), (6, 2), (9, 2)))
    parts = " + ".join(f"cast({part % 'l'} = {part % 'r'} as integer)" for part in (year, month, day))
    swapped = f"{year % 'l'} = {year % 'r'} and {month % 'l'} = {day % 'r'} and {day % 'l'} = {month % 'r'}"
    day_l, day_r = (f"datediff('day', DATE '1970-01-01', try_cast({column}_{side} as date))" for side in "lr")
    slip = f"({swapped}) or damerau_levenshtein({column}_l, {column}_r) <= 1"
    levels = [
        Level("the same", f"{column}_l = {column}_r", 0.9, 0.0002, agrees=True),
        Level("day and month swapped, or one digit off", slip, 0.05, 0.004, agrees=True),
        Level("two of day, month and year the same", f"({parts}) >= 2", 0.02, 0.012),
        Level("less than a year apart", f"abs({day_l} - {day_r}) <= 365", 0.01, 0.08),
    ]
    return _with_rest(column, (column,), _absent(column), levels)


def same(column: str, m: float, u: float, *, common: bool = False, near: int = 0) -> Comparison:
    """A plain value: the same, within so many slips of the key, or not.

    Args:
        m, u: default shares at the level of being the same.
        common: whether frequent values count less.
        near: slips of the key that count as nearly the same.
    """
    levels = [Level("the same", f"{column}_l = {column}_r", m, u, agrees=True, common=column if common else None)]
    levels += [
        Level(
            f"{slips} slip{'s' if slips > 1 else ''} of the key apart",
            f"damerau_levenshtein({column}_l, {column}_r) <= {slips}",
            0.5 * (1 - m) / near,
            u * 2,
            agrees=True,
        )
        for slips in range(1, near + 1)
    ]
    return _with_rest(column, (column,), _absent(column), levels)


def mail(column: str) -> Comparison:
    """An e-mail address: people keep the part before the at sign when they change their employer's."""
    before = f"split_part({column}_%s, '@', 1)"
    levels = [
        Level("the same", f"{column}_l = {column}_r", 0.8, 0.001, agrees=True, common=column),
        Level("the same before the @", f"{before % 'l'} = {before % 'r'}", 0.1, 0.001, agrees=True),
        Level("spelt nearly the same", f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.9", 0.05, 0.005),
    ]
    return _with_rest(column, (column,), _absent(column), levels)


def shared(
    column: str, m: float, u: float, words: str, *, wider: tuple[str, str, float, float] | None = None
) -> Comparison:
    """Lists that share a value, or share it in a wider sense.

    Args:
        words: what the sharing says.
        wider: the column of the wider sense, its words, m and u.
    """
    levels = [Level(words, _shared(column), m, u, agrees=True)]
    if wider:
        levels.append(Level(wider[1], _shared(wider[0]), wider[2], wider[3]))
    return _with_rest(column, (column,), f"len({column}_l) = 0 or len({column}_r) = 0", levels)


def identifiers() -> Comparison:
    """Identifiers of one scheme: the same, one slip of the key apart, or two different ones, which speaks against."""
    levels = [
        Level("an identifier is the same", _shared("identifiers"), 0.9, 0.00001, agrees=True),
        Level("an identifier is one slip of the key off", _shared("identifier_forms"), 0.05, 0.0001, agrees=True),
    ]
    missing = f"not ({_shared('schemes')})"
    return _with_rest("identifiers", ("identifiers",), missing, levels, trained=False)


def _with_rest(
    name_: str, columns: tuple[str, ...], missing: str, levels: Sequence[Level], *, trained: bool = True
) -> Comparison:
    """The comparison with its last level, which takes what is left of m and u."""
    left_m, left_u = 1 - sum(level.m for level in levels), 1 - sum(level.u for level in levels)
    rest = Level("different", ELSE, round(left_m, 6), round(left_u, 6))
    return Comparison(name_, columns, missing, (*levels, rest), trained)


def _absent(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _shared(column: str) -> str:
    return f"len(list_intersect({column}_l, {column}_r)) > 0"
