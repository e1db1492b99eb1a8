# The door to Variorum: `make demo` and `make test` each set up what they need from Python 3.11 and pip.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   ?= variorum-demo
# Two tests at a time: each starts servers and crawls of its own.
JOBS   ?= 2

.PHONY: help demo test check docs constraints wheel bench-pipeline bench-extract bench-diff clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

demo: $(READY) ## watch a made-up agency for seven nights and write a report
	$(BIN)/variorum demo --into $(DEMO)

test: $(READY) ## run every test, PostgreSQL included
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check: $(READY) ## lint, type-check, and hold the layers of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy scheduler.py bench docs/printing.py
	$(BIN)/lint-imports

docs: $(READY) ## print from the code what the documentation says of it
	$(BIN)/cog -r docs/reference/*.md docs/explanation/priority.md docs/kinds/*.md

wheel: $(READY) ## build the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

bench-pipeline: $(READY) ## measure the pipeline against bare Scrapy
	$(BIN)/python -m bench.pipeline

bench-extract: $(READY) ## measure extraction on the labelled pages of ../shared/data
	$(BIN)/python -m bench.extract

bench-diff: $(READY) ## measure comparison on planted edits and on real ones that people have labelled
	$(BIN)/python -m bench.diff

constraints: ## compile constraints.txt anew from pyproject.toml
	$(PYTHON) -m venv $(VENV)-uv
	$(VENV)-uv/bin/pip install -q uv
	$(VENV)-uv/bin/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --extra dev --custom-compile-command "make constraints" pyproject.toml -o constraints.txt
	rm -rf $(VENV)-uv

clean: ## take away what was built
	rm -rf $(VENV) dist $(DEMO)

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Variorum needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
