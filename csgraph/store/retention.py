"""Until when each relationship may be used without a review: `review_by`, by the rules of rules/retention.toml.

The rules that hold for a batch are written into its ledger when it is imported, so the graph stays a pure function of
the kept batches; changing the file changes nothing by itself.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.errors import CsgraphError
from csgraph.folders import find

FILE = "retention.toml"
DAYS = ("end", "recorded_on", "start", "extracted_on")
"""Days that a period may be counted from, in the order in which they are looked for unless a rule says otherwise."""
CONDITIONS = ("source", "type", "reliability")
KNOWN = {"name", "authority", "years", "months", "from", "until_age", *CONDITIONS}
REVIEWED = tuple(link.type for link in model.LINKS if link.provenance and link.type not in model.BOOKKEEPING)
"""Types of relationship that have a day of review: those of the world, not of the ledger."""
GIVEN = "the extract"
"""In place of a rule's name, where the extract itself gives the day."""
LONGEST = 100
"""Years."""

Rule = Mapping[str, Any]
"""One rule as the file writes it."""


def retention_rules(path: Path | None = None) -> list[Rule]:
    """The rules in their order, of the person's own file before the shipped one.

    Raises:
        CsgraphError: the file is missing or cannot be used; nothing may be imported then.
    """
    chosen = path or find("rules", FILE)
    if chosen is None:
        raise CsgraphError(f"There is no rules/{FILE}: how long to keep what is unknown.", "Reinstall csgraph.")
    try:
        rules: list[Rule] = tomllib.loads(chosen.read_text(encoding="utf-8"))["rule"]
        for rule in rules:
            _check(rule)
        if not rules or any(name in rules[-1] for name in CONDITIONS):
            raise ValueError("the last rule must hold for everything, without a condition")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise CsgraphError(
            f"rules/{chosen.name} cannot be used ({fault}).", "Nothing is imported until it can."
        ) from None
    return rules


def _check(rule: Rule) -> None:
    name = rule["name"]
    if unknown := set(rule) - KNOWN:
        raise ValueError(f"{name}: no rule knows {', '.join(sorted(unknown))}")
    if not rule.get("authority"):
        raise ValueError(f"{name}: it does not say where the period comes from")
    for given in CONDITIONS:
        if given in rule and not (isinstance(rule[given], list) and rule[given]):
            raise ValueError(f"{name}: {given} is not a list")
    if not set(rule.get("type", ())) <= set(REVIEWED):
        raise ValueError(f"{name}: a type that the graph does not have")
    if not set(rule.get("from", DAYS)) <= set(DAYS):
        raise ValueError(f"{name}: from knows {', '.join(DAYS)}")
    period = [rule.get("years", 0), rule.get("months", 0), rule.get("until_age", 0)]
    if not all(isinstance(one, int) and 0 <= one <= LONGEST * 12 for one in period) or not (period[0] or period[1]):
        raise ValueError(f"{name}: years or months are missing, or are no whole number")
    if period[0] > LONGEST or period[2] > LONGEST:
        raise ValueError(f"{name}: more than {LONGEST} years")


def with_rules(batch: Batch, rules: Iterable[Rule] | None = None) -> Batch:
    """The batch with the rules that hold for its source in its ledger.

    Raises:
        CsgraphError: the file of rules cannot be used.
    """
    source = str(batch.ledger["source"])
    every = retention_rules() if rules is None else rules
    kept = [
        {name: value for name, value in rule.items() if name not in ("source", "authority")}
        for rule in every
        if any(fnmatchcase(source, pattern) for pattern in rule.get("source", ["*"]))
    ]
    return replace(batch, ledger={**batch.ledger, "retention": json.dumps(kept, sort_keys=True)})


def reviewed(batch: Batch) -> Batch:
    """The batch with a `review_by` for each relationship of the world, where its ledger has rules."""
    rules = rules_of(batch)
    if not rules:
        return batch
    born = _born(batch)
    extracted = _extracted(batch)
    links = {
        joint: _ruled(joint, rows, rules, born, extracted) if joint[0] in REVIEWED else rows
        for joint, rows in batch.links.items()
    }
    return replace(batch, links=links)


