"""The audit log finds every change that is made to it, loses no entry, and lets nothing be shown without one."""

import json
import os
import random
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ON_NEO4J
from figures import tell_figure
from loaded_sample import loaded_sample
from sizes import size
from test_cli import COMMANDS, run

from csgraph import keys
from csgraph.errors import CsgraphError
from csgraph.governance import audit, chain
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.verifying import Verdict, verify_log
from csgraph.store import Store, open_store
from csgraph.store.heads import NOT_KEPT, SHORTER, kept_heads

LENGTH = 12
"""Entries of a log that is tampered with."""
TRIES = size(ci=20, full=200)
POSIX = os.name == "posix"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty log of this test's own."""
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "log" / "audit.jsonl"))
    return tmp_path / "log" / "audit.jsonl"


@pytest.fixture
def embedded(tmp_path: Path) -> Store:
    """An empty embedded store, closed by nobody: it holds nothing."""
    store = open_store(tmp_path / "store")
    store.close()
    return store


def fill(store: Store, count: int = LENGTH) -> list[audit.Head]:
    return [
        audit.permit(f"ask {number}", purpose=f"meeting {number}", store=store, subjects=[f"ssd:{number}"])
        for number in range(count)
    ]


def rechained(lines: list[bytes], key: bytes) -> list[bytes]:
    """The lines hashed anew, as somebody would who knows how but has another key."""
    import hashlib
    import hmac

    before, made = chain.START, []
    for number, text in enumerate(lines, 1):
        entry = json.loads(text) | {"n": number}
        entry.pop("mac")
        body = json.dumps(entry, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
        before = hmac.new(key, bytes.fromhex(before) + body, hashlib.sha256).hexdigest()
        made.append(json.dumps(entry | {"mac": before}, sort_keys=True, separators=(",", ":")).encode())
    return made


def edit(lines: list[bytes], dice: random.Random) -> list[bytes]:
    at = dice.randrange(len(lines))
    entry = json.loads(lines[at])
    field = dice.choice(["at", "by", "action", "store", "purpose", "identifiable", "subjects", "outputs", "n", "log"])
    entry[field] = {"identifiable": True, "subjects": [], "outputs": ["x"], "n": 99}.get(field, "somebody else")
    spelt = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return [*lines[:at], spelt, *lines[at + 1 :]]


def delete(lines: list[bytes], dice: random.Random) -> list[bytes]:
    at = dice.randrange(len(lines) - 1)
    return [*lines[:at], *lines[at + 1 :]]


def swap(lines: list[bytes], dice: random.Random) -> list[bytes]:
    one, other = sorted(dice.sample(range(len(lines)), 2))
    changed = list(lines)
    changed[one], changed[other] = changed[other], changed[one]
    return changed


def insert(lines: list[bytes], dice: random.Random) -> list[bytes]:
    at = dice.randrange(len(lines) + 1)
    return [*lines[:at], dice.choice(lines), *lines[at:]]


def truncate(lines: list[bytes], dice: random.Random) -> list[bytes]:
    return lines[: dice.randrange(len(lines))]


def rechain(lines: list[bytes], dice: random.Random) -> list[bytes]:
    return rechained(dice.choice([edit, delete])(lines, dice), dice.randbytes(32))


TAMPERINGS = [edit, delete, swap, insert, truncate, rechain]
Tampering = Callable[[list[bytes], random.Random], list[bytes]]


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda t: t.__name__)
def test_every_kind_of_tampering_is_found(tampering: Tampering, log: Path, embedded: Store) -> None:
    heads = fill(embedded)
    lines = log.read_bytes().splitlines()
    kept = kept_heads(embedded)
    assert verify_log(log, kept=[kept], printed=heads) == Verdict(LENGTH, heads[-1], ())
    dice = random.Random(2020)
    for _ in range(TRIES):
        changed = tampering(lines, dice)
        log.write_bytes(b"".join(text + b"\n" for text in changed))
        if tampering is not truncate:
            assert verify_log(log).faults, "without anything to compare with"
        assert verify_log(log, kept=[kept]).faults, "with the head in the store"
        if tampering is truncate:
            assert verify_log(log, printed=[heads[-1]]).faults, "with the printed head"
            assert not verify_log(log).faults, "nothing else can tell that the end is missing"
    tell_figure("audit logs tampered with", TRIES, found=TRIES)


