"""Participants: who there are, and one of them left out, taken in again, or erased."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

from emotion.message import Message
from pages.parts.shared import language, resources, sittings
from pages.parts.shared.language import t
from session.record.errors import LogError
from session.studies.design import Study
from session.studies.erasure import StillThereError, erase

SHOWN = 200
"""So many of the latest participants are listed."""

TOLD = "console-told"


def show(study: Study) -> None:
    """The latest participants, and what can be done with one."""
    st.header(t("console-people"), anchor=False)
    with sittings.stated():
        people, erasures = resources.studies().participants(study.name), resources.studies().erasures(study.name)
    rows = [
        {
            t("console-id"): one.external_id,
            t("console-status"): t(f"status-{one.status}"),
            t("console-step"): one.step,
            t("console-cell"): " → ".join(one.conditions),
            t("console-excluded"): one.excluded or "",
        }
        for one in people[-SHOWN:]
    ]
    if rows:
        st.dataframe(rows, hide_index=True, height=min(400, 38 + 35 * len(rows)))
    else:
        st.caption(t("console-nobody"))
    with st.form("console-one", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("console-id"), key="console-person")
            st.text_input(t("console-reason"), key="console-reason")
        with st.container(horizontal=True):
            _button("exclude", _exclude, study, True)
            _button("include", _exclude, study, False)
            _button("erase", _erase, study)
    st.caption(t("console-erase-what"))
    if told := st.session_state.pop(TOLD, None):
        st.info(language.say(told), icon=":material/info:")
    if erasures:
        st.caption(t("console-erasures", count=len(erasures)))
        st.code("\n".join(f"{one.receipt}  {_when(one.wall)}  {one.rows}" for one in erasures), language=None)


def _button(name: str, act: Callable[..., None], *given: object) -> None:
    st.form_submit_button(t(f"console-{name}"), key=f"console-{name}", on_click=act, args=given)


def _when(wall: float) -> str:
    return datetime.datetime.fromtimestamp(wall, datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _exclude(study: Study, out: bool) -> None:
    named = st.session_state["console-person"].strip()
    reason = st.session_state["console-reason"].strip() or "-"
    try:
        one = next((p for p in resources.studies().participants(study.name) if p.external_id == named), None)
        if one is None:
            st.session_state[TOLD] = Message("console-no-person")
            return
        resources.studies().exclude(one.id, reason if out else None)
        st.session_state[TOLD] = Message("console-is-excluded" if out else "console-is-included")
    except LogError as error:
        st.session_state[TOLD] = error.message


def _erase(study: Study) -> None:
    named = st.session_state["console-person"].strip()
    try:
        receipt = erase(study, named, resources.studies(), resources.log())
        if receipt is None:
            st.session_state[TOLD] = Message("console-no-person")
            return
        st.session_state[TOLD] = Message("console-erased", {"rows": receipt.rows, "receipt": receipt.number})
        st.session_state["console-person"] = ""
    except StillThereError:
        st.session_state[TOLD] = Message("console-still-there")
    except LogError as error:
        st.session_state[TOLD] = error.message
