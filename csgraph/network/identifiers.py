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
    found = {one: by_identifier.get(one, one) for one in wanted}
    missing = [one for one, node in found.items() if node not in nodes]
    if missing:
        schemes = sorted({node.partition(":")[0] for node in nodes | set(by_identifier)})
        raise CsgraphError(
            f"No child is known as {', '.join(missing)}.",
            f"Identifiers here begin with {', '.join(f'{s}:' for s in schemes)}." if schemes else "The store is empty.",
        )
    return frozenset(found.values())
