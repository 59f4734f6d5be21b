"""Study: a participant's way from consent to code. Only a study's link leads here."""

import streamlit as st

from pages.parts.shared import language
from pages.parts.shared.language import explained, t
from pages.parts.shared.sittings import UnavailableError
from pages.parts.shared.tab import tab
from pages.parts.study import asked, consent, ending, link, task
from pages.parts.study.link import NoStudyError
from session.studies.design import Status
from session.studies.flow import Kind

DRAWN = {
    Kind.CONSENT: consent.ask,
    Kind.FIELDS: asked.fields,
    Kind.QUESTIONNAIRE: asked.questionnaire,
    Kind.TASK: task.show,
    Kind.DEBRIEF: ending.debrief,
}

one = None
try:
    one = link.come()
    link.offer_languages(one.study)
    if one.participant.status == Status.ACTIVE:
        DRAWN[one.step.kind](one)
        if tab().study_trouble is not None:
            st.warning(language.say(tab().study_trouble), icon=":material/error:")
    else:
        ending.show(one)
except NoStudyError as error:
    st.info(explained(error), icon=":material/info:")
except UnavailableError as error:
    st.error(explained(error), icon=":material/error:")
    if one is not None:
        ending.offer_failure(one)
    st.button(t("study-again"), key="study-again", icon=":material/refresh:")
