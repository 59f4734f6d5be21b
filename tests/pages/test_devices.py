"""What the browser tells of its devices, by the senses that need them."""

from __future__ import annotations

from emotion.modalities import FACE, VOICE
from emotion.types import Condition
from pages.parts.live.devices import of_senses
from pages.parts.shared import words
from pages.texts import texts
from session.types import Meter, MeterStatus


def test_trouble_is_told_by_sense() -> None:
    assert of_senses({"camera": "refused", "microphone": "missing"}) == {FACE: "refused", VOICE: "missing"}
    assert of_senses({"camera": "on fire", "toaster": "refused"}) == {}


def test_a_meter_says_what_to_do_about_it() -> None:
    face = Meter(FACE, MeterStatus.WAITING, Condition.OK)
    for language in ("en", "de"):
        said = {texts(language).say(words.meter(face, True, True, trouble)) for trouble in ("refused", "missing")}
        assert len(said) == 2
    assert words.meter(face, False, True, "refused").key == "meter-refused"
