"""A dry run tells what the import then does, figure for figure, and leaves every byte where it was."""

import hashlib
import json
import random
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from extracts import DAY, EXTRACTS, FILES, load, mapping_of
from sizes import size

from csgraph import model
from csgraph.cli.running import csgraph
from csgraph.folders import folder
from csgraph.frames import kinds
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.loading import Loaded, load_extract
from csgraph.store import Store, open_store
from csgraph.store.queries import Query
from csgraph.store.rehearsal import RehearsalStore, open_rehearsal
from csgraph.store.watching import COLUMNS, COUNTED

MAPPINGS = sorted(path.stem for path in folder("importers").glob("*.toml"))
SAMPLE = folder("sample_data")
FEW = ("gp", "youth_justice", "school_roll", "panel")
"""Sample extracts of every run: two schemes of one child, a workbook, several tables, links to places."""

PEOPLE = {"roll": ["A1", "B2", "C3"], "council": ["7", "8", "9"], "health": ["999", "888", "777"]}


def random_extract(name: str, dice: random.Random) -> str:
    """An extract of one of `EXTRACTS` with rows of its own: the same few people, each time described otherwise."""
    header = EXTRACTS[name][1].split("\n", 1)[0]
    rows = [header]
    for _ in range(dice.randint(1, 4)):
        upn, ssd, nhs = (dice.choice(PEOPLE[one]) for one in ("roll", "council", "health"))
        forename = dice.choice(["Ann", "Annie", "Bob", ""])
        start = dice.choice(["01/09/2023", "01/01/2024", ""])
        rows.append(
            {
                "roll": f"{upn},{forename},01/02/2012,10000{dice.randint(1, 2)},{start}",
                "register": f"10000{dice.randint(1, 3)},{dice.choice(['Alder', 'Cedar'])}",
                "council": f"{ssd},{dice.choice([upn, ''])},{dice.choice([nhs, ''])},{forename}",
                "health": f"{nhs},W{dice.randint(1, 2)},{start}",
            }[name]
        )
    return "\n".join(rows) + "\n"


def same_figures(dry: Loaded, done: Loaded) -> None:
    assert dry.outcome == done.outcome
    pd.testing.assert_frame_equal(dry.figures, done.figures)
    assert (dry.report.rows, dry.report.used) == (done.report.rows, done.report.used)
    assert dry.report.rejections == done.report.rejections
    assert dry.report.notices == done.report.notices
    assert dry.suggestions == done.suggestions
    assert dry.rejects is None


class Unclosed(RehearsalStore):
    """A rehearsal over a store that is to stay open."""

    def close(self) -> None:
        """Leave the store open."""


