"""The data: taken away as one file, and analysed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from pages.parts.shared import language, resources, sittings
from pages.parts.shared.language import t
from session.record.log import EventLog
from session.studies.archive import packed, zipped
from session.studies.design import Study
from session.studies.store import Store

PEOPLE, SIMULATED = "people", "simulated"

FOUND = "console-found"
"""Where the last analysis lies: the study's name, what was analysed, and what was found."""


def show(study: Study, file: Path) -> None:
    """What can be taken away, and the analysis once it is asked for."""
    st.header(t("console-data"), anchor=False)
    trial = resources.trials().get(study.name)
    sources = [PEOPLE, SIMULATED] if trial is not None and not trial.running else [PEOPLE]
    source = st.segmented_control(
        t("console-source"),
        sources,
        default=PEOPLE,
        required=True,
        format_func=lambda one: t(f"console-{one}-source"),
        key="console-source",
    )
    with st.container(horizontal=True):
        st.download_button(
            t("console-export"),
            lambda: zipped(study, file, *_record(study, source)),
            f"{study.name}.zip",
            "application/zip",
            key="console-export",
            icon=":material/download:",
            on_click="ignore",
        )
        if st.button(t("console-analyse"), key="console-analyse", icon=":material/bar_chart:"):
            _analyse(study, source)
    known = st.session_state.get(FOUND)
    if known is not None and known[:2] == (study.name, source):
        _show(*known[2:])


def _record(study: Study, source: str) -> tuple[Store, EventLog]:
    if source == PEOPLE:
        return resources.studies(), resources.log()
    database = resources.trials()[study.name].database
    return Store(database), EventLog(database)


def _analyse(study: Study, source: str) -> None:
    from session.studies.analysis import read  # these bring the statistics
    from session.studies.analysis.analyse import analyse

    with st.spinner(t("console-analyses")), sittings.stated():
        collected = read.of_record(study, *_record(study, source))
        st.session_state[FOUND] = (study.name, source, analyse(study, collected.tables), collected.versions)


def _show(analysis, versions) -> None:
    from session.studies.analysis import figures, report, saying

    st.markdown("\n".join(f"- {line}" for line in report.lines(analysis, language.say)))
    drawn = figures.figures(analysis, language.say)
    for figure in drawn.values():
        st.altair_chart(figure, width="content", height="content")
    st.subheader(t("analysis-methods"), anchor=False)
    st.markdown(" ".join(map(language.say, saying.methods(analysis, versions))))
    name = analysis.study.name
    with st.container(horizontal=True):
        st.download_button(
            t("console-report"),
            lambda: report.html(analysis, language.say, language.current(), versions),
            f"{name}.html",
            "text/html",
            key="console-report",
            on_click="ignore",
        )
        st.download_button(
            t("console-figures"),
            lambda: _packed(drawn),
            f"{name}-figures.zip",
            "application/zip",
            key="console-figures",
            on_click="ignore",
        )


def _packed(drawn) -> bytes:
    from session.studies.analysis import figures

    with tempfile.TemporaryDirectory() as folder:
        figures.write(drawn, Path(folder) / "figures")
        return packed(Path(folder) / "figures")
