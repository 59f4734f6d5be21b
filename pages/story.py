"""Story: a written person's sitting on the real parts of Live, with captions. No camera, network or account needed."""

from pages.parts.shared import sittings
from pages.parts.story import show

sittings.rest()
show.draw()
