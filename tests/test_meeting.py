"""Maps for a shared screen and sealed pages, before a browser shows them: who is named, in which file, sealed how."""

import json
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample, truth
from meeting_pages import MEETING, PAGES, PASSWORD, named_in, professional_page
from test_cli import run

from csgraph.cli.page_password import page_password
from csgraph.errors import CsgraphError
from csgraph.governance.roll import SHORT, Roll, roll_of, shortened
from csgraph.maps.key_sheet import write_key_sheet
from csgraph.maps.meeting import people_on, refuse_names_in
from csgraph.maps.page import write_page
from csgraph.maps.sealed import checked_password, seal, sealed, unsealed
from csgraph.store import open_store

MEETS = ("--meeting", "--panel", "Harbour panel", "--recipient", "Chair")
SEALED = ("--identifiable", "--encrypt")


@pytest.fixture
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Passwords of a page and of a key sheet, in files."""
    words = {"PAGE": PASSWORD, "KEY_SHEET": "another staple entirely"}
    for name, word in words.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{word}\n", encoding="utf-8")
        path.chmod(0o600)
        monkeypatch.setenv(f"CSGRAPH_{name}_PASSWORD_FILE", str(path))
    return words


def opened(path: Path, password: str) -> str:
    found = re.findall(r'id="sealed">(.*?)</script>', path.read_text(encoding="utf-8"))
    return unsealed(json.loads(found[0]), password)


@pytest.mark.parametrize("make", PAGES)
def test_cites_no_record_and_tells_no_contact(make: Callable[..., Any]) -> None:
    model, roll = make()
    assert all(node.sources == () for node in model.nodes)
    assert all(edge.sources == () for edge in model.edges)
    assert not [table.title for table in model.tables if "Sources" in table.columns]
    facts = {name for node in model.nodes for name, _ in node.facts}
    assert not facts & {"Date of birth", "Telephone", "E-mail", "Case reference", "The child's own account"}
    assert people_on(model, roll)
    assert {node.held for node in model.nodes if node.kind == "child"} <= {one.name for one in roll.entries.values()}


def test_names_in_a_file_in_clear_are_refused(tmp_path: Path) -> None:
    model, _ = professional_page()
    with pytest.raises(CsgraphError, match="must be sealed"):
        write_page(model, tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_sentences_lose_names_identifiers_and_contacts() -> None:
    people = pd.DataFrame(
        [
            ("ssd:1", "Child", "Ava", "O'Neill"),
            ("ssd:12", "Child", "Ava", None),
            ("w:1", "Professional", "", "Amina Khan"),
            ("g:1", "Group", "", "Bewsey"),
            ("g:2", "Group", "", "The Orford Boys"),
            ("ssd:3", "Adult", None, None),
        ],
        columns=["id", "label", "forename", "surname"],
    )
    roll = Roll(people, ["12 Mill Lane"], identifiable=False)
    text = "Ring AMINA KHAN on 01925 442211 or a.khan@example.org: AVA O'NEILL (ssd:1) and ssd:12 left 12 Mill Lane."
    told = roll.without_names(text)
    assert not re.search(r"khan|o'neill|ssd|mill lane|01925|442211|@", told, re.IGNORECASE)
    assert told.count("CH-") == 3
    assert roll.without_names("Avalon Park, Bewsey, with the Orford boys") == (
        f"Avalon Park, Bewsey, with {roll.entries['g:2'].short}"
    )
    assert roll.entries["ssd:3"].name == "Not named"
    assert roll.without_names("Not named") == "Not named"


def test_pseudonyms_are_as_short_as_tells_them_apart() -> None:
    full = {
        "a": "CH-AAAAAAAA11111111",
        "b": "CH-AAAAAABB11111111",
        "c": "CH-0123456789ABCDEF",
        "d": "AD-AAAAAAAA11111111",
    }
    short = shortened(full)
    assert short == {"a": "CH-AAAAAAAA", "b": "CH-AAAAAABB", "c": "CH-012345", "d": "AD-AAAAAA"}
    assert len(short["c"]) == 3 + SHORT


def test_a_file_name_that_names_somebody_is_refused() -> None:
    model, roll = professional_page()
    people = people_on(model, roll)
    for name in ("kayla.html", "map of WRIGHT.html", "network-100.html", "a.khan.html"):
        with pytest.raises(CsgraphError, match="browsers keep file names") as told:
            refuse_names_in(name, people)
        assert not named_in(str(told.value), roll)
    refuse_names_in("page-3f9a2c1b.html", people)


def test_the_key_sheet_says_who_is_who_and_brings_no_formula_to_life(tmp_path: Path) -> None:
    model, roll = professional_page()
    people = people_on(model, roll)
    assert {one.name for one in people} >= {"Kayla Wright", "Jay Wright", "Amina Khan"}
    bad = [
        *people[:1],
        *(replace(people[1], name=text) for text in ("=1+1", "@SUM(A1)", "-2", "+44 1925", "\t=1", "\r=1")),
    ]
    path = write_key_sheet(bad, MEETING, purpose="=1", audit="1A2B3C4D", path=tmp_path / "k.html", password=None)
    text = path.read_text(encoding="utf-8")
    cells = [cell.replace("&#39;", "'") for cell in re.findall(r"<t[dh](?: scope=\"row\")?>([^<]*)</t[dh]>", text)]
    assert len(cells) >= 5 * len(bad)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_sealed_and_unsealed_is_the_same_and_no_two_seals_are_alike() -> None:
    text = "<!DOCTYPE html>\u2028Ava\ud7ff"
    one, other = seal(text, PASSWORD), seal(text, PASSWORD)
    assert unsealed(one, PASSWORD) == unsealed(other, PASSWORD) == text
    for name in ("salt", "nonce", "closed"):
        assert one[name] != other[name]
    assert one["rounds"] == 600_000
    with pytest.raises(CsgraphError, match="not the password"):
        unsealed(one, PASSWORD + "x")
    with pytest.raises(CsgraphError, match="was changed"):
        unsealed({**one, "rounds": 599_999}, PASSWORD)


def test_short_and_plain_passwords_are_refused() -> None:
    for word in ("", "brief", "elevenchars", "aaaaaaaaaaaaaaaaaa", "121212121212121212"):
        with pytest.raises(CsgraphError, match="too short or too plain") as told:
            checked_password(word)
        assert not word or word not in str(told.value)
        with pytest.raises(CsgraphError):
            sealed("<html></html>", word)


def a_child() -> str:
    return str(truth("missing_links")["child"].iloc[0])


def test_a_sealed_page_and_its_key_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, passwords: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    store, child = loaded_sample(), a_child()
    call = ("map", "professional-network", "--store", store, "--child", child, *MEETS, "--copy", "7")
    code, out, err = run(capsys, *call, *SEALED, "--key-sheet", "sheet.html")
    assert code == 0
    assert re.fullmatch(r"Audit: [0-9A-F]{8}\n", err)
    name = re.findall(r": (page-[0-9a-f]{8}\.html)\n", out)[0]
    page, sheet = opened(Path(name), passwords["PAGE"]), opened(Path("sheet.html"), passwords["KEY_SHEET"])
    with open_store(store, read_only=True) as graph:
        roll = roll_of(graph, identifiable=True)
    subject = roll.entries[child]
    visible = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert subject.name in page
    assert subject.name not in visible
    assert subject.short in visible
    for words in (subject.name, subject.id, subject.short, subject.pseudonym, "copy 7"):
        assert words in sheet
    for path in (Path(name), Path("sheet.html")):
        raw = path.read_text(encoding="utf-8")
        assert not [one for one in roll.entries.values() if one.id in raw or (" " in one.name and one.name in raw)]
        assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
    log = [json.loads(line) for line in Path(os.environ["CSGRAPH_AUDIT_LOG"]).read_text(encoding="utf-8").splitlines()]
    first, second = log[-2:]
    assert first["action"] == "map professional-network --meeting --encrypt"
    assert first["identifiable"]
    assert second["action"] == "key sheet of map professional-network"
    assert second["outputs"] == [str(tmp_path / "sheet.html")]
    assert subject.pseudonym.partition("-")[2] in second["subjects"]
    assert subject.name not in json.dumps(log)


@pytest.mark.parametrize("name", ["peer-groups", "places"])
def test_a_page_in_clear_holds_no_name_of_the_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    store, path = loaded_sample(), tmp_path / "p.html"
    code, _, _ = run(capsys, "map", name, "--store", store, *MEETS, "--out", str(path))
    assert code == 0
    with open_store(store, read_only=True) as graph:
        roll = roll_of(graph, identifiable=True)
    text = path.read_text(encoding="utf-8")
    people = [one for one in roll.entries.values() if one.label != "Group"]
    assert len(people) > 900
    assert not [one.id for one in people if re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", text) or one.id in text]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--meeting",), "for which panel and for whom"),
        (("--panel", "x"), "--panel belong to a page for a meeting"),
        (("--key-sheet", "x.html"), "--key-sheet belong"),
        ((*MEETS, "--identifiable"), "must be sealed"),
        ((*MEETS, "--key-sheet", "x.html"), "A key sheet holds names"),
        ((*MEETS, *SEALED), "No password for the page"),
        (("--encrypt",), "Set CSGRAPH_PAGE_PASSWORD_FILE"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "map", "peer-groups", "--store", loaded_sample(), *given)
    assert (code, out) == (1, "")
    assert told in err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".html"] == []


def test_password_files_that_others_can_read_or_that_are_alike_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, passwords: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call = ("map", "peer-groups", "--store", loaded_sample(), *MEETS, *SEALED, "--key-sheet", "sheet.html")
    page, sheet = tmp_path / "PAGE.txt", tmp_path / "KEY_SHEET.txt"
    sheet.write_text(passwords["PAGE"], encoding="utf-8")
    _, _, err = run(capsys, *call)
    assert "Give it one of its own" in err
    if os.name == "posix":
        page.chmod(0o644)
        _, _, err = run(capsys, *call)
        assert "can be read by others" in err
    page.unlink()
    _, _, err = run(capsys, *call)
    assert "cannot be read" in err
    assert passwords["PAGE"] not in err
    assert not list(tmp_path.glob("*.html"))


def test_the_password_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def asks() -> None:
        click.echo(f"got {page_password('the page') == PASSWORD}")

    monkeypatch.setattr("csgraph.cli.page_password.attended", lambda: True)
    typed = "\n".join((PASSWORD, "mistyped horse battery", PASSWORD, PASSWORD, ""))
    done = CliRunner().invoke(asks, input=typed)
    assert "got True" in done.output
    assert "do not match" in done.output
    assert PASSWORD not in done.output
