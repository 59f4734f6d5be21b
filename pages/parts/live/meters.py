"""What is sensed right now, one line for each modality, and how much each counts."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import words
from pages.parts.shared.language import t
from session.types import Consent, Meter, Snapshot


def draw(snapshot: Snapshot, agreed: Consent, streaming: bool) -> None:
    """A line each; the bar is the share of the reading that rests on the modality, all bars together one whole."""
    for modality, meter in snapshot.meters.items():
        share = min(max(meter.attention, 0.0), 1.0)
        line = _line(meter, agreed.allows(modality), streaming)
        counts = f" :gray[\u00b7 {t('meter-counts', share=share)}]" if share >= 0.005 else ""
        with st.container(key=f"live-meter-{modality}"):
            st.progress(share, text=line + counts if counts else f":gray[{line}]")


def _line(meter: Meter, agreed: bool, streaming: bool) -> str:
    name, reading = words.modality_name(meter.modality), words.meter(meter, agreed, streaming)
    return t("meter", icon=f":material/{meter.modality.icon}:", modality=name, reading=reading)
