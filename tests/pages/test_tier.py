"""About tells who reads each sense, and how another model is chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Reader
from emotion.pretrained.settings import Tier
from pages.parts.about import tier
from pages.parts.shared import resources
from pages.parts.shared.words import escaped
from pages.texts import texts
from session import serve
from tests.fakes import FakeModels
from tests.pages.conftest import Opener, shown

READERS = {
    FACE: Reader(Tier.PRETRAINED, "owner/name_of_[it]"),
    VOICE: Reader(name="/gone", problem="ATTUNE_VOICE_MODEL names the folder /gone, which does not exist"),
    TEXT: Reader(),
}


def test_the_default_is_the_embedded_tier(open_app: Opener) -> None:
    app = open_app()
    resources.warm_up().done.wait(20)
    words = shown(app.switch_page("about.py").run())
    assert words.count("the embedded model.") == 3
    assert "ATTUNE_TIER=pretrained" in words
    assert "ATTUNE_FACE_MODEL" in words


def test_a_pretrained_model_and_a_fallback_are_told(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "load_models", lambda: replace(FakeModels(), readers=READERS))
    app = open_app()
    resources.warm_up().done.wait(20)
    words = shown(app.switch_page("about.py").run())
    assert f"**Face**: {escaped('owner/name_of_[it]')}, a pretrained model" in words
    assert "the pretrained one cannot be had" in words
    assert escaped("names the folder /gone, which does not exist") in words
    assert words.count("the embedded model.") == 1


def test_each_sense_has_its_line() -> None:
    assert texts("en").say(tier.line(TEXT, Reader())) == "**Words**: the embedded model."
