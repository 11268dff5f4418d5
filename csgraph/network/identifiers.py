"""Children by any identifier that an agency knows them by."""

from collections.abc import Iterable

from csgraph.errors import CsgraphError
from csgraph.store import Store


def resolved_children(store: Store, identifiers: Iterable[str]) -> frozenset[str]:
    """Node ids of some children, given by any of their identifiers (`ssd:123`, `nhs:…`, `upn:…`).

    Raises:
        CsgraphError: the store knows no child by one of them.
    """
    wanted = list(identifiers)
    known = store.read("child_identifiers")
    by_identifier = dict(zip(known["identifier"], known["child"], strict=True))
    nodes = set(store.read("children")["child"])
    as_kept = {one: written(one) for one in wanted}
    found = {one: by_identifier.get(kept, kept) for one, kept in as_kept.items()}
    missing = [one for one, node in found.items() if node not in nodes]
    bare = next((f"ssd:{one.strip()}" for one in missing if f"ssd:{one.strip()}" in nodes), None)
    if bare:
        raise CsgraphError(f"No child is known as {', '.join(missing)}.", f"Did you mean {bare}?")
    if missing:
        schemes = sorted({node.partition(":")[0] for node in nodes | set(by_identifier)})
        raise CsgraphError(
            f"No child is known as {', '.join(missing)}.",
            f"Identifiers here begin with {', '.join(f'{s}:' for s in schemes)}." if schemes else "The store is empty.",
        )
    return frozenset(found.values())


def written(identifier: str) -> str:
    """An identifier as it is kept, however it was typed: `NHS: 999 889 8617` is `nhs:9998898617`."""
    scheme, mark, value = identifier.strip().partition(":")
    scheme, value = scheme.strip().casefold(), value.strip()
    if scheme in ("nhs", "upn"):
        value = value.replace(" ", "").upper()
    return f"{scheme}{mark}{value}" if mark else identifier.strip()
