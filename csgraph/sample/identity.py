"""Which node of the graph stands for a child in a source: the sample's own reading of the identity rule.

A child whom social care knows is one node, `ssd:…`, with every identifier that some extract puts beside the council's
own number. Every identifier that nobody put beside another is a node of its own: the same child, twice.
"""

from csgraph.sample.people import Child

SCHEMES = ("ssd", "nhs", "upn", "yjs", "police")
"""Best first."""


def value(child: Child, scheme: str) -> str:
    """The child's identifier of a scheme, or an empty text."""
    return {"ssd": child.ssd, "nhs": child.nhs, "upn": child.upn, "yjs": child.yjs, "police": child.police}[scheme]


def joined(child: Child, scheme: str) -> bool:
    """Whether some extract puts this identifier beside the council's own number."""
    if not child.ssd or not value(child, scheme):
        return False
    flags = {
        "ssd": True,
        "nhs": child.care_has_nhs,
        "upn": child.care_has_upn,
        "yjs": child.care_has_yjs,
        "police": child.care_has_police,
    }
    return flags[scheme]


def node(child: Child, scheme: str) -> str:
    """The node that a source means by the child's identifier of a scheme; empty where there is none."""
    if not value(child, scheme):
        return ""
    return f"ssd:{child.ssd}" if joined(child, scheme) else f"{scheme}:{value(child, scheme)}"


def nodes(child: Child) -> list[str]:
    """All nodes of a child, the best first."""
    return list(dict.fromkeys(found for found in (node(child, scheme) for scheme in SCHEMES) if found))


def schemes(child: Child, of: str) -> frozenset[str]:
    """The schemes by which one of the child's nodes is known."""
    return frozenset(scheme for scheme in SCHEMES if node(child, scheme) == of)
