"""Professionals whom one agency only knows of, though others hold the child too."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.network.listing import lists_by
from csgraph.schema import Kind


def agencies_holding(records: pd.DataFrame, batches: pd.DataFrame) -> pd.DataFrame:
    """Which agencies hold which child in an extract that counts on the day: child, agency."""
    counted = records[records["batch"].isin(batches["batch"])]
    holding = counted[["child", "recorded_by"]].dropna().drop_duplicates()
    return holding.rename(columns={"recorded_by": "agency"}).reset_index(drop=True)


def asymmetric_links(held: pd.DataFrame, holding: pd.DataFrame) -> pd.DataFrame:
    """Links that one agency recorded and no other, of children whom two or more agencies hold.

    Args:
        held: links that hold on the day, as `csgraph.network.involvement.linked`.
        holding: as `agencies_holding`.

    Returns:
        One row a child and professional: the columns of `held`, `sources` (all records of it) and `others`, the
        agencies that hold the child without knowing of the professional (sorted lists).
    """
    pair = ["child", "worker"]
    known_to = held.groupby(pair)["recorded_by"].transform("nunique")
    only = held[known_to == 1].sort_values([*pair, "link"])
    seen = only.drop_duplicates(pair)[[*pair, "recorded_by"]].merge(holding, on="child")
    others = lists_by(seen[seen["agency"] != seen["recorded_by"]].sort_values([*pair, "agency"]), pair, "agency")
    sources = lists_by(only.sort_values("link_source"), pair, "link_source").rename(columns={"link_source": "sources"})
    first = only.drop_duplicates(pair)
    return first.merge(others.rename(columns={"agency": "others"}), on=pair).merge(sources, on=pair)


def one_sided(links: pd.DataFrame) -> pd.DataFrame:
    """How many such links there are, and of how many children: role, recorded_by, links, children."""
    columns: dict[str, Kind] = {"role": "text", "recorded_by": "text", "links": "whole", "children": "whole"}
    grouped = links.groupby(["role", "recorded_by"], dropna=False)["child"].agg(links="size", children="nunique")
    return frame(columns, grouped.reset_index())
