"""Live: notice and consent, the check before sensing, sensing, the list that follows, and why."""

from pages.parts import consent, sittings

session = sittings.current()
if session is None:
    consent.ask()
else:
    from pages.parts import sitting  # here, as it brings the media and chart libraries, which the notice needs not

    sitting.draw(session)
