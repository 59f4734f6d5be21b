"""About: the models with their figures and limits, what is stored, and how to delete it."""

import streamlit as st

from pages.parts.about import cards, tier, your_data
from pages.parts.live import consent
from pages.parts.shared import sittings

sittings.rest()
sittings.keep_address()

st.title("About", anchor=False)
with st.container(width=760):
    st.markdown(
        "Attune senses how you feel from face, voice and words, weighs the three against each other, follows the "
        "feeling over time, and keeps a list in step with it. Every item comes with its reason, and the reason is the "
        "arithmetic: take one away and the list moves as the page says."
    )
    st.header("Your data", anchor=False)
    st.markdown(consent.KEPT)
    your_data.show()

    st.header("What it can't do", anchor=False)
    st.markdown(
        "- A face, a voice or a sentence shows a feeling only in part, and people differ. A reading is an estimate, "
        "which is why its uncertainty is always drawn and your own word always wins.\n"
        "- The models learnt from posed pictures, acted speech and comments in English. They do less well on other "
        "faces, accents and languages than on those they learnt from.\n"
        "- It is made for choosing something to watch, hear or read. It must not be used to judge people, at work, at "
        "school or anywhere else."
    )

    st.header("The models", anchor=False)
    tier.show()
    st.markdown("What each was trained on, how well it does and where it fails. All figures can be printed anew.")
    cards.show()
