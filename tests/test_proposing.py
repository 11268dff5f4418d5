"""A proposed mapping is sound, says nothing of anybody, and reads what the shipped one does, whatever the headers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from renaming import disguised_extract
from sizes import size

from csgraph.cli.running import csgraph
from csgraph.errors import ExtractError
from csgraph.folders import folder
from csgraph.importing.coverage import read_period
from csgraph.importing.extract import read_extract
from csgraph.importing.mapping import LinkRule, Mapping, PairRule, Table
from csgraph.importing.mapping_check import check_mapping, load_mapping, mapping_path
from csgraph.importing.proposing.proposal import propose

SAMPLE = folder("sample_data")
MAPPINGS = sorted(path.stem for path in folder("importers").glob("*.toml"))
SMALL = ("gp", "school_roll", "youth_justice", "screening")
"""Sample extracts of every run; the others are in the full one."""

TRIED = MAPPINGS if size(ci=0, full=1) else SMALL
AS_SHIPPED = {
    "annex_a": 0.8, "gias": 0.8, "gp": 0.9, "health_0_19": 0.8, "locations": 0.8, "panel": 0.6,
    "peer_map_workbook": 0.6,
    "police_incidents": 0.8, "police_missing": 0.8, "professional_links": 0.8, "school_roll": 0.9, "screening": 0.8,
    "ssd": 0.8, "youth_justice": 0.9,
}  # fmt: skip
"""The least share of columns that a proposal must read as the shipped mapping does, under other headers."""


TELLING = ("forename", "surname", "postcode", "email", "phone")


def uses(mapping: Mapping, names: dict[str, str]) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """What each header of each file or sheet is used for: identifiers, properties, what tells a row's kind.

    Args:
        names: the shipped header by the extract's own.
    """
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for table in mapping.table:
        for name, column in table.columns.items():
            for header in column.headers:
                old = names.get(header, header)
                found.setdefault((kind_of(table), old), set()).update(use(table, name))
    return found


def kind_of(table: Table) -> str:
    """What a table makes first: sheets of both mappings are compared by it."""
    return (table.node[0].label or "/".join(table.node[0].labels)) if table.node else ""


def use(table: Table, column: str) -> Iterator[tuple[str, ...]]:
    derived = {n for n, c in table.columns.items() if c.derived_from == column} | {column}
    for node in table.node:
        label = node.label or "/".join(node.labels)
        for key in node.keys:
            if derived & set(re.findall(r"{#?(\w+)}", key)):
                yield (label, "key", key.partition(":")[0] if label in ("Child", "Adult", "Professional") else "")
        yield from ((label, name) for name, source in node.set.items() if derived & set(listed(source)))
    links: list[LinkRule | PairRule] = [*table.link, *table.pair]
    for link in links:
        yield from ((link.type, name) for name, source in link.set.items() if derived & set(listed(source)))


def listed(source: str | list[str]) -> list[str]:
    return [source] if isinstance(source, str) else source


def share(name: str, proposed: Mapping, names: dict[str, str]) -> float:
    """The share of the shipped mapping's columns that the extract has and the proposal uses for the same things."""
    wanted = {key: said for key, said in uses(load_mapping(mapping_path(name)), {}).items() if said}
    there = {key: said for key, said in wanted.items() if key[1] in set(names.values())}
    given = uses(proposed, names)
    return sum(given.get(key, set()) >= said for key, said in there.items()) / len(there)


def children(mapping: Mapping, extract: Path) -> set[str]:
    period = read_period(extract)
    assert period is not None
    batch, _ = read_extract(mapping, [extract], period)
    found = {key for label in ("Child", "Adult") if label in batch.nodes for key in batch.nodes[label]["key"]}
    return found | {key for (_, a, b), rows in batch.links.items() for key in rows["to_key"] if b == "Child"}


@pytest.mark.parametrize("name", TRIED)
def test_under_other_headers_a_proposal_is_sound_and_reads_what_the_shipped_mapping_reads(
    name: str, tmp_path: Path
) -> None:
    names = disguised_extract(SAMPLE / name, tmp_path / name, seed=1)
    path = tmp_path / "proposed.toml"
    path.write_text(propose([tmp_path / name], "proposed").text, encoding="utf-8")
    proposed = check_mapping(path)
    assert share(name, proposed, names) >= AS_SHIPPED[name]
    wanted = children(load_mapping(mapping_path(name)), SAMPLE / name)
    assert len(children(proposed, tmp_path / name) & wanted) >= 0.95 * len(wanted)


