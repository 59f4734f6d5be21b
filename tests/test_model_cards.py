"""Every model that is loaded has a card that says what it was made from, how well it does and what it is not for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parent.parent / "assets" / "models"
CARDS = {card.stem: card.read_text(encoding="utf-8") for card in sorted(MODELS.glob("*.md"))}
WEIGHTS = sorted(
    file.relative_to(MODELS).as_posix() for suffix in ("onnx", "safetensors") for file in MODELS.rglob(f"*.{suffix}")
)
IN_PACKAGES = ("silero-vad", "all-MiniLM-L6-v2")
"""Models whose weights come with a requirement."""

CLASSIFIERS = ("face", "voice", "text")
SECTIONS = ("Data", "Figures", "Limits", "Must not be used for", "Licence")


def sections(card: str) -> dict[str, str]:
    """A card's sections by heading."""
    parts = re.split(r"^## (.+)$", card, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("model", [*WEIGHTS, *IN_PACKAGES])
def test_a_loaded_model_has_a_card(model: str) -> None:
    named = rf"(?<![\w-]){re.escape(model)}(?![\w-])"
    assert any(re.search(named, card) for card in CARDS.values()), f"no card in assets/models names {model}"


@pytest.mark.parametrize("model", [name for name in WEIGHTS if name.endswith("onnx")])
def test_a_network_holds_no_trace_of_where_it_was_exported(model: str) -> None:
    assert b"stack_trace" not in (MODELS / model).read_bytes()


@pytest.mark.parametrize("name", CARDS)
def test_a_card_has_every_section(name: str) -> None:
    found = sections(CARDS[name])
    for section in SECTIONS:
        text = next((text for heading, text in found.items() if heading.startswith(section)), "")
        assert len(text.strip()) > 10, f"{name}.md lacks a section '## {section}'"
    figures = next(text for heading, text in found.items() if heading.startswith("Figures"))
    assert re.search(r"python -m (emotion|recommender)", figures), f"{name}.md gives figures without their command"


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_classifiers_card_shows_its_confusion_matrix(name: str) -> None:
    assert re.search(rf"^!\[.+\]\({name}\.svg\)$", CARDS[name], re.MULTILINE)


@pytest.mark.parametrize("name", CARDS)
def test_a_cards_pictures_are_there(name: str) -> None:
    for file in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", CARDS[name]):
        assert ET.parse(MODELS / file).getroot().tag.endswith("svg")
