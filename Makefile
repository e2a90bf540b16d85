# make          set up .venv and run the main job: annotate corpus/raw, show its claims
# make test     set up .venv and run every check
# make servers  set up .venv and the annotation servers that some of the checks need

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTHONS := python3 python3.13 python3.12 python3.11 python3.10
PACKAGES := pipeline components patterns configs

# The project's steps are run again when a folder they depend on has changed, and byte code
# among the sources would be such a change.
export PYTHONDONTWRITEBYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: all test servers clean
.DEFAULT_GOAL := all

all: $(INSTALLED)
	@$(BIN)/spacy project run all

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=$(VENV)/types $(BIN)/mypy
	$(BIN)/pytest

servers: $(INSTALLED)
	@$(BIN)/python tests/servers.py

clean:
	rm -rf $(VENV) out build project.lock

$(INSTALLED): pyproject.toml constraints.txt
	@fits='import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))'; \
	found=; python=; \
	for candidate in $(PYTHONS); do \
		$$candidate -c "$$fits" 2>/dev/null || continue; \
		found=$$candidate; \
		$$candidate -c 'import venv, ensurepip' 2>/dev/null || continue; \
		python=$$candidate; break; \
	done; \
	if [ -z "$$found" ]; then \
		echo "No Python 3.10 to 3.13 found: install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python@3.13)." >&2; exit 1; \
	elif [ -z "$$python" ]; then \
		echo "$$found has no venv module: install it (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$python --version); the first time takes a minute or two."; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $$python -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt setuptools
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@# mypy does not follow the import hook of an editable install: it gets links.
	@mkdir -p $(VENV)/types/sitrep
	@for package in $(PACKAGES); do ln -sfn ../../../$$package $(VENV)/types/sitrep/$$package; done
	@touch $@
