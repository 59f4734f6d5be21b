"""Sources: the systems of the literature that Attune follows, and how its figures stand beside the published ones."""

import streamlit as st

from pages.parts.shared import sittings
from pages.parts.shared.language import t
from pages.parts.sources import listing

sittings.rest()

st.title(t("page-sources"), anchor=False)
with st.container(width=860):
    listing.show()
