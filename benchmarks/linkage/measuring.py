"""Precision, recall and F1 of weighted pairs against labels."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Measured:
    """How well some pairs fit the labels.

    Attributes:
        threshold: least match probability.
        precision, recall, f1: shares, 0 to 1.
    """

    threshold: float
    precision: float
    recall: float
    f1: float


def at(pairs: pd.DataFrame, person: "pd.Series[str]", threshold: float) -> Measured:
    """At one threshold.

    Args:
        pairs: columns one, other, weight.
        person: label by record.
    """
    chosen = pairs[probabilities(pairs) >= threshold]
    return _measured(threshold, int(true(chosen, person).sum()), len(chosen), true_pairs(person))


def best(pairs: pd.DataFrame, person: "pd.Series[str]") -> Measured:
    """At the threshold that gives the greatest F1."""
    ordered = pairs.assign(true=true(pairs, person)).sort_values("weight", ascending=False, ignore_index=True)
    found = ordered["true"].cumsum()
    counts = pd.Series(range(1, len(ordered) + 1))
    # A threshold lies between two weights, never within equal ones.
    ends = ordered["weight"] != ordered["weight"].shift(-1)
    f1 = (2 * found / (counts + true_pairs(person)))[ends]
    top = int(str(f1.idxmax()))
    threshold = float(probabilities(ordered.iloc[[top]]).iloc[0])
    return _measured(threshold, int(found[top]), top + 1, true_pairs(person))


def true(pairs: pd.DataFrame, person: "pd.Series[str]") -> "pd.Series[bool]":
    """Which pairs are of one person."""
    return pairs["one"].map(person) == pairs["other"].map(person)


def true_pairs(person: "pd.Series[str]") -> int:
    """How many pairs there are to be found."""
    sizes = person.value_counts()
    return int((sizes * (sizes - 1) // 2).sum())


def probabilities(pairs: pd.DataFrame) -> "pd.Series[float]":
    """The probability of each pair's weight."""
    return 1 / (1 + 2 ** -pairs["weight"].clip(-500, 500))


def _measured(threshold: float, found: int, told: int, there: int) -> Measured:
    return Measured(threshold, found / max(told, 1), found / there, 2 * found / (told + there))
