"""Figures of the sweeps as lines of their tests, as rows of docs/reliability.md, and back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

START, END = "<!-- written by make reliability -->", "<!-- to here -->"
HEADS = ("promise", "what was tried", "size", "tried", "against it", "of these", "run")
ALIGNED = ("---:", "---", "---", "---:", "---:", "---", "---")
TALLY = ("lost", "half", "refused", "false")
"""The last cells of a line of `tests/faulting.py`: each counts points that went against the promise."""
RUN = re.compile(r"^- run ([a-z]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Figure:
    """What one sweep tried and found.

    Attributes:
        name: what was tried.
        tried: how many points, cases or histories.
        against: how many of them went against the promise.
        more: further counts by word.
        size: `small`, as in every run of the tests, or `full`.
        run: date, machine and versions.
    """

    name: str
    tried: int
    against: int
    more: Mapping[str, int] = field(default_factory=dict)
    size: str = ""
    run: str = ""


def figures_in(output: str) -> dict[str, Figure]:
    """The figures that tests printed, by name; those of one name are added up."""
    found: dict[str, Figure] = {}
    for line in output.splitlines():
        figure = _told(line)
        if figure:
            found[figure.name] = _added(found[figure.name], figure) if figure.name in found else figure
    return found


def _told(line: str) -> Figure | None:
    """The figure of one line; None where it is none."""
    cells = _cells(line)
    if len(cells) < 3 or not all(cell.isdigit() for cell in cells[1:3]):
        return None
    if len(cells) == 4:
        return Figure(cells[0], int(cells[1]), int(cells[2]), _counts(cells[3]))
    if len(cells) == 3 + len(TALLY):
        return Figure(cells[0], int(cells[1]), sum(map(int, cells[3:])), {"called done": int(cells[2])})
    return None


def _cells(line: str) -> list[str]:
    text = line.strip()
    return [cell.strip() for cell in text[1:-1].split("|")] if text.startswith("| ") and text.endswith("|") else []


def _counts(text: str) -> dict[str, int]:
    pairs = (part.strip().rpartition(" ") for part in text.split(", ") if part.strip())
    return {words: int(number.replace(",", "")) for words, _, number in pairs}


def _added(one: Figure, other: Figure) -> Figure:
    more = {word: one.more.get(word, 0) + other.more.get(word, 0) for word in {**one.more, **other.more}}
    return replace(one, tried=one.tried + other.tried, against=one.against + other.against, more=more)


def figures_on(page: str) -> list[Figure]:
    """The figures that a page has between its two marks."""
    block = page.partition(START)[2].partition(END)[0]
    runs = dict(RUN.findall(block))
    rows = [cells for line in block.splitlines() if len(cells := _cells(line)) == len(HEADS) and cells[0].isdigit()]
    return [
        Figure(name, _number(tried), _number(against), _counts(more), size, runs[run])
        for _, name, size, tried, against, more, run in rows
    ]


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def page_with(page: str, new: Iterable[Figure], promises: Mapping[str, int]) -> str:
    """The page with new figures in place of earlier ones of the same sweep and size.

    Args:
        page: the page as it is, with both marks.
        new: figures with size and run.
        promises: the number of the promise by sweep; figures of sweeps that are no longer known are left out.
    """
    kept = {(one.name, one.size): one for one in [*figures_on(page), *new] if one.name in promises}
    ordered = sorted(kept.values(), key=lambda one: (promises[one.name], one.name, one.size != "small"))
    runs = {run: _letters(place) for place, run in enumerate(dict.fromkeys(one.run for one in ordered))}
    rows = [HEADS, ALIGNED, *(_row(one, promises[one.name], runs[one.run]) for one in ordered)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    told = "\n".join(f"- run {letters}: {run}" for run, letters in runs.items())
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{table}\n\n{told}\n{END}{rest.partition(END)[2]}"


def _row(figure: Figure, promise: int, run: str) -> tuple[str, ...]:
    more = ", ".join(f"{words} {number:,}" for words, number in figure.more.items())
    counts = (f"{figure.tried:,}", f"{figure.against:,}")
    return (str(promise), figure.name, figure.size, *counts, more, run)


def _letters(place: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    before, at = divmod(place, 26)
    return (_letters(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[at]
