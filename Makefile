# Everything that one does with the project, from a fresh clone on. `make` lists the targets.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

# The bounds of build tools are those of the tests, too; older and newer versions of pip read different names.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

INSTALL := $(RUN) -m pip install --quiet --constraint constraints.txt --editable

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test check audit bench precision screenshots docs lock dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/site.stamp ## make the edition's site in build/ (needs Python 3.11 or newer alone)
	$(RUN) -m edition ingest
	$(RUN) -m edition annotate
	$(RUN) -m edition validate
	$(RUN) -m edition build
	@echo
	@echo 'The site is in build/. To read it:  $(VENV)/bin/edition serve  then open  http://127.0.0.1:8000/'

serve: $(VENV)/site.stamp ## show the site at http://127.0.0.1:8000/
	$(RUN) -m edition serve

test: $(VENV)/test.stamp ## run the tests (gets a Chromium if there is none)
	CHROMIUM="$$($(RUN) -m tests.browser.find_chromium --install)" && export CHROMIUM && $(RUN) -m pytest -n auto --dist worksteal

check: $(VENV)/test.stamp ## check style and types of the code
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

audit: site $(VENV)/test.stamp audit/node_modules/.stamp ## check HTML, accessibility, TEI with other tools (needs Node, Java)
	$(RUN) -m audit

bench: $(VENV)/test.stamp ## measure time and memory of each stage
	$(RUN) -m benchmarks

precision: $(VENV)/site.stamp ## measure the checks for damage on what the editors decided
	$(RUN) -m edition doubts --measure --quiet

screenshots: site $(VENV)/test.stamp ## picture each kind of page at three widths, light and dark, into screenshots/
	$(RUN) -m audit.screenshots

docs: $(VENV)/site.stamp ## write docs/diagnostics.md anew from the explanations of findings
	$(RUN) -m edition.explaining > docs/diagnostics.md

lock: ## write constraints.txt anew: the newest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear .cache/lock
	env -u PIP_CONSTRAINT -u PIP_BUILD_CONSTRAINT .cache/lock/bin/python -m pip install --quiet '.[test]'
	{ echo '# The versions that were tested, on Linux with CPython 3.11. Written by `make lock`.'; \
	  .cache/lock/bin/python -m pip freeze --exclude tei-edition; } > constraints.txt
	rm -rf .cache/lock

dist: $(VENV)/test.stamp ## make the wheel and the source archive in dist/
	$(RUN) -m hatchling build

clean: ## take away what was made: site, environment, caches
	rm -rf build dist .venv .cache screenshots audit/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/site.stamp: pyproject.toml constraints.txt | $(RUN)
	@echo 'Installing what the edition needs into $(VENV) …'
	@$(INSTALL) .
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(VENV)/site.stamp
	@echo 'Installing what the tests need into $(VENV) …'
	@$(INSTALL) '.[test]'
	@touch $@

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or newer is needed; $(PYTHON) is' "$$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
	  echo 'If a newer one has another name: make PYTHON=python3.12 site' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Python lacks venv or ensurepip, which make the environment. On Debian: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Making the environment $(VENV) …'
	@$(PYTHON) -m venv --clear $(VENV)

audit/node_modules/.stamp: audit/package.json audit/package-lock.json
	@command -v npm >/dev/null || { echo 'Node with npm is needed for make audit. On Debian: apt-get install npm' >&2; exit 1; }
	@npm --prefix audit ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@
