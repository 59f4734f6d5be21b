"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/ARCHITECTURE.md",
    "docs/DEPLOY.md",
    "docs/CAPACITY.md",
    "docs/STUDIES.md",
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:assets|deploy|docs|emotion|pages|recommender|scripts|session|tests)/[\w./{},-]+)`", text)
    linked = [link for link in re.findall(r"\]\(([\w./-]+)\)", text)]
    places = [ROOT / name for name in named if not re.search(r"[A-Z]{4}|\{", name)]
    places += [(ROOT / document).parent / link for link in linked]
    assert [str(place) for place in places if not place.exists()] == []


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [(ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS]
    named = {target for text in texts for target in re.findall(r"`make ([\w-]+)", text)}
    assert named
    assert named - targets == set()
