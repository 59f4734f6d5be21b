"""Who reads face, voice and words: which tier, which model, and why not another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from emotion.message import Message
from emotion.pretrained.settings import MODEL, TIER, Tier
from emotion.remote.network import Answered, states
from emotion.types import Modality
from pages.parts.shared import resources
from pages.parts.shared.language import say, t
from pages.parts.shared.words import escaped, modality_name

if TYPE_CHECKING:
    from emotion.models import Reader


def show() -> None:
    """A line for each sense, and how to change it."""
    loading = resources.warm_up()
    if not loading.done.is_set():
        st.markdown(t("tier-loading"))
    elif loading.error is None:
        models = resources.models()
        lines = [line(modality, models.readers[modality]) for modality in MODEL]
        lines += [apart(modality, state) for modality, state in states(models).items()]
        st.markdown("\n".join(f"- {say(one)}" for one in lines))
    variables = ", ".join(f"`{variable}`" for variable in MODEL.values())
    with st.expander(t("tier-for-hosts")):
        st.markdown(t("tier-choice", setting=f"`{TIER}={Tier.PRETRAINED}`", variables=variables))


def apart(modality: Modality, state: Answered) -> Message:
    """How a sense does that is read apart from this process, as Markdown."""
    numbers = {"sense": modality_name(modality), "answered": state.answered, "failed": state.failed}
    return Message("tier-apart" if state.away is None else "tier-away", numbers)


def line(modality: Modality, reader: Reader) -> Message:
    """Who reads a sense, as Markdown."""
    sense = {"sense": modality_name(modality)}
    if reader.tier == Tier.PRETRAINED:
        return Message("tier-pretrained", sense | {"model": escaped(reader.name)})
    if reader.problem is None:
        return Message("tier-embedded", sense)
    return Message("tier-fallback", sense | {"problem": escaped(reader.problem)})
