"""Replay: a sitting made again from its record, moment by moment, as it was and as it could have been."""

import streamlit as st

from pages.parts.replay import view
from pages.parts.shared import sittings
from pages.parts.shared.language import explained, t

sittings.rest()

st.title(t("replay"), anchor=False)
try:
    session = sittings.current()
except sittings.UnavailableError as error:
    st.error(explained(error), icon=":material/error:")
else:
    if session is None:
        st.info(t("replay-none"))
    else:
        view.show(session)
