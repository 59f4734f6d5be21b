"""The live stream: the browser's camera and microphone, brought to the sitting's mailboxes."""

from __future__ import annotations

import json
import logging
import os

import av
import cv2
import numpy as np
import streamlit as st
from streamlit_webrtc import WebRtcMode, WebRtcStreamerState, create_audio_sink_track, webrtc_streamer
from streamlit_webrtc.component import generate_frontend_component_key

from emotion.modalities import FACE, VOICE
from emotion.types import Box
from pages.parts.live import attempts, loopback
from pages.parts.shared import sittings
from pages.parts.shared.language import t
from session.protocol import Sitting
from session.types import Consent

logger = logging.getLogger(__name__)

ICE_VARIABLE = "ATTUNE_ICE_SERVERS"
PICTURE = {"width": {"ideal": 640}, "height": {"ideal": 480}, "frameRate": {"ideal": 15, "max": 15}}
SOUND = {"echoCancellation": {"ideal": True}, "noiseSuppression": {"ideal": True}, "autoGainControl": {"ideal": True}}
"""The browser is asked to take out of the microphone's sound what it plays itself; what it grants it says in its
console, see `camera.js`."""

SAID = ("media_api_not_available", "device_ask_permission", "device_not_available", "device_access_denied")
"""What the component may have to say, by the names it has for its sentences."""

FACE_COLOUR = (75, 138, 224)  # BGR

KEY = "live-stream"

LANDMARKS = 5
"""As many as the detector finds: the eyes, the nose, the corners of the mouth."""


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


def stream(session: Sitting, consent: Consent) -> WebRtcStreamerState:
    """Mount the stream for what is agreed to and can be had; whether the browser has its devices and media flow.

    Where the environment names unusable servers it says so instead. The component stands outside every fragment and
    never changes its key, or the stream would end.
    """

    try:
        servers = ice_servers()
    except ValueError as error:
        logger.error("%s", error)
        st.error(t("error-servers", variable=ICE_VARIABLE), icon=":material/error:")
        return WebRtcStreamerState(playing=False, signalling=False)

    async def on_video(frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        try:
            picture = frames[-1].to_ndarray(format="bgr24")
            session.put_frame(picture)
            return [_with_box(session, frames[-1], picture)]
        except Exception:
            logger.exception("a frame was dropped")
            return frames[-1:]

    def on_audio(frame: av.AudioFrame) -> None:
        samples = frame.to_ndarray()
        if not frame.format.is_planar:
            samples = samples.reshape(-1, len(frame.layout.channels))
        session.put_audio(samples, frame.sample_rate)

    loopback.offer()
    mounted = st.session_state.get(generate_frontend_component_key(KEY)) is not None
    plays = mounted and attempts.plays(sittings.started()) and (consent.allows(FACE) or consent.allows(VOICE))
    context = webrtc_streamer(
        key=KEY,
        # Only where a picture comes back is there a place for one; it would stand empty before Start.
        mode=WebRtcMode.SENDRECV if consent.allows(FACE) and sittings.streaming() else WebRtcMode.SENDONLY,
        rtc_configuration={"iceServers": servers},
        media_stream_constraints={
            "video": PICTURE if consent.allows(FACE) else False,
            "audio": SOUND if consent.allows(VOICE) else False,
        },
        desired_playing_state=plays,
        queued_video_frames_callback=on_video if consent.allows(FACE) else None,
        sink_audio_track=create_audio_sink_track(on_audio, key="live-sound") if consent.allows(VOICE) else None,
        media_toggle_controls=False,
        translations={name: t(f"stream-{name.replace('_', '-')}") for name in SAID},
        video_html_attrs={"autoPlay": True, "muted": True, "playsInline": True, "style": {"width": "100%"}},
    )
    return context.state


def _with_box(session: Sitting, frame: av.VideoFrame, picture: np.ndarray) -> av.VideoFrame:
    box = session.snapshot().box
    if box is not None:
        picture = picture.copy()  # the sitting has the original
        draw_face(picture, box)
    drawn = av.VideoFrame.from_ndarray(picture, format="bgr24")
    drawn.pts, drawn.time_base = frame.pts, frame.time_base
    return drawn


def draw_face(picture: np.ndarray, box: Box) -> None:
    """Draw what a face was read from on a picture (H, W, 3) uint8 BGR: its box, and eyes, nose and mouth in it."""
    height, width = picture.shape[:2]
    thick = max(1, width // 320)

    def place(x: float, y: float) -> tuple[int, int]:
        return round(x * width), round(y * height)

    for x, inward in ((box.x, 1), (box.x + box.width, -1)):
        for y, down in ((box.y, 1), (box.y + box.height, -1)):
            for end in ((x + inward * box.width / 5, y), (x, y + down * box.height / 5)):
                cv2.line(picture, place(x, y), place(*end), FACE_COLOUR, 2 * thick, cv2.LINE_AA)
    if len(box.landmarks) == LANDMARKS:
        left_eye, right_eye, nose, left_mouth, right_mouth = (place(*point) for point in box.landmarks)
        for start, end in ((left_eye, nose), (right_eye, nose), (nose, left_mouth), (nose, right_mouth)):
            cv2.line(picture, start, end, FACE_COLOUR, thick, cv2.LINE_AA)
        cv2.line(picture, left_mouth, right_mouth, FACE_COLOUR, thick, cv2.LINE_AA)
        for point in (left_eye, right_eye, nose, left_mouth, right_mouth):
            cv2.circle(picture, point, 3 * thick, FACE_COLOUR, -1, cv2.LINE_AA)
