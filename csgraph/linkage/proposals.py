"""Pairs of subjects that may be one, each with the evidence for and against: never joined without a person."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from csgraph.linkage.assignment import one_to_one
from csgraph.linkage.engine import Weights, common, defaults, probability, score, train
from csgraph.linkage.models import MATCHINGS, Matching
from csgraph.linkage.records import one_each, read_records, with_history
from csgraph.store import Store

LEAST_PROBABILITY = 0.9
"""Default threshold: below it a pair is not proposed."""
LEAST_SUBJECTS = 100
"""Fewer subjects cannot teach how alike chance pairs are: one pair in 5,000 would have the same date of birth."""
LEAST_PAIRS = 30
"""Fewer pairs of records that certainly name one subject cannot teach how true pairs look."""


@dataclass(frozen=True)
class Evidence:
    """What one comparison says of a pair.

    Attributes:
        name: the comparison.
        words: how the two agree or differ.
        weight: match weight, in doublings of the odds; below 0 it speaks against.
        left, right: what was compared, in plain form; empty where a record does not say.
        said: whether both records say anything.
    """

    name: str
    words: str
    weight: float
    left: str
    right: str
    said: bool


@dataclass(frozen=True)
class Proposal:
    """Two nodes that may be one subject.

    Attributes:
        label: their label.
        one, other: their ids.
        weight: sum of the prior and of the evidence.
        probability: what the weight stands for.
        prior: weight before any evidence.
        evidence: by comparison, in the order of the matching.
        sources: what describes each.
    """

    label: str
    one: str
    other: str
    weight: float
    probability: float
    prior: float
    evidence: tuple[Evidence, ...]
    sources: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Proposed:
    """The proposals of one label, heaviest first, and what was left out.

    Attributes:
        weights: what they were weighed with.
        subjects: how many nodes there were to compare.
        without_grounds: pairs heavy enough that lack what a proposal needs, such as siblings and twins.
        not_one_to_one: pairs left out because a source keeps both, or because another pair fits better.
        decided: pairs left out because a person has decided on them.
    """

    label: str
    proposals: tuple[Proposal, ...]
    weights: Weights
    subjects: int
    without_grounds: int = 0
    not_one_to_one: int = 0
    decided: int = 0


def propose(
    store: Store,
    labels: Sequence[str] = tuple(MATCHINGS),
    *,
    least: float = LEAST_PROBABILITY,
    apart: Iterable[frozenset[str]] = (),
) -> list[Proposed]:
    """Proposals of some labels.

    Args:
        least: least match probability.
        apart: pairs of identifiers that a person declared to be different subjects.
    """
    return [proposed(MATCHINGS[label], read_records(store, label), least=least, apart=apart) for label in labels]


def proposed(
    matching: Matching, records: pd.DataFrame, *, least: float = LEAST_PROBABILITY,
    apart: Iterable[frozenset[str]] = (), weights: Weights | None = None,
) -> Proposed:  # fmt: skip
    """Proposals among some records; see `propose`.

    Args:
        weights: given where they were learnt elsewhere.
    """
    subjects = records["node"].nunique()
    learnt = weights or learn(matching, records)
    if subjects < 2:
        return Proposed(matching.label, (), learnt, subjects)
    whole = with_history(records)
    rows = score(matching, whole, learnt, least=math.log2(least / (1 - least)))
    pairs = best_rows(rows, whole)
    decided = _decided(pairs, whole, apart)
    left = pairs[~decided]
    grounds = [matching.grounds(levels(matching, row)) for row in _rows(left)]
    allowed = pd.Series(grounds, index=left.index, dtype=bool)
    sources = {str(node): frozenset(group) for node, group in whole.groupby("node")["source"]}
    chosen = one_to_one(left[allowed], sources)
    found = tuple(_proposal(matching, learnt, whole, row, sources) for row in _rows(chosen))
    return Proposed(
        label=matching.label,
        proposals=found,
        weights=learnt,
        subjects=subjects,
        without_grounds=int((~allowed).sum()),
        not_one_to_one=int(allowed.sum()) - len(chosen),
        decided=int(decided.sum()),
    )


def learn(matching: Matching, records: pd.DataFrame) -> Weights:
    """Weights from the records, or the stated ones where there are too few."""
    each = one_each(records)
    subjects = len(each)
    if subjects < LEAST_SUBJECTS:
        return defaults(
            matching, 1 / max(subjects, 20), f"{subjects} are too few to train on; it takes {LEAST_SUBJECTS}"
        )
    names = [column for column in ("forename", "surname", "dob", "name") if column in records]
    known = records.dropna(subset=names)
    repeated = known.groupby(names)["source"].nunique()
    pairs = int((repeated * (repeated - 1) // 2).sum())
    prior = common(matching, each)
    if pairs < LEAST_PAIRS:
        why = f"{pairs} pairs of records certainly name one subject; it takes {LEAST_PAIRS} to train on"
        return defaults(matching, prior, why)
    return train(matching, records, each, prior)


def best_rows(rows: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Of each pair of nodes the two rows that agree best; adds one and other (nodes, in order)."""
    node = records.set_index("unique_id")["node"]
    left, right = rows["left"].map(node), rows["right"].map(node)
    named = rows.assign(one=left.where(left < right, right), other=right.where(left < right, left), turned=left > right)
    best = named.sort_values(["weight", "left", "right"], ascending=[False, True, True]).drop_duplicates(
        ["one", "other"]
    )
    return best.sort_values(["one", "other"]).reset_index(drop=True)


