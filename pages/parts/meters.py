"""What is sensed right now, one line for each modality, and how much each counts."""

from __future__ import annotations

import streamlit as st

from emotion.types import MODALITIES
from pages.parts import words
from session.types import MeterStatus, Snapshot


def draw(snapshot: Snapshot, paused: bool) -> None:
    """Four lines; the bar is the share of the reading that rests on the modality, all bars together one whole."""
    for modality in MODALITIES:
        meter = snapshot.meters[modality]
        share = meter.attention
        with st.container(key=f"live-meter-{modality.value}", gap=None):
            label = f"{words.ICONS[modality]} **{words.MODALITIES[modality]}** {words.meter(meter, paused)}"
            counts = f"counts {share:.0%}" if share >= 0.005 else ""
            dim = meter.status in (MeterStatus.OFF, MeterStatus.WAITING)
            st.progress(min(max(share, 0.0), 1.0), text=f":gray[{label}]" if dim else f"{label} :gray[{counts}]")
