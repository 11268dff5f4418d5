"""`python -m csgraph` is `csgraph`."""

from csgraph.cli import main

if __name__ == "__main__":
    main()
