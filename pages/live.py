"""Live: notice and consent, the check before sensing, sensing, the list that follows, and why."""

import streamlit as st

from pages.parts.live import consent
from pages.parts.shared import language, sittings
from pages.parts.shared.language import explained
from pages.parts.story import attract

try:
    session = sittings.current()
except sittings.UnavailableError as error:
    st.error(explained(error), icon=":material/error:")
    sittings.until_there()
else:
    if session is None:
        consent.ask()
        attract.from_notice()
    else:
        from pages.parts.live import sitting  # here, as it brings the media and chart libraries: the notice needs none

        language.follow(session)
        sitting.draw(session)
        attract.from_sitting()
