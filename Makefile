# `make demo` and `make test` are all a newcomer needs; each sets up what it runs on.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.base-synced
DEV := $(VENV)/.dev-synced
SPARK := $(VENV)/.spark-synced

.PHONY: help demo serve test spark screenshots bench quality mutation durability verify-fuzz check lint types layers migrations docs lock format clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv

$(BASE): requirements/base.txt pyproject.toml | $(BIN)/uv
	@test -f $(DEV) || VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/base.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/uv
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@

$(SPARK): requirements/spark.txt $(DEV)
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/spark.txt
	@touch $@

demo: $(BASE)  ## Install what is needed and start the demo company
	$(BIN)/goodstanding demo

serve: $(BASE)  ## Install what is needed and start a real organisation
	$(BIN)/goodstanding serve

test: $(DEV)  ## Install what is needed and run the tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)
ifdef GOODSTANDING_TEST_POSTGRESQL
	@echo "Once more on PostgreSQL (left to the run above, for time: every event through its address, headers of pages,"
	@echo "hostile files, and the demo company, which always lives on SQLite; its one long transaction is slow there)"
	GOODSTANDING_DATABASE_URL=$(GOODSTANDING_TEST_POSTGRESQL) $(BIN)/python -m pytest -n 2 --dist loadgroup \
	  tests/integration tests/attacks tests/durability --ignore=tests/integration/test_access_events.py \
	  --ignore=tests/integration/test_access_headers.py --ignore=tests/integration/test_imports_hostile.py \
	  --ignore=tests/integration/test_demo_company.py $(ARGS)
endif

spark: $(SPARK)  ## Install Apache Spark for its tests (500 MB; needs Java 17 or later)

screenshots: $(DEV)  ## Take the documentation's pictures anew
	GOODSTANDING_SCREENSHOTS=1 $(BIN)/python -m pytest tests/functional/test_screenshots.py

bench: $(DEV)  ## Fill a database and measure pages, record and command
	rm -rf build/bench
	$(BIN)/python -m benchmarks.fill --people 100 --entries 10000 --data build/bench/small
	$(BIN)/python -m benchmarks.fill --people 1000 --entries 100000 --data build/bench/large
	-$(BIN)/python -m benchmarks.pages build/bench/small build/bench/large
	-$(BIN)/python -m benchmarks.record build/bench/large
	-$(BIN)/python -m benchmarks.cli
	-$(BIN)/python -m benchmarks.review
	-$(BIN)/python -m benchmarks.dossier
	-$(BIN)/python -m benchmarks.signals_speed --people 20000

quality: $(DEV)  ## Measure how good the early signs are, on simulated companies (long)
	$(BIN)/python -m benchmarks.signals

durability: $(DEV)  ## Kill writers, forge requests, let many write at once (long; figures at the end)
	KILLS=1000 WRITER_SECONDS=600 $(BIN)/python -m pytest -n 0 -s tests/durability
	FORGED_REQUESTS=10000 $(BIN)/python -m pytest -n 0 tests/unit/signing tests/integration/test_failure_at_every_call.py
ifdef GOODSTANDING_TEST_POSTGRESQL
	GOODSTANDING_DATABASE_URL=$(GOODSTANDING_TEST_POSTGRESQL) KILLS=1000 WRITER_SECONDS=600 \
	  $(BIN)/python -m pytest -n 0 -s tests/durability
endif

mutation: $(DEV)  ## Change the rules of the review one thing at a time: do their tests notice? (long)
	$(BIN)/python -m benchmarks.mutation

verify-fuzz: $(DEV)  ## Alter receipts, exports and logs in every way: is any accepted? (long)
	$(BIN)/python -m benchmarks.verify_fuzz --receipts 1000000 --others 50000 --page

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

layers: $(DEV)
	$(BIN)/lint-imports

migrations: $(DEV)
	$(BIN)/python -m django makemigrations --check --dry-run --settings goodstanding.settings

check: lint types layers migrations  ## Style, types, layers and migrations

format: $(DEV)  ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

lock: | $(BIN)/uv  ## Resolve the dependencies anew (names and hashes only)
	$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/base.txt
	$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/dev.in -o requirements/dev.txt
	$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/spark.in -o requirements/spark.txt

clean:  ## Remove what was installed
	rm -rf $(VENV)
