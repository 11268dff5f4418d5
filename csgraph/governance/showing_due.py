"""What of relationships that are past their day of review, or soon will be, may be shown one by one."""

import pandas as pd

from csgraph.governance.sharing import Shared

SHOWN = (
    "when", "source", "type", "rule", "review_by", "from_id", "to_id", "kind", "start", "end", "reliability",
    "recorded_by", "recorded_on", "batch", "file", "row",
)  # fmt: skip


def shown_due(rows: pd.DataFrame, shared: Shared) -> pd.DataFrame:
    """The relationships as they may leave the store; a record's own number only where everything was asked for.

    Args:
        rows: columns of `csgraph.store.review_days.COLUMNS`, and `when`.
    """
    columns = [*SHOWN, "record"] if shared.sharing.identifiable else [*SHOWN]
    return shared.table(rows[columns])
