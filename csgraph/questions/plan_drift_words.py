"""Plans that stand still, in words: reviews and actions past their day, events that rise while nothing changes."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.codes import code_list
from csgraph.questions.plan_rules import PlanRules
from csgraph.questions.plans_words import sourced


def review_rows(late: pd.DataFrame, rules: PlanRules) -> pd.DataFrame:
    """Findings on plans past their review, as `csgraph.questions.plan_gaps.reviews_late` gives them."""
    clock = {rule.plan: rule for rule in rules.review}
    labels = code_list("plan").codes
    columns = ("kind", "start", "reviewed_on", "due_on")
    reasons = [
        [
            f"Latest review on {reviewed:%Y-%m-%d}" if pd.notna(reviewed) else f"No review since {start:%Y-%m-%d}",
            f"The next was due by {due:%Y-%m-%d} (rule: {clock[kind].told})",
        ]
        for kind, start, reviewed, due in zip(*(late[name] for name in columns), strict=True)
    ]
    return late.assign(
        state="drift",
        drift="review",
        basis=[clock[kind].basis for kind in late["kind"]],
        finding=[f"{labels.get(kind, kind)}: no review is recorded within its clock." for kind in late["kind"]],
        reasons=pd.Series(reasons, index=late.index, dtype=object),
        sources=pd.Series([[one] for one in late["evidence"]], index=late.index, dtype=object),
    )


def still_rows(still: pd.DataFrame, rules: PlanRules) -> pd.DataFrame:
    """Findings on events that rise while plans stand still, as `csgraph.questions.plan_gaps.standing_still`."""
    days = rules.plans.event_days
    reasons = [
        [
            f"Days with missing episodes or incidents: {events} in the last {days} days, {before} in the {days} before",
            f"In the last {days} days no plan began or was reviewed and no action was done",
        ]
        for events, before in zip(still["events"], still["before"], strict=True)
    ]
    return sourced(still, reasons).assign(
        state="drift", drift="events", finding="Events rise while nothing changes in the open plans."
    )


def overdue_rows(late: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Findings on actions past their day, as `csgraph.questions.plan_gaps.actions_overdue` gives them."""
    labels = code_list("plan").codes
    counts = ["1 action is" if n == 1 else f"{n} actions are" for n in late["actions"]]
    reasons = [
        [f"The oldest was due on {due:%Y-%m-%d}", *([f"Without an owner on record: {n:g}"] if n else [])]
        for due, n in zip(late["oldest_due"], late["unowned"], strict=True)
    ]
    told = [
        f"{labels.get(kind, kind)}: {n} past due on {as_of:%Y-%m-%d}."
        for kind, n in zip(late["kind"], counts, strict=True)
    ]
    return sourced(late, reasons).assign(state="action_overdue", finding=told)
