"""The strip of meters: what each sense says by itself, and how much it counts."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from emotion.modality import Modality
from pages.parts.live.devices import Trouble
from pages.parts.shared import words
from pages.parts.shared.language import t
from session.types import Consent, MeterStatus, Snapshot

LITTLE, MOST = 0.2, 0.5
"""The share of the reading from which a sense counts somewhat, and from which it counts most."""

_SAID = (MeterStatus.ON, MeterStatus.STALE)


def draw(snapshot: Snapshot, agreed: Consent, streaming: bool, trouble: Mapping[Modality, Trouble]) -> None:
    """A line each; the bar is the share of the reading that rests on the modality, all bars together one whole.

    The person's own word has one only once they gave it. trouble: the senses whose device cannot be had.
    """
    for modality, meter in snapshot.meters.items():
        if modality.leads and meter.status not in _SAID:
            continue
        share = min(max(meter.attention, 0.0), 1.0)
        stands = words.meter(meter, agreed.allows(modality), streaming, trouble.get(modality))
        icon, name = f":material/{modality.icon}:", words.modality_name(modality)
        line = t("meter", icon=icon, modality=name, reading=stands)
        counts = f" :gray[\u00b7 {t(counted(share))}]" if share >= 0.005 else ""
        with st.container(key=f"live-meter-{modality}"):
            st.progress(share, text=line + counts if counts else f":gray[{line}]")


def counted(share: float) -> str:
    """The key of how much a sense with a share in [0, 1] of the reading counts."""
    return "meter-counts-little" if share < LITTLE else "meter-counts-some" if share < MOST else "meter-counts-most"
