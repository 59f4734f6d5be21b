"""Live: notice and consent, the check before sensing, sensing, the list that follows, and why."""

import streamlit as st

from pages.parts import consent, sittings

try:
    session = sittings.current()
except sittings.UnavailableError as error:
    st.error(str(error), icon=":material/error:")
    st.stop()

if session is None:
    consent.ask()
else:
    from pages.parts import sitting  # here, as it brings the media and chart libraries, which the notice needs not

    sitting.draw(session)