@pytest.mark.parametrize("name", TRIED)
def test_no_value_of_anybody_stands_in_a_proposal(name: str) -> None:
    text = propose([SAMPLE / name], "proposed").text
    words = set(re.findall(r"[\w@.'’/-]+", text))
    period = read_period(SAMPLE / name)
    assert period is not None
    batch, _ = read_extract(load_mapping(mapping_path(name)), [SAMPLE / name], period)
    for rows in (batch.nodes[label] for label in ("Child", "Adult", "Professional") if label in batch.nodes):
        for column in (c for c in TELLING if c in rows):
            assert not words & {str(value) for value in rows[column].dropna() if len(str(value)) > 3}, column
        assert not words & {key.partition(":")[2] for key in rows["key"]}
    assert not re.search(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}", text)


UNKNOWN = """Family support caseload – OFFICIAL-SENSITIVE;;;;;;;;
;;;;;;;;
LCS Identifier;Given name;Family name;Birth date;Gender;Allocated worker;Worker e-mail;Worker role;Case opened;Shoe size
10001;Ada;Sample;02/03/2012;F;J Doe;j.doe@council.example;Social worker;03/04/2025;4
10002;Ben;Sample;04/05/2013;M;J Doe;j.doe@council.example;Social worker;04/05/2025;5
10003;Cai;Other;05/06/2011;M;K Roe;k.roe@council.example;Famly support worker;05/06/2025;
"""


def test_an_extract_like_no_shipped_one_is_proposed_for_too(tmp_path: Path) -> None:
    extract = tmp_path / "family support 2026-10.csv"
    extract.write_bytes(UNKNOWN.encode("cp1252"))
    out = tmp_path / "family_support.toml"
    made = CliRunner().invoke(csgraph, ["mapping", "new", str(extract), "--out", str(out)])
    assert made.exit_code == 0, made.output
    assert out.stat().st_mode & 0o777 == 0o600
    text = out.read_text(encoding="utf-8")
    mapping = check_mapping(out)
    assert (mapping.extract.encoding, mapping.extract.delimiter) == ("cp1252", ";")
    assert mapping.covers.schemes == ["ssd"]
    assert mapping.covers.roles == []
    assert '# not read: "Shoe size": no shipped mapping reads a column like it' in text
    assert 'add to values: "Famly support worker" = "family_support_worker"' in text
    assert "no value tells whether days or months come first" in text
    for hidden in ("Ada", "Sample", "Ben", "Doe", "10001", "2012", "council.example"):
        assert hidden not in text
    (extract.parent / "coverage.toml").write_text("extracted_on = 2026-10-31\n", encoding="utf-8")
    period = read_period(extract.parent)
    assert period is not None
    batch, report = read_extract(mapping, [extract], period)
    assert (report.read, report.loaded, report.rejected) == (3, 3, 0)
    assert batch.nodes["Child"]["surname"].tolist() == ["Sample", "Sample", "Other"]
    assert len(batch.links["INVOLVED_WITH", "Professional", "Child"]) == 3
    again = CliRunner().invoke(csgraph, ["mapping", "new", str(extract), "--out", str(out)])
    assert "is there already" in str(again.exception)


def test_dates_with_months_first_are_told_and_not_read(tmp_path: Path) -> None:
    extract = tmp_path / "list.csv"
    extract.write_text("UPN,DOB\nH801200001001,12/31/2012\n", encoding="utf-8")
    text = propose([extract], "list").text
    assert '# not read: "DOB": its months come before its days' in text


def test_a_file_without_a_header_is_not_taken_for_one_with(tmp_path: Path) -> None:
    extract = tmp_path / "list.csv"
    extract.write_text("H801200001001,Ada,Sample,02/03/2012\nH801200001002,Ben,Sample,02/03/2013\n", encoding="utf-8")
    with pytest.raises(ExtractError, match="no row of it looks like a header"):
        propose([extract], "list")
