"""One module an extract; `write(world, extract)` writes its files in the agency's own layout."""