@pytest.mark.parametrize("seed", range(size(ci=2, full=150)))
def test_a_rehearsal_of_random_batches_tells_what_the_import_does(store: Store, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for place in range(3):
        name = dice.choice(list(EXTRACTS))
        file = tmp_path / FILES[name]
        file.write_text(random_extract(name, dice), encoding="utf-8")
        mapping = mapping_of(tmp_path, EXTRACTS[name][0])
        day = DAY + timedelta(days=place)
        with Unclosed(store) as rehearsal:
            dry = load_extract(rehearsal, mapping, [file], extracted_on=day, start=date(2026, 1, 1), end=day)
        before = everything(store)
        done = load_extract(store, mapping, [file], extracted_on=day, start=date(2026, 1, 1), end=day)
        same_figures(dry, done)
        figures_are_the_difference(done, before, everything(store))


Everything = dict[str, dict[str, str]]


def everything(store: Store) -> Everything:
    """What each node shows and which relationships there are, by label and type and by id."""
    found: Everything = {}
    for label in model.ASSERTED:
        columns = kinds(model.node_properties(label))
        returned = ", ".join(f"n.`{name}` AS `{name}`" for name in columns)
        rows = store.ask(Query(label, "", f"MATCH (n:`{label}`) RETURN {returned}", columns, {}))
        found[label] = {row[0]: str(row) for row in rows.itertuples(index=False, name=None)}
    for type_ in COUNTED:
        rows = store.ask(Query(type_, "", f"MATCH ()-[r:{type_}]->() RETURN r.id AS id", {"id": "text"}, {}))
        found[type_] = dict.fromkeys(rows["id"], "")
    return found


def figures_are_the_difference(
    done: Loaded, before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    figures = done.figures.set_index("name")
    for name, now in after.items():
        then = before[name]
        told = figures.loc[name] if name in figures.index else dict.fromkeys(COLUMNS, 0)
        assert told["new"] == len(set(now) - set(then)), name
        assert told["removed"] == len(set(then) - set(now)), name
        if name in model.ASSERTED:
            assert told["changed"] == sum(now[id_] != then[id_] for id_ in set(now) & set(then)), name


def test_the_rehearsal_of_each_sample_extract_tells_what_the_import_does(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        for name in MAPPINGS if size(ci=0, full=1) else FEW:
            mapping = load_mapping(mapping_path(name))
            with Unclosed(store) as rehearsal:
                dry = load_extract(rehearsal, mapping, [SAMPLE / name])
            done = load_extract(store, mapping, [SAMPLE / name], rejects_in=tmp_path)
            same_figures(dry, done)


def bytes_of(*folders: Path) -> dict[str, str]:
    """Every file beneath some folders, with a hash of its content."""
    found = sorted(path for one in folders for path in one.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_dry_run_changes_no_byte_and_makes_no_store(tmp_path: Path) -> None:
    extract = tmp_path / "extract"
    extract.mkdir()
    (extract / FILES["roll"]).write_text(EXTRACTS["roll"][1] + "A1,Ann,31/02/2012,100001,\n", encoding="utf-8")
    (extract / "roll.toml").write_text(EXTRACTS["roll"][0], encoding="utf-8")
    command = ["import", str(extract / "roll.toml"), str(extract / FILES["roll"]), "--extracted-on", "2026-10-31"]
    command += ["--store", str(tmp_path / "store"), "--dry-run"]
    before = bytes_of(extract)
    first = CliRunner().invoke(csgraph, command)
    assert first.exit_code == 0, first.output
    assert "Nothing was written" in first.stdout
    assert "Child: 2 new" in first.stdout
    assert "row 4, DOB: is no day of the calendar" in first.stdout
    assert not (tmp_path / "store").exists()
    with open_store(tmp_path / "store") as store:
        load(store, tmp_path, "register")
    stored = bytes_of(tmp_path / "store")
    again = CliRunner().invoke(csgraph, [*command, "--format", "json"])
    assert again.exit_code == 0, again.output
    told = json.loads(again.stdout)
    assert told["dry_run"] is True
    assert told["rows"] == {"read": 3, "loaded": 2, "rejected": 1}
    assert {row["name"]: row["unchanged"] for row in told["figures"]}["School"] == 1
    assert bytes_of(tmp_path / "store") == stored
    assert bytes_of(extract) == before


def test_what_other_sources_say_otherwise_is_told_without_what_they_say(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        load(store, tmp_path, "roll")
    with open_rehearsal(tmp_path / "store") as rehearsal:
        loaded = load(rehearsal, tmp_path, "council")
    (conflict,) = loaded.conflicts
    assert (conflict.label, conflict.property, conflict.source, conflict.recorded_by) == (
        "Child",
        "forename",
        "roll",
        "education",
    )
    assert conflict.rows == (("people.csv", 2),)


def test_a_code_and_a_column_that_are_not_known_are_told_with_the_line_to_add(tmp_path: Path) -> None:
    text = (
        EXTRACTS["roll"][0]
        .replace("urn = {", 'sex = { header = "Sex", codes = "sex", optional = true }\nurn = {')
        .replace('dob = "dob" }', 'dob = "dob", sex = "sex" }')
    )
    file = tmp_path / "roll.csv"
    file.write_text(
        "UPN,Forename,DOB,URN,Start,Sex,Forenames,Shoe\nA1,Ann,01/02/2012,100001,,Femal,,\n", encoding="utf-8"
    )
    with open_rehearsal(tmp_path / "store") as rehearsal:
        loaded = load_extract(rehearsal, mapping_of(tmp_path, text), [file], extracted_on=DAY)
    lines = {one.column: (one.line, one.where) for one in loaded.suggestions}
    assert lines["Sex"][0] == '"Femal" = "F"'
    assert "importers/codes/sex.toml" in lines["Sex"][1]
    assert lines["Forenames"] == ('header = ["Forename", "Forenames"]', "the column forename in roll.toml")
    assert lines["Shoe"] == ('ignore = ["Shoe"]', "its [[table]] in roll.toml")


@pytest.mark.parametrize("value", ["9434765919", "01/02/2012", "AB1 2CD", "a@b.example", "x" * 61])
def test_what_may_be_about_a_person_is_not_suggested(tmp_path: Path, value: str) -> None:
    text = EXTRACTS["roll"][0].replace("urn = {", 'sex = { header = "Sex", codes = "sex", optional = true }\nurn = {')
    file = tmp_path / "roll.csv"
    file.write_text(f"UPN,Forename,DOB,URN,Start,Sex\nA1,Ann,01/02/2012,100001,,{value}\n", encoding="utf-8")
    with open_rehearsal(tmp_path / "store") as rehearsal:
        loaded = load_extract(rehearsal, mapping_of(tmp_path, text), [file], extracted_on=DAY)
    assert [(one.about, one.line) for one in loaded.suggestions] == [("", "")]
