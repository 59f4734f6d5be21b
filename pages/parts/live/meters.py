"""What is sensed right now, one line for each modality, and how much each counts."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import words
from session.types import Consent, Snapshot


def draw(snapshot: Snapshot, agreed: Consent, streaming: bool) -> None:
    """A line each; the bar is the share of the reading that rests on the modality, all bars together one whole."""
    for modality, meter in snapshot.meters.items():
        share = min(max(meter.attention, 0.0), 1.0)
        how = words.meter(meter, agreed.allows(modality), streaming)
        line = f"{words.ICONS[modality]} **{words.MODALITIES[modality]}** {how}"
        counts = f" :gray[\u00b7 counts {share:.0%}]" if share >= 0.005 else ""
        with st.container(key=f"live-meter-{modality}"):
            st.progress(share, text=line + counts if counts else f":gray[{line}]")
