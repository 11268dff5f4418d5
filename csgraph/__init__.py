"""Agency extracts in, one graph of children's networks, contextual safeguarding questions answered, maps out."""

__version__ = "0.1.0"
