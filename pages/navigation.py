"""Page set-up and navigation, run for every visitor. Every page draws itself."""

import streamlit as st

from pages.parts.shared import resources

BRAND = "assets/brand"

st.set_page_config(page_title="Attune", page_icon=f"{BRAND}/icon.svg", layout="wide")
st.logo(f"{BRAND}/logo-{'dark' if st.context.theme.type == 'dark' else 'light'}.svg", size="large")
resources.warm_up()

st.navigation(
    [
        st.Page("live.py", title="Live", icon=":material/favorite:", default=True),
        st.Page("catalogue.py", title="Catalogue", icon=":material/grid_view:"),
        st.Page("lab.py", title="Lab", icon=":material/science:"),
        st.Page("about.py", title="About", icon=":material/info:"),
    ],
    position="top",
).run()
