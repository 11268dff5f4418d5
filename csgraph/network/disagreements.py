"""Children of whom two sources say different things, by property; what they say is not told."""

from __future__ import annotations

import json

import pandas as pd

from csgraph.network.citations import citations
from csgraph.network.listing import lists_by

PROPERTIES = ("dob", "sex", "surname")
"""What a child is told apart by."""


def disagreements(statements: pd.DataFrame) -> pd.DataFrame:
    """One row a child, property and two sources that share no value of it.

    Of each source only its newest extract that describes the child counts: an older one was put right. Case and spaces
    tell no value apart.

    Args:
        statements: cypher/matching_records.cypher of children, `node` as `child`.

    Returns:
        child, property, source_a, source_b (in order of name), by_a, by_b (agencies), evidence (citations of both).
    """
    values = _values(_newest(statements))
    key = ["child", "property", "source"]
    said = lists_by(values.sort_values([*key, "value"]), key, "value")
    said = said.merge(lists_by(values.sort_values([*key, "cited"]), key, "cited"), on=key)
    said = said.merge(values.drop_duplicates(key)[[*key, "recorded_by"]], on=key)
    both = said.merge(said, on=["child", "property"], suffixes=("_a", "_b"))
    both = both[both["source_a"] < both["source_b"]]
    apart = [not set(a) & set(b) for a, b in zip(both["value_a"], both["value_b"], strict=True)]
    both = both[pd.Series(apart, index=both.index, dtype=bool)].reset_index(drop=True)
    cited = [sorted({*a, *b}) for a, b in zip(both["cited_a"], both["cited_b"], strict=True)]
    found = both.rename(columns={"recorded_by_a": "by_a", "recorded_by_b": "by_b"})
    found = found[["child", "property", "source_a", "source_b", "by_a", "by_b"]]
    return found.assign(evidence=pd.Series(cited, index=found.index, dtype=object))


def _newest(statements: pd.DataFrame) -> pd.DataFrame:
    newest = statements.groupby(["child", "source"])["extracted_on"].transform("max")
    return statements[statements["extracted_on"].isna() | (statements["extracted_on"] == newest)]


def _values(statements: pd.DataFrame) -> pd.DataFrame:
    """One row a record and property that it states: child, source, recorded_by, cited, property, value."""
    stated = [json.loads(text) for text in statements["stated"].fillna("{}")]
    known = statements[["child", "source", "recorded_by"]].assign(cited=citations(statements))
    parts = [
        known.assign(
            property=name, value=pd.Series([_plain(one.get(name)) for one in stated], known.index, dtype="str")
        )
        for name in PROPERTIES
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset="value")


def _plain(value: object) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split())
