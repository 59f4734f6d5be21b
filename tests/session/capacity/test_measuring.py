"""A measurement with a WebRTC client: what it sends arrives, is sensed, and is accounted for by stage."""

from __future__ import annotations

from collections.abc import Sequence

import av
import pytest

from recommender.ranking.ranker import Ranker
from session.capacity import measuring, people
from session.capacity.apart import measure_apart
from session.capacity.measuring import STAGES, measure, spent_since
from session.sitting.ladder import RUNGS
from tests import fakes


def decoded(codec: str, packets: Sequence[bytes]) -> list:
    """All frames of some packets."""
    decoder = av.CodecContext.create(codec, "r")
    return [frame for packet in packets for frame in decoder.decode(av.Packet(packet))]


def test_what_people_send_can_be_decoded_and_begins_anew_at_any_turn() -> None:
    for size, bits in people.VIDEO_BITS.items():
        seen = people.pictures(*size)
        assert len(seen) == people.FRAMES
        frames = decoded("vp8", [*seen, *seen[:5]])
        assert {(frame.width, frame.height) for frame in frames} == {size}
        assert len(frames) == people.FRAMES + 5
        assert sum(map(len, seen)) * 8 / (people.FRAMES / people.FRAME_RATE) == pytest.approx(bits, rel=0.3)


def test_there_is_a_picture_for_every_rung() -> None:
    assert {(rung.width, rung.height) for rung in RUNGS} == set(people.VIDEO_BITS)


def test_what_people_say_can_be_heard() -> None:
    heard = people.sounds()
    assert len(heard) == pytest.approx(people.SPEECH_S / people.CHUNK_S, abs=2)
    assert max(abs(frame.to_ndarray()).max() for frame in decoded("libopus", heard[:200])) > 0.05


def test_a_thread_that_ends_takes_nothing_away_from_what_others_took() -> None:
    before = {1: ("pictures", 40.0), 2: ("pictures", 5.0)}
    now = {2: ("pictures", 6.0), 3: ("pictures", 0.5), 4: ("network", 0.25)}
    assert spent_since(before, now) == {"pictures": 1.5, "network": 0.25}


@pytest.mark.long
def test_processes_measure_side_by_side() -> None:
    loads = measure_apart(3, 2, 3.0, rung=3)
    assert [load.sittings for load in loads] == [1, 2]
    assert all(load.events["face"] > 0 for load in loads)


@pytest.mark.long
def test_each_stage_of_a_sitting_is_accounted_for(
    models: fakes.FakeModels, ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "WARM_S", 2.0)
    monkeypatch.setattr("session.serve.understanding_of", lambda *_: fakes.FakeUnderstanding())
    one, two = measure((1, 2), 4.0, models, ranker, rung=0)
    assert (one.sittings, two.sittings) == (1, 2)
    assert one.events["frames"] == pytest.approx(people.FRAME_RATE, rel=0.4)
    assert two.events["face"] > one.events["face"] > 2
    assert all(one.cpu[stage] > 0 for stage in STAGES)
    assert one.total < 2
    assert one.received * 8 > 0.5 * people.VIDEO_BITS[RUNGS[0].width, RUNGS[0].height]
    assert one.rows > 0
