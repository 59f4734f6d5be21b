"""What the browser sends reaches the sitting, and a bad piece of it harms nothing."""

from __future__ import annotations

import json
from typing import Any

import av
import numpy as np
import pytest
from streamlit_webrtc import WebRtcMode

from emotion.modalities import FACE, TEXT, VOICE
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


def test_nothing_is_sent_back(streaming) -> None:
    _, asked = streaming
    assert asked["mode"] is WebRtcMode.SENDONLY


def test_a_frame_reaches_the_sitting(streaming) -> None:
    session, asked = streaming
    asked["sink_video_track"](frame(200))
    taken = until(session, lambda s: s.box is not None)
    assert taken.meters[FACE].brightness == pytest.approx(200 / 255, abs=0.02)


def test_a_frame_is_made_only_where_it_is_read(streaming, monkeypatch: pytest.MonkeyPatch) -> None:
    session, asked = streaming
    handed = []
    monkeypatch.setattr(session, "put_frame", handed.append)
    made = frame(10)
    asked["sink_video_track"](made)
    assert handed[0]().shape == (48, 64, 3)


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
