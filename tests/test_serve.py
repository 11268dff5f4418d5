"""`csgraph serve`: this machine, this token, this browser; the same pages as the commands write, and logged alike."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from extracts import EXTRACTS, load
from loaded_sample import loaded_sample
from served_pages import TOKEN, Site, as_file, site
from test_cli import run

from csgraph.governance.answering import answered, asked
from csgraph.governance.audit import outputs_about
from csgraph.governance.chain import entries, log_path
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.sharing import Shared, Sharing
from csgraph.maps.brief import Brief, brief_of
from csgraph.maps.findings_page import write_findings
from csgraph.maps.model import Drawing
from csgraph.questions import all_questions
from csgraph.questions.asked_about import About
from csgraph.serving import pages
from csgraph.serving.choices import choices
from csgraph.serving.shared_store import SharedStore
from csgraph.store import Store, holding, open_store

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
OURS = {"sec-fetch-site": "same-origin", "origin": "null"}


@pytest.fixture(scope="module")
def shown() -> Iterator[Site]:
    with site(loaded_sample()) as made:
        yield made


@pytest.fixture(scope="module")
def children() -> list[str]:
    with open_store(loaded_sample(), read_only=True) as store:
        return sorted(store.read("children")["child"])[:8]


def logged() -> list[dict[str, Any]]:
    return list(entries(log_path()))


def test_only_the_token_lets_in_and_the_address_does_not_keep_it(shown: Site) -> None:
    with shown.stranger() as stranger:
        for path in ("/", "/ask/closures", "/nowhere", "/?token=", "/?token=wrong", f"/?token={TOKEN}x"):
            refused = stranger.get(path)
            assert (refused.status_code, "csgraph serve printed" in refused.text) == (403, True), path
        let_in = stranger.get(f"/ask/closures?as_of=2026-10-31&token={TOKEN}&place=A%26B")
        assert let_in.status_code == 303
        assert let_in.headers["location"] == "/ask/closures?as_of=2026-10-31&place=A%26B"
        cookie = let_in.headers["set-cookie"].lower()
        assert TOKEN not in cookie
        assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/"))
        assert "expires" not in cookie
        assert "max-age" not in cookie
        elsewhere = stranger.get(f"{shown.browser.base_url}//elsewhere.example/?token={TOKEN}")
        assert elsewhere.headers["location"] == "/elsewhere.example/"
        stranger.cookies.clear()
        stranger.cookies.set(shown.guard.cookie, "guessed")
        assert stranger.get("/").status_code == 403


def test_other_names_pages_and_methods_are_refused_whoever_asks(shown: Site) -> None:
    port, browser = shown.guard.port, shown.browser
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{port}"):
        assert browser.get("/", headers={"host": host}).status_code == 421, host
    assert browser.get("/", headers={"host": f"localhost:{port}"}).status_code == 200
    for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert browser.request(method, "/").status_code == 405, method
    assert browser.post("/", headers=OURS).status_code == 405
    for said in ("cross-site", "same-site"):
        assert browser.get("/ask/closures", headers={"sec-fetch-site": said}).status_code == 403
    assert browser.get("/ask/closures", headers={"sec-purpose": "prefetch;prerender"}).status_code == 503


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        (OURS, 303),
        ({"origin": "self"}, 303),
    ],
)
def test_a_form_must_come_from_a_page_of_ours(shown: Site, said: dict[str, str], status: int) -> None:
    headers = {name: str(shown.browser.base_url) if value == "self" else value for name, value in said.items()}
    sent = shown.browser.post("/open", data={"what": "ask/closures"}, headers=headers, follow_redirects=False)
    assert sent.status_code == status


def test_every_answer_keeps_itself_in_the_browser(shown: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> str:
        raise ValueError("Zebedee Quuxfield")

    monkeypatch.setattr(pages, "_brief", breaks)
    answers = [shown.browser.get(path) for path in ("/", "/nowhere", "/ask/voice", "/brief", "/x?as_of=soon")]
    with shown.stranger() as stranger:
        answers += [stranger.get("/"), stranger.get(f"/?token={TOKEN}"), stranger.put("/")]
    assert [answer.status_code for answer in answers] == [200, 404, 200, 500, 400, 403, 303, 405]
    for answer in answers:
        head = answer.headers
        assert "frame-ancestors 'none'" in head["content-security-policy"]
        assert "default-src 'none'" in head["content-security-policy"]
        assert "unsafe" not in head["content-security-policy"]
        assert (head["cache-control"], head["referrer-policy"]) == ("no-store", "no-referrer")
        assert (head["x-content-type-options"], head["x-frame-options"]) == ("nosniff", "DENY")
        assert head["cross-origin-opener-policy"] == head["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in head
        if "http-equiv" in answer.text:
            carried = unescape(answer.text.split('Policy" content="')[1].split('"')[0])
            assert head["content-security-policy"].startswith(carried)
    assert "ValueError" in answers[3].text
    assert "Zebedee" not in answers[3].text


def test_maps_and_briefs_are_the_files_that_the_commands_write(
    shown: Site,
    children: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[object, Brief] = {}

    def once(shared: Shared, child: str, as_of: date) -> Brief:
        """A brief takes seconds; the second one that is asked for alike is the first."""
        asked_for = (child, as_of, shared.sharing)
        made[asked_for] = made.get(asked_for) or brief_of(shared, child, as_of)
        return made[asked_for]

    monkeypatch.setattr("csgraph.maps.brief.brief_of", once)
    child, why = children[0], ("--store", loaded_sample(), "--purpose", "panel of 12 November")
    one, given = ("--child", child), {"child": child}
    calls: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
        ("map/professional-network", given, ("map", "professional-network", *one)),
        ("map/places", {"as_of": "2026-09-30", "labels": "pseudonyms"},
         ("map", "places", "--as-of", "2026-09-30", "--labels", "pseudonyms")),
        ("brief", given, ("brief", child)),
    )  # fmt: skip
    for what, parameters, call in calls:
        out = tmp_path / "page.html"
        assert run(capsys, *call, *why, "--out", str(out))[0] == 0
        page = shown.browser.get(f"/{what}", params=parameters)
        assert page.status_code == 200, page.text
        assert as_file(page.text) == as_file(out.read_text(encoding="utf-8")), what
        assert page.text.count('<nav class="served') == 1
    assert len(made) == 1


def test_findings_are_those_of_the_question_and_logged_alike(shown: Site, tmp_path: Path) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        shared = Shared(store, Sharing())
        typed = About(agencies=("police",))
        asking = asked(shared, typed)
        found = shared.findings(answered(shared, "closures", asking, typed))
    page = shown.browser.get("/ask/closures", params={"agency": "police", "purpose": "chair's briefing"})
    entry = logged()[-1]
    drawn = Drawing(asking.as_of, datetime.now().astimezone().date(), "panel of 12 November: chair's briefing")
    path = write_findings(all_questions()["closures"], found, drawn, str, tmp_path / "f.html", audit="00000000")
    assert as_file(page.text) == as_file(path.read_text(encoding="utf-8"))
    assert (entry["action"], entry["outputs"]) == (f"ask closures as of {asking.as_of}", [])
    assert entry["purpose"] == "panel of 12 November: chair's briefing"
    assert len(entry["subjects"]) == len(shared.subjects) > 0
    assert f"Audit: {entry['mac'][:8].upper()}" in page.text


def test_names_are_shown_only_where_the_server_and_the_page_say_so(shown: Site, children: list[str]) -> None:
    child = children[0]
    with open_store(loaded_sample(), read_only=True) as store:
        names = store.read("child_names").set_index("id").loc[child]
    name = f"{names['forename']} {names['surname']}"
    before = len(logged())
    refused = shown.browser.get("/ask/history", params={"child": child, "names": "yes"})
    assert (refused.status_code, "--identifiable" in refused.text) == (400, True)
    refused = shown.browser.get("/ask/history", params={"child": child, "include": "police-intelligence"})
    assert (refused.status_code, "started without police-intelligence" in refused.text) == (400, True)
    assert len(logged()) == before
    assert "Show names" not in shown.browser.get("/").text
    allowed = frozenset({"police-intelligence"})
    with site(loaded_sample(), identifiable=True, include=allowed) as open_one:
        assert all(f'value="{one}"' in open_one.browser.get("/").text for one in ("yes", "police-intelligence"))
        plain = open_one.browser.get("/ask/history", params={"child": child})
        assert name not in plain.text
        assert child not in plain.text
        named = open_one.browser.get(
            "/ask/history", params={"child": child, "names": "yes", "include": "police-intelligence"}
        )
        assert name in named.text
        assert "<strong>Names are shown.</strong>" in named.text
    entry = logged()[-1]
    assert (entry["identifiable"], entry["included"]) == (True, ["police-intelligence"])
    assert outputs_about([child])[-1].identifiable


def test_a_form_leads_to_an_address_without_an_identifier(shown: Site, children: list[str]) -> None:
    fields = {
        "what": "ask/history",
        "child": f" {children[0]} ",
        "as_of": "",
        "labels": "initials",
        "purpose": "core group",
    }
    sent = shown.browser.post("/open", data=fields, headers=OURS, follow_redirects=False)
    where = sent.headers["location"]
    assert where == f"/ask/history?child={pseudonym(children[0])}&labels=initials&purpose=core+group"
    page = shown.browser.get(where)
    assert page.status_code == 200
    bar = page.text.split('<nav class="served')[1].split("</nav>")[0]
    assert f"/map/professional-network?child={pseudonym(children[0])}" in bar
    assert f"/brief?child={pseudonym(children[0])}" in bar
    again = shown.browser.get(unescape(bar.split('href="')[1].split('"')[0])).text
    assert '<option value="ask/history" selected>' in again
    assert f'value="{pseudonym(children[0])}"' in again
    assert children[0] not in page.text + again


def test_what_a_person_gets_wrong_is_said_with_what_to_do(shown: Site) -> None:
    def told(path: str, **parameters: str) -> str:
        answer = shown.browser.get(path, params=parameters or None)
        assert answer.status_code in (400, 404), path
        return unescape(answer.text.split('<p class="warning"')[1].split("</p>")[0])

    assert "No child is known as ssd:0" in told("/brief", child="ssd:0")
    assert "about one child" in told("/brief")
    assert "is about one child" in told("/map/professional-network")
    assert "There is no place Nowhere" in told("/ask/risky-places", place="Nowhere")
    assert "is not a day" in told("/ask/closures", as_of="31/10/2026")
    assert "is not before the day" in told("/ask/changes", since="2027-01-01")
    assert "does not know" in told("/ask/closures", sincee="2026-01-01")
    assert "more than once" in told("/ask/closures?as_of=2026-01-01&as_of=2026-01-02")
    assert "There is no question x" in told("/ask/x")
    assert "There is no pack assurance here" in told("/pack/assurance")
    for path in ("/ask", "/ask/closures/x", "/brief/x", "/map/", "/favicon.ico", "/../etc/passwd", "/%2e%2e/x"):
        assert shown.browser.get(path).status_code == 404, path
    chosen = shown.browser.post("/open", data={"what": "", "child": "ssd:0"}, headers=OURS)
    assert (chosen.status_code, "Nothing was chosen" in chosen.text) == (400, True)
    unknown = shown.browser.post("/open", data={"what": "brief", "child": "ssd:0"}, headers=OURS)
    assert (unknown.status_code, unknown.text.count("ssd:0")) == (400, 2)


def test_hostile_text_is_only_text_and_long_text_is_refused(shown: Site) -> None:
    answers = [shown.browser.get("/", params=dict.fromkeys(("place", "group", "child", "purpose"), HOSTILE))]
    answers += [shown.browser.get("/ask/closures", params={name: HOSTILE}) for name in ("purpose", "team", "boundary")]
    answers += [shown.browser.get(f"/{HOSTILE}"), shown.browser.get("/ask/closures", params={HOSTILE: "x"})]
    answers += [shown.browser.post("/open", data={"what": HOSTILE, "place": HOSTILE}, headers=OURS)]
    for answer in answers:
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
    assert answers[1].status_code == 200
    assert "&lt;script&gt;alert(1)" in answers[1].text
    assert shown.browser.get("/", params={"purpose": "x" * 201}).status_code == 400
    assert shown.browser.get("/?" + "place=xy&" * 61).status_code == 400
    assert shown.browser.get("/", params={"purpose": "x" * 5000}).status_code == 414
    assert shown.browser.get("/", params={"purpose": "x" * 20_000}).status_code in (400, 414, 431)
    assert shown.browser.post("/open", data={"what": "x" * 20_000}, headers=OURS).status_code == 400
    assert shown.browser.get("/ask/closures", params={"team": "a\0b\u202e"}).status_code == 400


def test_nothing_is_shown_that_cannot_be_logged(
    shown: Site, children: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "file" / "log"))
    page = shown.browser.get("/ask/history", params={"child": children[0]})
    assert page.status_code == 400
    assert "cannot be written" in page.text
    assert "<table" not in page.text


def test_eight_at_once_get_each_their_own(shown: Site, children: list[str]) -> None:
    def history(child: str) -> str:
        return as_file(shown.browser.get("/ask/history", params={"child": child}).text)

    alone = [history(child) for child in children]
    before = len(logged())
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(history, children))
    assert together == alone
    assert len(set(alone)) == 8
    fresh = logged()[before:]
    assert sorted(one["subjects"] for one in fresh) == sorted([pseudonym(c).partition("-")[2]] for c in children)


def test_the_form_offers_no_home() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        offered = choices(store)
        places = store.read("places")
    homes = {str(name) for name in places.loc[places["kind"].isin(["home", "private_address", "care_home"]), "name"]}
    assert not homes & set(offered.places)
    assert len(offered.places) > 10
    assert offered.teams
    assert offered.newest.isoformat() == "2026-10-31"


def test_an_import_comes_in_between_and_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.6)
    where = tmp_path / "store"
    with open_store(where) as store:
        load(store, tmp_path, "roll")
    with site(str(where), linger=0.05) as made:
        assert made.browser.get("/ask/peer-groups").status_code == 200
        with open_store(where) as store:  # the server has let go of it
            busy = made.browser.get("/ask/peer-groups")
            assert (busy.status_code, "is being written by another csgraph" in busy.text) == (503, True)
            load(store, tmp_path, next(name for name in EXTRACTS if name != "roll"))
        assert made.browser.get("/ask/peer-groups").status_code == 200
    assert "being written" in capsys.readouterr().err
    with open_store(where):
        pass


def test_pages_on_either_engine(engine_url: str, tmp_path: Path) -> None:
    with open_store(engine_url) as store:
        for name in EXTRACTS:
            load(store, tmp_path, name)
        child = str(min(store.read("children")["child"]))
    with site(engine_url) as made, ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda path: made.browser.get(path, params={"child": child}), ["/ask/history", "/ask/voice"] * 2)
        )
    assert {page.status_code for page in found} == {200}
    assert as_file(found[0].text) == as_file(found[2].text)


def test_a_store_is_opened_once_for_all_and_each_has_frames_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def counted(*given: Any, **more: Any) -> Store:
        opened.append(given)
        return open_store(*given, **more)

    monkeypatch.setattr("csgraph.serving.shared_store.open_store", counted)
    shared = SharedStore(loaded_sample(), linger=5)

    def children(_: int) -> int:
        with shared.opened() as store:
            frame = store.read("children")
            frame["child"] = "changed"
            return len(frame)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(children, range(8)))) == 1
    with shared.opened() as store:
        assert (store.read("children")["child"] != "changed").all()
    shared.close()
    assert len(opened) == 2  # one of them to see at the start that there is a store
    assert shared.users == 0


@pytest.fixture
def started(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    call = [sys.executable, "-m", "csgraph", "serve", "--store", loaded_sample(), "--purpose", "panel"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        yield process
        process.kill()


def _connects(host: str, port: int) -> bool:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as tried:
        tried.settimeout(2)
        return tried.connect_ex((host, port)) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one loopback address")
def test_the_command_listens_here_alone_and_ends_when_it_is_told_to(
    started: "subprocess.Popen[str]", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started.stdout
    address = started.stdout.readline().removeprefix("Open ").strip()
    port = int(address.split(":")[2].split("/")[0])
    assert len(address.partition("token=")[2]) >= 43
    assert _connects("127.0.0.1", port)
    # A server on every address of the machine would answer on these, too.
    assert not _connects("127.0.0.2", port)
    assert not _connects("::1", port)
    assert run(capsys, "serve", "--store", loaded_sample(), "--port", str(port)) == (
        1, "", f"Error: Port {port} of this machine is in use. Leave --port away for a free one, or name another.\n",
    )  # fmt: skip
    with httpx.Client(trust_env=False, follow_redirects=True) as browser:
        assert browser.get(address).status_code == 200
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert started.returncode == 0
    assert "1 pages shown" in out
    assert f"Audit log: {os.environ['CSGRAPH_AUDIT_LOG']}" in out
    assert "Traceback" not in err
    assert "token" not in out + err
    assert list(tmp_path.iterdir()) == []


def test_the_command_needs_a_purpose_and_a_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(capsys, "serve", "--store", str(tmp_path / "none"))
    assert (code, out, "There is no store" in err) == (1, "", True)
    monkeypatch.delenv("CSGRAPH_PURPOSE")
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    code, out, err = run(capsys, "serve", "--store", loaded_sample())
    assert (code, out, "nobody said which" in err) == (1, "", True)