def test_entries_added_after_a_truncation_do_not_cover_it_up(log: Path, embedded: Store) -> None:
    fill(embedded)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:5]))
    heads = fill(embedded, 20)
    assert heads[0].notices == (SHORTER,)
    found = verify_log(log, kept=[kept_heads(embedded)])
    assert len(found.faults) == 1
    assert "remembers another entry 12" in found.faults[0]


def test_a_log_and_its_key_belong_together(log: Path, embedded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(embedded, 2)
    monkeypatch.setenv("CSGRAPH_KEY_FILE", str(log.parent / "other-key"))
    with pytest.raises(CsgraphError, match="another key"):
        fill(embedded, 1)
    assert "another key" in verify_log(log).faults[0]


def test_an_entry_cut_short_is_vouched_for_by_the_next(log: Path, embedded: Store) -> None:
    fill(embedded, 3)
    whole = log.read_bytes()
    for cut in (1, 40, len(whole.splitlines()[-1])):
        log.write_bytes(whole[:-cut])
        assert verify_log(log).faults == ()
        head = audit.permit("ask again", store=embedded)
        found = verify_log(log, printed=[head])
        assert found.faults == ()
        assert any("cut short" in remark for remark in found.remarks)
    log.write_bytes(whole + b"not an entry\n")
    assert verify_log(log).faults == ("Line 4 is no entry.",)
    with pytest.raises(CsgraphError, match="is no entry"):
        fill(embedded, 1)


def test_an_older_log_without_a_key_is_put_aside_and_sealed_into_the_new_one(log: Path, embedded: Store) -> None:
    log.parent.mkdir()
    log.write_text('{"action": "map"}\n', encoding="utf-8")
    head = audit.permit("ask", store=embedded)
    assert "audit.unkeyed-1.jsonl" in head.notices[0]
    assert (log.parent / "audit.unkeyed-1.jsonl").read_text(encoding="utf-8") == '{"action": "map"}\n'
    assert json.loads(log.read_text(encoding="utf-8"))["earlier"]["file"] == "audit.unkeyed-1.jsonl"
    assert verify_log(log).faults == ()


def test_two_processes_at_once_lose_and_mix_nothing(log: Path, tmp_path: Path) -> None:
    each, writers = 15, 4
    code = (
        "import sys; from csgraph.governance import chain\n"
        f"for n in range({each}):\n"
        " with chain.locked(chain.log_path()): chain.append(chain.log_path(), {'by': sys.argv[1], 'n_own': n})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(one)], cwd=tmp_path) for one in range(writers)]
    assert [one.wait() for one in running] == [0] * writers
    assert verify_log(log) == Verdict(each * writers, verify_log(log).head, ())
    written = [json.loads(text) for text in log.read_text(encoding="utf-8").splitlines()]
    for one in range(writers):
        assert [entry["n_own"] for entry in written if entry["by"] == str(one)] == list(range(each))


def test_the_log_and_the_key_are_for_their_owner_only(log: Path, embedded: Store) -> None:
    fill(embedded, 1)
    if POSIX:
        assert log.stat().st_mode & 0o777 == 0o600
        assert log.parent.stat().st_mode & 0o777 == 0o700
        assert keys.key_file().stat().st_mode & 0o777 == 0o600
        assert all(path.stat().st_mode & 0o077 == 0 for path in Path(embedded.url, "audit").iterdir())


def test_a_log_that_cannot_be_written_lets_nothing_be_shown(
    tmp_path: Path, embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "file" / "audit.jsonl"))
    with pytest.raises(CsgraphError, match="cannot be written"):
        audit.permit("ask", store=embedded)


def test_a_store_that_may_only_be_read_is_told(log: Path, embedded: Store) -> None:
    (Path(embedded.url) / "audit").write_text("in the way", encoding="utf-8")
    assert fill(embedded, 1)[0].notices == (NOT_KEPT,)
    assert verify_log(log).entries == 1


def test_subjects_are_found_again_and_named_nowhere_in_the_log(log: Path, embedded: Store) -> None:
    audit.permit("ask a", store=embedded, subjects=["ssd:10042", "upn:A123456789012"], outputs=["x.csv"])
    audit.record("forget", store=embedded, subjects=["ssd:10042"])
    audit.permit("ask b", store=embedded, subjects=["ssd:7"])
    text = log.read_text(encoding="utf-8")
    assert "10042" not in text
    assert "A123456789012" not in text
    shown = audit.outputs_about(["upn:A123456789012"])
    assert [(one.number, one.action, one.outputs) for one in shown] == [(1, "ask a", (str(Path("x.csv").absolute()),))]
    assert [one.number for one in audit.outputs_about(["ssd:10042", "nhs:9"])] == [1, 2]
    assert audit.outputs_about(["ssd:1004"]) == []


class TestNeo4j:
    pytestmark = ON_NEO4J

    def test_the_head_is_kept_in_the_database_also_by_who_reads_it(
        self, empty_neo4j: Callable[[], str], log: Path
    ) -> None:
        with open_store(empty_neo4j(), read_only=True) as store:
            head = fill(store, 3)[-1]
            assert head.notices == ()
            kept = kept_heads(store)
        assert [[(n, chain.head(mac)) for n, mac in heads] for heads in kept.values()] == [[(3, head)]]
        log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:1]))
        assert "its end is missing" in verify_log(log, kept=[kept]).faults[0]


