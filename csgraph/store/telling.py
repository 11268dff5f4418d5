"""What a store tells while it works: that it waits, what it found and mended. One line each, to standard error."""

import sys


def tell(text: str) -> None:
    """Say one line to the person; it never holds a value of a record."""
    sys.stderr.write(f"Note: {text}\n")
    sys.stderr.flush()
