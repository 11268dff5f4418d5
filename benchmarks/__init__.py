"""How much work csgraph is to a machine, each step beside a plain way to do the same."""
