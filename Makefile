# `make demo` and `make test` do all the set-up on a fresh machine with Python 3.11 or newer; no root, no server.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help setup demo test lint docs bench soak clean

help:
	@echo "make demo   invent a docket the size of the real one, run it, say where the report lies, and serve it (SEED=1 PORT=8000)"
	@echo "make test   lint and all tests"
	@echo "make lint   ruff, mypy, every SQL statement carried to Spark"
	@echo "make docs   write the generated pages anew"
	@echo "make bench  the benches: ratios in one run, results in bench/results"
	@echo "make soak   the long property tests"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)

SEED ?= 1
PORT ?= 8000
demo: setup
	rm -rf demo-docket
	$(BIN)/reunir demo demo-docket --seed $(SEED) --port $(PORT)

lint: setup
	$(BIN)/ruff check --quiet src tests bench
	$(BIN)/mypy --no-error-summary
	$(BIN)/pytest -q tests/house

test: lint
	$(BIN)/pytest -n 2

docs: setup
	$(BIN)/python docs/generate.py

bench: setup
	for bench in bench/*_speed.py bench/*_quality.py bench/*_calibration.py bench/layout_proposals.py; do $(BIN)/python $$bench || exit 1; done

soak: setup
	REUNIR_SOAK=1 $(BIN)/pytest tests/audit tests/intake

clean:
	rm -rf $(VENV) demo-docket build dist
