"""Chance that comes out the same on every machine and Python version.

Only `random.Random.random` is used: the ways in which the other methods draw have changed between versions.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance, named so that one part of the world can change without changing the others."""

    def __init__(self, seed: int, stream: str) -> None:
        """Start the stream of a seed."""
        self._next = random.Random(f"{seed}/{stream}").random

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._next() < probability

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, the limit."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._next() * len(items))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the items, by weight."""
        point = self._next() * sum(weight for _, weight in choices)
        for item, weight in choices:
            point -= weight
            if point < 0:
                return item
        return choices[-1][0]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """So many different items, or all of them where there are fewer, in chance order."""
        pool = list(items)
        taken: list[T] = []
        while pool and len(taken) < count:
            place = int(self._next() * len(pool))
            pool[place], pool[-1] = pool[-1], pool[place]
            taken.append(pool.pop())
        return taken

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included; first where last lies before it."""
        return first + timedelta(days=self.between(0, max((last - first).days, 0)))
