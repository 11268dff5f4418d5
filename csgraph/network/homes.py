"""Where children live or are placed: what happens at a child's own home says nothing about the place as a context."""

import pandas as pd

RESIDENTIAL = frozenset({"childrens_home", "supported_accommodation", "custody"})
"""Kinds of place where children live together because somebody placed them there."""
DWELLINGS = RESIDENTIAL | {"private_address"}


def own_homes(child_homes: pd.DataFrame, places: pd.DataFrame, placements: pd.DataFrame) -> pd.MultiIndex:
    """The pairs (child, place) where the place is the child's home or placement, now or before.

    Args:
        child_homes: columns child, postcode.
        places: columns place, kind, postcode.
        placements: columns child, place.
    """
    dwellings = places.loc[places["kind"].isin(DWELLINGS), ["place", "postcode"]].dropna()
    lived = child_homes[["child", "postcode"]].dropna().merge(dwellings, on="postcode")
    pairs = pd.concat([placements[["child", "place"]], lived[["child", "place"]]]).drop_duplicates()
    return pd.MultiIndex.from_frame(pairs)


def away_from_home(rows: pd.DataFrame, homes: pd.MultiIndex) -> pd.DataFrame:
    """The rows, with columns child and place, whose place is not the child's own home."""
    return rows[~pd.MultiIndex.from_frame(rows[["child", "place"]]).isin(homes)]
