"""Lab: how well the engines behind the list do on public data, and what each part of one adds."""

import streamlit as st

from pages.parts.lab import benchmarks as bench
from pages.parts.lab import emotion_graph as feelings
from pages.parts.shared import sittings
from pages.parts.shared.language import t

sittings.rest()

st.title(t("page-lab"), anchor=False)
with st.container(width=860):
    st.markdown(t("lab"))
    bench.show()
    feelings.show()
