"""Splink on DuckDB, in memory: nothing logged, written to disc or fetched, and one store gives one answer."""

import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.linkage.comparisons import Comparison
from csgraph.linkage.models import Matching

if TYPE_CHECKING:
    from splink import Linker

SEED = 2020
MOST_PAIRS = 1_000_000
"""Chance pairs looked at for how alike those are; training pairs of one condition."""
KEPT = 0.1
"""The part of each default share that training keeps: what tidy data never showed is still possible."""
LEAST_TWICE = 0.05
"""At least this share of the subjects is taken to be there twice."""
MOST_COMMON = 0.2
"""The greatest share of true pairs that is believed."""
SETTINGS = ("temp_directory=''", "enable_external_access=false", "lock_configuration=true")


@dataclass(frozen=True)
class Weights:
    """What a model has learnt.

    Attributes:
        prior: the share of all pairs that are true.
        shares: (m, u) by level, by comparison.
        trained: whether the data taught them; else they are the stated defaults.
        why: where they are defaults, why.
    """

    prior: float
    shares: dict[str, tuple[tuple[float, float], ...]]
    trained: bool
    why: str = ""


def defaults(matching: Matching, prior: float, why: str) -> Weights:
    """The stated weights of a matching."""
    shares = {c.name: tuple((level.m, level.u) for level in c.levels) for c in matching.comparisons}
    return Weights(prior, shares, trained=False, why=why)


def common(matching: Matching, each: pd.DataFrame) -> float:
    """How common true pairs are: those that certainly are, and as many again as such conditions are taken to miss.

    Args:
        each: one row a subject.
    """
    every = len(each) * (len(each) - 1) / 2
    least = LEAST_TWICE * len(each) / every
    with _linker(matching.comparisons, each, matching.pairs, least) as linker:
        try:
            linker.training.estimate_probability_two_random_records_match(
                list(matching.certain), recall=matching.recall
            )
        except ValueError:  # more certain pairs than pairs that could be true: nearly every record is of one subject
            return MOST_COMMON
        found = float(linker.misc.save_model_to_json()["probability_two_random_records_match"])
    return min(MOST_COMMON, max(found, least))


def train(
    matching: Matching,
    records: pd.DataFrame,
    chance: pd.DataFrame,
    prior: float,
    *,
    across: str = "l.source <> r.source",
) -> Weights:
    """Weights from the data: u from chance pairs, m by expectation maximisation over pairs that some fact makes likely.

    Args:
        records: one row for each way in which a source names a subject; those of one subject teach too.
        chance: rows of which hardly any two are one subject.
        prior: the share of all pairs that are true.
        across: which pairs are compared at all.
    """
    taught = [c for c in matching.comparisons if c.trained]
    with _linker(taught, chance, matching.pairs, prior) as linker:
        linker.training.estimate_u_using_random_sampling(
            max_pairs=MOST_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
        )
        chances = _shares(linker, "u_probability")
    learnt = {
        c.name: [(level.m, seen or level.u) for level, seen in zip(c.levels, chances[c.name], strict=True)]
        for c in taught
    }
    with _linker(taught, records, matching.pairs, prior, learnt) as linker:
        for condition in matching.training:
            linker.training.estimate_parameters_using_expectation_maximisation(
                f"{condition} and {across}", estimate_without_term_frequencies=True, max_pairs=MOST_PAIRS
            )
        shares = _shares(linker, "m_probability")
    kept = {c.name: tuple((level.m, level.u) for level in c.levels) for c in matching.comparisons}
    for one in taught:
        kept[one.name] = _sound(one, shares[one.name], chances[one.name])
    return Weights(prior, kept, trained=True)


