"""The one family of errors that csgraph shows to a person: what happened, where, what to do."""

from collections.abc import Sequence


class CsgraphError(Exception):
    """Something a person can mend.

    The message never carries a cell's value or a person's name: it may end up in a log.

    Args:
        what: what happened, and where, in one sentence.
        advice: what to do, the likeliest fix first; empty where the first sentence says it.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what} {advice}".strip())
        self.what = what
        self.advice = advice


class MappingError(CsgraphError):
    """A mapping that cannot be used; lists every fault found, before a row is read.

    Args:
        name: the mapping's file name.
        faults: one sentence for each fault, with the place in the file.
    """

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{name} has {count}; nothing was read.\n" + "\n".join(f"  - {fault}" for fault in faults))


class ExtractError(CsgraphError):
    """An extract that cannot be read at all, or does not fit its mapping."""


class StoreError(CsgraphError):
    """A store that cannot be opened, read or written."""
