# Every target sets up what it needs on a bare machine with Python 3.11 and make.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
LEDGER := demo-ledger
REPORT := demo-report.html

.PHONY: demo test quality check format bench pictures lock clean help

help:  ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(STAMP)  ## add the sample pages to ./demo-ledger, print the story, write its report
	@$(BIN)/sayso add samples/pages --ledger $(LEDGER) --story "Velmar dam"
	@$(BIN)/sayso show "Velmar dam" --ledger $(LEDGER)
	@$(BIN)/sayso export report --story "Velmar dam" --ledger $(LEDGER) --out $(REPORT)

test: $(STAMP)  ## run all tests
	$(BIN)/pytest

quality: $(STAMP)  ## score each step on the gold beside the checkout, against the floors
	$(BIN)/pytest tests/quality -q -rs

check: $(STAMP)  ## format, lint, types, the one-way rule
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMP)  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)  ## pages a CPU-second for each step, as a ratio to known tools
	-@$(BIN)/pip install -qq --disable-pip-version-check -r tests/peers.txt
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_copies.py
	$(BIN)/python -m tests.bench_stories
	$(BIN)/python -m tests.bench_growing
	$(BIN)/python -m tests.bench_weighing

pictures: $(STAMP)  ## draw the pictures in README and docs anew; needs chromium
	@$(BIN)/sayso add samples/pages --ledger $(LEDGER) --story "Velmar dam" >/dev/null
	@$(BIN)/sayso export report --story "Velmar dam" --ledger $(LEDGER) --out $(REPORT) >/dev/null
	@mkdir -p docs/images/desk
	@for scheme in 1-light 0-dark; do \
	    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
	        --blink-settings=preferredColorScheme=$${scheme%-*} --window-size=1200,1280 \
	        --screenshot=docs/images/report-$${scheme#*-}.png "file://$(CURDIR)/$(REPORT)" 2>/dev/null; \
	done
	@$(BIN)/python -m tests.web.pictures $(LEDGER) docs/images

lock: $(STAMP)  ## pin anew every package that is installed, by hash
	$(VENV)/bin/pip install -qq uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --quiet --output-file requirements.lock

clean:  ## remove the environment, the demo's ledger and its report
	rm -rf $(VENV) $(LEDGER) $(REPORT)

# Made under another name first, so that an interrupted set-up is not taken for a whole one.
$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Sayso needs Python 3.11 or newer: no $(PYTHON) here; try make PYTHON=python3"; exit 2; }
	@echo "Setting up $(VENV) (once; a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
