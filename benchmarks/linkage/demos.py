"""Splink's published demo settings for each set, restated from its documentation (docs/demos/examples, 5.0.0).

Sources: the example notebooks febrl3, febrl4 (its detailed model) and accuracy_analysis_from_labels_column
(fake_1000) of github.com/moj-analytical-services/splink, MIT licence. Restated are settings, no code: comparisons,
blocking rules, deterministic rules with their recall, sampling and the conditions of each training round. Where a
demo gives no seed, ours is used.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Demo:
    """How a demo links.

    Attributes:
        settings: the settings.
        certain: deterministic rules.
        recall: what share of true pairs they are taken to find.
        chance_pairs: pairs to sample for u.
        seed: of the sampling.
        rounds: rule of each training round.
        without_frequencies: whether training leaves term frequencies out.
        day: column that the demo reads as a date, not as text.
    """

    settings: Any
    certain: list[Any]
    recall: float
    chance_pairs: float
    seed: int
    rounds: list[Any]
    without_frequencies: bool = True
    day: str = ""


def febrl3() -> Demo:
    """One list, up to five duplicates of a person."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on(column) for column in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
    )
    swapped = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), swapped]
    rounds = [block_on("date_of_birth"), block_on("postcode")]
    return Demo(settings, certain, 0.9, 1e6, 2, rounds, without_frequencies=False)


def febrl4() -> Demo:
    """Two lists of the same 5,000 people: the demo's detailed model."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    rules: list[Any] = [
        block_on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        block_on("date_of_birth"),
        block_on("soc_sec_id"),
        block_on("state", "address_1"),
        block_on("street_number", "address_1"),
        block_on("postcode"),
    ]
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
    )
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    return Demo(settings, certain, 0.8, 1e6, 2020, [block_on("date_of_birth"), block_on("postcode")])


def fake_1000() -> Demo:
    """One list of 1,000 records of 250 people."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(c) for c in ("first_name", "surname", "dob", "email")],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
    )
    near = "levenshtein(r.dob::varchar, l.dob::varchar) <= 1"
    certain = [
        f"l.first_name = r.first_name and {near}",
        f"l.surname = r.surname and {near}",
        "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
        "l.email = r.email",
    ]
    rounds = [block_on("dob"), block_on("email"), block_on("first_name", "surname")]
    return Demo(settings, certain, 0.7, 1e6, 5, rounds, day="dob")


def linked(demo: Demo, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The pairs that a demo finds, with their weight: columns one, other, weight."""
    import duckdb
    from splink import DuckDBAPI, Linker

    database = duckdb.connect(":memory:", config={"threads": 1})
    interface = DuckDBAPI(connection=database)
    typed = [f.assign(**{demo.day: pd.to_datetime(f[demo.day]).dt.date}) if demo.day else f for f in frames]
    linker = Linker([interface.register(frame) for frame in typed], demo.settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(demo.certain, recall=demo.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=demo.chance_pairs, seed=demo.seed)
    for rule in demo.rounds:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=demo.without_frequencies
        )
    found: pd.DataFrame = linker.inference.predict(warning_mode="never").as_pandas_dataframe()  # type: ignore[no-untyped-call]
    database.close()
    return pd.DataFrame({"one": found["unique_id_l"], "other": found["unique_id_r"], "weight": found["match_weight"]})
