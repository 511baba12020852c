# Two commands do everything on a fresh machine: `make run` and `make test`.
# Each sets up what it needs (Python 3.11 or newer, pip and make are enough) and does not do it twice.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: help run test check format lock oracles fuzz bench clean

# The lock files are made for 3.11; a command that is only a stand-in for a missing Python is passed over.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
PY := $(VENV)/bin/python
# Wheels only, with hashes: nothing is compiled, nothing unexpected is installed.
PIP := -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

help: ## show this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "awsstudy needs Python 3.11 or newer."; exit 1; }
	@echo "Setting up awsstudy (once) ..."
	@"$(PYTHON)" -m venv --clear $(VENV) 2>/dev/null \
	  || { "$(PYTHON)" -m venv --clear --without-pip $(VENV) \
	       && "$(PYTHON)" -m pip --python $(PY) install --quiet pip; }

# The stamps are written last, so that an interrupted set-up is done again.
$(VENV)/.ready: $(VENV)/pyvenv.cfg requirements.lock
	@$(PY) $(PIP) -r requirements.lock || { echo "Set-up needs the package index once."; exit 1; }
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(PY) $(PIP) -r requirements-dev.lock || { echo "Set-up needs the package index once."; exit 1; }
	@touch $@

run: $(VENV)/.ready ## open awsstudy (ARGS="..." passes arguments)
	@$(PY) -m awsstudy $(ARGS)

test: check ## set up, check style, types and contracts, run all tests
	@$(PY) -m pytest -n 3 --dist loadgroup -q $(ARGS)

check: $(VENV)/.ready-dev ## style, types, import contracts, content
	@$(PY) -m ruff format --check --quiet awsstudy tests
	@$(PY) -m ruff check --quiet awsstudy tests
	@$(PY) -m mypy --no-error-summary
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' >.venv/contracts.log \
	  || { cat .venv/contracts.log; exit 1; }
	@$(PY) -m awsstudy content check

format: $(VENV)/.ready-dev ## put the code in house style
	@$(PY) -m ruff format awsstudy tests
	@$(PY) -m ruff check --fix awsstudy tests

# What simulators are proved against: Debian packages, npm packages and Python packages, all by name,
# and a public repository. CACHE_TESTS=<folder or git URL> says where else that is.
ORACLE_APT := nftables iproute2 procps conntrack bind9 bind9-utils unbound haproxy
ORACLE_NPM := @cloud-copilot/iam-simulate@0.1.173 http-cache-semantics@4.3.0
ORACLE_PIP := dnslib==0.9.26 pytricia==1.3.0 cryptography simpy==4.1.2 numpy-financial==1.0.0
CACHE_TESTS ?= github:http-tests/cache-tests\#b55b8bda3dbb8c927c04e85bd8d496a8caa3e4ba
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends
# npm 12 fetches from git only when told to. All at once, for what is not named is removed again.
NPM := npm install --silent --no-save --fetch-retries 1 --allow-git all --prefix tests/oracles
oracles: $(VENV)/.ready-dev ## prove the simulators against their peers (installs them; needs root)
	@{ $(APT) update; $(APT) install $(ORACLE_APT); } >/dev/null 2>&1 || echo "Some peers are missing; their tests are skipped."
	@{ npm --version || $(APT) install nodejs npm git; } >/dev/null 2>&1 || echo "No npm; its peers' tests are skipped."
	@$(NPM) $(ORACLE_NPM) "$(CACHE_TESTS)" >/dev/null 2>&1 \
	  || { echo "No suite for caches; its test is skipped."; $(NPM) $(ORACLE_NPM) >/dev/null 2>&1; } \
	  || echo "No npm peers; their tests are skipped."
	@$(PY) -m pip install --quiet --disable-pip-version-check $(ORACLE_PIP) || echo "No Python peers; their tests are skipped."
	@$(PY) -m pytest -q -rs tests/oracles $(ARGS)

fuzz: $(VENV)/.ready-dev ## draw a thousand questions of every simulator's problem (minutes)
	@AWSSTUDY_SEEDS=1000 $(PY) -m pytest -n 2 -q tests/sims/test_problems.py $(ARGS)

bench: $(VENV)/.ready ## measure start-up, review latency and simulators on this machine
	@$(PY) -m awsstudy bench startup
	@$(PY) -m awsstudy bench review
	@$(PY) -m awsstudy bench sims

# The lock files name no host: --no-emit-* leaves out every index and link.
LOCK := -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
  --no-emit-find-links --no-emit-trusted-host --no-emit-options --annotation-style=line --no-header
lock: $(VENV)/.ready-dev ## make the lock files again from pyproject.toml
	@$(PY) $(LOCK) --extra dev -o requirements-dev.lock pyproject.toml
	@$(PY) $(LOCK) -c requirements-dev.lock -o requirements.lock pyproject.toml
	@sed -i 's/, -c requirements-dev.lock//; s/ *# via -c requirements-dev.lock$$//' requirements.lock

clean: ## remove the virtual environment and caches
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
