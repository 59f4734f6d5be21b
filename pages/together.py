"""Learning together: what people who agreed to it taught, round by round. Not among the pages of the navigation; the
switch that agrees to it leads here."""

import streamlit as st

from pages.parts.shared import sittings
from pages.parts.shared.language import t
from pages.parts.together import rounds

sittings.rest()

st.title(t("page-together"), anchor=False)
with st.container(width=860):
    st.markdown(t("together"))
    rounds.show()
    with st.expander(t("together-details")):
        st.markdown(rounds.promise())
