"""What leaves the store by default names nobody: no canary of any child of the sample in any output of any command."""

import json
import re
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from figures import tell_figure
from loaded_sample import loaded_sample
from map_subjects import subject_options
from sizes import size
from test_cli import run

from csgraph.findings import Asking
from csgraph.governance.pseudonyms import pseudonym, pseudonyms
from csgraph.governance.sharing import Shared, Sharing
from csgraph.maps import all_maps
from csgraph.maps.page import LIBRARY as LIBRARY_FILE
from csgraph.maps.templates import inline
from csgraph.maps.words import short_day, written_day
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.store import open_store
from csgraph.store.queries import Query

WORD = re.compile(r"\w+")
TAG = re.compile(r"<[^>]*>")
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters of unique pupil numbers (Department for Education, guide to UPNs)."""
LIBRARY = inline(LIBRARY_FILE)
PROFESSIONAL = "professional-network"


def words(text: object) -> tuple[str, ...]:
    return tuple(WORD.findall(str(text).casefold()))


@cache
def canaries() -> dict[tuple[str, ...], str]:
    """What identifies anybody of the sample, as words, with what sort of thing it is: never in any default output."""
    people = " UNION ALL ".join(
        f"MATCH (p:{label}) RETURN p.forename AS forename, p.surname AS surname, p.dob AS dob"
        for label in ("Child", "Adult")
    )
    with open_store(loaded_sample(), read_only=True) as store:
        named = store.ask(Query("people", "", people, {"forename": "text", "surname": "text", "dob": "date"}, {}))
        workers = store.ask(Query("workers", "", "MATCH (p:Professional) RETURN p.name AS name", {"name": "text"}, {}))
        homes = store.read("child_homes")["postcode"].dropna()
        known = [*store.read("child_identifiers")["identifier"], *store.read("children")["child"]]
        places = store.read("subject_names")
    found: dict[tuple[str, ...], str] = {}
    for one in known:
        found[words(one.partition(":")[2])] = "identifier"
    for postcode in homes:
        found |= {words(postcode): "postcode", words(postcode.replace(" ", "")): "postcode"}
    for forename, surname, dob in named.itertuples(index=False, name=None):
        if isinstance(forename, str) and isinstance(surname, str):
            found |= {words(f"{forename} {surname}"): "name", words(f"{surname} {forename}"): "name"}
        if not pd.isna(dob) and dob.year < 2015:  # a younger child may share a day with a record
            forms = (f"{dob:%Y-%m-%d}", f"{dob:%d/%m/%Y}", f"{dob:%d %B %Y}", written_day(dob), short_day(dob))
            found |= {words(form): "date of birth" for form in forms}
    homely = places[places["kind"].isin(["childrens_home", "supported_accommodation", "private_address"])]
    found |= {words(name): "home" for name in homely["name"].dropna()}
    for name in workers["name"].dropna():
        found.pop(words(name), None)
    return {one: what for one, what in found.items() if len("".join(one)) > 4}


def leaks(text: str) -> set[str]:
    """Which sorts of canary a text holds, with one example of each."""
    told = words(text)
    grams = {told[at : at + n] for n in range(1, 6) for at in range(len(told) - n + 1)}
    return {f"{what}: {' '.join(one)}" for one, what in canaries().items() if one in grams}


@cache
def answers() -> dict[str, dict[str, pd.DataFrame]]:
    """Every table and figure of every question of the sample, as `csgraph ask` shows them."""
    with open_store(loaded_sample(), read_only=True) as store:
        shared = Shared(store, Sharing())
        day = default_as_of(store)
        found = {
            name: shared.reported(question.answer(shared.store, Asking(day)))
            for name, question in all_questions().items()
        }
        return {
            name: {title: shared.table(rows, day) for title, rows in {"": one.table, **one.figures}.items()}
            for name, one in found.items()
        }


def test_the_canaries_would_be_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "network.html"
    with open_store(loaded_sample(), read_only=True) as store:
        child = next(c for c in store.read("child_plans", as_of=default_as_of(store))["child"] if c.startswith("ssd:"))
    call = ("map", PROFESSIONAL, "--child", child, "--store", loaded_sample(), "--out", str(out))
    assert run(capsys, *call, "--identifiable")[0] == 0
    seen = {one.partition(":")[0] for one in leaks(out.read_text(encoding="utf-8"))}
    assert {"name", "identifier", "date of birth"} <= seen


@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
@pytest.mark.parametrize("question", all_questions())
def test_no_table_or_figure_names_anybody(
    question: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from csgraph.cli.output import show

    texts: list[str] = []
    for told in answers()[question].values():
        # In a list of professionals one's surname stands beside the next one's forename, which may be a child's name.
        rows = told.drop(columns=[name for name in ("worker_name",) if name in told and told[name].dtype == object])
        if form != "xlsx":
            show(rows, form, None, title=question)
            continue
        show(rows, form, str(tmp_path / "x.xlsx"), title=question)
        with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
            texts += [cell for part in book.namelist() for cell in TAG.sub("\n", book.read(part).decode()).split("\n")]
    # A workbook keeps its texts sorted: two that stand side by side there are not read together by anybody.
    assert set().union(*map(leaks, {capsys.readouterr().out, *texts})) == set()
    tell_figure("tables searched for who is in them", len(answers()[question]))


@pytest.mark.parametrize("labels", ["initials", "pseudonyms"])
@pytest.mark.parametrize("name", all_maps())
def test_no_map_names_anybody(name: str, labels: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        planned = sorted(set(store.read("child_plans", as_of=default_as_of(store))["child"]))
    chosen = np.random.default_rng(2020).permutation(planned)[: size(ci=2, full=40)]
    with open_store(loaded_sample(), read_only=True) as store:
        about = {subject_options(name, store, default_as_of(store), str(one)) for one in chosen}
    for of in sorted(about):
        out = tmp_path / "map.html"
        call = ("map", name, *of, "--labels", labels, "--store", loaded_sample(), "--out", str(out))
        code, _, err = run(capsys, *call)
        assert code == 0, err
        assert leaks(out.read_text(encoding="utf-8").replace(LIBRARY, "")) == set()
        assert f"Audit: {err.split('Audit: ')[1].strip()}" in out.read_text(encoding="utf-8")
        out.unlink()
    tell_figure("maps searched for who is in them", len(about))


def test_a_pseudonym_leads_back_for_who_has_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        known = store.read("child_identifiers").iloc[0]
    child, other = str(known["child"]), str(known["identifier"])
    sample = ("--store", loaded_sample(), "--format", "json")
    for asked in (pseudonym(child), pseudonym(other), pseudonym(child)[:11]):
        code, out, err = run(capsys, "who", asked, *sample)
        assert (code, json.loads(out)[0]["id"]) == (0, child), err
        assert other in json.loads(out)[0]["identifiers"]
    code, out, _ = run(capsys, "ask", "missing-links", "--child", pseudonym(child), *sample)
    assert {row["subject"] for row in json.loads(out)} == {pseudonym(child)}
    code, _, err = run(capsys, "who", "CH-0000000000000000", *sample)
    assert code == 1
    assert "Nobody in this store" in err
    shown = pseudonym(child)
    monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / "another"))
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "log"))
    assert run(capsys, "who", shown, *sample)[0] == 1


def upn(stem: str) -> str:
    """A unique pupil number with its check letter: the twelve digits weighted 2 to 13, modulo 23."""
    return LETTERS[sum(int(digit) * weight for weight, digit in enumerate(stem, 2)) % 23] + stem


def test_no_dictionary_of_pupil_numbers_finds_a_pseudonym_without_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All numbers of one authority are few: 250 schools, 17 years, 1,000 a year (4.25 million) in the full run."""
    import hashlib
    import hmac

    with open_store(loaded_sample(), read_only=True) as store:
        known = store.read("child_identifiers")["identifier"]
    real = [one for one in known if one.startswith("upn:")]
    assert all(upn(one[5:]) == one[4:] for one in real)
    published = {one.partition("-")[2] for one in pseudonyms(real)}
    authority = real[0][5:8]
    schools = sorted({one[8:12] for one in real})
    years = sorted({one[12:14] for one in real})
    schools += [f"{n:04}" for n in range(2000, 2000 + size(ci=0, full=250 - len(schools)))]
    years += [f"{n:02}" for n in range(30, 30 + size(ci=0, full=17 - len(years)))]
    serials = size(ci=60, full=1000)
    wrong = b"a key that somebody guessed"
    tried = found = control = 0
    unkeyed = {hashlib.sha256(one.encode()).hexdigest()[:16].upper() for one in real}
    for stem in [f"{authority}{s}{y}{n:03}" for s in schools for y in years for n in range(serials)]:
        number = upn(stem).encode()
        tried += 1
        for form in (number, b"upn:" + number):
            digest = hashlib.sha256(form).hexdigest().upper()
            control += digest[:16] in unkeyed
            found += digest[:16] in published
        found += hmac.new(wrong, b"upn:" + number, hashlib.sha256).hexdigest()[:16].upper() in published
    assert tried >= size(ci=5_000, full=4_250_000)
    assert control, "the same attack finds hashes without a key"
    assert found == 0
    monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / "another"))
    assert published.isdisjoint(one.partition("-")[2] for one in pseudonyms(real))
    tell_figure("pupil numbers tried against pseudonyms", tried, found, found_where_there_was_no_key=control)
