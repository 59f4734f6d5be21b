"""Before launch: simulated people sent through the study, and how many people it takes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.shared import language, resources
from pages.parts.shared.language import t
from session.studies.design import Study
from session.studies.trial import Trial

RUNS = 200
"""Studies simulated for each number of people."""

EVERY = 2.0


def show(study: Study, file: Path) -> None:
    """The pilot and the power of a study."""
    st.header(t("console-rehearse"), anchor=False)
    st.caption(t("console-pilot-what"))
    with st.form("console-rehearsal", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(t("console-pilot-people"), 1, 500, 20, key="console-pilot-people")
        st.form_submit_button(
            t("console-pilot"), key="console-pilot", icon=":material/group:", on_click=_begin, args=(study, file)
        )
    trial = resources.trials().get(study.name)
    if trial is not None:
        st.fragment(_trial, run_every=EVERY if trial.running else None)(trial, trial.running)
    if study.analysis.expected:
        st.caption(t("console-power-what"))
        if st.button(t("console-power"), key="console-power", icon=":material/calculate:"):
            _power(study)
    else:
        st.caption(t("console-no-power"))


def _trial(trial: Trial, ran: bool) -> None:
    """How far it is; the page is drawn anew once it has ended since."""
    if ran and not trial.running:
        st.rerun()
    with st.container(key="console-pilot-state"):
        if trial.running:
            st.info(t("console-pilot-runs", people=trial.people), icon=":material/hourglass_top:")
        elif trial.failed:
            st.error(t("console-pilot-failed"))
            st.code(trial.output()[-2000:], language=None, wrap_lines=True)
        else:
            st.success(t("console-pilot-done", people=trial.people), icon=":material/check:")
            st.code(trial.output(), language=None)


def _begin(study: Study, file: Path) -> None:
    earlier = resources.trials().pop(study.name, None)
    if earlier is not None:
        earlier.close()
    resources.trials()[study.name] = Trial(file, st.session_state["console-pilot-people"], study.seed)


def _power(study: Study) -> None:
    from session.studies.analysis import saying  # these bring the statistics
    from session.studies.analysis.power import power

    sizes = sorted({max(8, study.people // 2), study.people, 2 * study.people})
    with st.spinner(t("console-power-runs")):
        found = power(study, sizes, RUNS)
    st.markdown("\n".join(f"- {language.say(saying.powered(study, one))}" for one in found))
