"""Families and households, so that siblings count once and kinship never counts as evidence of harm."""

import numpy as np
import pandas as pd


def households(family_ties: pd.DataFrame) -> pd.Series:
    """The household of each child that has family on record: the smallest child id of it, by child id.

    Children are one household when any chain of family ties joins them, whatever the kind: calling related children
    unrelated would count one family as several, so the widest reading is the careful one.

    Args:
        family_ties: columns person, person_label, child.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    people = pd.concat([family_ties["person"], family_ties["child"]], ignore_index=True)
    codes, ids = pd.factorize(people, sort=True)
    if not len(ids):
        return pd.Series([], index=pd.Index([], dtype="str"), dtype="str")
    half = len(family_ties)
    ties = coo_array((np.ones(half), (codes[:half], codes[half:])), shape=(len(ids), len(ids)))
    family = pd.Series(connected_components(ties, directed=False)[1], index=pd.Index(ids, dtype="str"))
    adults = family_ties.loc[family_ties["person_label"] == "Adult", "person"]
    family = family[~family.index.isin(adults)]
    return pd.Series(family.index, index=family.index).groupby(family.to_numpy()).transform("min").astype("str")


def household_of(children: pd.Series, households: pd.Series) -> pd.Series:
    """The household of each child; a child without family on record is its own."""
    return children.map(households).astype("str").fillna(children)
