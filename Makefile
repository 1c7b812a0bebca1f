# Two commands are all that a newcomer needs: `make site` and `make test`.
# They set up `.venv` from requirement files whose every package is pinned by hash.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: site test bench look check browser wheels schemas lock clean

site: .venv/site.done
	$(BIN)/python -m coachloom build

test: .venv/test.done browser wheels
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

bench: .venv/test.done
	$(BIN)/python -m benchmarks

# Pictures of every kind of page, on a screen, in the dark, on a phone and printed, to be looked at.
look: .venv/test.done browser
	$(BIN)/python -m tests.browser.look

check: .venv/site.done
	$(BIN)/python -m coachloom check

.venv/pyvenv.cfg:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'coachloom needs Python 3.11 or newer; name one with: make PYTHON=python3.11')"
	$(PYTHON) -m venv .venv

.venv/site.done: requirements/site.txt pyproject.toml | .venv/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.done: requirements/test.txt .venv/site.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# A real Chromium: the one named in COACHLOOM_BROWSER, or one that is there, or Debian's, or Playwright's own.
# And a Java, for the HTML checker.
browser: .venv/test.done
	@$(BIN)/python tests/browser/install.py

# The packages of the site as files, so that a test can install them without a network.
wheels: build/wheels/done

build/wheels/done: requirements/site.txt .venv/site.done
	@mkdir -p build/wheels
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --dest build/wheels -r requirements/site.txt
	@touch $@

# For maintainers: the JSON Schemas after a change of the model, the pins after a change of the dependencies.
schemas: .venv/site.done
	$(BIN)/python -m coachloom.course.schema_files

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-package coachloom
lock:
	$(LOCK) requirements/site.in -o requirements/site.txt
	$(LOCK) requirements/site.in requirements/test.in -c requirements/site.txt -o requirements/test.txt

clean:
	rm -rf build .venv
