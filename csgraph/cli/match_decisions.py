"""Checks decisions on proposals before any of them is recorded."""

from collections.abc import Iterator, Mapping, Sequence

from networkx.utils import UnionFind

from csgraph.cli.match_view import View
from csgraph.cli.match_workbook import Decided


def faults_of(decided: Sequence[Decided], views: Mapping[str, View]) -> list[str]:
    """Everything that is wrong with some decisions, each in one sentence with its row.

    Args:
        views: today's proposals by token.
    """
    found = []
    for one in decided:
        view = views.get(one.token)
        if view is None:
            found.append(
                f"row {one.row}: no such pair is proposed now: it is decided, joined, or fits less well than another."
            )
        elif view.seal != one.seal:
            found.append(f"row {one.row}: a record has changed since the file was written.")
    return found + list(_contradictions([one for one in decided if one.token in views], views))


def _contradictions(decided: Sequence[Decided], views: Mapping[str, View]) -> Iterator[str]:
    """Pairs called different whose two ends other rows make one."""
    joined: UnionFind[str] = UnionFind()
    for one in decided:
        if one.verdict == "same":
            joined.union(views[one.token].proposal.one, views[one.token].proposal.other)
    for one in decided:
        proposal = views[one.token].proposal
        if one.verdict == "different" and joined[proposal.one] == joined[proposal.other]:
            yield f"row {one.row}: the two are called different, and are one by the rows that accept others."
