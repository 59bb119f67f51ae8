# Plain `make` lists what there is. Every target sets up what it needs first.
PERIOD  = 2016-17
EDITION = public
ARGS    =

python    = .venv/bin/python
overview  = $(python) -m analysis
strip     = $(python) -m nbstripout --keep-id
notebooks = $(wildcard notebooks/*.ipynb)

# Compiled modules are kept, whatever the machine's habit: a run starts Python many times.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.PHONY: help report test test-long lint format lab licences docs pictures sample setup test-lowest fuzz mutants bench clean

help: ## List the targets
	@echo 'make TARGET [PERIOD=$(PERIOD)] [EDITION=$(EDITION)]'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

report: sample ## Build the reports of PERIOD in EDITION (public or internal) from the extracts in data/raw
	@$(overview) run $(PERIOD) --edition $(EDITION)

test: lint ## Run the checks: lint, then the tests but the long ones (ARGS goes to pytest)
	@$(python) -m pytest -m 'not long' $(ARGS)

test-long: setup ## Run the long tests, which make test leaves out (ARGS goes to pytest)
	@$(python) -m pytest -m long $(ARGS)

lint: setup ## Check style, the floors, and that notebooks are stored without outputs
	@$(python) -m ruff check --quiet
	@$(python) -m ruff format --check --quiet || { echo 'Some files are not formatted: run make format.' >&2; exit 1; }
	@floors=$$(.venv/bin/lint-imports --no-logo 2>&1) || { printf '%s\n' "$$floors" >&2; exit 1; }
	@test -z '$(notebooks)' || $(strip) --verify $(notebooks) || { echo 'Some notebooks hold outputs: run make format.' >&2; exit 1; }
	@echo 'Style, floors and notebooks: no faults.'

format: setup ## Put code in its standard form and strip outputs from notebooks
	@$(python) -m ruff check --fix-only --quiet
	@$(python) -m ruff format --quiet
	@test -z '$(notebooks)' || $(strip) $(notebooks)

lab: sample ## Open the notebooks in JupyterLab, after a first report if there is none yet
	@test -d data/processed/figures || $(overview) run $(PERIOD)
	@$(overview) lab

licences: setup ## List the licence of every package that the project runs on; fails where one could not go with MIT
	@$(python) tools/licences.py

docs: setup ## Build the documentation into docs/_build, offline; a warning is an error
	@$(python) -m sphinx --quiet --fail-on-warning --keep-going -d docs/_build/.doctrees docs docs/_build
	@echo docs/_build/index.html

pictures: setup ## Take the pictures of the README from outputs/2016-17/public (needs Chromium, LibreOffice and poppler)
	@$(python) tools/pictures.py

sample: setup ## Make the sample extracts, unless data/raw holds extracts already
	@test -n "$$(find data/raw -type f ! -name README.md ! -name '.*' | head -n 1)" || $(overview) sample

setup: .venv/.set-up ## Make the virtual environment from uv.lock (PYTHON=/path/to/python3 names another Python)
	@:

.venv/.set-up: pyproject.toml uv.lock tools/uv
	@echo 'Setting up .venv from uv.lock; the first time takes a few minutes.'
	@sh tools/uv sync --locked --quiet
	@touch $@

test-lowest: ## Run the tests on the oldest supported Python and pandas, apart from .venv
	@sh tools/uv run --locked --isolated --quiet --python 3.11 --with 'pandas==2.3.*' python -m pytest $(ARGS)

fuzz: setup ## Try 200,000 mangled and spoilt files on the reader and the mapper, kill runs and other commands at twenty moments each, and release 2,000 small histories; takes hours (ARGS="--inputs N --seed S")
	@$(python) -m tests.fuzz $(ARGS)
	@$(python) -m tests.fuzz.killed
	@$(python) -m tests.fuzz.killed_commands
	@$(python) -m tests.fuzz.histories

mutants: setup ## Try 200 small changes to the code on the tests nearest to each; takes half an hour (ARGS="--mutants N --seed S")
	@$(python) -m tests.mutants $(ARGS)

bench: setup ## Time intake, disclosure control, linkage, usual ranges, verdicts, large tables and runs beside other ways; takes hours (ARGS="--rows N" for intake)
	@$(python) benchmarks/intake.py $(ARGS)
	@$(python) benchmarks/hostile.py
	@$(python) benchmarks/disclosure.py
	@$(python) benchmarks/statcan.py
	@$(python) benchmarks/people.py
	@$(python) benchmarks/undecided.py
	@$(python) benchmarks/disclosure_cases.py
	@$(python) -m benchmarks.histories
	@$(python) -m benchmarks.histories --weights
	@$(python) benchmarks/usual_ranges.py
	@$(python) benchmarks/verdicts.py
	@$(python) benchmarks/large.py
	@$(python) -m benchmarks.runs
	@$(python) -m benchmarks.runs workspaces

clean: ## Remove outputs, processed tables, built documentation and caches; raw extracts stay
	@find data/processed outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@rm -rf docs/_build .pytest_cache .ruff_cache .import_linter_cache .hypothesis
