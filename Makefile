# The portal's commands. `make run` shows it, `make test` proves it; `make help` lists the rest.

PORT ?= 8000
ALLIANCE_DATA ?= var
ALLIANCE_URL ?= http://127.0.0.1:$(PORT)
VENV := .venv
BIN := $(VENV)/bin
CODE := cultural_alliance messages members tests manage.py

# The first Python that will do; name another with PYTHON=/path/to/python3.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	>/dev/null 2>&1 && { echo $$python; break; }; done)

PO := $(wildcard locale/*/LC_MESSAGES/*.po)
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

define PORT_IS_ONE
[ '$(PORT)' -gt 0 ] 2>/dev/null && [ '$(PORT)' -lt 65536 ] || { \
	echo "'$(PORT)' is not a port: give a number from 1 to 65535, as in make $@ PORT=8010"; \
	exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help run serve test check lint format messages pictures clean
.NOTPARALLEL:

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | \
		while IFS='|' read -r name what; do printf '%-15s %s\n' "$$name" "$$what"; done
	@echo
	@echo "PORT=8080 make run        another port (8000)"
	@echo "ALLIANCE_DATA=/srv/x      another folder for the database and files (var/; of make serve var/serve/)"
	@echo "PYTHON=/path/to/python3   another Python (3.11 to 3.13)"

run: $(VENV)/installed $(PO:.po=.mo) ## Open the portal on this machine
	@$(PORT_IS_ONE)
	@export ALLIANCE_DATA='$(ALLIANCE_DATA)' ALLIANCE_URL='$(ALLIANCE_URL)'; \
		exec $(BIN)/python manage.py run_local --port '$(PORT)'

# The settings are the environment's and .env's: what is only a default here says nothing.
serve: $(VENV)/installed $(PO:.po=.mo) ## Serve the portal as in production (docs/operating.md)
	@$(PORT_IS_ONE)
	@exec $(BIN)/python manage.py serve --port '$(PORT)'

# What is compiled for the first pass is there for the second, whatever the environment says.
test check: export PYTHONDONTWRITEBYTECODE :=

# Both databases are tried even if the first fails, and the outcome of each is told last.
test: $(VENV)/installed-dev $(PO:.po=.mo) lint ## Test everything, on SQLite and PostgreSQL
	@rm -f var/skips.json
	@$(PYTEST) --carry-skips var/skips.json; sqlite=$$?; \
	$(PYTEST) --carry-skips var/skips.json --database=postgresql -m 'not browser'; postgresql=$$?; \
	told() { if [ $$2 = 0 ]; then echo "$$1: passed"; else echo "$$1: FAILED"; fi; }; \
	told SQLite $$sqlite; told PostgreSQL $$postgresql; \
	[ $$sqlite = 0 ] && [ $$postgresql = 0 ]

check: $(VENV)/installed-dev $(PO:.po=.mo) lint ## Lint, types, arrows, templates, migrations, fast tests
	@$(PYTEST) -q -m 'not browser and not slow'

# Every tool has its say before any of them ends it; mypy, the slowest, beside the others.
lint:
	@status=0; $(BIN)/mypy & mypy=$$!; \
	$(BIN)/ruff check --quiet $(CODE) || status=1; \
	$(BIN)/ruff format --quiet --check $(CODE) || { status=1; echo "Run 'make format'."; }; \
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES) || { status=1; echo "Run 'make format'."; }; \
	$(BIN)/lint-imports --no-logo || status=1; \
	$(BIN)/python manage.py makemigrations --check --dry-run || status=1; \
	wait $$mypy || status=1; \
	exit $$status

format: $(VENV)/installed-dev ## Rewrite code and templates in the house style
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES)

messages: $(VENV)/installed-dev ## Gather the texts to translate into locale/
	@command -v xgettext >/dev/null 2>&1 || { \
		echo "The texts are gathered by gettext, which is not here: apt install gettext"; exit 1; }
	@$(BIN)/python manage.py makemessages --add-location file --no-obsolete --ignore '.venv' \
		--ignore tests -l ar -l es -l fr -l ru -l zh_Hans

pictures: $(VENV)/installed-dev $(PO:.po=.mo) ## Take the pictures of the documents anew
	@PICTURES_TO=docs/pictures $(BIN)/python -m pytest -q tests/test_pictures.py tests/test_first_statement.py

bench: $(VENV)/installed-dev $(PO:.po=.mo) ## Measure speed and scale, and write docs/operating.md (an hour or less)
	@$(BIN)/python -W ignore -m tests.bench

bench-quick: $(VENV)/installed-dev $(PO:.po=.mo) ## Measure the same on little data, in two minutes
	@$(BIN)/python -W ignore -m tests.bench --quick

clean: ## Remove what the commands made; the portal's data in var/ stays
	@rm -rf $(VENV) $(PO:.po=.mo) .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache .coverage htmlcov var/test-results var/skips.json
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps, so that a second run finds everything in place and starts in seconds.

$(BIN)/python:
	@if [ -z '$(PYTHON)' ]; then \
		echo "The portal needs Python 3.11, 3.12 or 3.13, and none is on the PATH."; \
		echo "Install one (Debian: apt install python3 python3-venv), or name it: PYTHON=/path/to/python3"; \
		exit 1; fi
	@'$(PYTHON)' -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { \
		echo "'$(PYTHON)' is not a Python from 3.11 to 3.13; name one that is: PYTHON=/path/to/python3"; \
		exit 1; }
	@'$(PYTHON)' -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "This Python ($(PYTHON)) has no venv module. On Debian: apt install python3-venv"; exit 1; }
	@echo "Making the virtual environment in $(VENV)/ ..."
	@rm -rf $(VENV)
	@'$(PYTHON)' -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The virtual environment could not be made; the lines above say why."; exit 1; }

$(VENV)/installed: requirements.txt
$(VENV)/installed-dev: requirements.txt requirements-dev.txt
$(VENV)/installed $(VENV)/installed-dev: | $(BIN)/python
	@echo "Installing $(lastword $(filter requirements%,$^)) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-r $(lastword $(filter requirements%,$^)) || { \
		echo "pip could not install $(lastword $(filter requirements%,$^)); its lines above say why."; \
		echo "It needs the network (or PIP_INDEX_URL). Then run the same command again."; exit 1; }
	@touch $@

# Babel compiles the translations, so that gettext need not be installed.
%.mo: %.po | $(BIN)/python
	@$(BIN)/pybabel --quiet compile -i $< -o $@ -l $(word 2,$(subst /, ,$<))
