"""What the documentation says is so: its commands run, its links lead somewhere, its counts are the graph's."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loaded_sample import loaded_sample

from csgraph.folders import folder
from csgraph.questions import all_questions
from csgraph.store import open_store
from csgraph.store.counting import counts

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def commands(page: Path) -> list[str]:
    return [line for block in COMMANDS.findall(page.read_text(encoding="utf-8")) for line in block.splitlines() if line]


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.name)
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    shutil.copytree(folder("sample_data"), tmp_path / "sample_data")
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "CSGRAPH_CONFIG_DIR": str(tmp_path),
    }
    for command in commands(page):
        words = shlex.split(command)
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout, command


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_counts_of_the_readme_are_those_of_the_sample() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    block = text.split("<!-- counts -->")[1].split("<!-- /counts -->")[0]
    stated = {label: int(count) for label, count in re.findall(r"\| (\w+) \| (\d+) \|", block)}
    with open_store(loaded_sample(), read_only=True) as store:
        found = counts(store)
    nodes = found[found["what"] == "node label"]
    assert stated == dict(zip(nodes["name"], nodes["count"], strict=True))


def test_every_question_has_its_section() -> None:
    text = (CHECKOUT / "docs" / "questions.md").read_text(encoding="utf-8")
    for name in all_questions():
        assert f"csgraph ask {name}" in text, name


def test_nothing_committed_names_this_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    told = re.compile(r"/(work|root|home)/\w|\.\./shared|DESIGN\.md")
    texts = {".py", ".md", ".toml", ".txt", ".sh", ".yaml", ".cfg", ".jinja", ".js", ".css", ".cypher", ""}
    for name in filter(None, listed):
        path = CHECKOUT / name
        if path.suffix in texts and path.is_file() and path.name != Path(__file__).name:
            assert not told.search(path.read_text(encoding="utf-8", errors="replace")), name
