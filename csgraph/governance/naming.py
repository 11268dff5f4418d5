"""Which places are somebody's address: what they are called is told only where people are named."""

from csgraph.network.homes import DWELLINGS

HOMES = DWELLINGS | {"cuckooed_address"}
"""Kinds of place where somebody lives, children's homes among them."""
