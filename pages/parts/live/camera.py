"""The live stream: the browser's camera and microphone, brought to the sitting's mailboxes."""

from __future__ import annotations

import json
import logging
import os

import av
import streamlit as st
from streamlit_webrtc import (
    WebRtcMode,
    WebRtcStreamerContext,
    WebRtcStreamerState,
    create_audio_sink_track,
    create_video_sink_track,
    webrtc_streamer,
)
from streamlit_webrtc.component import generate_frontend_component_key

from emotion.modalities import FACE, VOICE
from pages.parts.live import attempts, loopback
from pages.parts.shared import sittings
from pages.parts.shared.language import t
from pages.web import browser, face, turn
from session.protocol import Sitting
from session.types import Consent

logger = logging.getLogger(__name__)

ICE_VARIABLE = "ATTUNE_ICE_SERVERS"
PICTURE = {"width": {"ideal": 640}, "height": {"ideal": 480}, "frameRate": {"ideal": 30, "max": 30}}
"""What the browser shows; of it no more is sent than is asked for, see `pages/web/face.py`."""

SOUND = {"echoCancellation": {"ideal": True}, "noiseSuppression": {"ideal": True}, "autoGainControl": {"ideal": True}}
"""The browser is asked to take out of the microphone's sound what it plays itself; what it grants it says in its
console, see `camera.js`."""

SAID = ("media_api_not_available", "device_ask_permission", "device_not_available", "device_access_denied")
"""What the component may have to say, by the names it has for its sentences."""

KEY = "live-stream"


def ice_servers() -> list[dict]:
    """The STUN and TURN servers named in the environment as a JSON list; none unless it says so.

    Raises ValueError when the variable holds anything else.
    """
    text = os.environ.get(ICE_VARIABLE, "").strip()
    try:
        servers = json.loads(text) if text else []
    except json.JSONDecodeError as error:
        raise ValueError(f"{ICE_VARIABLE} must hold a JSON list of servers: {error}") from error
    if not isinstance(servers, list) or not all(isinstance(server, dict) and "urls" in server for server in servers):
        raise ValueError(f'{ICE_VARIABLE} must be a JSON list like [{{"urls": "turn:host:3478"}}], got {text!r:.200}')
    return servers


def stream(session: Sitting, consent: Consent, goes_on: bool = False) -> WebRtcStreamerState:
    """Mount the stream for what is agreed to and can be had; whether the browser has its devices and media flow.

    goes_on: the page streamed to another process until now, and goes on without a pause.

    Where the environment names unusable servers it says so instead. The component stands outside every fragment and
    never changes its key, or the stream would end.
    """

    try:
        servers = ice_servers() + turn.server()
    except ValueError as error:
        logger.error("%s", error)
        st.error(t("error-servers", variable=ICE_VARIABLE), icon=":material/error:")
        return WebRtcStreamerState(playing=False, signalling=False)

    def on_video(frame: av.VideoFrame) -> None:
        session.put_frame(lambda: frame.to_ndarray(format="bgr24"))

    def on_audio(frame: av.AudioFrame) -> None:
        samples = frame.to_ndarray()
        if not frame.format.is_planar:
            samples = samples.reshape(-1, len(frame.layout.channels))
        session.put_audio(samples, frame.sample_rate)

    loopback.offer()
    face.shows(browser.secret(), session)
    if goes_on:  # or what the browser has offered meanwhile would be answered, and taken for ended, in turns
        st.session_state[KEY] = WebRtcStreamerContext(None, WebRtcStreamerState(playing=True, signalling=False))
    mounted = goes_on or st.session_state.get(generate_frontend_component_key(KEY)) is not None
    plays = mounted and attempts.plays(sittings.started()) and (consent.allows(FACE) or consent.allows(VOICE))
    context = webrtc_streamer(
        key=KEY,
        mode=WebRtcMode.SENDONLY,
        rtc_configuration={"iceServers": servers},
        media_stream_constraints={
            "video": PICTURE if consent.allows(FACE) else False,
            "audio": SOUND if consent.allows(VOICE) else False,
        },
        desired_playing_state=plays,
        sink_video_track=create_video_sink_track(on_video, key="live-frames") if consent.allows(FACE) else None,
        sink_audio_track=create_audio_sink_track(on_audio, key="live-sound") if consent.allows(VOICE) else None,
        media_toggle_controls=False,
        translations={name: t(f"stream-{name.replace('_', '-')}") for name in SAID},
    )
    return context.state
