"""One module an extract; `write(world, extract)` writes its files into the extract's folder in the agency's own layout."""
