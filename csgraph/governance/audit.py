"""Who was shown which records, when and why: nothing is shown unless it can be written down first."""

import getpass
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.governance import chain
from csgraph.governance import purpose as purposes
from csgraph.governance.pseudonyms import pseudonyms
from csgraph.store.heads import keep_head

if TYPE_CHECKING:
    from csgraph.store import Store


class Head(str):
    """The head of the log after an entry: eight characters to print on the output, and what the person should know.

    Attributes:
        notices: sentences, such as that the store could not keep the head.
    """

    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One entry of the log that a subject was in.

    Attributes:
        number: the entry's place in the log.
        at: when, in UTC (ISO 8601).
        by: who.
        action: what was done.
        purpose: why.
        identifiable: whether names were shown.
        outputs: files that were written.
    """

    number: int
    at: str
    by: str
    action: str
    purpose: str
    identifiable: bool
    outputs: tuple[str, ...]


def permit(
    action: str,
    *,
    purpose: str | None = None,
    store: "Store",
    subjects: Iterable[str] = (),
    identifiable: bool = False,
    included: Iterable[str] = (),
    outputs: Iterable[str | Path] = (),
) -> Head:
    """Write down that records are about to be shown; call it before anything is printed or written.

    Args:
        action: what is done, such as `map peer-groups`; no name and no identifier.
        purpose: why; default CSGRAPH_PURPOSE, else the configured one.
        store: the store that they come from; it keeps the head where it may.
        subjects: every identifier of whoever is shown; kept as keyed pseudonyms.
        identifiable: whether names are shown.
        included: restricted layers that were asked for.
        outputs: files that are written.

    Returns:
        The log's new head, to be printed as `Audit: <head>`.

    Raises:
        CsgraphError: there is no purpose, or the log cannot be written; then nothing may be shown.
    """
    return _logged(action, purposes.needed(purpose), store, subjects, identifiable, included, outputs)


def record(
    action: str,
    *,
    purpose: str | None = None,
    store: "Store",
    subjects: Iterable[str] = (),
    identifiable: bool = False,
    included: Iterable[str] = (),
    outputs: Iterable[str | Path] = (),
) -> Head:
    """Write down a change of the store, such as an import; arguments as for `permit`, and the purpose may be missing.

    Raises:
        CsgraphError: the log cannot be written.
    """
    return _logged(action, purposes.configured(purpose), store, subjects, identifiable, included, outputs)


def outputs_about(identifiers: Iterable[str]) -> list[Shown]:
    """The entries of this log in which a subject was shown or changed, oldest first.

    Args:
        identifiers: all identifiers of the subject: what was logged is the one it had then.

    Raises:
        CsgraphError: there is no usable key, or the log cannot be read.
    """
    wanted = set(_digits(identifiers))
    return [
        Shown(
            number=one["n"],
            at=one["at"],
            by=one["by"],
            action=one["action"],
            purpose=one["purpose"],
            identifiable=one["identifiable"],
            outputs=tuple(one["outputs"]),
        )
        for one in chain.entries(chain.log_path())
        if wanted.intersection(one["subjects"])
    ]


def last_asked(store: "Store", action: str) -> date:
    """The day that something was last asked about of this store, as the log tells it.

    Raises:
        CsgraphError: it never was, as far as this log goes.
    """
    asked = f"{action} as of "
    days = [
        one["action"].removeprefix(asked)[:10]
        for one in chain.entries(chain.log_path())
        if one["store"] == store.url and one["action"].startswith(asked)
    ]
    if not days:
        raise CsgraphError(
            f"The audit log tells of no earlier run of csgraph {action}.", "Name a day: --since 2026-01-31"
        )
    return date.fromisoformat(days[-1])


def _logged(
    action: str,
    purpose: str,
    store: "Store",
    subjects: Iterable[str],
    identifiable: bool,
    included: Iterable[str],
    outputs: Iterable[str | Path],
) -> Head:
    path = chain.log_path()
    with chain.locked(path):
        written = chain.append(
            path,
            {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "by": who(),
                "action": action,
                "store": store.url,
                "purpose": purpose,
                "identifiable": identifiable,
                "included": sorted(included),
                "subjects": sorted(set(_digits(subjects))),
                "outputs": [str(Path(one).absolute()) for one in outputs],
            },
        )
        # Still held: heads must reach the store in the order of their entries.
        kept = keep_head(store, written.log, written.number, written.mac)
    head = Head(written.head)
    moved = (
        f"An audit log without a key was found and moved to {written.moved}; a new one begins." if written.moved else ""
    )
    head.notices = tuple(filter(None, (moved, kept)))
    return head


def _digits(identifiers: Iterable[str]) -> list[str]:
    """Pseudonyms without the prefix, which says only what sort of thing it is."""
    return [one.partition("-")[2] for one in pseudonyms(list(identifiers))]


def who() -> str:
    """The account's name, from the system where it can tell: the environment can be set to anything."""
    if os.name == "posix":
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # an account without an entry, as in some containers
            return str(os.getuid())
    return getpass.getuser()