def score(
    matching: Matching, records: pd.DataFrame, weights: Weights, *, across: str = "l.node <> r.node", least: float = 0.0
) -> pd.DataFrame:
    """Every pair of rows that is looked at and weighs enough.

    Args:
        across: which pairs are compared at all.
        least: least match weight.

    Returns:
        left and right (unique_id), weight (sum of the parts), prior; for each comparison `<name>_level` (0 is the best,
        -1 where a record does not say) and `<name>_weight`, with what frequent values take off.
    """
    learnt = {name: list(shares) for name, shares in weights.shares.items()}
    with _linker(
        matching.comparisons, records, matching.pairs, weights.prior, learnt, across, matching.exploded
    ) as linker:
        found = linker.inference.predict(threshold_match_weight=least, warning_mode="never").as_pandas_dataframe()  # type: ignore[no-untyped-call]
    columns: dict[str, Any] = {
        "left": found["unique_id_l"], "right": found["unique_id_r"], "weight": found["match_weight"].round(6),
    }  # fmt: skip
    for one in matching.comparisons:
        level = found[f"gamma_{one.name}"].astype(int)
        columns[f"{one.name}_level"] = (len(one.levels) - 1 - level).where(level >= 0, -1)
        adjusted = found.get(f"mw_tf_adj_{one.name}", 0.0)
        columns[f"{one.name}_weight"] = (found[f"mw_{one.name}"] + adjusted).round(6)
    return pd.DataFrame(columns).sort_values(["left", "right"], ignore_index=True)


def probability(weight: float) -> float:
    """The probability that a match weight stands for."""
    return 1 / (1 + 2 ** -max(-1000.0, min(1000.0, weight)))


@contextmanager
def _linker(
    comparisons: Sequence[Comparison],
    records: pd.DataFrame,
    pairs: Sequence[str],
    prior: float,
    shares: dict[str, list[tuple[float, float]]] | None = None,
    across: str = "",
    exploded: tuple[str, str] | None = None,
) -> Iterator["Linker"]:
    """A linker over some rows; its database goes when it is done with."""
    import duckdb

    with _quiet():
        from splink import DuckDBAPI, Linker, SettingsCreator

        # One thread: sums in another order would differ in their last digits, and samples altogether.
        database = duckdb.connect(":memory:", config={"threads": 1, "autoinstall_known_extensions": "false"})
        try:
            for setting in SETTINGS:
                database.execute(f"set {setting}")
            rules: list[Any] = [f"({pair}){f' and {across}' if across else ''}" for pair in pairs]
            if exploded:
                column, also = exploded
                rule = {
                    "blocking_rule": f"l.{column} = r.{column} and {also} and {across}",
                    "arrays_to_explode": [column],
                }
                rules.append(rule)
            settings = SettingsCreator(
                link_type="dedupe_only",
                comparisons=[c.settings((shares or {}).get(c.name)) for c in comparisons],
                blocking_rules_to_generate_predictions=rules,
                probability_two_random_records_match=prior,
                retain_matching_columns=True,
                retain_intermediate_calculation_columns=True,
                max_iterations=50,
                linker_uid="csgraph",
            )
            yield Linker(
                DuckDBAPI(connection=database).register(records), settings, log_level=None, validate_settings=False
            )
        finally:
            database.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink tells its SQL, and with it what records hold, to a logger: it is switched off meanwhile."""
    loggers = [logging.getLogger(name) for name in ("splink", "sqlglot")]
    before = [(logger.disabled, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.disabled, logger.propagate = True, False
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, (disabled, level, propagate) in zip(loggers, before, strict=True):
            logger.disabled, logger.propagate = disabled, propagate
            logger.setLevel(level)


def _shares(linker: "Linker", which: str) -> dict[str, list[float | None]]:
    """m or u by level, best first, by comparison; None where no pair was seen at a level."""
    model = linker.misc.save_model_to_json()
    found = {}
    for one in model["comparisons"]:
        levels = [level for level in one["comparison_levels"] if not level.get("is_null_level")]
        values = [level.get(which) for level in levels]
        found[one["output_column_name"]] = [v if isinstance(v, float) and math.isfinite(v) else None for v in values]
    return found


def _sound(one: Comparison, m: list[float | None], u: list[float | None]) -> tuple[tuple[float, float], ...]:
    """What was learnt of a comparison; its defaults where the data taught nonsense: agreement that speaks against."""
    learnt = [
        ((1 - KEPT) * (seen_m or 0.0) + KEPT * level.m, max(seen_u, 1e-6)) if seen_u else (level.m, level.u)
        for level, seen_m, seen_u in zip(one.levels, m, u, strict=True)
    ]
    best, rest = (math.log2(learnt[at][0] / learnt[at][1]) for at in (0, -1))
    if best <= 0 or rest >= 0:
        return tuple((level.m, level.u) for level in one.levels)
    return tuple((round(a, 9), round(b, 9)) for a, b in learnt)
