"""About: the models with their figures and limits, what is stored, and how to delete it."""

import streamlit as st

from pages.parts.about import cards, tier, your_data
from pages.parts.live import consent
from pages.parts.shared import sittings
from pages.parts.shared.language import t

sittings.rest()

st.title(t("page-about"), anchor=False)
with st.container(width=760):
    st.markdown(t("about"))
    st.header(t("about-data"), anchor=False)
    st.markdown(consent.kept())
    your_data.show()

    st.header(t("about-limits"), anchor=False)
    st.markdown("\n".join(f"- {t(f'about-limit-{name}')}" for name in ("estimate", "training", "use")))

    st.header(t("about-models"), anchor=False)
    tier.show()
    st.markdown(t("about-cards"))
    cards.show()
