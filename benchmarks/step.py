"""`python -m benchmarks.step JOB`: does one step and prints what it cost, as JSON."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from benchmarks.asking import answer, groups
from benchmarks.job import Job, Told
from benchmarks.loading import load, load_again, write_sample
from benchmarks.meter import Meter, peak_memory
from benchmarks.networks import build, build_plainly
from benchmarks.plain_writing import keep_rows, write_plainly

STEPS: dict[str, Callable[[Job, Meter], dict[str, int]]] = {
    "sample": write_sample,
    "import": load,
    "import again": load_again,
    "keep rows": keep_rows,
    "plain write": write_plainly,
    "network": build,
    "plain network": build_plainly,
    "question": answer,
    "groups": groups,
}
"""Each does its work under the meter and returns counts."""


def main() -> int:
    """Returns 0; a fault is Python's own."""
    job = Job(**json.loads(sys.argv[1]))
    meter = Meter(job.server)
    counts = STEPS[job.step](job, meter)
    told = Told(meter.costs, counts, peak_memory(), peak_memory(job.server) if job.server else 0.0)
    print(json.dumps(asdict(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
