# Needs make, git and Python 3.11 with venv. Every target makes .venv first; a second call is quick.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
RAY_PORT ?= 8010
REPLICAS ?= 1
MINUTES ?= 10
VENV := .venv/bin
STAMP := .venv/installed
TOOLS := .venv/installed-tools
# What needs a browser, root or a server beside Python has targets of its own.
APART := --ignore=tests/browser --ignore=tests/network --ignore=tests/postgres --ignore=tests/ray
# Percent of lines and branches that make test must run.
COVERED := 80
LOCKS := requirements.txt requirements-torch.txt

.PHONY: help install tools run test test-timing test-long test-browser test-network test-postgres test-r coverage soak capacity test-ray test-hall lint lock studio demo-media federated serve-ray speech peers

help:
	@echo "make run           start the demo on http://localhost:$(PORT) (another port: PORT=9000)"
	@echo "make install       only make .venv with what serves the demo"
	@echo "make tools         add what training, tests and checks need"
	@echo "make test          everything but the browser tests"
	@echo "make test-timing   the tests that hold a wall clock against a bar, on a machine with nothing else to do"
	@echo "make coverage      make test, with the lines and branches that it runs"
	@echo "make test-browser  the real app in Chromium with a fake camera and microphone"
	@echo "make test-network  the same in a network of its own, as root on Linux: nothing outside is asked"
	@echo "make test-postgres the record on a PostgreSQL of its own, from the package postgresql"
	@echo "make test-r        an export of a study is loaded in R, from the package r-base-core"
	@echo "make soak          stream for $(MINUTES) minutes and watch the memory (longer: MINUTES=60)"
	@echo "make capacity      what a sitting takes of the processor, by stage, and what more would"
	@echo "make lint          ruff and basedpyright: style, format and types"
	@echo "make lock          write requirements*.txt from pyproject.toml, with every version and hash"
	@echo "make studio        make what is missing of the collection of music and pictures; needs FluidSynth"
	@echo "make federated     make the environment in which people learn together, for python -m emotion federated"
	@echo "make speech        add what turns speech into words, for comments that are said aloud; English only"
	@echo "make peers         fetch face networks of other packages, for python -m emotion benchmark face and train face; needs npm"
	@echo "make serve-ray     read face, voice and words in replicas of Ray Serve on port $(RAY_PORT) (another: RAY_PORT=9010)"
	@echo "make test-ray      the same, put to the test with a replica that is killed"
	@echo "make test-hall     two web processes behind the proxy, one killed, and their database away for 10 s; takes minutes"
	@echo "make demo-media    make the README's picture and recording again"

install: $(STAMP)

$(STAMP): $(LOCKS) scripts/install.py
	$(PYTHON) scripts/install.py
	@touch $@

tools: $(TOOLS)

$(TOOLS): $(LOCKS) requirements-train.txt requirements-test.txt scripts/install.py
	$(PYTHON) scripts/install.py train test
	@touch $(STAMP) $@

run: install
	@echo "Attune: http://localhost:$(PORT)   (stop with Ctrl+C)"
	$(VENV)/streamlit run app.py --server.port $(PORT)

test: tools
	$(VENV)/python -m pytest -n auto $(APART)

test-timing: tools
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m pytest -m timing --ignore=tests/network --ignore=tests/postgres --ignore=tests/ray

test-long: tools
	$(VENV)/python -m pytest -n auto -m long $(APART)

test-r: tools
	$(VENV)/python -m pytest -m r $(APART)

coverage: tools
	$(VENV)/python -m pytest -n auto --cov --cov-report=term --cov-fail-under=$(COVERED) $(APART)

test-browser: tools
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m pytest tests/browser

test-network: tools
	$(VENV)/python -m tests.browser.tools
	unshare --net --mount $(VENV)/python -m pytest tests/network

test-postgres: tools
	$(VENV)/python -m pytest tests/postgres

test-hall: tools
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m pytest -m long tests/postgres/test_hall.py

soak: tools
	$(VENV)/python -m session soak --minutes $(MINUTES)

capacity: tools
	$(VENV)/python -m session capacity

lint: tools
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/basedpyright

EXPORT := $(VENV)/uv export --quiet --frozen --no-header --no-annotate --no-emit-project --no-emit-package torch --format requirements-txt

lock: tools
	$(VENV)/uv lock --quiet
	$(EXPORT) --output-file requirements.txt
	$(EXPORT) --only-group train --output-file requirements-train.txt
	$(EXPORT) --only-group test --output-file requirements-test.txt
	$(VENV)/python scripts/apart.py lock federated ray
	$(VENV)/uv pip compile requirements-speech.in --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--constraints requirements.txt --output-file requirements-speech.txt

studio: tools
	$(VENV)/python -m recommender studio

federated: tools
	$(VENV)/python scripts/apart.py install federated

RAY_STAMP := .venv-ray/installed

$(RAY_STAMP): $(STAMP) requirements-ray.txt scripts/apart.py
	$(VENV)/python scripts/apart.py install ray
	@touch $@

serve-ray: $(RAY_STAMP)
	.venv-ray/bin/python -m emotion.remote.ray_serve --port $(RAY_PORT) --replicas $(REPLICAS)

test-ray: tools $(RAY_STAMP)
	$(VENV)/python -m pytest tests/ray

speech: install requirements-speech.txt
	$(PYTHON) scripts/install.py speech

peers: tools
	$(VENV)/python -m scripts.peers

demo-media: tools
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m scripts.record_demo
