# Needs make, git and Python 3.11 with venv. Every target makes .venv first; a second call is quick.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
MINUTES ?= 10
VENV := .venv/bin
STAMP := .venv/installed

.PHONY: help install run test test-browser soak lint demo-media

help:
	@echo "make run           start the demo on http://localhost:$(PORT) (another port: PORT=9000)"
	@echo "make install       only make .venv with the pinned requirements"
	@echo "make test          everything but the browser tests"
	@echo "make test-browser  the real app in Chromium with a fake camera and microphone"
	@echo "make soak          stream for $(MINUTES) minutes and watch the memory (longer: MINUTES=60)"
	@echo "make lint          ruff: check and format"
	@echo "make demo-media    make the README's picture and recording again"

install: $(STAMP)

$(STAMP): requirements.txt scripts/install.py
	$(PYTHON) scripts/install.py
	@touch $@

run: install
	@echo "Attune: http://localhost:$(PORT)   (stop with Ctrl+C)"
	$(VENV)/streamlit run app.py --server.port $(PORT)

test: install
	$(VENV)/python -m pytest --ignore=tests/browser

test-browser: install
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m pytest tests/browser

soak: install
	$(VENV)/python -m session soak --minutes $(MINUTES)

lint: install
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .

demo-media: install
	$(VENV)/python -m tests.browser.tools
	$(VENV)/python -m scripts.record_demo
