"""The way in: every page comes through app.py, whichever address is opened first."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def through_app() -> None:
    """Call at the top of a page: run app.py instead where Streamlit ran the page by itself.

    Until st.navigation was first called in a process, Streamlit takes the folder pages/ for pages without an app.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
