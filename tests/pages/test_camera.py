"""What the browser sends reaches the sitting, and a bad piece of it harms nothing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import av
import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Box
from pages.parts.live import camera
from session.types import Consent
from tests.pages.conftest import Opener, session_of, until

ALL = Consent.to(FACE, VOICE, TEXT)


@pytest.fixture
def streaming(open_app: Opener, mounted: list[dict[str, Any]]):
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    return session_of(app), mounted[-1]


def frame(grey: int, width: int = 64, height: int = 48) -> av.VideoFrame:
    made = av.VideoFrame.from_ndarray(np.full((height, width, 3), grey, np.uint8), format="bgr24")
    made.pts, made.time_base = 7, 1
    return made


def test_only_the_newest_of_queued_frames_is_read_and_sent_back(streaming) -> None:
    session, asked = streaming
    returned = asyncio.run(asked["queued_video_frames_callback"]([frame(0), frame(0), frame(200)]))
    assert len(returned) == 1
    assert returned[0].pts == 7
    taken = until(session, lambda s: s.box is not None)
    assert taken.meters[FACE].brightness == pytest.approx(200 / 255, abs=0.02)


def test_the_box_is_drawn_on_the_answer_and_not_on_what_is_read(streaming) -> None:
    session, asked = streaming
    asyncio.run(asked["queued_video_frames_callback"]([frame(200, 640, 480)]))
    taken = until(session, lambda s: s.box is not None)
    answered = asyncio.run(asked["queued_video_frames_callback"]([frame(200, 640, 480)]))[0].to_ndarray(format="bgr24")
    assert taken.meters[FACE].brightness == pytest.approx(200 / 255, abs=0.001)
    left, middle = round(taken.box.x * 640), round(taken.box.y * 480)
    assert np.abs(answered[middle, left].astype(int) - 200).max() > 30
    assert np.abs(answered[middle + 60, left + 160].astype(int) - 200).max() < 10


def test_a_frame_that_cannot_be_read_is_passed_on(streaming, monkeypatch: pytest.MonkeyPatch) -> None:
    session, asked = streaming
    monkeypatch.setattr(session, "put_frame", lambda picture: 1 / 0)
    broken = frame(10)
    assert asyncio.run(asked["queued_video_frames_callback"]([broken])) == [broken]


@pytest.mark.parametrize("layout", ["mono", "stereo"])
@pytest.mark.parametrize("sample_format", ["s16", "s16p"])
def test_sound_arrives_with_its_channels_apart(
    streaming, monkeypatch: pytest.MonkeyPatch, layout: str, sample_format: str
) -> None:
    session, asked = streaming
    got = []
    monkeypatch.setattr(session, "put_audio", lambda samples, rate: got.append((samples, rate)))
    channels = 1 if layout == "mono" else 2
    planes = np.stack([np.full(960, 100 * (n + 1), np.int16) for n in range(channels)])
    data = planes if sample_format == "s16p" else planes.T.reshape(1, -1)
    sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format=sample_format, layout=layout)
    sound.sample_rate = 48_000
    asked["sink_audio_track"](sound)
    samples, rate = got[0]
    assert rate == 48_000
    assert samples.size == 960 * channels
    by_channel = samples if samples.shape[0] == channels else samples.T
    assert [set(channel.tolist()) for channel in by_channel] == [{100 * (n + 1)} for n in range(channels)]


def test_no_server_is_asked_unless_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(camera.ICE_VARIABLE, raising=False)
    assert camera.ice_servers() == []
    servers = [{"urls": ["turn:relay.example:3478"], "username": "u", "credential": "c"}]
    monkeypatch.setenv(camera.ICE_VARIABLE, json.dumps(servers))
    assert camera.ice_servers() == servers


@pytest.mark.parametrize("text", ["stun:x", '{"urls": "stun:x"}', '["stun:x"]', '[{"url": "stun:x"}]', "7"])
def test_anything_else_in_the_environment_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(camera.ICE_VARIABLE, text)
    with pytest.raises(ValueError, match=camera.ICE_VARIABLE):
        camera.ice_servers()


def test_the_face_is_drawn_where_its_landmarks_are() -> None:
    picture = np.zeros((480, 640, 3), np.uint8)
    landmarks = ((0.4, 0.4), (0.6, 0.4), (0.5, 0.5), (0.42, 0.6), (0.58, 0.6))
    camera.draw_face(picture, Box(0.3, 0.2, 0.4, 0.6, landmarks))
    for x, y in landmarks:
        assert tuple(picture[round(y * 480), round(x * 640)]) == camera.FACE_COLOUR
    assert not picture[:90].any()

    bare = np.zeros((480, 640, 3), np.uint8)
    camera.draw_face(bare, Box(0.3, 0.2, 0.4, 0.6))
    assert bare.any()
    assert not bare[200:300, 250:400].any(), "what was not found is not drawn"
