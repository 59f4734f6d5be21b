"""Live: notice and consent, the check before sensing, sensing, the list that follows, and why."""

import streamlit as st

from pages.parts.live import consent
from pages.parts.shared import sittings

try:
    session = sittings.current()
except sittings.UnavailableError as error:
    st.error(str(error), icon=":material/error:")
    st.stop()

if session is None:
    consent.ask()
else:
    from pages.parts.live import sitting  # here, as it brings the media and chart libraries, which the notice needs not

    sitting.draw(session)
