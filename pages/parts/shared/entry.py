"""The way in: every page comes through app.py, whichever address is opened first."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

_TURNED_BACK = "turned_back"


def through_app() -> None:
    """Call at the top of a page: run app.py instead where Streamlit ran the page by itself.

    Until st.navigation was first called in a process, Streamlit takes the folder pages/ for pages without an app. A
    visitor is turned back once at most, since what was clicked is lost on the way.
    """
    if PagesManager.uses_pages_directory and _TURNED_BACK not in st.session_state:
        st.session_state[_TURNED_BACK] = True
        PagesManager.uses_pages_directory = False
        st.rerun()
