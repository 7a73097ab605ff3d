# What a newcomer types: `make run` for the shop, `make test` for everything that CI runs.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore --require-hashes

.PHONY: help run install test check screens bench bench-scale
.DELETE_ON_ERROR:

help:
	@echo "make run     set everything up, load the demo families and open the shop on localhost"
	@echo "make install what a server needs and nothing else, for an account that may only read it"
	@echo "make test    everything that CI runs, in a real browser and on real PostgreSQL servers"
	@echo "make check   style, types, layers, migrations, templates and the policy, without the tests"
	@echo "make screens every type of page, photographed in each width, theme and language"
	@echo "make bench   every measured claim beside its baseline"

run: .venv/installed-run
	@exec $(BIN)/kindr serve --demo

install: .venv/installed-run
	@$(BIN)/python -m kindr.web.servers.set_up
	@$(BIN)/python -m compileall -q src

test: .venv/installed-dev
	$(BIN)/python -m tests.browser
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

check: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -W ignore manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.templates
	$(BIN)/kindr policy check

screens: .venv/installed-dev
	$(BIN)/python -m tests.screens

bench: .venv/installed-run
	$(BIN)/python -m bench

bench-scale: .venv/installed-run
	$(BIN)/python -m bench --scale

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Kindr needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/installed-run: .venv/made requirements/run.txt requirements/link.py
	@echo "Installing what the shop needs (once) ..."
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python requirements/link.py
	@touch $@

.venv/installed-dev: .venv/installed-run requirements/dev.txt
	@echo "Installing what the tests need (once) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@
