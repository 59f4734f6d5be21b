"""Lab: how well the engines behind the list do on public data, and what each part of one adds."""

import streamlit as st

from pages.parts.lab import benchmarks as bench
from pages.parts.lab import emotion_graph as feelings
from pages.parts.shared import sittings

sittings.rest()
sittings.keep_address()

st.title("Lab", anchor=False)
with st.container(width=860):
    st.markdown(
        "Part of the list is foretold by engines that learnt from other people's histories. Here they are put to the "
        "test on public data: what each person took next is hidden, all items are ranked, and what counts is how high "
        "the hidden one stands."
    )
    bench.show()
    feelings.show()
