"""Who saw names, and why: one line of JSON a time, never a name in it."""

import getpass
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from csgraph.errors import CsgraphError


def audit_log() -> Path:
    """The log's file: CSGRAPH_AUDIT_LOG, else in the platform's folder for logs."""
    from platformdirs import user_log_path

    chosen = os.environ.get("CSGRAPH_AUDIT_LOG")
    return Path(chosen) if chosen else user_log_path("csgraph") / "audit.jsonl"


def record(action: str, *, store: str, purpose: str, subjects: tuple[str, ...] = ()) -> Path:
    """Add an entry; returns the log's file.

    Args:
        action: what was done, such as `map professional-network --identifiable`.
        store: URL or folder of the store.
        purpose: why.
        subjects: node ids that it was about.

    Raises:
        CsgraphError: the log cannot be written; then nothing may be shown.
    """
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": getpass.getuser(),
        "action": action,
        "store": store,
        "purpose": purpose,
        "subjects": list(subjects),
    }
    path = audit_log()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError as fault:
        raise CsgraphError(
            f"The audit log {path} cannot be written: {fault.strerror}.", "Set CSGRAPH_AUDIT_LOG to a file that can."
        ) from None
    return path


def permit_names(
    action: str, *, identifiable: bool, purpose: str | None, store: str, subjects: tuple[str, ...] = ()
) -> None:
    """Log that names are shown, or refuse.

    Raises:
        CsgraphError: names were asked for without a purpose.
    """
    if not identifiable:
        return
    if not purpose:
        raise CsgraphError(
            "--identifiable prints names, and nobody said why.", 'Add --purpose "strategy meeting 12 November".'
        )
    record(action, store=store, purpose=purpose, subjects=subjects)
