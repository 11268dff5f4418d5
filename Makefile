# `make demo` and `make test` need only Python 3.11 to 3.14; the rest is set up in .venv from the lock files.
# Every verb has its equivalent in make.ps1, for Windows.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null \
	&& { command -v $$p; break; }; done)
RUN := .venv/bin/python
UV_LOCK := $(RUN) -m uv --quiet pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-emit-index-url --no-header

.PHONY: demo test test-full reliability check lock neo4j bench screenshots guide accessibility reference clean use dev
.DEFAULT_GOAL := demo

demo: use ## load sample_data/ into the embedded store, answer every question, draw the maps (ARGS="--store bolt://…")
	@.venv/bin/csgraph demo $(ARGS)

test: check ## the checks, then every test, on Neo4j and in Chromium too where they are to be had (ARGS="tests/test_x.py")
	@$(RUN) scripts/test.py $(ARGS)

test-full: check ## the sweeps at their full size: every fault point, every history (hours)
	@CSGRAPH_FULL=1 $(RUN) scripts/test.py $(ARGS)

reliability: dev ## run the sweeps and write their figures into docs/reliability.md (hours; ARGS="--small verify audit")
	@$(RUN) scripts/reliability.py $(ARGS)

check: dev ## style, types, layers
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet || { echo "Not laid out as ruff does it: run .venv/bin/ruff format" >&2; exit 1; }
	@$(RUN) -m mypy
	@.venv/bin/lint-imports --no-cache --no-logo

lock: dev ## take the newest versions that pyproject.toml allows into the lock files
	$(UV_LOCK) --upgrade --group build --output-file requirements.txt
	$(UV_LOCK) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt

neo4j: python ## start a Neo4j of one's own on this machine, without Docker (ARGS=stop, status or wipe)
	@$(PYTHON) scripts/neo4j $(or $(ARGS),start)

bench: dev ## measure import, load and analysis (ARGS="--children 10000")
	@$(RUN) benchmarks $(ARGS)

screenshots: dev ## take the pictures of docs/ in Chromium
	@$(RUN) scripts/screenshots.py $(ARGS)

guide: dev ## make the visual guide for practitioners, from the theme and the pictures of docs/
	@$(RUN) scripts/visual_guide.py

accessibility: dev ## examine every kind of page with axe in Chromium and write the report of docs/
	@$(RUN) scripts/accessibility.py

reference: dev ## write the reference pages of docs/ from the code
	@$(RUN) scripts/reference.py

clean: ## remove what the tools left behind, .venv too; stores and .neo4j stay
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov

use dev: python
	@$(PYTHON) scripts/environment.py $@

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "csgraph needs Python 3.11 to 3.14 with venv (on Debian: apt-get install python3-venv), or make PYTHON=/path/to/one" >&2; exit 1; }
