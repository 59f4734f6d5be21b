"""Page set-up and navigation, run for every visitor. Every page draws itself."""

import urllib.parse

import streamlit as st

from pages.parts.console import door
from pages.parts.shared import language, menu, resources
from pages.parts.shared.language import t
from pages.parts.shared.tab import tab

BRAND = "assets/brand"

# Before the navigation, whose icons a browser would else fetch from elsewhere for its tab.
st.set_page_config(page_icon=f"{BRAND}/icon.svg", layout="wide")
resources.warm_up()
pages = [
    st.Page("live.py", title=t("page-live"), icon=":material/favorite:", default=True),
    st.Page("replay.py", title=t("page-replay"), icon=":material/replay:"),
    st.Page("catalogue.py", title=t("page-catalogue"), icon=":material/grid_view:"),
    st.Page("lab.py", title=t("page-lab"), icon=":material/science:"),
    st.Page("sources.py", title=t("page-sources"), icon=":material/menu_book:"),
    st.Page("about.py", title=t("page-about"), icon=":material/info:"),
    st.Page("story.py", title=t("page-story"), icon=":material/play_circle:", visibility="hidden"),
    st.Page("presenter.py", title=t("page-presenter"), icon=":material/co_present:", visibility="hidden"),
    st.Page("together.py", title=t("page-together"), icon=":material/groups:", visibility="hidden"),
    st.Page("health.py", title=t("page-health"), icon=":material/monitor_heart:", visibility="hidden"),
    st.Page("study.py", title=t("page-study"), icon=":material/school:", visibility="hidden"),
]
if door.door():
    pages.append(st.Page("console.py", title=t("page-console"), icon=":material/lock:", visibility="hidden"))
address = urllib.parse.urlsplit(st.context.url or "").path
page = st.navigation(
    pages,
    position="hidden" if tab().stage or address.rstrip("/").endswith(("/study", "/console")) else "top",
)
st.set_page_config(page_title=f"{page.title} · Attune")
st.logo(f"{BRAND}/logo-{'dark' if st.context.theme.type == 'dark' else 'light'}.svg", size="large")
if page != pages[0]:  # Live begins with a notice that needs none of it
    with st.skeleton(height=400):
        resources.imported()
if tab().stage:
    st.container(key="stage").empty()
page.run()
if not tab().stage:
    language.choose()
menu.close_after(page.title)
