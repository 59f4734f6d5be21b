"""Who reads face, voice and words: which tier, which model, and why not another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from emotion.pretrained.settings import MODEL, TIER, Tier
from emotion.types import Modality
from pages.parts.shared import resources
from pages.parts.shared.words import escaped

if TYPE_CHECKING:
    from emotion.models import Reader

CHOICE = (
    f"Whoever runs this server chooses: with `{TIER}={Tier.PRETRAINED}`, "
    + ", ".join(f"`{variable}`" for variable in MODEL.values())
    + " each name a model that reads that sense, a hub id or a folder. It counts from the next start."
)


def show() -> None:
    """A line for each sense, and how to change it."""
    loading = resources.warm_up()
    if not loading.done.is_set():
        st.markdown("The models are still being loaded; look again in a moment.")
    elif loading.error is None:
        readers = resources.models().readers
        st.markdown("\n".join(f"- {line(modality, readers[modality])}" for modality in MODEL))
    st.caption(CHOICE)


def line(modality: Modality, reader: Reader) -> str:
    """Who reads a sense, as Markdown."""
    sense = f"**{modality.capitalize()}**"
    if reader.tier == Tier.PRETRAINED:
        return f"{sense}: {escaped(reader.name)}, a pretrained model. The cards below do not tell of it."
    if reader.problem is None:
        return f"{sense}: the embedded model."
    return f"{sense}: the embedded model, because the pretrained one cannot be had: {escaped(reader.problem)}"
