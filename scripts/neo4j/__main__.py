"""A Neo4j Community server of one's own, without Docker: `python scripts/neo4j start|stop|status|wipe [name]`.

`start` fetches Neo4j from Maven Central the first time (it needs Java 17 or newer, and Maven), listens on this machine
only, and prints what to set so that csgraph finds it: `eval "$(python scripts/neo4j start)"`.
Servers of different names have databases of their own; `tests` is the one that `make test` uses and empties. They live
in .neo4j, or CSGRAPH_NEO4J_HOME. CSGRAPH_NEO4J_HEAP gives one more memory than 1g, for large extracts.
"""

import argparse
import sys

from parts import CannotStart, neo4j_version
from server import WINDOWS, Server


def variables(server: Server, name: str) -> dict[str, str]:
    """What to set so that csgraph, or for the server named tests its test suite, finds the server."""
    uri = f"bolt://127.0.0.1:{server.ports()['bolt']}"
    if name == "tests":
        return {"CSGRAPH_NEO4J_URI": uri, "CSGRAPH_NEO4J_PASSWORD_FILE": str(server.password_file)}
    return {"CSGRAPH_STORE": uri, "CSGRAPH_PASSWORD_FILE": str(server.password_file)}


def tell(text: str) -> None:
    """Says something to the person; what is to be set goes to the standard output alone."""
    print(text, file=sys.stderr, flush=True)


def start(server: Server, name: str) -> int:
    """Starts the server and prints what to set."""
    if not server.ports():
        tell(f"Starting Neo4j {neo4j_version()}")
    server.start()
    status(server, name)
    for variable, value in variables(server, name).items():
        print(f'$env:{variable} = "{value}"' if WINDOWS else f"export {variable}='{value}'")
    return 0


def stop(server: Server, name: str) -> int:
    """Stops the server."""
    tell(f"Stopped {name}." if server.stop() else f"{name} was not running.")
    return 0


def status(server: Server, name: str) -> int:
    """Says where the server answers; 3 where it does not run."""
    ports = server.ports()
    if not ports:
        tell(f"{name} is not running.")
        return 3
    tell(f"{name} answers at bolt://127.0.0.1:{ports['bolt']}, in a browser at http://127.0.0.1:{ports['http']}")
    tell(f"user neo4j, password in {server.password_file}")
    return 0


def wipe(server: Server, name: str) -> int:
    """Stops the server and deletes its database."""
    server.wipe()
    tell(f"Deleted {name}.")
    return 0


def main() -> int:
    """Returns the exit code: 0; 1 with a line that says what is wrong; 3 for the status of one that is not running."""
    verbs = {"start": start, "stop": stop, "status": status, "wipe": wipe}
    parser = argparse.ArgumentParser(
        prog="scripts/neo4j", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("verb", choices=verbs)
    parser.add_argument("name", nargs="?", default="demo", help="which server; demo unless said")
    chosen = parser.parse_args()
    if not chosen.name.isidentifier() or chosen.name == "lib":
        parser.error("a server's name is letters, digits and _, and not lib")
    try:
        return verbs[chosen.verb](Server(chosen.name), chosen.name)
    except CannotStart as fault:
        tell(str(fault))
        return 1


if __name__ == "__main__":
    sys.exit(main())
