"""The gate before the graph: a batch that does not fit the model is refused, and no value of it is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from extracts import EXTRACTS, FILES, mapping_of

from csgraph import model
from csgraph.batch import Batch, Period
from csgraph.checking import check_batch, link_schema, node_schema
from csgraph.errors import CsgraphError
from csgraph.importing.extract import read_extract


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    text, rows = EXTRACTS["health"]
    path = tmp_path / FILES["health"]
    path.write_text(rows, encoding="utf-8")
    return read_extract(mapping_of(tmp_path, text), [path], Period(date(2026, 10, 31)))[0]


def test_what_importing_makes_fits(batch: Batch) -> None:
    check_batch(batch)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("to_key", "Kaylee", "INVOLVED_WITH.to_key: is scheme:value"),
        ("role", "wizard", "INVOLVED_WITH.role: is a code of role"),
        ("reliability", "certain", "INVOLVED_WITH.reliability: is a code of reliability"),
    ],
)
def test_what_does_not_fit_is_refused_without_its_value(batch: Batch, column: str, value: str, told: str) -> None:
    joint = ("INVOLVED_WITH", "Professional", "Child")
    wrong = batch.links[joint].assign(**{column: pd.Series([value] * len(batch.links[joint]), dtype="str")})
    with pytest.raises(CsgraphError) as refused:
        check_batch(replace(batch, links={joint: wrong}))
    assert told in str(refused.value)
    assert value not in str(refused.value)


def test_a_relationship_that_the_model_does_not_know_is_refused(batch: Batch) -> None:
    rows = next(iter(batch.links.values()))
    with pytest.raises(CsgraphError, match="ATTENDS cannot join School to Child"):
        check_batch(replace(batch, links={("ATTENDS", "School", "Child"): rows}))


def test_every_label_and_type_has_a_schema() -> None:
    for label in model.ASSERTED:
        assert "key" in node_schema(label).columns
    for link in model.LINKS:
        if link.provenance:
            assert {"from_key", "to_key"} <= set(link_schema(link.type).columns)
