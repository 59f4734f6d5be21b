"""Presenter: notes and a remote for what the same browser's other window shows an audience."""

from pages.parts.shared import sittings
from pages.parts.story import presenting

sittings.rest()
presenting.draw()
