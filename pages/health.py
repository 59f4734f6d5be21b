"""Health: how this server is doing. Not among the pages of the navigation, as visitors have no use for it, and nothing
but these figures, as it is looked at when the server has much to do."""

import streamlit as st

from pages.parts.health import health
from pages.parts.shared import sittings
from pages.parts.shared.language import t

sittings.rest()

st.title(t("page-health"), anchor=False)
with st.container(width=860):
    health.show()
