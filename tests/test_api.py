"""csgraph from Python, and the worked notebook run in a kernel of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from loaded_sample import loaded_sample

import csgraph
from csgraph.api import Graph
from csgraph.errors import CsgraphError
from csgraph.findings import COLUMNS
from csgraph.governance.chain import entries, log_path
from csgraph.questions.asked_about import About

NOTEBOOKS = sorted((Path(__file__).parent.parent / "docs" / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with csgraph.open(loaded_sample(), purpose="a test") as opened:
        yield opened


def test_every_answer_is_a_frame_with_the_columns_of_findings(graph: Graph) -> None:
    found = graph.ask("missing-links", boundary="child-protection")
    assert [column for column in found if column in COLUMNS] == list(COLUMNS)
    assert found["subject"].str.startswith("CH-").all()
    assert found.attrs["as_of"] == "2026-10-31"
    assert any("child-protection" in caveat for caveat in found.attrs["caveats"])


def test_a_child_is_asked_about_by_the_pseudonym_that_an_answer_shows(graph: Graph) -> None:
    child = str(graph.ask("missing-links")["subject"].iloc[0])
    assert set(graph.ask("missing-links", child=child)["subject"]) == {child}


def test_figures_are_disguised_too(graph: Graph) -> None:
    answer = graph.answer("missing-links", About(boundary="child-protection"))
    assert answer.figures["completeness by child"]["child"].str.startswith("CH-").all()


def test_each_answer_is_logged_with_its_purpose(graph: Graph) -> None:
    answer = graph.answer("risky-places")
    last = list(entries(log_path()))[-1]
    assert (last["action"], last["purpose"]) == ("ask risky-places as of 2026-10-31", "a test")
    assert answer.audit


def test_what_does_not_exist_is_told(graph: Graph) -> None:
    with pytest.raises(CsgraphError, match="There is no question closure"):
        graph.ask("closure")


def test_without_a_purpose_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CSGRAPH_PURPOSE", raising=False)
    with pytest.raises(CsgraphError, match="for a purpose"):
        csgraph.open(loaded_sample())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.name))
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_the_worked_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("CSGRAPH_STORE", loaded_sample())
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat types no function
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are not kept: they may show records"
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"][:-1]
    assert all(outputs for outputs in shown[1:])
