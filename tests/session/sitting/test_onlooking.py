"""When it is asked how people would read a face and a voice."""

from __future__ import annotations

from emotion.fusion.onlookers import Answer
from emotion.modalities import FACE, VOICE
from emotion.modality import Modality
from emotion.types import Emotion
from session.sitting.onlooking import EVERY, Onlooking
from session.sitting.sensing import Signal
from session.sitting.steadied import Steadied
from session.types import Meter, MeterStatus
from tests import fakes

JOY, SAD, SURPRISE = Emotion.JOY, Emotion.SADNESS, Emotion.SURPRISE


class Asked:
    """Onlookers who say of whom they were asked."""

    def __init__(self) -> None:
        self.times = 0

    def read(self, voice, face) -> tuple[Answer, ...]:
        self.times += 1
        return (Answer(JOY, float(face.max()), 0, self.times),)


def heard(face: Emotion | None, voice: Emotion | None) -> tuple[dict[Modality, Signal], dict[Modality, Meter]]:
    named = {FACE: face, VOICE: voice}
    signals = {m: Signal(says=Steadied(fakes.probabilities(e), 0.0) if e else None) for m, e in named.items()}
    return signals, {m: Meter(m, MeterStatus.ON, emotion=e) for m, e in named.items()}


def test_people_are_asked_where_face_and_voice_differ_and_not_at_every_moment() -> None:
    asked = Asked()
    onlooking = Onlooking(asked)
    first = onlooking.update(0.0, *heard(JOY, SAD))
    assert first[0].high == 1
    assert onlooking.update(EVERY / 2, *heard(JOY, SAD)) == first
    assert onlooking.update(EVERY, *heard(JOY, SAD))[0].high == 2


def test_nothing_is_said_where_they_agree_or_people_were_never_asked() -> None:
    asked = Asked()
    onlooking = Onlooking(asked)
    onlooking.update(0.0, *heard(JOY, SAD))
    for face, voice in ((JOY, JOY), (JOY, None), (None, SAD), (SURPRISE, SAD)):
        assert onlooking.update(0.1, *heard(face, voice)) == ()
    assert onlooking.update(0.2, *heard(JOY, SAD))[0].high == 2
    assert Onlooking(None).update(0.0, *heard(JOY, SAD)) == ()
