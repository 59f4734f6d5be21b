"""What the study is about, and what the person agrees to. Before that nothing is mounted, inferred or recorded."""

from __future__ import annotations

import streamlit as st

from emotion.modalities import TEXT, asked_for
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import t
from pages.parts.study.link import attempt, go_on, said
from session.studies.flow import AGREED, KEEP, SENSES
from session.studies.participation import Participation


def ask(one: Participation) -> None:
    """Draw it; the person then takes part or does not."""
    study = one.study
    with st.container(horizontal_alignment="center"), st.container(key="study-consent", width=680):
        st.title(said(study.title), anchor=False)
        st.markdown(said(study.about))
        if study.senses:
            st.markdown(t("study-senses"))
            with st.container(border=True):
                for modality in asked_for():
                    if modality.name in study.senses:
                        st.toggle(t(f"consent-{modality.consent}"), key=_key(modality.name))
                if TEXT.name in study.senses:
                    st.toggle(t("consent-keep"), key=_key(KEEP))
        st.markdown(t("study-kept"))
        st.caption(t("study-contact", contact=study.contact))
        with st.container(horizontal=True):
            primary_button(t("study-agree"), key="study-consent-agree", on_click=_agree, args=(one,))
            st.button(t("study-refuse"), key="study-consent-refuse", on_click=_refuse, args=(one,))


def _key(name: str) -> str:
    return f"study-consent-{name}"


def _agree(one: Participation) -> None:
    senses = [name for name in one.study.senses if st.session_state.get(_key(name))]
    keeps = TEXT.name in senses and bool(st.session_state.get(_key(KEEP)))
    if attempt(one.answer, {AGREED: True, SENSES: senses, KEEP: keeps}):
        go_on(one)


def _refuse(one: Participation) -> None:
    if attempt(one.answer, {AGREED: False}):
        go_on(one)
