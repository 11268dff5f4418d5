"""Stable names that tell nothing without the key: for whatever leaves the store, and for the audit log.

HMAC-SHA-256 cut to 64 bits. Without a key the whole of the UPNs or NHS numbers can be hashed in minutes and compared;
with 64 bits two of 200,000 children share a pseudonym less than once in a hundred million installations.
"""

import hashlib
import hmac
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from csgraph import model
from csgraph.errors import CsgraphError
from csgraph.keys import key

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.schema import Kind
    from csgraph.store import Store

PREFIX = "CH"
"""A child; what else is shown by pseudonym has a prefix of its own, for the eye only."""
DIGITS = 16
SHAPE = re.compile(r"^[A-Z]{2}-([0-9A-F]{4,16})$")
"""A pseudonym, or its first digits: four are enough to look somebody up, where no other begins so."""


def pseudonym(identifier: str, prefix: str = PREFIX) -> str:
    """`ssd:10042` -> `CH-7F3A…`: the same for the same identifier and key, whatever the prefix.

    Args:
        identifier: a node's id or one of its other identifiers, as the graph writes it.
        prefix: two letters that say what it is.

    Raises:
        CsgraphError: there is no usable key.
    """
    return f"{prefix}-{_digits(key('pseudonym'), identifier)}"


def pseudonyms(identifiers: list[str], prefix: str = PREFIX) -> list[str]:
    """The pseudonyms of many identifiers, with the key read once."""
    secret = key("pseudonym")
    return [f"{prefix}-{_digits(secret, one)}" for one in identifiers]


def is_pseudonym(text: str) -> bool:
    """Whether a text has the form of a pseudonym, whole or its first digits."""
    return SHAPE.match(text.strip().upper()) is not None


def children_behind(store: "Store", typed: Collection[str]) -> frozenset[str]:
    """Node ids of some children, each given by any of their identifiers or by pseudonym.

    Raises:
        CsgraphError: the store knows no such child.
    """
    from csgraph.network.identifiers import resolved_children

    hidden = [one for one in typed if is_pseudonym(one)]
    found = people_behind(store, hidden) if hidden else {}
    return resolved_children(store, [found.get(one, one) for one in typed])


def people_behind(store: "Store", typed: Collection[str]) -> dict[str, str]:
    """The node id of the person behind each pseudonym; one of a former identifier is found too.

    Args:
        store: the store that they are in.
        typed: pseudonyms, whole or their first digits.

    Raises:
        CsgraphError: nobody in the store has one of them under this key, or several people have.
    """
    known = _identifiers(store)
    digits = [one.partition("-")[2] for one in pseudonyms(known["identifier"].tolist())]
    people = list(zip(digits, known["id"], strict=True))
    return {one: _only(one, {id_ for made, id_ in people if made.startswith(_asked(one))}) for one in typed}


def all_identifiers(store: "Store", typed: str) -> list[str]:
    """Every identifier of one person, given by any of them or by pseudonym; the node id is among them.

    Raises:
        CsgraphError: the store knows nobody by it.
    """
    known = _identifiers(store)
    if is_pseudonym(typed):
        node = people_behind(store, [typed])[typed]
    else:
        found = known.loc[known["identifier"].str.casefold() == typed.strip().casefold(), "id"].tolist()
        if not found:
            raise CsgraphError(f"Nobody is known as {typed}.", "Give an identifier such as ssd:123, or a pseudonym.")
        node = found[0]
    return sorted(set(known.loc[known["id"] == node, "identifier"]))


def who_is(store: "Store", typed: Collection[str]) -> "pd.DataFrame":
    """Who stands behind pseudonyms: pseudonym, id, forename, surname, dob, identifiers.

    Raises:
        CsgraphError: nobody in the store has one of them under this key, or several people have.
    """
    import pandas as pd

    from csgraph.store.queries import Query

    behind = people_behind(store, typed)
    text = " UNION ALL ".join(
        f"MATCH (p:{label}) WHERE p.id IN $ids "
        "RETURN p.id AS id, p.forename AS forename, p.surname AS surname, p.dob AS dob"
        for label in model.PEOPLE
    )
    columns: dict[str, Kind] = {"id": "text", "forename": "text", "surname": "text", "dob": "date"}
    people = store.ask(Query("people", "", text, columns, {"ids": "texts"}), ids=sorted(set(behind.values())))
    others = _identifiers(store).groupby("id")["identifier"].agg(lambda ids: sorted(set(ids)))
    rows = pd.DataFrame({"pseudonym": list(behind), "id": list(behind.values())}).merge(people, on="id", how="left")
    return rows.assign(identifiers=rows["id"].map(others))


def _identifiers(store: "Store") -> "pd.DataFrame":
    """Every identifier of every person: id (the node's), identifier."""
    import pandas as pd

    from csgraph.store.queries import Query

    own, further = (
        " UNION ALL ".join(pattern.format(label=label) for label in model.PEOPLE)
        for pattern in (
            "MATCH (p:{label}) RETURN p.id AS id",
            "MATCH (p:{label})-[:IDENTIFIED_BY]->(i:Identifier) RETURN p.id AS id, i.id AS identifier",
        )
    )
    # Two queries: ladybug 0.22 gives a column that stands twice in the first part of a union twice in the others too.
    nodes = store.ask(Query("people", "", own, {"id": "text"}, {}))
    others = store.ask(Query("people by identifier", "", further, {"id": "text", "identifier": "text"}, {}))
    return pd.concat([nodes.assign(identifier=nodes["id"]), others], ignore_index=True)


def _asked(typed: str) -> str:
    found = SHAPE.match(typed.strip().upper())
    return found[1] if found else "not a pseudonym"


def _only(typed: str, found: set[str]) -> str:
    if len(found) == 1:
        return found.pop()
    if found:
        raise CsgraphError(f"{typed} begins the pseudonyms of {len(found)} people.", "Give all of its digits.")
    raise CsgraphError(
        f"Nobody in this store has the pseudonym {typed} under this key.",
        "Check it, and that CSGRAPH_KEY_FILE is the key of whoever made the output.",
    )


def _digits(secret: bytes, identifier: str) -> str:
    return hmac.new(secret, identifier.encode(), hashlib.sha256).hexdigest()[:DIGITS].upper()
