"""Reads XLSX workbooks in a process of its own; `csgraph.importing.workbook` starts it and hears it out."""
