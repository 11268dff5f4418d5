"""Opens a graph file that may be damaged, in a process of its own: ladybug can end the process that opens one.

`python -m csgraph.store.trial FILE [lenient]` prints its ledger as JSON, or what is wrong with it.
"""

import json
import subprocess
import sys
from pathlib import Path

from csgraph.store.graph_file import Ledger, connected, disconnect, first_line, ledger, lost_keys, older_columns

EARLIER = "its tables are those of an earlier csgraph"
LONGEST = 3600
"""Seconds after which a file that is still being read counts as damaged."""


def tried(file: Path, *, lenient: bool = False) -> Ledger | str:
    """The ledger of a graph file, where it opens and every node is found by its id; else what is wrong with it.

    Args:
        lenient: leave out what stands in its log after damage; the file is whole again afterwards.
    """
    command = [sys.executable, "-m", "csgraph.store.trial", str(file), *(["lenient"] if lenient else [])]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return "it cannot be read to its end"
    try:
        said = json.loads(run.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return f"the engine broke down on it (exit {run.returncode})"
    if "fault" in said:
        return str(said["fault"])
    return [(str(batch), str(digest)) for batch, digest in said["ledger"]]


def _try(file: Path, lenient: bool) -> dict[str, object]:
    try:
        connection = connected(file, False, lenient=lenient)
        if older_columns(connection):
            return {"fault": EARLIER}
        lost = lost_keys(connection)
        found = ledger(connection)
        if lenient:
            connection.execute("CHECKPOINT")
        disconnect(connection)
    except RuntimeError as fault:
        return {"fault": first_line(fault)}
    if lost:
        return {"fault": f"the index of {', '.join(lost)} is lost"}
    return {"ledger": found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_try(Path(sys.argv[1]), "lenient" in sys.argv[2:])) + "\n")
