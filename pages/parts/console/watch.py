"""How a study goes: its cells, its endings, its dropouts, consent and sensing, looked at again every few seconds."""

from __future__ import annotations

import urllib.parse

import streamlit as st

from pages.parts.shared import resources, sittings
from pages.parts.shared.language import t
from session.studies import library
from session.studies.design import Recruiting, Study
from session.studies.progress import Progress, progress

EVERY = 3.0
"""Seconds between looks."""

STATES = {
    Recruiting.OPEN: ":material/play_arrow:",
    Recruiting.PAUSED: ":material/pause:",
    Recruiting.STOPPED: ":material/stop:",
}


def links(study: Study) -> None:
    """Where participants come in, and each condition to look at."""
    st.header(t("console-links"), anchor=False)
    st.caption(t("console-steps"))
    if study.contact == library.NO_CONTACT:
        st.warning(t("console-contact", contact=study.contact), icon=":material/contact_support:")
    address = urllib.parse.urlsplit(st.context.url or "http://localhost:8501/")
    panel = "&".join(f"{name}={{{{%{name}%}}}}" for name in ("PROLIFIC_PID", "STUDY_ID", "SESSION_ID"))
    st.caption(t("console-invite"))
    link = f"{address.scheme}://{address.netloc}/study?name={study.name}"
    st.code(f"{link}&{panel}", language=None, wrap_lines=True)
    st.caption(t("console-invite-plain"))
    st.code(link, language=None, wrap_lines=True)
    st.caption(t("console-preview"))
    with st.container(horizontal=True):
        for condition in study.conditions:
            query = urllib.parse.urlencode({"name": study.name, "preview": condition})
            st.link_button(condition, f"./study?{query}", icon=":material/visibility:")


@st.fragment(run_every=EVERY)
def show(study: Study) -> None:
    """The study as it stands now."""
    st.header(t("console-now"), anchor=False)
    with sittings.stated():
        found = progress(study, resources.studies(), resources.log())
    _recruiting(study, found)
    done, wanted = sum(cell.done for cell in found.cells), study.people
    with st.container(horizontal=True):
        st.metric(t("console-done"), f"{done} / {wanted}")
        st.metric(t("console-active"), sum(cell.active for cell in found.cells))
        st.metric(t("console-left"), sum(found.left.values()))
        st.metric(t("console-consented"), found.consented)
    st.table(
        [
            {
                t("console-cell"): " → ".join(cell.conditions),
                t("console-done"): cell.done,
                t("console-active"): cell.active,
                t("console-quota"): cell.quota,
            }
            for cell in found.cells
        ]
    )
    _lines(study, found)


def _recruiting(study: Study, found: Progress) -> None:
    st.markdown(t(f"recruiting-{found.recruiting}"))
    with st.container(horizontal=True):
        for state, icon in STATES.items():
            st.button(
                t(f"recruit-{state}"),
                key=f"console-{state}",
                icon=icon,
                disabled=state == found.recruiting,
                on_click=resources.studies().recruit,
                args=(study.name, state),
            )


def _lines(study: Study, found: Progress) -> None:
    lines = [t("console-ended-as", status=t(f"status-{status}"), count=n) for status, n in found.endings.items()]
    lines += [t("console-left-at", step=step, count=count) for step, count in found.left.items()]
    lines += [
        t("console-agreed", sense=t(f"modality-{sense}"), count=count, of=found.consented)
        for sense, count in found.agreed.items()
    ]
    if found.sensing is not None:
        sensing = found.sensing
        known = round(100 * sensing.known)
        lines.append(t("console-sensed", sittings=sensing.sittings, known=known, uncertainty=sensing.uncertainty))
        lines += [
            t("console-attention", sense=t(f"modality-{sense}"), share=round(100 * share))
            for sense, share in sensing.attention.items()
        ]
    st.markdown("\n".join(f"- {line}" for line in lines))
