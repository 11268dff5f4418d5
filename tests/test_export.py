"""A child's copy leaves out what a person must weigh first, tells what that is, and stays with whoever made it."""

import json
import os
import stat
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from subject_copies import INCIDENTS, RESTRICTED, as_told, batch_of, copied, everything, fill, loaded
from test_cli import run

from csgraph.cli.output import LONGEST_CELL, workbook
from csgraph.errors import CsgraphError
from csgraph.governance.audit import outputs_about
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.subject_access import held_of
from csgraph.governance.subject_copy import Copy, gives_away
from csgraph.governance.subject_copy_words import about, before_release
from csgraph.store import Store, open_store
from csgraph.store.upsert import upsert


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    return fill(store, tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An embedded store in a folder, closed."""
    with open_store(tmp_path / "store") as opened:
        fill(opened, tmp_path)
    return tmp_path / "store"


class TestWhatIsLeftOut:
    def test_restricted_layers_are_counted_and_left_out(self, filled: Store, tmp_path: Path) -> None:
        held, copy = copied(filled)
        text = json.dumps(as_told(copy, tmp_path), ensure_ascii=False)
        assert [one for one in RESTRICTED if one in text] == []
        assert held.withheld == {"police-intelligence": 1, "return-home-narrative": 1}
        told = before_release(held, copy, third_parties=False)
        layer = told[told["what"] == "Withheld: police intelligence"]["told"].iloc[0]
        assert layer.startswith("1 record (--include police-intelligence): weigh the exemptions for crime")
        whole = json.dumps(as_told(copied(filled, "ssd:10007", *everything())[1], tmp_path), ensure_ascii=False)
        assert [one for one in RESTRICTED if one not in whole] == []
        assert copied(filled, "ssd:10007", *everything())[0].withheld == {}

    def test_an_earlier_version_that_is_intelligence_is_left_out(self, filled: Store, tmp_path: Path) -> None:
        before = "Ref,Child,Detail,How,Officer,Name\nI1,10007,A rumour,unverified,,\n"
        loaded(filled, tmp_path, INCIDENTS, before, "incidents.csv", day=date(2026, 1, 31))
        held, copy = copied(filled)
        text = json.dumps(as_told(copy, tmp_path), ensure_ascii=False)
        assert "A rumour" not in text
        assert "unverified" not in text
        assert held.withheld["police-intelligence"] == 2
        whole = as_told(copied(filled, "ssd:10007", "police-intelligence")[1], tmp_path)
        tie = [row for row in whole["relationships"] if row["other"] == "inc:I1"]
        assert [(row["standing"], row["reliability"]) for row in tie] == [
            ("shown", "evidence"),
            ("earlier", "unverified"),
        ]

    def test_what_a_source_of_intelligence_says_of_the_child_itself_is_left_out(self, store: Store) -> None:
        upsert(store, batch_of({"forename": "Zebedee"}))
        upsert(store, batch_of({"forename": "Alias"}, source="police_intelligence"))
        held, copy = copied(store, "ssd:1")
        assert set(copy.tables["Values"]["value"]) == {"Zebedee"}
        assert held.withheld == {"police-intelligence": 1}
        assert set(copy.tables["Values"]["because"]) == {"the only record that gives it"}

    def test_others_are_named_only_when_asked_for(self, filled: Store, tmp_path: Path) -> None:
        _, copy = copied(filled, third_parties=True)
        told = as_told(copy, tmp_path)
        friend = next(row for row in told["relationships"] if row["name"] == "PEER_OF →")
        assert (friend["other"], friend["other_is"]) == ("ssd:10008", "Cosmo Wibblethwaite")
        assert any("Cosmo Wibblethwaite" in row["text"] for row in told["to_be_screened"])
        assert {"ssd:10007", "ssd:10008"} <= copy.people
        victims = [row["other"] for row in told["records"] if row["id"] == "inc:I1" and row["other_kind"] == "Child"]
        assert set(victims) == {"ssd:10008"}
        plain = as_told(copied(filled)[1], tmp_path)["records"]
        (left_out,) = [row["value"] for row in plain if row["id"] == "inc:I1" and row["what"] == "others"]
        assert left_out == "1 other person is tied to it; left out here"

    def test_professionals_are_named_with_their_role(self, filled: Store, tmp_path: Path) -> None:
        told = as_told(copied(filled)[1], tmp_path)
        workers = {(row["other"], row["other_is"]) for row in told["records"] if row["other_kind"] == "Professional"}
        assert workers == {("collar:C1", "Pat Constable")}

    def test_agencies_own_words_and_addresses_stand_on_the_list_only(self, filled: Store) -> None:
        _, copy = copied(filled, "ssd:10007", *everything())
        own = ("near home", "kept apart", "About Zebedee alone", "Ring Zebedee", "at Nan's", "ZZ3 6QQ")
        elsewhere = json.dumps(
            [rows.astype(str).to_numpy().tolist() for t, rows in copy.tables.items() if "screen" not in t]
        )
        listed = "\n".join(copy.tables["To be screened"]["text"])
        for text in own:
            assert text not in elsewhere, text
            assert text in listed, text


def test_a_person_is_told_what_to_weigh(filled: Store) -> None:
    held, copy = copied(filled)
    told = dict(before_release(held, copy, third_parties=False).itertuples(index=False, name=None))
    for heading in ("Who decides", "Serious harm", "A parent asks", "Other people", "Crime"):
        assert "Check with your DPO." in told[heading], heading
    assert "Schedule 3, Parts 2 to 4" in told["Serious harm"]
    assert "Schedule 2, Part 3" in told["Other people"]
    assert "Perhaps the child's" in told
    said = about(held, copy, purpose="request 17", head="7F3A91C2", day="2026-11-12")
    assert {"request 17", "7F3A91C2"} <= set(said["told"])


class TestTheCommand:
    def call(self, capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> tuple[int, str, str]:
        return run(capsys, "export", "nhs:9434765919", "--store", str(folder), "--purpose", "request 17", *more)

    def test_the_file_is_private_and_its_name_neutral(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "out").mkdir()
        code, out, err = self.call(capsys, folder, "--out", str(tmp_path / "out"))
        assert code == 0, err
        (path,) = (tmp_path / "out").iterdir()
        assert path.name.startswith("export-20")
        assert path.suffix == ".xlsx"
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "check with your DPO" in out
        head = err.partition("Audit: ")[2].split()[0]
        book = load_workbook(path)
        assert book.sheetnames[:2] == ["Before release", "About"]
        assert book.sheetnames[-1] == "To be screened"
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
        assert head in {cell.value for cell in cells}
        logged = outputs_about(["ssd:10007"])[-1]
        assert (logged.action, logged.purpose, logged.identifiable) == ("export", "request 17", True)
        assert logged.outputs == (str(path),)
        for private in ("Zebedee", "Quuxfield", "9434765919", "10007"):
            assert private not in out + err

    def test_naming_others_is_logged_as_such(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        more = ("--third-parties", "--format", "json", "--out", str(tmp_path / "a.json"))
        assert self.call(capsys, folder, *more, "--include", "police-intelligence")[0] == 0
        assert outputs_about(["ssd:10008"])[-1].action == "export with third parties"
        told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert list(told)[:2] == ["before_release", "about"]
        assert "Cosmo Wibblethwaite" in json.dumps(told)

    @pytest.mark.parametrize("name", ["quuxfield.xlsx", "for-zebedee.xlsx", "10007.xlsx", "nhs_943-476-5919.xlsx"])
    def test_a_name_that_tells_whom_it_is_about_is_refused(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        code, _, err = self.call(capsys, folder, "--out", str(tmp_path / name))
        assert (code, "a name or an identifier of the child" in err) == (1, True)
        assert not (tmp_path / name).exists()

    def test_without_purpose_log_or_child_nothing_is_written(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "a.xlsx"
        code, _, err = run(capsys, "export", "ssd:404", "--store", str(folder), "--out", str(out))
        assert (code, "No child is known as ssd:404" in err) == (1, True)
        monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path))
        assert self.call(capsys, folder, "--out", str(out))[0] == 1
        monkeypatch.delenv("CSGRAPH_PURPOSE")
        monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
        code, _, err = run(capsys, "export", "ssd:10007", "--store", str(folder), "--out", str(out))
        assert (code, "nobody said which" in err) == (1, True)
        assert not out.exists()

    def test_a_pseudonym_means_the_child(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "a.json"
        call = ("export", pseudonym("ssd:10008"), "--store", str(folder), "--format", "json", "--out", str(out))
        assert run(capsys, *call)[0] == 0
        values = json.loads(out.read_text(encoding="utf-8"))["values"]
        assert "Cosmo" in {row["value"] for row in values}
        assert "Quuxfield" not in out.read_text(encoding="utf-8")


def test_a_word_of_a_file_s_name_counts_only_as_a_whole_word() -> None:
    copy = Copy({}, frozenset(), frozenset({"Ann", "7", "4100003"}))
    assert gives_away(copy, "ann.xlsx")
    assert gives_away(copy, "request-4100003.xlsx")
    assert not gives_away(copy, "planning-17.xlsx")


def test_a_text_longer_than_a_cell_goes_on_below_it(tmp_path: Path) -> None:
    text = "=1+1" + "x" * (2 * LONGEST_CELL)
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"One": pd.DataFrame({"text": [text, "short"], "other": ["a", "b"]})}))
    sheet = load_workbook(path)["One"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert "".join(str(row[0]) for row in rows[:3]) == text
    assert [row[1] for row in rows] == ["a", "", "", "b"]
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())


def test_an_unknown_layer_is_refused(filled: Store) -> None:
    with pytest.raises(CsgraphError, match="There is no restricted layer"):
        held_of(filled, "ssd:10007", ["police"])
