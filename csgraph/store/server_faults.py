"""What a Neo4j driver's faults mean, in one sentence and a next step. Never its own text, which can hold values."""

from neo4j import exceptions

from csgraph.errors import StoreError

FAULTS = (exceptions.DriverError, exceptions.Neo4jError, OSError, ValueError)
MAY_NOT = ("Forbidden", "AccessMode", "ReadOnly")
"""Parts of the codes by which a server says that something may not be written."""


def told(fault: BaseException, url: str, user: str = "", outcome: str = "") -> BaseException:
    """A driver's fault in words; other faults are given back.

    Args:
        outcome: what it means for what was to be done, such as that nothing was written.
    """
    match fault:
        case StoreError():
            return fault
        case exceptions.AuthError():
            return StoreError(
                f"The server at {url} refused {user or 'the user'}'s password.{outcome}",
                "Check CSGRAPH_USER and CSGRAPH_PASSWORD.",
            )
        case exceptions.Neo4jError():
            return _by_code(fault.code or "", url, user, outcome)
        case exceptions.ServiceUnavailable() | exceptions.SessionExpired():
            return StoreError(
                f"No Neo4j answers at {url}.{outcome}", "Is it started, and are the address and port right?"
            )
        case exceptions.DriverError() | OSError():
            return StoreError(
                f"{url} cannot be reached: {type(fault).__name__}.{outcome}",
                "Check the address and whether the server uses TLS (+s).",
            )
        case _:
            return fault


def _by_code(code: str, url: str, user: str, outcome: str) -> StoreError:
    """By Neo4j's status codes (https://neo4j.com/docs/status-codes/current/)."""
    if "AuthenticationRateLimit" in code:
        return StoreError(
            f"The server at {url} takes no more passwords for now: too many were wrong.",
            "Check the password, and wait a minute.",
        )
    if "CredentialsExpired" in code:
        return StoreError(
            f"{user or 'The user'}'s password at {url} must be changed first.", "Change it in Neo4j Browser."
        )
    if any(part in code for part in MAY_NOT):
        return StoreError(
            f"{user or 'The user'} may only read at {url}.{outcome}",
            "Have the right to write granted, or name another user by CSGRAPH_USER.",
        )
    if "DatabaseNotFound" in code:
        return StoreError(f"The server at {url} has no such database.", "Check CSGRAPH_DATABASE.")
    if "OutOfMemory" in code:
        return StoreError(
            f"The server at {url} has too little memory for this.{outcome}",
            "Have dbms.memory.transaction.total.max or its heap raised, or import smaller extracts.",
        )
    if "ConstraintCreationFailed" in code:
        return StoreError(
            f"The database at {url} holds two nodes or relationships of one id, so it cannot be kept in order.",
            "It was not written by csgraph alone; import into an empty database.",
        )
    return StoreError(f"The server at {url} refused: {code}.{outcome}")
