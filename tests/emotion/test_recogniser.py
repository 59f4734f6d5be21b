"""The optional recogniser: absent it asks for nothing, present it gives words that it is sure enough of."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from emotion.speech import recogniser
from emotion.speech.recogniser import PACKAGES, load_recogniser
from emotion.speech.whisper import SURE_ENOUGH

STAND_INS = Path(__file__).resolve().parent.parent / "speech"
SPEECH = np.zeros(16_000, np.float32)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of what is heard, with the packages' stand-ins in place of them."""
    monkeypatch.syspath_prepend(STAND_INS)
    for name in PACKAGES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setenv("HEARD", str(tmp_path / "heard.txt"))
    return tmp_path / "heard.txt"


def test_without_the_packages_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "find_spec", lambda name: None)
    assert not recogniser.installed()
    assert load_recogniser() is None


def test_it_says_what_it_heard_and_how_sure_it_is(heard: Path) -> None:
    heard.write_text("I feel great.\n", encoding="utf-8")
    words = load_recogniser().hear(SPEECH)
    assert words.text == "I feel great."
    assert words.certainty == pytest.approx(0.82, abs=0.01)


def test_nothing_and_what_it_is_not_sure_of_are_no_words(heard: Path) -> None:
    heard.write_text(f"\nI have a doctor.\t{np.log(SURE_ENOUGH) - 0.01}\nYes.\t-0.1\n", encoding="utf-8")
    whisper = load_recogniser()
    assert whisper.hear(SPEECH) is None
    assert whisper.hear(SPEECH) is None
    assert whisper.hear(SPEECH).text == "Yes."
