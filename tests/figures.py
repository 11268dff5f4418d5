"""What a sweep tried and found, told as lines that `make reliability` collects into docs/reliability.md."""

from collections import Counter

_counted: Counter[str] = Counter()


def tell_figure(name: str, tried: int, against: int = 0, **of_these: int) -> None:
    """Print what a sweep found; lines of one name are added up.

    Args:
        name: what was tried, as `PARTS` of scripts/sweeps.py has it.
        tried: how many points, cases or histories.
        against: how many of them went against the promise. Call this last, after what the test asserts: what stands
            in the output when a test reads it (`capsys`) is gone.
        of_these: further counts, such as `found`.
    """
    more = ", ".join(f"{what.replace('_', ' ')} {count}" for what, count in of_these.items())
    print(f"\n| {name} | {tried} | {against} | {more} |")  # noqa: T201 - the figures that a run is for


def count(name: str) -> None:
    """Count one case; after its test conftest.py tells how many there were. For tests that are run once an example."""
    _counted[name] += 1


def tell_counted() -> None:
    """Tell what was counted since the last time."""
    for name, tried in _counted.items():
        tell_figure(name, tried)
    _counted.clear()


def forget_counted() -> None:
    """Count anew: what a test that failed had counted is no figure."""
    _counted.clear()
