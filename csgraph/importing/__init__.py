"""Extract to frames: read, match headers, read cells, map, validate. Knows nothing of any store."""
