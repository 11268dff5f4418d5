"""The fewest professionals who together work with every child of a context and stand for every agency."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csgraph.network.integer_programme import solved

SECONDS = 5.0
"""At most so long for one context: what was found by then is proposed."""


def smallest_meeting(involved: pd.DataFrame, every_agency: bool = True) -> list[str]:
    """Ids of the professionals to ask, sorted: the fewest that work with every child and stand for every agency.

    Set cover as an integer programme, solved exactly (scipy's HiGHS). Of several smallest ones, that whose members
    work with most of the children, then that of the first ids, is proposed, so that the same records give the same
    meeting.

    Args:
        involved: child, worker, agency: one row a child and professional.
        every_agency: whether somebody of each agency is needed.
    """
    people = pd.Index(sorted(set(involved["worker"])))
    if not len(people):
        return []
    needs = [_needs(involved, people, "child")] + ([_needs(involved, people, "agency")] if every_agency else [])
    chosen = _cover(np.vstack(needs), _costs(involved, people))
    return [str(worker) for worker in people[chosen]]


def _needs(involved: pd.DataFrame, people: pd.Index, what: str) -> np.ndarray:
    """One row a child or agency: which professionals would do."""
    pairs = involved[[what, "worker"]].drop_duplicates()
    codes, ids = pd.factorize(pairs[what], sort=True)
    matrix = np.zeros((len(ids), len(people)))
    matrix[codes, people.get_indexer(pd.Index(pairs["worker"]))] = 1.0
    return matrix


def _costs(involved: pd.DataFrame, people: pd.Index) -> np.ndarray:
    """One each, and so little more that it only decides between meetings of one size: fewer children, later ids."""
    number = (
        involved.drop_duplicates(["child", "worker"]).groupby("worker").size().reindex(people).to_numpy(dtype=float)
    )
    fewer = (number.max() - number) / (number.max() + 1)
    later = np.arange(len(people)) / (len(people) + 1)
    costs: np.ndarray = 1.0 + (fewer + later / 100) / (10 * len(people))
    return costs


def _cover(needs: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """Positions of the cheapest columns of which each row has one; every column where no solver answer came in time."""
    from scipy.optimize import Bounds, LinearConstraint

    found = solved(
        costs,
        constraints=LinearConstraint(needs, lb=1.0),
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    return np.arange(len(costs)) if found.x is None else np.flatnonzero(found.x > 0.5)
