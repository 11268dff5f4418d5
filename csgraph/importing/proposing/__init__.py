"""Proposes a mapping for an extract that none describes, from its headers and values."""
