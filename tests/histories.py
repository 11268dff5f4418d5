"""Random histories of a small world: batches whose people, identifiers, records and values meet again and again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random

import pandas as pd

from csgraph.batch import JOINED, Batch, Joint, hashed, link_columns, node_columns
from csgraph.frames import frame

SOURCES = {"council": "social_care", "health": "health", "police": "police"}
DAYS = [date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30)]
CHILDREN = ["ssd:1", "ssd:2", "nhs:1", "nhs:2", "upn:1", "police:1"]
ADULTS = ["ssd:8", "nhs:8", "police:8", "nhs:2", "ssd:2"]
"""Two of them are children to others: whoever has turned 18 by the one extract has not by the other."""
WORKERS = ["email:a@example.org", "staff:1", "collar:1"]
PLACES = ["place:1", "local:1"]
KEYS = {"Child": CHILDREN, "Adult": ADULTS, "Professional": WORKERS, "Location": PLACES}
Equation = tuple[str, str, str]
"""Label and two identifiers."""
NAMES = ["Ann", "Annie", None]


class World:
    """Makes batches; no two have one id.

    Args:
        seed: the same seed makes the same batches, and another one others.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.dice = Random(seed)
        self.made = 0

    def batch(self) -> Batch:
        """The next batch: mostly an extract, now and then a person's decision that two are not one."""
        if self.dice.random() < 0.15:
            return self.decision([self._pick("Child") for _ in range(self.dice.randint(1, 2))])
        labels = self.dice.choices(list(KEYS), [5, 2, 1, 1], k=self.dice.randint(0, 2))
        nodes = {
            label: self.dice.sample(keys, self.dice.randint(0, 3 if label == "Child" else 1))
            for label, keys in KEYS.items()
        }
        return self._batch(
            self.dice.choice(list(SOURCES)),
            {label: self._nodes(label, keys) for label, keys in nodes.items() if keys},
            self._links(),
            self._pairs([self._pick(label) for label in labels]),
        )

    def extract(
        self,
        source: str,
        *,
        nodes: Mapping[str, Sequence[str]] | None = None,
        peers: Sequence[tuple[str, str]] = (),
        same: Sequence[Equation] = (),
    ) -> Batch:
        """An extract that says just this."""
        rows = [{"from_key": a, "to_key": b, **self._stated("R1"), "kind": "friend_peer"} for a, b in peers]
        ties = {("PEER_OF", "Child", "Child"): frame(link_columns("PEER_OF"), pd.DataFrame(rows, dtype=object))}
        told = {label: self._nodes(label, keys) for label, keys in (nodes or {}).items()}
        return self._batch(source, told, ties if peers else {}, self._pairs(same))

    def decision(self, apart: Sequence[Equation]) -> Batch:
        """A person's decision that these are not one."""
        return self._batch("decisions", {}, {}, frame(JOINED, {}), self._pairs(apart))

    def _batch(
        self,
        source: str,
        nodes: dict[str, pd.DataFrame],
        links: dict[Joint, pd.DataFrame],
        same: pd.DataFrame,
        apart: pd.DataFrame | None = None,
    ) -> Batch:
        self.made += 1
        day = self.dice.choice(DAYS)
        number = f"{self.seed}-{self.made}"
        ledger: dict[str, object] = {
            "id": f"batch:{hashed(source, number)}",
            "source": source,
            "recorded_by": SOURCES.get(source, "social_care"),
            "files": [f"{source}-{number}.csv"],
            "sha256": hashed("file", number),
            "rows_read": 9,
            "rows_loaded": 8,
            "rows_rejected": 1,
            "extracted_on": day,
            "period_start": None,
            "period_end": day,
            "who": "children known",
            "schemes": ["ssd"],
            "min_age": None,
            "max_age": 17,
            "roles": [],
            "kinds": [],
            "listed_only": bool(self.made % 2),
            "loaded_at": datetime(2026, 11, 1, 9, self.made % 60),
            "state": "complete",
        }
        return Batch(ledger, f"Extract of {source}", nodes, links, same, frame(JOINED, {}) if apart is None else apart)

    def _stated(self, record: str | None = None) -> dict[str, object]:
        return {
            "record": record or f"row {self.dice.randint(2, 5)}",
            "row": self.dice.randint(2, 5),
            "file": "one.csv",
            "table": "people",
            "recorded_by": self.dice.choice(list(SOURCES.values())),
            "reliability": self.dice.choice(["evidence", "reported", "judgement"]),
            "recorded_on": pd.Timestamp(self.dice.choice(DAYS)),
        }

    def _nodes(self, label: str, keys: Sequence[str]) -> pd.DataFrame:
        rows = []
        for key in keys:
            told: dict[str, object] = {"key": key, **self._stated(f"R{self.dice.randint(1, 2)}")}
            if label in ("Child", "Adult"):
                told |= {
                    "forename": self.dice.choice(NAMES),
                    "dob": self.dice.choice([pd.Timestamp("2010-02-28"), None]),
                }
            if label == "Child":
                told["disability"] = self.dice.choice([[], ["AUT"], ["AUT", "COMM"]])
            rows.append(told)
        return frame(node_columns(label), pd.DataFrame(rows, dtype=object))

    def _links(self) -> dict[Joint, pd.DataFrame]:
        joints: dict[Joint, tuple[list[str], list[str], dict[str, list[object]]]] = {
            ("PEER_OF", "Child", "Child"): (CHILDREN, CHILDREN, {"kind": ["friend_peer"]}),
            ("FAMILY_OF", "Adult", "Child"): (ADULTS, CHILDREN, {"kind": ["parent"]}),
            ("LINKED_TO", "Adult", "Child"): (ADULTS, CHILDREN, {"kind": ["of_concern"]}),
            ("INVOLVED_WITH", "Professional", "Child"): (
                WORKERS,
                CHILDREN,
                {"role": ["social_worker", "team_manager"]},
            ),
            ("LINKED_TO_PLACE", "Child", "Location"): (CHILDREN, PLACES, {"kind": ["frequents"]}),
        }
        made = {}
        for joint in self.dice.sample(list(joints), 2):
            starts, ends, own = joints[joint]
            rows = []
            for _ in range(self.dice.randint(1, 3)):
                start, end = self.dice.choice(starts), self.dice.choice(ends)
                begun = pd.Timestamp(self.dice.choice(DAYS))
                told = {name: self.dice.choice(values) for name, values in own.items()}
                ended = self.dice.choice([begun, None])
                rows.append({"from_key": start, "to_key": end, **self._stated(), "start": begun, "end": ended, **told})
            made[joint] = frame(link_columns(joint[0]), pd.DataFrame(rows, dtype=object))
        return made

    def _pick(self, label: str) -> Equation:
        key, other = self.dice.sample(KEYS[label], 2)
        return label, key, other

    def _pairs(self, equations: Sequence[Equation]) -> pd.DataFrame:
        rows = [{"label": label, "key": a, "other": b, **self._stated()} for label, a, b in equations]
        return frame(JOINED, pd.DataFrame(rows, dtype=object))
