# One command for each thing to do. Everything that is installed goes into .venv.
PYTHON ?= python3
PORT ?= 8501
SYMBIO_DB ?= data/symbio.duckdb
BROWSERS := chromium chromium-browser google-chrome
PACKAGES := chromium fonts-dejavu-core
BIN := .venv/bin

.DELETE_ON_ERROR:
.PHONY: help run test check plain browser bench lock clean

help: ## say what there is to do
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: export SYMBIO_DB := $(SYMBIO_DB)
run: .venv/installed $(SYMBIO_DB) ## open the app, with the demo zone where there is no zone yet
	@echo "Symbio: http://127.0.0.1:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/installed-dev ## linters, types, layers, and every test including the browser's
	@$(MAKE) --no-print-directory check
	@$(call find_browser)
	@$(MAKE) --no-print-directory plain browser

plain: .venv/installed-dev ## the tests that need no browser
	$(BIN)/pytest -q -n 2 --ignore=tests/browser

# By themselves: a browser that draws maps in software needs the machine.
browser: .venv/installed-dev ## the tests in a browser
	@$(call find_browser)
	$(BIN)/pytest -q tests/browser

check: .venv/installed-dev ## linters, types and layers only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev ## the budgets of the product, measured
	@$(call find_browser)
	$(BIN)/python -m symbio bench

lock: .venv/installed-dev ## resolve requirements*.in into requirements*.txt
	for set in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
			--no-header $$set.in --output-file $$set.txt || exit 1; \
	done

clean: ## remove what the commands above made, except the zone's own database
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f data/demo.xlsx
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Symbio needs Python 3.11 or newer. If it has another name: make run PYTHON=python3.12"; \
		exit 1; }
	@echo "Installing into .venv; about a minute ..."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@$(BIN)/python -m pip install -qq -r requirements-dev.txt
	@touch $@

$(SYMBIO_DB): | .venv/installed
	$(BIN)/python -m symbio demo data/demo.xlsx --force
	$(BIN)/python -m symbio import data/demo.xlsx --db $@

# Chromium where one of its names is known; else from the system's packages, if we may.
define find_browser
for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
if command -v apt-get >/dev/null && { [ -z "$$as" ] || sudo -n true 2>/dev/null; }; then \
	$$as apt-get update -qq && $$as apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
else \
	echo "The browser tests need Chromium: install it (Debian, Ubuntu: sudo apt-get install $(PACKAGES)),"; \
	echo "or leave them out: make check plain"; \
	exit 1; \
fi
endef
