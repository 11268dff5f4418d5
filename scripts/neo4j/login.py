"""A server's password: kept in a file of its own that only its owner may read, never on a command line."""

import base64
import json
import os
import secrets
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from parts import CannotStart

FIRST_PASSWORD = "neo4j"  # noqa: S105 - what every new Neo4j starts with, and demands to be changed
SHORTEST = 8


def password(file: Path) -> str:
    """The password in the file; where there is none yet, CSGRAPH_NEO4J_PASSWORD or a new random one, which it keeps.

    Raises:
        CannotStart: the password that was asked for is too short, or the server has another already.
    """
    asked = os.environ.get("CSGRAPH_NEO4J_PASSWORD", "")
    if file.exists():
        kept = file.read_text()
        if asked and asked != kept:
            raise CannotStart(f"This server's password is the one in {file}; unset CSGRAPH_NEO4J_PASSWORD, or wipe.")
        return kept
    if asked and len(asked) < SHORTEST:
        raise CannotStart(f"CSGRAPH_NEO4J_PASSWORD is too short: Neo4j wants {SHORTEST} characters or more.")
    chosen = asked or secrets.token_urlsafe(18)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(chosen)
    return chosen


def settle(http: str, wanted: str) -> None:
    """Makes sure that the server takes the password: a new one is given it in place of Neo4j's first.

    Raises:
        CannotStart: it takes neither.
    """
    if run(http, wanted, "SHOW CURRENT USER"):
        return
    change = "ALTER CURRENT USER SET PASSWORD FROM $first TO $wanted"
    if not run(http, FIRST_PASSWORD, change, first=FIRST_PASSWORD, wanted=wanted):
        raise CannotStart("The server takes neither its kept password nor Neo4j's first one; stop it and wipe.")


def run(http: str, using: str, statement: str, **parameters: str) -> bool:
    """Runs one statement on the system database over HTTP; False where the server refuses it."""
    body = json.dumps({"statements": [{"statement": statement, "parameters": parameters}]}).encode()
    token = base64.b64encode(f"neo4j:{using}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{http}/db/system/tx/commit", body, headers)  # noqa: S310 - this machine
    try:
        with open_locally(request) as answer:
            return not json.load(answer)["errors"]
    except urllib.error.HTTPError:
        return False


def answers(http: str) -> bool:
    """Whether the server answers yet."""
    try:
        with open_locally(urllib.request.Request(http)):  # noqa: S310 - http to this machine
            return True
    except OSError:
        return False


def open_locally(request: urllib.request.Request) -> Any:
    """Opens a request to this machine, past any proxy that the environment names for the world outside."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60)
