"""Which children a question is about unless it is told otherwise."""

from __future__ import annotations

import pandas as pd

from csgraph.network.circumstances import Circumstances
from csgraph.questions.role_rules import Boundary


def default_boundary(known: Circumstances, boundary: Boundary) -> pd.Index:
    """Ids of the children with an open plan, or whose year holds something that the boundary names.

    A child without a date of birth is not known to be too old, and stays in.
    """
    asked = [
        known.having("plan"),
        known.having("factor", boundary.factors),
        known.having("assessment", boundary.assessments),
        *(known.having(event) for event in sorted(boundary.events)),
        *(known.having("referral") for _ in sorted(boundary.referrals)),
    ]
    within = known.children.index.isin(pd.concat([facts["child"] for facts in asked]))
    too_old = (known.children["age"] >= boundary.under_age).fillna(False).to_numpy(dtype=bool)
    return known.children.index[within & ~too_old]
