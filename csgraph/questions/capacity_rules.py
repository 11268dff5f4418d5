"""Rules on caseloads and time-intensive work, as rules/capacity.toml states them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from csgraph.codes import code_list
from csgraph.questions.rule_files import Days, Factors, Role, RuleTable, Sourced, read_rules

FILE = "capacity.toml"
Count = Annotated[int, Field(gt=0)]
Weight = Annotated[float, Field(ge=0)]


def _plans(weights: dict[str, float]) -> dict[str, float]:
    unknown = sorted(weights.keys() - code_list("plan").codes.keys())
    if unknown:
        raise ValueError(f"not in the code list plan: {', '.join(unknown)}")
    return weights


class Weights(Sourced):
    """What a child adds to a caseload: a way to compare, not a measure of work.

    Attributes:
        child: every child.
        plans: more by kind of open plan; the heaviest counts.
        event: more for each day with an event.
        event_days: the days before the day in which it counts.
        most_events: days counted at most.
        group: more for a member of a peer group or a named group.
        least_children: a sum is shown, and compared, only of so many children or more.
    """

    child: Weight
    plans: Annotated[dict[str, Weight], AfterValidator(_plans)]
    event: Weight
    event_days: Days
    most_events: Count
    group: Weight
    least_children: Count


class Heavier(Sourced):
    """When a caseload is heavier than most of the same role.

    Attributes:
        least_workers: workers whom the role must have.
        beyond: how far above the upper quartile, in distances between the quartiles.
    """

    least_workers: Count
    beyond: Weight


class Intensive(Sourced):
    """Children who need time-intensive work, and who does it.

    Attributes:
        factors: those that count.
        least_factors: so many different ones are enough.
        factor_days: the days before the day in which they count.
        missing: so many days on which a missing episode began are enough.
        missing_days: the days in which they count.
        roles: one of them by name is enough; each must be covered before it is said that there is none.
        also: these do as well where they are recorded.
    """

    factors: Factors
    least_factors: Count
    factor_days: Days
    missing: Count
    missing_days: Days
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    also: tuple[Role, ...] = ()


class Capacity(RuleTable):
    """The whole file."""

    weights: Weights
    heavier: Heavier
    intensive: Intensive


def capacity_rules(path: Path | None = None) -> Capacity:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, Capacity, path)
