"""Bad mappings: each of tests/bad_mappings/ is answered with just what lies beside it, and none with a traceback."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from figures import tell_figure
from sizes import size

from csgraph.batch import Period
from csgraph.checking import check_batch
from csgraph.errors import CsgraphError, MappingError
from csgraph.folders import folder
from csgraph.importing.extract import read_extract
from csgraph.importing.mapping import Mapping
from csgraph.importing.mapping_check import check_mapping

CORPUS = Path(__file__).parent / "bad_mappings"
BAD = sorted(path.stem for path in CORPUS.glob("*.toml"))
SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder("importers").glob("*.toml"))}
MUTATIONS = 2
"""Mutations of each shipped mapping by one seed."""

WORDS: list[str] = sorted(set(re.findall(r"[\w:{}#*/.-]+", "\n".join(SHIPPED.values()))))
ODD: list[str] = [*"\"'[]{}=\\?0é", "", "/(/", "{}", "-1", "true", "\x00", "\u202e", "1e999", "[[table]]"]


def mutated(text: str, dice: random.Random) -> str:
    """A text changed in one to three places, as a hand that edits might: words, characters, lines."""
    for _ in range(dice.randint(1, 3)):
        text = dice.choice(CHANGES)(text, dice)
    return text


def _word(text: str, dice: random.Random) -> str:
    """One word in place of another."""
    found = list(re.finditer(r"[\w:{}#*/.-]+", text))
    if not found:
        return text
    word = dice.choice(found)
    return text[: word.start()] + dice.choice([*WORDS, *ODD]) + text[word.end() :]


def _character(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice([*ODD, "\n", " "]) + text[at + dice.randint(0, 2) :]


def _line(text: str, dice: random.Random) -> str:
    """A line left out, doubled or put elsewhere."""
    lines = text.split("\n")
    line = lines.pop(dice.randrange(len(lines)))
    for _ in range(dice.randint(0, 2)):
        lines.insert(dice.randrange(len(lines) + 1), line)
    return "\n".join(lines)


CHANGES: list[Callable[[str, random.Random], str]] = [_word, _word, _word, _character, _line]


def answer(name: str) -> str:
    with pytest.raises(MappingError) as told:
        check_mapping(CORPUS / f"{name}.toml")
    return "\n".join(told.value.faults) + "\n"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_mapping_is_answered_with_every_fault_its_line_and_what_to_write(name: str) -> None:
    assert answer(name) == (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    tell_figure("mappings with faults", 1)


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample extracts, their first rows only."""
    made = tmp_path_factory.mktemp("heads")
    for path in sorted(folder("sample_data").rglob("*.*")):
        there = made / path.parent.name / path.name
        there.parent.mkdir(exist_ok=True)
        whole = path.read_bytes()
        there.write_bytes(b"".join(whole.splitlines(keepends=True)[:25]) if path.suffix == ".csv" else whole)
    return made


@pytest.mark.parametrize("seed", range(size(ci=4, full=100)))
def test_no_mutation_of_a_shipped_mapping_makes_a_traceback(seed: int, heads: Path, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for name, text in SHIPPED.items():
        for _ in range(MUTATIONS):
            path = tmp_path / f"{name}.toml"
            path.write_bytes(mutated(text, dice).encode())
            with suppress(MappingError):
                tried(check_mapping(path), heads / name)


def tried(mapping: Mapping, extract: Path) -> None:
    """Reads a sample by a mapping that is called sound: it may refuse it, in a person's words."""
    with suppress(CsgraphError):
        check_batch(read_extract(mapping, [extract], Period(date(2026, 10, 31)))[0])
