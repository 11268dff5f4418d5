"""Says in words what is past its day of review, what taking it out or renewing the days would do, and the rules."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store.ending import Ending
    from csgraph.store.retention import Rule

LEFT_IN_FILES = {
    "embedded": "The deleted text is still in the store's file until csgraph compact.",
    "neo4j": "The deleted text is still in the server's files; docs/retention.md says what its administrator can do.",
}
"""What taking out does not reach, by engine."""
MOVED = {"earlier": "earlier", "later": "later", "given": "where there was none", "taken": "taken away"}


def tell_ending(plan: "Ending", day: date) -> None:
    """What is about to go, in counts."""
    from csgraph.store.review_days import grouped

    if not plan:
        click.echo(f"Nothing is past its day of review on {day:%d/%m/%Y}.")
        return
    click.echo(f"{_many(len(plan.rows), 'relationship')} past the day of review on {day:%d/%m/%Y}:")
    for row in grouped(plan.rows.assign(when="")).to_dict("records"):
        click.echo(
            f"  {row['source']}, {row['type']}, {row['rule']}: {row['count']}, from {row['earliest']:%d/%m/%Y} on"
        )
    if plan.leaving.counts:
        click.echo("Nodes that nothing speaks for keeping any longer:")
    for label, count in plan.leaving.counts.items():
        click.echo(f"  {label}: {count}")
    for source, count in plan.shortened.items():
        click.echo(f"{_many(count, 'import')} of {source} will cover fewer days: no gap is told from what is gone.")


def tell_renewal(moved: "pd.DataFrame") -> None:
    """How many days of review would move, in counts."""
    totals = ", ".join(f"{moved[name].sum()} {word}" for name, word in MOVED.items())
    click.echo(f"Days of review that change: {totals}.")
    for row in moved.to_dict("records"):
        parts = ", ".join(f"{row[name]} {word}" for name, word in MOVED.items() if row[name])
        click.echo(f"  {row['source']}, {row['type']}: {parts}")


def for_reading(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Relationships one by one for a terminal: several lines each; the other forms have a column for each."""
    import pandas as pd

    told = [
        {
            "review by": f"{row['review_by']:%Y-%m-%d}\n{row['when']}",
            "relationship": "\n".join([f"{row['type']} {_text(row['kind'])}".strip(), *_ends(row)]),
            "source": "\n".join([row["source"], _text(row["file"]), f"row {row['row']}"]),
            "rule": row["rule"],
        }
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(told, columns=["review by", "relationship", "source", "rule"], dtype=object)


def _ends(row: dict[Hashable, Any]) -> Iterator[str]:
    """What both ends are called, with a child's label where it has one."""
    for end, word in (("from_id", "from"), ("to_id", "to")):
        label = _text(row.get(f"{end}_is"))
        yield f"{word} {row[end]}{f' ({label})' if label else ''}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def rules_table(rules: "Sequence[Rule]") -> "pd.DataFrame":
    """The rules in words: columns rule, holds_for, period, from, authority."""
    import pandas as pd

    rows = [
        {
            "rule": rule["name"],
            "holds_for": _conditions(rule),
            "period": _period(rule),
            "from": _counted_from(rule),
            "authority": rule["authority"],
        }
        for rule in rules
    ]
    return pd.DataFrame(rows, dtype=object)


def tell_rules(rows: "pd.DataFrame") -> None:
    """Print the rules for reading, one under the other."""
    for number, row in enumerate(rows.to_dict("records"), 1):
        click.echo(f"{number}. {row['rule']}: {row['period']}, counted from {row['from']}")
        click.echo(f"   holds for: {row['holds_for']}")
        click.echo(click.wrap_text(f"authority: {row['authority']}", 100, "   ", "   "))


def _conditions(rule: "Rule") -> str:
    from csgraph.store.retention import CONDITIONS

    return "; ".join(f"{name} {', '.join(rule[name])}" for name in CONDITIONS if name in rule) or "everything else"


def _period(rule: "Rule") -> str:
    parts = [_many(rule[unit], unit[:-1]) for unit in ("years", "months") if rule.get(unit)]
    age = f", not before the age of {rule['until_age']}" if "until_age" in rule else ""
    return " ".join(parts) + age


def _counted_from(rule: "Rule") -> str:
    from csgraph.store.retention import DAYS

    return ", else ".join(rule.get("from", DAYS))


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
