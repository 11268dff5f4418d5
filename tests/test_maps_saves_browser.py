"""Moving records, writing notes and saving: layouts that fit again, and files that others read, in a real Chromium."""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from defusedxml.ElementTree import parse
from map_models import HOSTILE, peers, places, professional
from opened_maps import Opened, Opener, csv_rows, inked, on_screen, opener, tick
from playwright.sync_api import Browser

from csgraph.maps.model import MapModel

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SVG = "{http://www.w3.org/2000/svg}"
SAVES = ("png", "svg", "records", "lines", "graphml")
DECODED = """async (encoded) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + encoded;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const drawn = canvas.getContext('2d');
  drawn.drawImage(image, 0, 0);
  const { data } = drawn.getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 600) inked += 1;
  return [image.width, image.height, data[0] + data[1] + data[2] + data[3], inked];
}"""


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a map's page in a fresh profile."""
    with opener(browser, tmp_path) as opened:
        yield opened


def layout(opened: Opened, folder: Path) -> dict[str, Any]:
    """The layout as it would be saved now."""
    made: dict[str, Any] = json.loads(opened.saved("#save-layout", folder).read_text(encoding="utf-8"))
    return made


def open_layout(opened: Opened, content: object) -> str:
    """Opens a layout file; what the page says of it."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    opened.page.evaluate("() => { document.getElementById('found').textContent = ''; }")
    opened.page.set_input_files("#open-layout", {"name": "x.json", "mimeType": "application/json", "buffer": raw})
    opened.page.wait_for_function("() => document.getElementById('found').textContent")
    return opened.text("#found")


def write_note(opened: Opened, text: str) -> None:
    opened.keys("n")
    assert opened.page.evaluate("() => document.activeElement.id") == "note"
    opened.page.fill("#note", text)
    opened.page.keyboard.press("Escape")
    opened.page.focus("#map")


def key_of(opened: Opened, label: str) -> str:
    keys: dict[str, str] = opened.page.evaluate(
        "() => Object.fromEntries(JSON.parse(document.getElementById('map-data').textContent)"
        ".nodes.map((node) => [node.label, node.key]))"
    )
    return keys[label]


def test_dragging_moves_a_record_with_its_lines_and_can_be_undone(show: Opener, tmp_path: Path) -> None:
    model = peers()
    opened = show(model)
    before = layout(opened, tmp_path)["places"]
    key = key_of(opened, "KA")
    x, y = on_screen(opened.page, model, "KA")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 40, y + 20, steps=4)
    opened.page.mouse.move(x + 80, y + 60, steps=4)
    opened.page.mouse.up()
    assert opened.text("#panel-title") == "KA"
    after = layout(opened, tmp_path)["places"]
    assert {one for one, place in after.items() if place != before[one]} == {key}
    assert after[key][0] > before[key][0] + 30
    assert after[key][1] > before[key][1] + 20
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    ends = opened.page.locator(".picture svg line").evaluate_all(
        "(all) => all.map((one) => Number(one.getAttribute('x1')))"
    )
    assert [end for end in ends if abs(end - after[key][0]) < 0.01] or opened.page.locator(
        f".picture svg line[x2='{after[key][0]}']"
    ).count()
    opened.keys("Control+z")
    assert layout(opened, tmp_path)["places"] == before


def test_shift_and_arrows_move_the_chosen_record_as_one_step(show: Opener, tmp_path: Path) -> None:
    opened = show(peers())
    opened.find("KA")
    key = key_of(opened, "KA")
    x, y = layout(opened, tmp_path)["places"][key]
    opened.keys("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowUp")
    assert layout(opened, tmp_path)["places"][key] == [pytest.approx(x + 20), pytest.approx(y - 10)]
    opened.keys("Control+z")
    assert layout(opened, tmp_path)["places"][key] == [x, y]
    opened.keys("Control+y")
    opened.page.click("#put-back")
    assert layout(opened, tmp_path)["places"][key] == [x, y]


def test_a_note_is_on_the_map_in_a_table_and_undone(show: Opener) -> None:
    opened = show(professional())
    opened.find("Amina")
    plain_ink = inked(opened.page)
    write_note(opened, "Rang on Monday.\u202e\nNo answer.")
    assert inked(opened.page) != plain_ink
    assert opened.text("#notes tbody td") == "Rang on Monday.\nNo answer."
    assert opened.text("#notes tbody th").startswith("Social worker, Amina Khan")
    opened.find("Walker")
    opened.page.click("#notes tbody button")
    assert opened.page.input_value("#note") == "Rang on Monday.\nNo answer."
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator(".picture svg text", has_text="n").locator("visible=false").count() > 0
    opened.keys("Control+z")
    assert opened.page.is_hidden("#notes")
    assert opened.page.input_value("#note") == ""
    opened.page.click("#redo")
    assert opened.page.is_visible("#notes")


def test_a_layout_fits_again_and_says_what_does_not(show: Opener, tmp_path: Path) -> None:
    model = professional()
    opened = show(model)
    opened.find("Amina")
    write_note(opened, "Rang on Monday.")
    opened.keys("Shift+ArrowLeft", "Shift+ArrowLeft")
    opened.find("Walker")
    opened.keys("h")
    saved = layout(opened, tmp_path)
    assert (saved["csgraph"], saved["map"], saved["as_of"]) == ("layout", "professional-network", "2026-10-31")
    assert len(saved["places"]) == len(model.nodes)
    assert len(saved["hidden"]) == 1
    assert "ssd:" not in json.dumps(saved)

    fewer = replace(model, nodes=tuple(node for node in model.nodes if node.label != "Virtual school"), edges=())
    again = show(replace(fewer, meta=replace(model.meta, title="Next month")))
    moved = key_of(again, "Social worker")
    told = open_layout(again, saved)
    assert told.startswith(f"Layout of 2026-10-31 opened: {len(model.nodes) - 1} records placed, 1 note.")
    assert "1 record of it not on this map, 0 on this map not in it." in told
    assert again.text("#notes tbody td") == "Rang on Monday."
    assert f"Showing {len(model.nodes) - 2} of {len(model.nodes) - 1} records" in again.text("#shown")
    now = layout(again, tmp_path)
    assert now["places"][moved] == saved["places"][moved]
    assert now["notes"] == saved["notes"]
    again.keys("Control+z")
    assert again.page.is_hidden("#notes")
    assert layout(again, tmp_path)["places"][moved][0] == pytest.approx(saved["places"][moved][0] + 20)
    assert again.complaints == opened.complaints == []


def test_what_is_no_layout_changes_nothing(show: Opener, tmp_path: Path) -> None:
    opened = show(peers())
    good = layout(opened, tmp_path)
    broken: list[object] = [
        *(b"", b"\x00\xff", b"[1, 2", [], None, "layout", {}),
        *({**good, "csgraph": "other"}, {**good, "map": "places"}, {**good, "places": [1]}, {**good, "hidden": {}}),
        *({**good, "places": {"a": [1, "2"]}}, {**good, "places": {"a": [1e300, 0]}}, {**good, "notes": {"a": {}}}),
        {**good, "hidden": [None]},
    ]
    for content in broken:
        assert open_layout(opened, content) == "That file is no layout of this map. Nothing was changed."
    assert layout(opened, tmp_path) == good
    assert opened.complaints == []


def test_hostile_notes_and_layouts_stay_text(show: Opener, tmp_path: Path) -> None:
    opened = show(professional(identifiable=True))
    good = layout(opened, tmp_path)
    keys = list(good["places"])
    notes = dict(zip(keys, HOSTILE, strict=False)) | {"__proto__": "window.hurt", "constructor": "window.hurt"}
    told = open_layout(opened, {**good, "notes": notes, "hidden": ["__proto__"], "as_of": HOSTILE[0]})
    assert f"{len(HOSTILE)} notes" in told
    assert "2 records of it not on this map" in told
    assert opened.page.locator("#notes tbody tr").count() == len(HOSTILE)
    assert "onerror" in opened.text("#notes")
    for save in SAVES:
        opened.saved(f"#save-{save}", tmp_path)
    for button in opened.page.locator("#notes tbody button").all()[:3]:
        button.click()
    assert opened.page.evaluate("() => window.hurt ?? ({}).hurt") is None
    assert opened.page.locator("#notes img, #notes a, #notes svg, #notes script, #panel img, #found *").count() == 0
    assert opened.violations() == []
    assert opened.complaints == []
    drawn = parse(tmp_path / "csgraph-professional-network-2026-10-31.svg")
    assert {one.tag for one in drawn.iter() if "script" in one.tag or one.tag.endswith("}a")} == set()


@pytest.fixture(scope="module")
def filtered(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, MapModel]]:
    """The professional network without family, one record moved and one noted with a formula."""
    model = professional()
    with opener(browser, tmp_path_factory.mktemp("filtered")) as show_:
        opened = show_(model)
        tick(opened, "Parent (")
        opened.find("Amina")
        write_note(opened, '=HYPERLINK("http://x") & "a"')
        opened.keys("Shift+ArrowRight")
        yield opened, model


def must_say(text: str) -> list[str]:
    """What a saved file does not say of itself."""
    wanted = (
        "OFFICIAL-SENSITIVE",
        "31 October 2026",
        "Panel of 25 November 2026",
        "initials only",
        "by relationship",
        "moved by hand",
    )
    return [words for words in wanted if words not in text]


def test_csv_holds_what_is_shown_and_no_formula(filtered: tuple[Opened, MapModel], tmp_path: Path) -> None:
    opened, model = filtered
    head, rows = csv_rows(opened.saved("#save-records", tmp_path))
    assert must_say(" ".join(head.values())) == []
    assert len(rows) == len(model.nodes) - 2
    noted = next(row for row in rows if "Amina Khan" in row["Record"])
    assert noted["Note"] == '\'=HYPERLINK("http://x") & "a"'
    head, rows = csv_rows(opened.saved("#save-lines", tmp_path))
    assert must_say(" ".join(head.values())) == []
    ties = [tie for edge in model.edges for tie in edge.ties if tie.relationship != "Parent"]
    assert Counter(row["What"] for row in rows) == Counter(tie.words for tie in ties)
    assert Counter(row["From day"] for row in rows) == Counter(tie.start for tie in ties)


def test_networkx_reads_the_graphml(filtered: tuple[Opened, MapModel], tmp_path: Path) -> None:
    opened, model = filtered
    graph = nx.read_graphml(opened.saved("#save-graphml", tmp_path), force_multigraph=True)
    assert must_say(" ".join(map(str, graph.graph.values()))) == []
    assert len(graph) == len(model.nodes) - 2
    ties = [tie for edge in model.edges for tie in edge.ties if tie.relationship != "Parent"]
    assert Counter(found["words"] for _, _, found in graph.edges(data=True)) == Counter(tie.words for tie in ties)
    noted = next(found for _, found in graph.nodes(data=True) if "Amina Khan" in found["label"])
    assert noted["note"].startswith("=HYPERLINK")
    node = next(node for node in model.nodes if "Amina Khan" in node.lines)
    assert noted["x"] == pytest.approx(node.x + 10)


def test_svg_and_png_carry_the_picture_and_its_head(filtered: tuple[Opened, MapModel], tmp_path: Path) -> None:
    opened, _ = filtered
    drawn = parse(opened.saved("#save-svg", tmp_path))
    texts = " ".join(one.text or "" for one in drawn.iter(f"{SVG}text"))
    assert must_say(texts) == []
    assert texts.count("OFFICIAL-SENSITIVE") == 2
    for words in ("Amina Khan", "Northgate Station", "Child or young person", "Professional network: KW"):
        assert words in texts
    assert "Tracy" not in texts
    assert len(list(drawn.iter(f"{SVG}line"))) > 15
    png = opened.saved("#save-png", tmp_path).read_bytes()
    width, height, corner, inked_ = opened.page.evaluate(DECODED, base64.b64encode(png).decode())
    root = drawn.getroot()
    assert root is not None
    size = [float(root.attrib[side]) for side in ("width", "height")]
    assert [width, height] == [pytest.approx(2 * side, abs=2) for side in size]
    assert corner == 4 * 255
    assert inked_ > 20_000
    assert opened.violations() == []


def test_a_place_map_is_saved_too(show: Opener, tmp_path: Path) -> None:
    model = places()
    opened = show(model)
    for save in SAVES:
        assert opened.saved(f"#save-{save}", tmp_path).stat().st_size > 1000
    assert opened.complaints == []
    assert len(nx.read_graphml(tmp_path / "csgraph-places-2026-10-31.graphml")) == len(model.nodes)


def test_leaving_with_unsaved_notes_asks_first(show: Opener, tmp_path: Path) -> None:
    opened = show(professional())
    opened.find("Amina")
    write_note(opened, "Rang on Monday.")
    assert opened.page.evaluate("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    layout(opened, tmp_path)
    assert opened.page.evaluate("() => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
