"""Lab: does it work, does mood help, is it fair; and the figures behind: how well each engine does on public data."""

import streamlit as st

from pages.parts.lab import benchmarks as bench
from pages.parts.lab import emotion_graph as feelings
from pages.parts.lab import policy, questions
from pages.parts.shared import sittings
from pages.parts.shared.language import t

sittings.rest()

st.title(t("page-lab"), anchor=False)
with st.container(width=860):
    questions.show()
    st.header(t("lab-tables"), anchor=False)
    st.markdown(t("lab"))
    bench.show()
    feelings.show()
    policy.show()
