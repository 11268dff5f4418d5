"""The page of a map as a file: self-contained, escaped, locked by its policy, and told in tables too."""

import base64
import hashlib
import json
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from map_examples import drawing, missing_links_example, peer_example, place_example, professional_example
from map_models import peers, places, professional

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.maps import all_maps
from csgraph.maps.findings_page import write_findings
from csgraph.maps.index import Index, IndexEntry, write_index
from csgraph.maps.model import MapModel
from csgraph.maps.page import write_page
from csgraph.maps.templates import embedded, inline
from csgraph.questions import all_questions

SCRIPT = "</script><script>alert(1)</script>"
BANNED = (
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage"),
    *("sessionStorage", "indexedDB", "fetch(", "XMLHttpRequest", "title:", "configure", "manipulation"),
)


MAPS = pytest.mark.parametrize("make", [professional, peers, places])


class Elements(HTMLParser):
    """The elements of a page, and the text of each script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside = "data" if dict(attrs).get("type") else tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.raw.append((self.inside, data))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.inside = ""


def written(model: MapModel, tmp_path: Path) -> str:
    return write_page(model, tmp_path / "map.html").read_text(encoding="utf-8")


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@MAPS
def test_policy_allows_its_own_scripts_and_style_and_nothing_else(
    make: Callable[..., MapModel], tmp_path: Path
) -> None:
    page = Elements(written(make(), tmp_path))
    policy = next(at["content"] or "" for tag, at in page.found if at.get("http-equiv") == "Content-Security-Policy")
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"].split() == [digest(text) for kind, text in page.raw if kind == "script"]
    assert parts["style-src"].split() == [digest(text) for kind, text in page.raw if kind == "style"]
    assert parts["base-uri"] == parts["form-action"] == "'none'"


@MAPS
def test_refers_to_nothing_outside_itself(make: Callable[..., MapModel], tmp_path: Path) -> None:
    text = written(make(), tmp_path)
    for tag, attributes in Elements(text).found:
        assert not {"src", "style", "srcset", "data", "action"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert (attributes.get("href") or "#").startswith("#")
    assert "sourceMappingURL" not in text


@MAPS
def test_carries_what_a_reader_must_know(make: Callable[..., MapModel], tmp_path: Path) -> None:
    text = written(make(), tmp_path)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    for words in (
        *("OFFICIAL-SENSITIVE", "31 October 2026", "23 November 2026", "Panel of 25 November 2026", "initials only"),
        *("Skip to the content", "Key", "Before relying on this map", "noindex", "no-referrer", "as tables"),
    ):
        assert words in text
    assert text.count('class="marking"') == 2


@MAPS
def test_every_record_and_line_is_in_a_table(make: Callable[..., MapModel], tmp_path: Path) -> None:
    model = make()
    text = written(model, tmp_path)
    tables = re.sub(r"<[^>]+>", "|", "".join(re.findall(r"<table>.*?</table>", text, re.DOTALL)))
    for node in model.nodes:
        assert node.label.replace("'", "&#39;") in tables
    links = next(table for table in model.tables if table.title == "Links")
    assert len(links.rows) == len(model.edges)


@MAPS
def test_names_and_dates_of_birth_stay_out_unless_asked_for(make: Callable[..., MapModel], tmp_path: Path) -> None:
    graphs = {professional: professional_example, peers: peer_example, places: place_example}
    people = [found for _, found in graphs[make]().nodes(data=True) if found["label"] in ("Child", "Adult")]
    surnames = {f" {found['surname']}" for found in people if found.get("surname")}
    closed, opened = written(make(), tmp_path), written(make(identifiable=True), tmp_path)
    data = "".join(text for kind, text in Elements(closed).raw if kind == "data")
    assert not [name for name in surnames if f"{name}<" in closed or f'{name}"' in data]
    assert all(name in opened for name in surnames)
    assert "Date of birth" not in closed


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(professional(), tmp_path) == written(professional(), tmp_path)


def test_ids_of_the_graph_do_not_leave_with_the_file(tmp_path: Path) -> None:
    graph = professional_example()
    text = written(professional(), tmp_path)
    assert [id_ for id_ in graph if f'"{id_}"' in text] == []
    assert "peermap:P-A1" not in text


def test_data_cannot_be_taken_for_markup() -> None:
    data = {"label": SCRIPT, "more": ["&amp;", "<!--", "\u2028"]}
    text = str(embedded(data))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == data
    with pytest.raises(ValueError, match="Out of range"):
        embedded(float("nan"))


def test_a_script_that_would_break_out_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "visualisations"
    own.mkdir()
    (own / "page.css").write_text("</style><script>", encoding="utf-8")
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    with pytest.raises(CsgraphError, match=r"page\.css"):
        inline("page.css")


def test_our_scripts_use_nothing_that_runs_text_or_keeps_data() -> None:
    folder = Path(__file__).resolve().parents[1] / "visualisations" / "script"
    for path in sorted(folder.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert [word for word in BANNED if word in text] == [], path.name
        assert len(text.splitlines()) < 300


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "map.html"
    write_whole(path, "first\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_bytes() == b"first\n"
    assert [found.name for found in path.parent.iterdir()] == ["map.html"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_drawing_leaves_the_working_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    write_page(professional(), tmp_path / "map.html")
    assert list(work.iterdir()) == []


def test_an_empty_map_is_a_page_all_the_same(tmp_path: Path) -> None:
    text = written(replace(peers(), nodes=(), edges=(), regions=()), tmp_path)
    assert "<svg" in text


def test_every_map_is_found() -> None:
    assert {"peer-groups", "places", "professional-network"} <= set(all_maps())
    assert all(set(found.about_one) <= {"child", "place", "group"} for found in all_maps().values())
    assert all(name == found.name and found.about and found.title for name, found in all_maps().items())


def test_index_links_only_to_what_lies_beside_it(tmp_path: Path) -> None:
    head = Index("A synthetic borough", drawing().as_of, drawing().drawn_on, about="<b>Nobody is real.</b>")
    entries = [
        IndexEntry("Maps", f"Places {SCRIPT}", "Places and children.", "places.html"),
        IndexEntry(
            "Questions", "Missing links", "Who is missing?", "missing links.html", "Partial picture.", "37 found"
        ),
    ]
    text = write_index(tmp_path, entries, head).read_text(encoding="utf-8")
    links = [at["href"] for tag, at in Elements(text).found if tag == "a"]
    assert links == ["#main", "places.html", "missing links.html"]
    assert SCRIPT not in text
    assert "Partial picture." in text
    for href in ("javascript:alert(1)", "https://example.org", "/etc/passwd", "../x.html", "\\\\server\\x"):
        with pytest.raises(CsgraphError):
            write_index(tmp_path, [replace(entries[0], href=href)], head)


def test_findings_are_a_page_with_labels_for_subjects(tmp_path: Path) -> None:
    question, findings = all_questions()["missing-links"], missing_links_example()
    path = write_findings(question, findings, drawing(), lambda _: f"AB {SCRIPT}", tmp_path / "f.html", states=("gap",))
    text = path.read_text(encoding="utf-8")
    rows = re.findall(r'<tr><th scope="row">', text)
    assert len(rows) == int((findings.table["state"] == "gap").sum())
    assert SCRIPT not in text
    assert "ssd:100" not in text
    assert question.title in text