class TestKeys:
    def test_one_secret_gives_each_use_its_own_key_and_two_secrets_share_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        uses = ("audit", "pseudonym", "tombstone")
        found = []
        for name in ("one", "two"):
            monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / name))
            found += [keys.key(use) for use in uses]
            assert [keys.key(use) for use in uses] == found[-3:]
        assert len(set(found)) == 6
        assert all(len(one) == 32 for one in found)

    def test_many_at_once_make_one_secret(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / "new" / "key"))
        found: list[bytes] = []
        threads = [threading.Thread(target=lambda: found.append(keys.key("x"))) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len(found) == 8
        assert len(set(found)) == 1

    @pytest.mark.parametrize("content", ["", "zz" * 32, "ab" * 31, "ab" * 33, "\ufeff" + "ab" * 32])
    def test_a_damaged_key_file_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
        path = tmp_path / "key"
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        monkeypatch.setenv("CSGRAPH_KEY_FILE", str(path))
        with pytest.raises(CsgraphError, match="is damaged"):
            keys.key("x")

    def test_a_key_that_others_can_read_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "key"
        monkeypatch.setenv("CSGRAPH_KEY_FILE", str(path))
        keys.key("x")
        if POSIX:
            path.chmod(0o640)
            with pytest.raises(CsgraphError, match="chmod 600"):
                keys.key("x")


WITHOUT_PURPOSE = {
    ("counts",): "counts nodes and relationships of the whole store",
    ("sources",): "lists extracts, their days and their numbers of rows",
    ("demo",): "shows the synthetic sample for a purpose of its own, and is logged with it",
    ("import",): "writes; it is logged, and a purpose may be given",
    ("audit", "verify"): "reads the heads that the store remembers, and no record",
    ("batches",): "lists imports, their days and what they added in numbers",
    ("verify",): "tells numbers; asked for records by --identifiable it is logged, which tests/test_verify.py holds",
    ("undo",): "writes, tells numbers, and is logged",
    ("retention", "list"): "tells numbers; one by one it is logged, which tests/test_retention_command.py holds",
    ("compact",): "writes no record anew, tells none, and is logged",
}
"""Commands that take a store and need no purpose, and why."""
CHANGES: dict[tuple[str, ...], str] = {
    ("copy",): "tests/test_copy.py",
    ("forget",): "tests/test_forget.py",
    ("matches", "import"): "tests/test_matches_commands.py",
    ("matches", "review"): "tests/test_matches_commands.py",
    ("matches", "split"): "tests/test_matches_commands.py",
    ("matches", "undo"): "tests/test_matches_commands.py",
    ("retention", "apply"): "tests/test_retention_command.py",
    ("retention", "renew"): "tests/test_retention_command.py",
}
"""Commands that take a purpose and change the store, whose own tests hold that they are logged."""
SERVES: dict[tuple[str, ...], str] = {("serve",): "tests/test_serve.py"}
"""Commands that run until they are stopped, whose own tests hold that each of their pages is logged."""
TAKES_STORE = sorted(path for path, command in COMMANDS.items() if "where" in {p.name for p in command.params})
SHOWS = [path for path in TAKES_STORE if path not in {**WITHOUT_PURPOSE, **CHANGES, **SERVES}]


def test_the_commands_excepted_are_commands() -> None:
    assert {*WITHOUT_PURPOSE, *CHANGES, *SERVES} <= set(TAKES_STORE)


def example(path: tuple[str, ...], store: str, folder: Path) -> list[str]:
    """The first example of a command's help, about a child of the sample, without its purpose."""
    text = COMMANDS[path].help or ""
    words = shlex.split(next(line for line in text.splitlines() if line.strip().startswith("csgraph ")))
    for option in ("--purpose", "--out", "--store"):
        if option in words:
            del words[words.index(option) : words.index(option) + 2]
    with open_store(store, read_only=True) as opened:
        child = max(opened.read("children")["child"])
    words = [child if w.startswith("ssd:") else pseudonym(child) if w.startswith("CH-") else w for w in words[1:]]
    outs = {("map",): str(folder / "out.html"), ("export",): str(folder)}
    return [*words, *(["--out", outs[path]] if path in outs else []), "--store", store]


@pytest.mark.parametrize("path", SHOWS, ids=" ".join)
def test_every_command_that_shows_records_needs_a_purpose_and_writes_an_entry_with_it(
    path: tuple[str, ...],
    log: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    monkeypatch.delenv("CSGRAPH_PURPOSE")
    call = example(path, loaded_sample(), tmp_path)
    code, out, err = run(capsys, *call)
    assert (code, out) == (1, "")
    assert "nobody said which" in err
    assert not log.exists()
    code, _, err = run(capsys, *call, "--purpose", "strategy meeting 12 November")
    assert code == 0, err
    entry = json.loads(log.read_text(encoding="utf-8"))
    assert entry["purpose"] == "strategy meeting 12 November"
    assert f"Audit: {entry['mac'][:8].upper()}" in err
    (tmp_path / "config.toml").write_text('purpose = "panel of the week"\n', encoding="utf-8")
    assert run(capsys, *call)[0] == 0
    assert json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["purpose"] == "panel of the week"


@pytest.mark.usefixtures("log")
def test_the_command_verify_says_what_it_compared_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, _, err = run(capsys, "ask", "peer-groups", "--store", loaded_sample(), "--format", "csv")
    printed = err.split("Audit: ")[1].strip()
    code, out, _ = run(capsys, "audit", "verify", "--store", loaded_sample(), "--head", printed)
    assert code == 0
    assert f"1 entries, head {printed}" in out
    code, out, _ = run(capsys, "audit", "verify")
    assert "Compared with no store" in out
    code, _, err = run(capsys, "audit", "verify", "--head", "00000000")
    assert code == 1
    assert "No entry has the head 00000000" in err
    code, out, _ = run(capsys, "audit", "list", "--format", "json")
    assert [row["action"] for row in json.loads(out)] == ["ask peer-groups as of 2026-10-31"]


def test_a_workbook_says_its_purpose_and_the_head_on_a_sheet_of_its_own(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    out = str(tmp_path / "x.xlsx")
    _, _, err = run(
        capsys, "ask", "peer-groups", "--store", loaded_sample(), "--format", "xlsx", "--out", out, "--purpose", "p"
    )
    told = {row[0].value: row[1].value for row in openpyxl.load_workbook(out)["About this file"].iter_rows()}
    assert told["Audit"] == err.split("Audit: ")[1].strip()
    assert told["Purpose"] == "p"
    assert json.loads(log.read_text(encoding="utf-8"))["outputs"] == [out]
