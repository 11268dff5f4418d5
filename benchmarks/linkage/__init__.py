"""csgraph's matching and Splink's published demo settings on the same public labelled sets, in one run."""