def rules_of(batch: Batch) -> list[Rule]:
    """The rules that hold for a batch, as its ledger has them; none where it was loaded before there were any."""
    return cast("list[Rule]", json.loads(str(batch.ledger.get("retention") or "[]")))


def rule_names(batch: Batch) -> dict[Joint, pd.Series]:
    """By joint, which rule each relationship's day of review is by: its name, or `GIVEN` where the extract has it."""
    rules = rules_of(batch)
    named = {}
    for joint, rows in batch.links.items():
        names = pd.Series("", index=rows.index, dtype=object)
        names[rows["review_by"].notna()] = GIVEN
        for rule, fits in _fitting(joint, rows, rules):
            names[fits] = rule["name"]
        named[joint] = names
    return named


def described_until(batch: Batch, rows: pd.DataFrame) -> pd.Series:
    """Until when what a batch says of nodes speaks for keeping them: by its last rule, from the day of the extract.

    Args:
        rows: its rows on nodes of one label, or its equations; a date of birth counts for `until_age`.
    """
    rules = rules_of(batch)
    if not rules:
        return pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    until = pd.Series(_extracted(batch) + _period(rules[-1]), index=rows.index, dtype="datetime64[us]")
    if "until_age" in rules[-1] and "dob" in rows:
        return _not_before(until, rows["dob"], rules[-1])
    return until


def _extracted(batch: Batch) -> pd.Timestamp:
    return pd.Timestamp(cast("date", batch.ledger["extracted_on"]))


def _born(batch: Batch) -> dict[str, pd.Timestamp]:
    """Dates of birth by the identifiers that the batch gives with them; of several the latest."""
    if "Child" not in batch.nodes:
        return {}
    rows = batch.nodes["Child"].dropna(subset=["dob"])
    return cast("dict[str, pd.Timestamp]", rows.groupby("key")["dob"].max().to_dict())


def _ruled(
    joint: Joint, rows: pd.DataFrame, rules: list[Rule], born: dict[str, pd.Timestamp], extracted: pd.Timestamp
) -> pd.DataFrame:
    day = rows["review_by"].copy()
    for rule, fits in _fitting(joint, rows, rules):
        day[fits] = _days(joint, rows[fits], rule, born, extracted)
    return rows.assign(review_by=day.astype(rows["review_by"].dtype))


def _fitting(joint: Joint, rows: pd.DataFrame, rules: list[Rule]) -> Iterator[tuple[Rule, pd.Series]]:
    """Each rule with the rows for which it is the first that fits; a row that has a day already needs none."""
    open_ = rows["review_by"].isna()
    for rule in rules:
        fits = open_.copy()
        if "type" in rule:
            fits &= joint[0] in rule["type"]
        if "reliability" in rule:
            fits &= rows["reliability"].isin(rule["reliability"])
        if fits.any():
            yield rule, fits
        open_ &= ~fits


def _days(
    joint: Joint, rows: pd.DataFrame, rule: Rule, born: dict[str, pd.Timestamp], extracted: pd.Timestamp
) -> pd.Series:
    """The days of some relationships to which one rule applies."""
    counted = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    for name in (*rule.get("from", DAYS), "extracted_on"):
        counted = counted.fillna(extracted if name == "extracted_on" else rows[name])
    until = counted + _period(rule)
    if "until_age" not in rule:
        return until
    for end, label in (("from_key", joint[1]), ("to_key", joint[2])):
        if label == "Child" and born:
            until = _not_before(until, pd.to_datetime(rows[end].map(born)), rule)
    return until


def _period(rule: Rule) -> pd.DateOffset:
    return pd.DateOffset(years=rule.get("years", 0), months=rule.get("months", 0))


def _not_before(until: pd.Series, born: pd.Series, rule: Rule) -> pd.Series:
    """Days, none of them before the birthday that a rule waits for."""
    birthday = born + pd.DateOffset(years=rule["until_age"])
    return until.where(~(birthday > until), birthday)
