"""The live stream: the browser's camera and microphone, brought to the sitting's mailboxes."""

from __future__ import annotations

import json
import logging
import os
import time

import av
import cv2
import streamlit as st
from streamlit_webrtc import WebRtcMode, webrtc_streamer

from session.live import LiveSession
from session.types import Consent

logger = logging.getLogger(__name__)

ICE_VARIABLE = "ATTUNE_ICE_SERVERS"
PICTURE = {"width": {"ideal": 640}, "height": {"ideal": 480}, "frameRate": {"ideal": 15, "max": 15}}
BOX_COLOUR = (75, 138, 224)  # BGR

SILENT_START_AFTER = 10.0
"""Seconds after Start without any frame or sound until the devices count as refused or missing."""


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


def stream(session: LiveSession, consent: Consent) -> bool:
    """Mount the stream for what was agreed to; whether it plays.

    The component stands outside every fragment and never changes its key, or the stream would end.
    """

    async def on_video(frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        try:
            picture = frames[-1].to_ndarray(format="bgr24")
            session.put_frame(picture)
            return [_with_box(session, frames[-1], picture)]
        except Exception:
            logger.exception("a frame was dropped")
            return frames[-1:]

    async def on_audio(frames: list[av.AudioFrame]) -> list[av.AudioFrame]:
        try:
            for frame in frames:
                channels = len(frame.layout.channels)
                session.put_audio(frame.to_ndarray().reshape(-1, channels), frame.sample_rate)
        except Exception:
            logger.exception("a piece of sound was dropped")
        return frames

    context = webrtc_streamer(
        key="live-stream",
        mode=WebRtcMode.SENDRECV if consent.camera else WebRtcMode.SENDONLY,
        rtc_configuration={"iceServers": ice_servers()},
        media_stream_constraints={"video": PICTURE if consent.camera else False, "audio": consent.microphone},
        desired_playing_state=st.session_state.get("streaming", False),
        queued_video_frames_callback=on_video if consent.camera else None,
        queued_audio_frames_callback=on_audio if consent.microphone else None,
        sendback_audio=False,
        media_toggle_controls=False,
        video_html_attrs={"autoPlay": True, "muted": True, "playsInline": True, "style": {"width": "100%"}},
    )
    return context.state.playing


def _with_box(session: LiveSession, frame: av.VideoFrame, picture) -> av.VideoFrame:
    box = session.snapshot().box
    if box is not None:
        height, width = picture.shape[:2]
        corner = (round(box.x * width), round(box.y * height))
        opposite = (round((box.x + box.width) * width), round((box.y + box.height) * height))
        cv2.rectangle(picture, corner, opposite, BOX_COLOUR, max(1, width // 240), cv2.LINE_AA)
    drawn = av.VideoFrame.from_ndarray(picture, format="bgr24")
    drawn.pts, drawn.time_base = frame.pts, frame.time_base
    return drawn


def start(session: LiveSession) -> None:
    """Begin to sense; the browser asks for its devices."""
    st.session_state.streaming = True
    st.session_state.started_at = time.monotonic()
    session.start()


def stop(session: LiveSession) -> None:
    """Stop sensing; list, comments and all else go on."""
    st.session_state.streaming = False
    session.pause()


def seconds_since_start() -> float:
    """Seconds since Start was pressed."""
    return time.monotonic() - st.session_state.get("started_at", time.monotonic())