def levels(matching: Matching, row: Mapping[str, object]) -> dict[str, str]:
    """Of one pair, by comparison: `agrees`, `differs` or `unsaid`; a level between the two is neither."""
    found = {}
    for one in matching.comparisons:
        at = int(str(row[f"{one.name}_level"]))
        last = at == len(one.levels) - 1
        found[one.name] = "unsaid" if at < 0 else "agrees" if one.levels[at].agrees else "differs" if last else "near"
    return found


def _rows(pairs: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as mappings."""
    return [{str(name): value for name, value in row.items()} for row in pairs.to_dict("records")]


def _decided(pairs: pd.DataFrame, records: pd.DataFrame, apart: Iterable[frozenset[str]]) -> pd.Series:
    """Which pairs a person has declared to be different, by any of their identifiers."""
    node_of = {key: node for node, keys in zip(records["node"], records["identifiers"], strict=True) for key in keys}
    known = {frozenset(node_of.get(key, key) for key in pair) for pair in apart}
    found = [frozenset(pair) in known for pair in zip(pairs["one"], pairs["other"], strict=True)]
    return pd.Series(found, index=pairs.index, dtype=bool)


def _proposal(
    matching: Matching,
    weights: Weights,
    records: pd.DataFrame,
    row: Mapping[str, object],
    sources: Mapping[str, frozenset[str]],
) -> Proposal:
    one, other, weight = str(row["one"]), str(row["other"]), float(str(row["weight"]))
    ends = [int(str(row[side])) for side in ("left", "right")]
    left, right = reversed(ends) if row["turned"] else ends
    evidence = []
    for c in matching.comparisons:
        at = int(str(row[f"{c.name}_level"]))
        words = c.levels[at].words if at >= 0 else "not said by both"
        shown = [_shown(records, end, c.columns) for end in (left, right)]
        evidence.append(Evidence(c.name, words, float(str(row[f"{c.name}_weight"])), shown[0], shown[1], at >= 0))
    prior = math.log2(weights.prior / (1 - weights.prior))
    told = (tuple(sorted(sources[one])), tuple(sorted(sources[other])))
    return Proposal(matching.label, one, other, weight, probability(weight), prior, tuple(evidence), told)


def _shown(records: pd.DataFrame, at: int, columns: Sequence[str]) -> str:
    """What a record says in some columns, as one text."""
    values: list[Any] = [records.at[at, column] for column in columns]
    flat = [v for value in values for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]
    return "; ".join(flat)
